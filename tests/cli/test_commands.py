"""The commands as people type them: what they print, and with which status they end."""

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from environment import RunningServer, make_data_dir, run_sql, with_database
from usertrail.access.bootstrap import FirstProject
from usertrail.access.projects import Project
from usertrail.database.pool import create_pool
from usertrail.startup_message import StartupMessage, program_name

PASSWORD = "a long enough password"
Result = subprocess.CompletedProcess[str]


def usertrail(*arguments: str, **environment: str) -> Result:
    """Run to the end; without a database unless one is named."""
    defaults = {"USERTRAIL_PORT": "0", "USERTRAIL_DATA_DIR": "/dev/null/nowhere"}
    return subprocess.run(
        [sys.executable, "-m", "usertrail", *arguments],
        env=os.environ | defaults | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture
def taken_port() -> Iterator[str]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield str(listener.getsockname()[1])


def assert_one_sentence(result: Result, *words: str) -> None:
    assert result.returncode == 2
    assert result.stdout == ""
    assert re.fullmatch(r"Error: .+\n", result.stderr), result.stderr
    for word in words:
        assert word in result.stderr


@pytest.mark.parametrize(
    ("arguments", "environment", "words"),
    [
        (["--port", "99999"], {}, ["--port", "USERTRAIL_PORT", "99999"]),
        (["--port", "many"], {}, ["--port", "many"]),
        ([], {"USERTRAIL_PORT": "many"}, ["USERTRAIL_PORT", "many"]),
        (["--host", "0.0.0.0"], {}, ["USERTRAIL_PASSWORD", "0.0.0.0"]),
        ([], {"USERTRAIL_HOST": "::"}, ["USERTRAIL_PASSWORD"]),
        (
            ["--host", "no.such.host.invalid"],
            {"USERTRAIL_PASSWORD": PASSWORD},
            ["--host"],
        ),
        (
            ["--host", "192.0.2.1"],
            {"USERTRAIL_PASSWORD": PASSWORD},
            ["--host", "192.0.2.1"],
        ),
        ([], {"USERTRAIL_PASSWORD": "eleven char"}, ["USERTRAIL_PASSWORD", "at least 12"]),
        ([], {"USERTRAIL_INIT_PUBLIC_KEY": "pk"}, ["USERTRAIL_INIT_SECRET_KEY"]),
        ([], {"USERTRAIL_INIT_SECRET_KEY": "sk"}, ["USERTRAIL_INIT_PUBLIC_KEY"]),
        ([], {"USERTRAIL_INIT_PROJECT_ID": "p"}, ["USERTRAIL_INIT_PROJECT_ID"]),
        (
            [],
            {"USERTRAIL_INIT_PUBLIC_KEY": "p:k", "USERTRAIL_INIT_SECRET_KEY": "sk"},
            ["USERTRAIL_INIT_PUBLIC_KEY"],
        ),
        (["--database-url", "nonsense"], {}, ["--database-url", "USERTRAIL_DATABASE_URL"]),
        (["--data-dir", "/proc/usertrail"], {}, ["--data-dir", "/proc/usertrail"]),
        (["--data-dir", "/dev/null"], {}, ["--data-dir", "/dev/null"]),
    ],
)
def test_a_wrong_setting_is_named_in_one_sentence(
    arguments: list[str], environment: dict[str, str], words: list[str]
) -> None:
    result = usertrail("serve", *arguments, **environment)
    assert_one_sentence(result, *words)


def test_a_port_in_use_is_told_at_once(taken_port: str) -> None:
    assert_one_sentence(usertrail("serve", "--port", taken_port), "--port", "in use", taken_port)


def test_a_database_that_does_not_exist_is_told(postgres: str) -> None:
    result = usertrail("migrate", "--database-url", with_database(postgres, "absent"))
    assert_one_sentence(result, "--database-url", "absent")


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["serve"],
        ["demo"],
        ["keys"],
        ["keys", "create"],
        ["link"],
        ["import"],
        ["import", "langfuse"],
    ],
)
def test_help_tells_every_setting(command: list[str]) -> None:
    result = usertrail(*command, "--help")
    assert result.returncode == 0
    expected = {
        "serve": ["USERTRAIL_HOST", "USERTRAIL_PORT", "USERTRAIL_PASSWORD", "USERTRAIL_INIT_"],
        "demo": ["USERTRAIL_DATABASE_URL", "--seed"],
        "create": ["USERTRAIL_DATA_DIR", "--project"],
        "keys": ["create", "list", "revoke"],
        "link": ["--url", "USERTRAIL_DATABASE_URL"],
        "import": ["langfuse"],
        "langfuse": ["LANGFUSE_HOST", "LANGFUSE_SECRET_KEY", "--from", "--project"],
    }
    for words in expected.get(command[-1] if command else "", ["serve", "verify", "schema"]):
        assert words in result.stdout


