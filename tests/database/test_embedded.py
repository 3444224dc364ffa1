"""The embedded Postgres keeps its data whatever happens to it or to the one who started it."""

import asyncio
import os
import pwd
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import asyncpg
import psutil
import pytest

from environment import make_data_dir
from usertrail.database.embedded import account, log, programs
from usertrail.database.embedded.programs import EmbeddedPostgresError
from usertrail.database.embedded.server import EmbeddedPostgres

NOBODY = pwd.getpwnam("nobody")

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as another account")


@pytest.fixture
def data_dir() -> Iterator[Path]:
    with make_data_dir() as folder:
        yield folder
        _kill(folder)


def _postmaster(data_dir: Path) -> int:
    return int((data_dir / "postgres/data/postmaster.pid").read_text().split()[0])


def _is_alive(pid: int) -> bool:
    # Where nobody waits for orphans, a server that ended stays as a zombie.
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


def _kill(data_dir: Path) -> None:
    """Leave no server behind, whatever the test did."""
    pid_file = data_dir / "postgres/data/postmaster.pid"
    if pid_file.exists() and _is_alive(pid := _postmaster(data_dir)):
        os.kill(pid, signal.SIGQUIT)
        while _is_alive(pid):
            time.sleep(0.05)


async def _ask(url: str, query: str) -> object:
    db = await asyncpg.connect(url)
    try:
        return await db.fetchval(query)
    finally:
        await db.close()


async def _remember(url: str) -> None:
    await _ask(url, "CREATE TABLE kept AS SELECT 42 AS answer")


async def _is_remembered(url: str) -> bool:
    return await _ask(url, "SELECT answer FROM kept") == 42


HEAD = """
import sys
from pathlib import Path
from usertrail.database.embedded.server import EmbeddedPostgres
"""


def _python(code: str, data_dir: Path) -> "subprocess.Popen[str]":
    """Another process that runs the code, with EmbeddedPostgres and Path at hand."""
    command = [sys.executable, "-c", HEAD + textwrap.dedent(code), str(data_dir)]
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


START_AND_WAIT = """
    postgres = EmbeddedPostgres(Path(sys.argv[1]))
    print(postgres.start(), flush=True)
    sys.stdin.read()
    postgres.stop()
"""


def _first_line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


async def test_what_was_written_is_there_after_a_restart(data_dir: Path) -> None:
    postgres = EmbeddedPostgres(data_dir)
    await _remember(postgres.start())
    postgres.stop()
    assert not (data_dir / "postgres/data/postmaster.pid").exists()
    again = EmbeddedPostgres(data_dir)
    assert await _is_remembered(again.start())
    again.stop()


async def test_it_is_closed_to_others_and_set_up_for_writing(data_dir: Path) -> None:
    postgres = EmbeddedPostgres(data_dir)
    url = postgres.start()
    try:
        assert await _ask(url, "SHOW listen_addresses") == ""
        assert await _ask(url, "SHOW synchronous_commit") == "on"
        assert await _ask(url, "SHOW fsync") == "on"
        assert await _ask(url, "SHOW server_encoding") == "UTF8"
        with pytest.raises(asyncpg.InvalidPasswordError):
            await _ask(url.replace("postgres:", "postgres:not-", 1), "SELECT 1")
    finally:
        postgres.stop()
    for private in ("data", "run", "password"):
        assert (data_dir / "postgres" / private).stat().st_mode & 0o077 == 0


def test_three_first_starts_at_once_share_one_server(data_dir: Path) -> None:
    starts = [_python(START_AND_WAIT, data_dir) for _ in range(3)]
    with ThreadPoolExecutor() as threads:
        urls = list(threads.map(_first_line, starts))
    assert urls[0].startswith("postgresql://")
    assert len(set(urls)) == 1
    pid = _postmaster(data_dir)
    for number, start in enumerate(starts):
        assert _is_alive(pid), f"the server stopped with {3 - number} users left"
        start.communicate("")
        assert start.returncode == 0
    assert not _is_alive(pid)


async def test_killing_python_leaves_a_server_that_the_next_start_adopts(data_dir: Path) -> None:
    first = _python(START_AND_WAIT, data_dir)
    await _remember(_first_line(first))
    pid = _postmaster(data_dir)
    first.kill()
    first.communicate()
    assert _is_alive(pid)

    postgres = EmbeddedPostgres(data_dir)
    assert await _is_remembered(postgres.start())
    assert _postmaster(data_dir) == pid
    postgres.stop()
    assert not _is_alive(pid)


