"""The embedded Postgres comes back by itself, whatever ended it, and the log says why."""

import asyncio
import logging
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import pytest

from environment import make_data_dir
from usertrail.database.embedded import log
from usertrail.database.embedded.server import EmbeddedPostgres

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")

# A promise of the README, and some more where many tests run at once.
REVIVED_SECONDS = 5.0 + 10.0


@pytest.fixture
def data_dir() -> Iterator[Path]:
    with make_data_dir() as folder:
        yield folder


def postmaster(data_dir: Path) -> int:
    return int((data_dir / "postgres/data/postmaster.pid").read_text().split()[0])


async def ask(url: str, query: str) -> object:
    db = await asyncpg.connect(url)
    try:
        return await db.fetchval(query)
    finally:
        await db.close()


async def until_it_answers(url: str) -> None:
    end = time.monotonic() + REVIVED_SECONDS
    while True:
        try:
            assert await ask(url, "SELECT 1") == 1
        except (OSError, asyncpg.PostgresError):
            assert time.monotonic() < end
            time.sleep(0.1)  # noqa: ASYNC251  # nothing else runs
        else:
            return


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


async def test_after_kill_9_it_runs_again_and_keeps_what_was_committed(
    data_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    postgres = EmbeddedPostgres(data_dir)
    url = postgres.start()
    try:
        await ask(url, "CREATE TABLE kept AS SELECT 42 AS answer")
        for _ in range(2):
            caplog.clear()
            # A backend that is busy holds the memory of the dead server.
            busy = await asyncpg.connect(url)
            sleeping = busy.fetchval("SELECT pg_sleep(60)")
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(sleeping, 0.2)
            os.kill(postmaster(data_dir), signal.SIGKILL)
            await until_it_answers(url)
            assert await ask(url, "SELECT answer FROM kept") == 42
            busy.terminate()
            time.sleep(1)  # noqa: ASYNC251  # the thread that started it has its last word
            ended, again = told(caplog)
            assert ended.startswith("The embedded Postgres has ended, and is started again: ")
            assert again == "The embedded Postgres runs again."
    finally:
        postgres.stop()
    assert not (data_dir / "postgres/data/postmaster.pid").exists()


async def test_of_two_users_one_starts_it_again_and_the_last_one_stops_it(data_dir: Path) -> None:
    one, other = EmbeddedPostgres(data_dir), EmbeddedPostgres(data_dir)
    url = one.start()
    assert other.start() == url
    os.kill(postmaster(data_dir), signal.SIGKILL)
    await until_it_answers(url)
    one.stop()
    os.kill(postmaster(data_dir), signal.SIGKILL)
    await until_it_answers(url)
    other.stop()
    assert not (data_dir / "postgres/data/postmaster.pid").exists()


async def test_one_that_is_stopped_on_purpose_stays_so(data_dir: Path) -> None:
    postgres = EmbeddedPostgres(data_dir)
    url = postgres.start()
    postgres.stop()
    time.sleep(2)  # noqa: ASYNC251  # longer than it would take
    with pytest.raises(OSError):
        await ask(url, "SELECT 1")


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    options = ["-t", "tmpfs", "-o", "size=192m,mode=755"]
    subprocess.run(["mount", *options, "usertrail", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def fill(file: Path) -> None:
    """Take all the room that is left, as other programs do."""
    with pytest.raises(OSError), file.open("wb", buffering=0) as filler:
        while True:
            filler.write(bytes(64 * 1024))


# Nothing but the write-ahead log grows, for which Postgres ends where there is no room.
LOG_A_MEBIBYTE = "SELECT count(pg_logical_emit_message(false, 'test', repeat('x', 1048576)))"


@needs_root
async def test_a_disk_that_is_full_is_told_and_one_with_room_again_is_used(
    data_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with small_disk(data_dir):
        postgres = EmbeddedPostgres(data_dir)
        url = postgres.start()
        try:
            await ask(url, "CREATE TABLE kept AS SELECT 42 AS answer")
            fill(data_dir / "filler")
            with pytest.raises((OSError, asyncpg.PostgresError)):
                for _ in range(100):
                    await ask(url, LOG_A_MEBIBYTE)
            # Several vain starts.
            time.sleep(8)  # noqa: ASYNC251  # nothing else runs
            (data_dir / "filler").unlink()
            await until_it_answers(url)
            assert await ask(url, "SELECT answer FROM kept") == 42
            time.sleep(1)  # noqa: ASYNC251  # the thread that started it has its last word
            ended, in_vain, again = told(caplog)
            assert "space" in ended and "tried again until it succeeds" in in_vain
            assert again == "The embedded Postgres runs again."
        finally:
            postgres.stop()


@needs_root
async def test_a_long_log_on_a_full_disk_keeps_nobody_from_starting_it_again(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "MAX_BYTES", 100_000)
    with small_disk(data_dir):
        postgres = EmbeddedPostgres(data_dir)
        url = postgres.start()
        try:
            written, filler = data_dir / "postgres/server.log", data_dir / "filler"
            fill(filler)
            # Room for the log, and for no second one.
            os.truncate(filler, filler.stat().st_size - 200_000)
            with written.open("a") as appended:
                appended.write("LOG:  something\n" * 12_000)
            time.sleep(2)  # noqa: ASYNC251  # the thread that looks after it has its turn
            assert written.stat().st_size < 100_000
            os.kill(postmaster(data_dir), signal.SIGKILL)
            filler.unlink()
            await until_it_answers(url)
        finally:
            postgres.stop()