def test_the_first_run_shows_the_secret_and_the_lines_to_paste() -> None:
    start = FirstProject(Project("p", "Shop"), "pk-1", "sk-1")
    text = StartupMessage("http://127.0.0.1:3000", "the-token", start, "usertrail").as_text()
    assert "http://127.0.0.1:3000/sign-in?token=the-token" in text
    for line in (
        "export LANGFUSE_PUBLIC_KEY=pk-1",
        "export LANGFUSE_SECRET_KEY=sk-1",
        "export LANGFUSE_HOST=http://127.0.0.1:3000",
        "export LANGFUSE_BASE_URL=http://127.0.0.1:3000",
        "export LANGFUSE_BASEURL=http://127.0.0.1:3000",
    ):
        assert f"    {line}\n" in text
    assert "usertrail demo\n" in text


def test_the_program_is_named_as_it_was_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert program_name("/srv/usertrail/__main__.py") == "python -m usertrail"
    monkeypatch.setenv("PATH", str(tmp_path))
    assert program_name(".venv/bin/usertrail") == ".venv/bin/usertrail"
    program = tmp_path / "usertrail"
    program.touch(0o755)
    assert program_name(str(program)) == "usertrail"


def test_a_newcomer_starts_it_twice_and_stops_it() -> None:
    with make_data_dir() as data_dir:
        first = _serve_until_shown(data_dir)
        second = _serve_until_shown(data_dir)
        assert "sk-ut-" in first
        assert "sk-ut-" not in second
        public_key = re.search(r"pk-ut-\w+", first)
        assert public_key is not None
        assert public_key[0] in second
        assert not _running_postgres(data_dir)


def test_serve_fills_itself_with_the_demo_and_keeps_no_key_of_it(database_url: str) -> None:
    where = ["--port", "0", "--database-url", database_url]
    command = [sys.executable, "-m", "usertrail", "serve", "--demo", *where]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert any("Sent 200 users" in line for line in process.stdout)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=40) == 0
    users = "SELECT count(DISTINCT user_id) FROM user_total WHERE user_id <> ''"
    assert asyncio.run(_fetch(database_url, users)) == 200
    assert asyncio.run(_fetch(database_url, "SELECT count(*) FROM api_key")) == 1


async def _fetch(database_url: str, query: str) -> object:
    async with create_pool(database_url) as pool:
        return await pool.fetchval(query)


def _serve_until_shown(data_dir: Path) -> str:
    """Serve with the embedded database, and stop as Ctrl-C does; what was printed."""
    where = ["--port", "0", "--data-dir", str(data_dir)]
    command = [sys.executable, "-m", "usertrail", "serve", *where]
    shown = ""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            shown += line
            if "Ctrl-C" in line:
                break
        url = re.search(r"LANGFUSE_HOST=(\S+)", shown)
        assert url is not None
        assert httpx.get(f"{url[1]}/ready").status_code == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=40) == 0
    return shown


def _running_postgres(data_dir: Path) -> bool:
    return (data_dir / "postgres" / "data" / "postmaster.pid").exists()