async def test_killing_the_server_loses_nothing_that_was_committed(data_dir: Path) -> None:
    postgres = EmbeddedPostgres(data_dir)
    await _remember(postgres.start())
    os.kill(_postmaster(data_dir), signal.SIGKILL)
    again = EmbeddedPostgres(data_dir)
    assert await _is_remembered(again.start())
    again.stop()
    postgres.stop()


def test_an_interrupted_first_start_is_begun_anew(data_dir: Path) -> None:
    start = _python(START_AND_WAIT, data_dir)
    home = data_dir / "postgres"
    deadline = time.monotonic() + 30
    while not list(home.glob("initdb.*/base")):
        assert time.monotonic() < deadline
        time.sleep(0.002)
    start.kill()
    start.communicate()
    assert not (home / "data").exists()
    postgres = EmbeddedPostgres(data_dir)
    postgres.start()
    postgres.stop()
    assert not list(home.glob("initdb.*"))


async def test_a_process_id_that_now_belongs_to_another_program_is_not_the_server(
    data_dir: Path,
) -> None:
    postgres = EmbeddedPostgres(data_dir)
    await _remember(postgres.start())
    pid_file = data_dir / "postgres/data/postmaster.pid"
    lines = pid_file.read_text().split("\n")
    postgres.stop()
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]))
    again = EmbeddedPostgres(data_dir)
    assert await _is_remembered(again.start())
    again.stop()


async def test_two_folders_have_two_servers(data_dir: Path) -> None:
    one, other = EmbeddedPostgres(data_dir / "one"), EmbeddedPostgres(data_dir / "other")
    await _remember(one.start())
    with pytest.raises(asyncpg.UndefinedTableError):
        await _is_remembered(other.start())
    other.stop()
    one.stop()


async def test_a_folder_whose_path_is_too_long_for_a_socket_will_do(data_dir: Path) -> None:
    postgres = EmbeddedPostgres(data_dir / ("d" * 60) / ("e" * 60))
    url = postgres.start()
    assert await _ask(url, "SELECT 1") == 1
    assert "host=/tmp/usertrail-" in url
    postgres.stop()
    shutil.rmtree(url.partition("host=")[2])


def test_a_socket_folder_that_somebody_else_made_first_is_refused(data_dir: Path) -> None:
    long = data_dir / ("d" * 60) / ("e" * 60)
    postgres = EmbeddedPostgres(long)
    folder = Path(postgres.socket_dir)
    folder.symlink_to(data_dir)
    try:
        with pytest.raises(EmbeddedPostgresError, match="belongs to somebody else"):
            postgres.start()
    finally:
        folder.unlink()


async def test_a_language_that_is_not_installed_does_not_matter(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "xx_XX.UTF-8")
    monkeypatch.setenv("LC_ALL", "xx_XX.UTF-8")
    postgres = EmbeddedPostgres(data_dir)
    assert await _ask(postgres.start(), "SELECT upper('ä')") == "Ä"
    postgres.stop()


def test_the_reason_of_a_failed_start_is_told(data_dir: Path) -> None:
    with pytest.raises(EmbeddedPostgresError, match=r"did not start.*configuration file"):
        EmbeddedPostgres(data_dir, {"shared_buffers": "many"}).start()


@needs_root
def test_another_account_than_root_runs_it_itself(data_dir: Path) -> None:
    package = programs.installed().parents[1]
    copy = programs.copied(package, data_dir)
    (data_dir / "mine").mkdir()
    os.chown(data_dir / "mine", NOBODY.pw_uid, NOBODY.pw_gid)
    code = f"""
    import os
    from usertrail.database.embedded import programs
    programs.installed = lambda: Path({str(copy)!r})
    os.setgroups([]); os.setgid({NOBODY.pw_gid}); os.setuid({NOBODY.pw_uid})
    {START_AND_WAIT}"""
    start = _python(code, data_dir / "mine")
    assert _first_line(start).startswith("postgresql://")
    assert psutil.Process(_postmaster(data_dir / "mine")).uids().real == NOBODY.pw_uid
    start.communicate("")
    assert start.returncode == 0


@needs_root
def test_root_is_told_of_a_folder_that_the_account_cannot_enter(data_dir: Path) -> None:
    closed = data_dir / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(EmbeddedPostgresError, match=r"--data-dir.*cannot enter"):
        EmbeddedPostgres(closed / "data").start()


@needs_root
async def test_programs_below_roots_home_are_copied(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = data_dir / "closed"
    closed.mkdir(mode=0o700)
    package = programs.installed().parents[1]
    for name in (package.name, f"{package.name}.libs"):
        if (package.parent / name).exists():
            shutil.copytree(package.parent / name, closed / name)
    monkeypatch.setattr(programs, "installed", lambda: closed / package.name / "pginstall" / "bin")
    postgres = EmbeddedPostgres(data_dir / "data")
    assert await _ask(postgres.start(), "SELECT 1") == 1
    postgres.stop()
    assert list((data_dir / "data/postgres").glob("programs-*"))


def _as_nobody(code: str, *arguments: object) -> "subprocess.CompletedProcess[bytes]":
    drop = f"""
    import fcntl, os, sys
    os.setgroups([]); os.setgid({NOBODY.pw_gid}); os.setuid({NOBODY.pw_uid})
    """
    command = [sys.executable, "-c", textwrap.dedent(drop) + code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True)


@needs_root
async def test_as_root_nothing_of_it_is_open_to_what_runs_as_nobody(data_dir: Path) -> None:
    postgres = EmbeddedPostgres(data_dir)
    assert await _ask(postgres.start(), "SELECT 1") == 1
    postgres.login_of("anybody")
    try:
        owner = pwd.getpwnam(account.ACCOUNT)
        assert psutil.Process(_postmaster(data_dir)).uids().real == owner.pw_uid
        home = data_dir / "postgres"
        assert {path.stat().st_uid for path in home.rglob("*")} <= {0, owner.pw_uid}
        assert owner.pw_uid not in (0, NOBODY.pw_uid)
        for name in ("gate.lock", "users.lock", "password", "server-password", "server.log"):
            opened = _as_nobody("fcntl.flock(open(sys.argv[1]), fcntl.LOCK_SH)", home / name)
            assert b"PermissionError" in opened.stderr, name
        for name in ("data", "run"):
            listed = _as_nobody("os.listdir(sys.argv[1])", home / name)
            assert b"PermissionError" in listed.stderr, name
    finally:
        postgres.stop()


@needs_root
async def test_data_that_was_nobodys_is_given_to_the_account(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A version before ran as nobody; one that still runs goes on as it is."""
    with monkeypatch.context() as before:
        before.setattr(account, "_own_account", lambda: None)
        older = EmbeddedPostgres(data_dir)
        await _remember(older.start())
    beside = EmbeddedPostgres(data_dir)
    assert await _is_remembered(beside.start())
    assert psutil.Process(_postmaster(data_dir)).uids().real == NOBODY.pw_uid
    beside.stop()
    (data_dir / "kept").write_text("of root")
    os.link(data_dir / "kept", data_dir / "postgres/data/linked")
    older.stop()
    again = EmbeddedPostgres(data_dir)
    assert await _is_remembered(again.start())
    own = pwd.getpwnam(account.ACCOUNT).pw_uid
    assert psutil.Process(_postmaster(data_dir)).uids().real == own
    assert (data_dir / "kept").stat().st_uid == 0
    again.stop()


async def test_a_flood_of_errors_does_not_fill_the_disk(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "MAX_BYTES", 100_000)
    postgres = EmbeddedPostgres(data_dir)
    db = await asyncpg.connect(postgres.start())
    files = [data_dir / "postgres" / name for name in ("server.log", "server.log.1")]
    try:
        for number in range(40):
            for _ in range(100):
                with pytest.raises(asyncpg.UndefinedColumnError):
                    await db.execute(f"SELECT nothing_of_this_name_{number}")
            await asyncio.sleep(0.05)
        await asyncio.sleep(1)
        sizes = [file.stat().st_size for file in files]
        assert 0 < sum(sizes) < 400_000
        assert all(file.stat().st_mode & 0o077 == 0 for file in files)
        os.kill(_postmaster(data_dir), signal.SIGKILL)
    finally:
        db.terminate()
        postgres.stop()


def test_why_it_ended_is_found_in_a_log_that_was_emptied(tmp_path: Path) -> None:
    written = log.ServerLog(tmp_path / "server.log")
    written.path.write_text("FATAL:  of before\n" * 100)
    written.skip()
    written.rotate()
    assert written.older.read_text().count("of before") == 100
    assert written.last_words() == "no reason given"
    with written.path.open("a") as appended:
        appended.write("LOG:  something\nFATAL:  the disk is gone\n")
    assert written.last_words() == "FATAL:  the disk is gone"