def test_a_request_in_flight_is_answered_before_the_server_stops(
    server: RunningServer,
) -> None:
    host, _, port = server.url.removeprefix("http://").partition(":")
    body = b'{"password": "open sesame, please"}'
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(
            b"POST /session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
            b"content-length: %d\r\n\r\n" % len(body)
        )
        connection.sendall(body[:5])
        # The signal comes when half of the body is there.
        time.sleep(0.2)
        server.process.terminate()
        time.sleep(0.2)
        connection.sendall(body[5:])
        assert b" 204 " in connection.recv(65536).split(b"\r\n")[0]
    server.process.join(40)
    assert server.process.exitcode == 0


def test_keys_are_made_listed_and_revoked(server: RunningServer) -> None:
    where = ["--database-url", server.database_url]
    created = usertrail("keys", "create", *where)
    public_key, secret_key = re.findall(r"(?:Public|Secret) key +(\S+)", created.stdout)
    projects = f"{server.url}/api/public/projects"
    answer = httpx.get(projects, auth=(public_key, secret_key))
    assert answer.json()["data"][0]["id"] == server.project_id

    listed = usertrail("keys", "list", *where).stdout
    assert public_key in listed
    assert secret_key not in listed
    assert usertrail("keys", "revoke", public_key, *where).returncode == 0
    assert_one_sentence(usertrail("keys", "revoke", "pk-unknown", *where), "pk-unknown")

    deadline = time.monotonic() + 10
    while httpx.get(projects, auth=(public_key, secret_key)).status_code == 200:
        assert time.monotonic() < deadline
        time.sleep(0.2)


def test_a_key_for_a_new_project_reaches_that_project(server: RunningServer) -> None:
    where = ["--database-url", server.database_url]
    created = usertrail("keys", "create", "--new-project", "Second shop", *where)
    pair = re.findall(r"(?:Public|Secret) key +(\S+)", created.stdout)
    answer = httpx.get(f"{server.url}/api/public/projects", auth=(pair[0], pair[1]))
    assert answer.json()["data"][0]["name"] == "Second shop"
    unknown = usertrail("keys", "create", "--project", "none", *where)
    assert_one_sentence(unknown, "--project", "none")


async def test_verify_finds_nothing_then_a_planted_difference_and_mends_it(
    server: RunningServer,
) -> None:
    where = ["--database-url", server.database_url]
    assert usertrail("verify", *where).returncode == 0
    await run_sql(
        server.database_url,
        "INSERT INTO user_total VALUES "
        "('sdk-project', 'ghost', 'default', NULL, NULL, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0)",
    )
    found = usertrail("verify", *where)
    assert found.returncode == 1
    assert "ghost" in found.stdout
    assert usertrail("verify", "--repair", *where).returncode == 1
    mended = usertrail("verify", *where)
    assert (mended.returncode, mended.stdout) == (0, "Differences: 0.\n")


def test_a_wanted_key_of_another_project_is_told(server: RunningServer) -> None:
    result = usertrail(
        *("serve", "--database-url", server.database_url),
        USERTRAIL_INIT_PUBLIC_KEY=server.public_key,
        USERTRAIL_INIT_SECRET_KEY=server.secret_key,
        USERTRAIL_INIT_PROJECT_ID="other",
    )
    assert_one_sentence(result, "USERTRAIL_INIT_PUBLIC_KEY", "sdk-project", "other")


def test_the_demo_says_when_nothing_answers_or_the_keys_are_wrong(
    server: RunningServer, tmp_path: Path
) -> None:
    nobody = usertrail("demo", "--url", "http://127.0.0.1:9")
    assert_one_sentence(nobody, "--url", "usertrail serve")
    half = usertrail("demo", "--url", server.url, "--public-key", "pk")
    assert_one_sentence(half, "--public-key", "--secret-key")
    wrong = usertrail("demo", "--url", server.url, "--public-key", "pk", "--secret-key", "sk")
    assert_one_sentence(wrong, "--public-key", server.url)
    elsewhere = usertrail("demo", "--url", server.url, "--data-dir", str(tmp_path / "none"))
    assert_one_sentence(elsewhere, "--database-url", "another database")


def test_the_schema_is_printed() -> None:
    result = usertrail("schema")
    assert result.returncode == 0
    assert "type Query {" in result.stdout
