"""What a start says of settings and databases that cannot be used, and of those that come late."""

import asyncio
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest

from cutting import cutting
from documents import GUIDES, documents
from environment import make_data_dir, run_sql, with_database
from usertrail.database import connect as opened
from usertrail.database.address import WrongAddress, hosts_of, usable, without_secrets
from usertrail.database.connect import Running, open_pool
from usertrail.database.embedded.server import EmbeddedPostgres
from usertrail.settings import VARIABLES, InvalidSetting

NOT_UTF_8 = b"caf\xe9"


def usertrail(
    *arguments: str | bytes, **environment: str | bytes
) -> "subprocess.CompletedProcess[str]":
    """Run to the end, without a database unless one is named."""
    ours = {name: of for name, of in os.environb.items() if not name.startswith(b"USERTRAIL_")}
    given = {"USERTRAIL_PORT": "0", "USERTRAIL_DATA_DIR": "/dev/null/nowhere"} | environment
    done = subprocess.run(
        [sys.executable, "-m", "usertrail", *arguments],
        env=ours | {os.fsencode(name): os.fsencode(of) for name, of in given.items()},
        capture_output=True,
        timeout=60,
    )
    texts = done.stdout.decode(), done.stderr.decode()
    return subprocess.CompletedProcess(arguments, done.returncode, *texts)


def assert_one_sentence(result: "subprocess.CompletedProcess[str]", *words: str) -> None:
    assert (result.returncode, result.stdout) == (2, "")
    assert re.fullmatch(r"Error: .+\n", result.stderr), result.stderr
    for word in words:
        assert word in result.stderr


INIT = {"USERTRAIL_INIT_PUBLIC_KEY": "pk", "USERTRAIL_INIT_SECRET_KEY": "sk"}


@pytest.mark.parametrize(
    ("arguments", "environment", "words"),
    [
        ([], {**INIT, "USERTRAIL_INIT_PROJECT_ID": NOT_UTF_8}, ["USERTRAIL_INIT_PROJECT_ID"]),
        ([], {"USERTRAIL_PASSWORD": NOT_UTF_8}, ["USERTRAIL_PASSWORD", "UTF-8"]),
        (["--data-dir", NOT_UTF_8], {}, ["Argument 3", "UTF-8"]),
        ([], {"USERTRAIL_PASSWORD": "open sesame, please\n"}, ["USERTRAIL_PASSWORD", "line break"]),
        ([], {**INIT, "USERTRAIL_INIT_SECRET_KEY": "sk\n"}, ["USERTRAIL_INIT_SECRET_KEY"]),
        ([], {**INIT, "USERTRAIL_INIT_PROJECT_ID": "p" * 9000}, ["USERTRAIL_INIT_PROJECT_ID"]),
        (["--database-url", ""], {}, ["--database-url", "empty"]),
        (["--data-dir", ""], {}, ["--data-dir", "empty"]),
        (["--port", "-1"], {}, ["--port", "-1"]),
        ([], {"USERTRAIL_DATABASE_URL": "mysql://u:s3cret@h/d"}, ["--database-url", "%23"]),
        ([], {"USERTRAIL_DATABASE_URL": "postgresql://u:s3cret@h:x/d"}, ["--database-url"]),
    ],
)
def test_a_wrong_setting_is_named_in_one_sentence(
    arguments: list[str | bytes], environment: dict[str, str | bytes], words: list[str]
) -> None:
    result = usertrail("serve", *arguments, **environment)
    assert_one_sentence(result, *words)
    assert "s3cret" not in result.stderr and "sk" not in result.stderr


@pytest.mark.parametrize(
    "command",
    [
        ["demo", "--url", "http://u:s3#cret@127.0.0.1:9"],
        ["demo", "--url", "http://u:12#s3cret@127.0.0.1:9"],
        ["import", "langfuse", "--host", "http://u:s3@cret@h", *("--public-key", "pk")],
        ["serve", "postgresql://u:s3cret@h/d"],
    ],
)
def test_a_password_in_an_address_is_never_shown(command: list[str]) -> None:
    result = usertrail(*command, LANGFUSE_SECRET_KEY="sk")
    assert result.returncode == 2
    assert "Error: " in result.stderr
    assert "s3" not in result.stderr and "cret" not in result.stderr


def test_a_variable_that_is_no_setting_is_named_with_the_likely_one() -> None:
    unknown = {"USERTRAIL_DATABSE_URL": "x", "USERTRAIL_INIT_PROJEKT": "x", "USERTRAIL_ZZZ": "x"}
    result = usertrail("schema", **unknown)
    assert result.returncode == 0
    notes = result.stderr.splitlines()
    assert [re.findall(r"USERTRAIL_\w+", note) for note in notes] == [
        ["USERTRAIL_DATABSE_URL", "USERTRAIL_DATABASE_URL"],
        ["USERTRAIL_INIT_PROJEKT", "USERTRAIL_INIT_PROJECT"],
        ["USERTRAIL_ZZZ"],
    ]


def test_every_setting_that_is_documented_is_known() -> None:
    variable = re.compile(r"\b(USERTRAIL_[A-Z_]+)")
    assert set(VARIABLES) <= set(variable.findall((GUIDES / "settings.md").read_text()))
    named = {name for document in documents() for name in variable.findall(document.read_text())}
    # A value that suits each of them.
    result = usertrail("schema", **dict.fromkeys(named, "1"))
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize(
    ("password", "encoded"),
    [
        ("p#w", "p%23w"),
        ("p@w", "p%40w"),
        ("@#/?:[]%2", "%40%23%2F%3F%3A%5B%5D%2"),
        ("12?a=b", "12%3Fa%3Db"),
        ("a%23b", "a%23b"),
        ("plain", "plain"),
    ],
)
@pytest.mark.parametrize("rest", ["h/d", "h:5432/d?sslmode=require", "[::1]:5/d", "/d?host=/run"])
def test_a_password_may_be_pasted_as_it_is(password: str, encoded: str, rest: str) -> None:
    url = usable(f"postgresql://u:{password}@{rest}")
    assert url == f"postgresql://u:{encoded}@{rest}"
    assert usable(url) == url
    assert hosts_of(url) in ("h", "h:5432", "[::1]:5", "/run")
    assert without_secrets(f"({url}) {password}", url) == f"(postgresql://u:***@{rest}) ***"


@pytest.mark.parametrize(
    "url",
    ["", "x", "http://u:p@h/d", "postgresql://u:pass", "postgresql://h/d#x", "postgresql://h?x"],
)
def test_what_is_no_url_of_a_database_is_not_repeated(url: str) -> None:
    with pytest.raises(WrongAddress) as refused:
        usable(url)
    assert "pass@" not in str(refused.value)


@pytest.mark.parametrize("hosts", ["h:65536", "h:0", "[::1]:70000", "a:5432,b:99999", "h:999999"])
@pytest.mark.parametrize("who", ["", "u:p@", "u:p#@"])
def test_a_port_that_there_is_not_is_refused(who: str, hosts: str) -> None:
    with pytest.raises(WrongAddress, match="ports are 1 to 65535"):
        usable(f"postgresql://{who}{hosts}/db")


async def test_a_password_with_a_hash_opens_the_database(postgres: str) -> None:
    await run_sql(postgres, "CREATE ROLE hashed SUPERUSER LOGIN PASSWORD 'p#@/w'")
    try:
        async with cutting(with_database(postgres, "postgres")) as cutter:
            at = cutter.url.partition("@")[2]
            database = opened._named(f"postgresql://hashed:p#@/w@{at}")
            pool = await opened._connected(database)
            assert await pool.fetchval("SELECT current_user") == "hashed"
            await pool.close()
            with pytest.raises(InvalidSetting, match="authentication failed") as refused:
                await opened._connected(opened._named(f"postgresql://hashed:p#@/no@{at}"))
            assert "p#" not in str(refused.value) and "no@" not in str(refused.value)
    finally:
        await run_sql(postgres, "DROP ROLE hashed")


@pytest.fixture
def spare(postgres: str) -> Iterator[str]:
    """The URL of a database to be made."""
    yield with_database(postgres, "spare")
    asyncio.run(run_sql(postgres, "DROP DATABASE IF EXISTS spare"))


def test_a_database_that_cannot_hold_every_text_is_refused(postgres: str, spare: str) -> None:
    make = "CREATE DATABASE spare ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0"
    asyncio.run(run_sql(postgres, f"{make} LOCALE_PROVIDER libc"))
    result = usertrail("migrate", "--database-url", spare)
    assert_one_sentence(result, "--database-url", "LATIN1", "ENCODING 'UTF8'")


@pytest.mark.parametrize("command", ["migrate", "verify", "serve"])
def test_a_database_that_is_read_only_is_refused(postgres: str, spare: str, command: str) -> None:
    asyncio.run(run_sql(postgres, "CREATE DATABASE spare"))
    read_only = "ALTER DATABASE spare SET default_transaction_read_only = on"
    asyncio.run(run_sql(postgres, read_only))
    result = usertrail(command, "--database-url", spare)
    assert_one_sentence(result, "--database-url", "read-only")


async def test_a_database_that_comes_late_is_waited_for_with_a_sentence(
    migrated_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with cutting(migrated_url) as earlier:
        url = earlier.url
    port = int(re.findall(r":(\d+)/", url)[0])
    opening = asyncio.create_task(_opened(url))
    while not caplog.records:  # noqa: ASYNC110  # a log has no event for it
        await asyncio.sleep(0.05)
    assert not opening.done()
    async with cutting(migrated_url, port):
        await asyncio.wait_for(opening, 20)
    (told,) = [record.getMessage() for record in caplog.records]
    assert f"127.0.0.1:{port} is not there yet, and is waited for up to 60 s: " in told


async def _opened(url: str) -> None:
    async with open_pool(opened._named(url)) as pool:
        await pool.fetchval("SELECT 1")


@pytest.mark.parametrize("host", ["127.0.0.1:9", "no.such.host.invalid", "127.0.0.1:1"])
async def test_one_that_never_comes_is_given_up(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened, "START_SECONDS", 1.0)
    with pytest.raises(InvalidSetting, match=re.escape(f"{host} cannot be reached: ")) as refused:
        await _opened(f"postgresql://u:s3cret@{host}/d")
    assert "s3cret" not in str(refused.value)


def test_a_wrong_password_of_the_embedded_postgres_is_not_blamed_on_the_database_url() -> None:
    with make_data_dir() as data_dir:
        where = ["--data-dir", str(data_dir)]
        assert usertrail("migrate", *where).returncode == 0
        password = data_dir / "postgres" / "password"
        right = password.read_text()
        for wrong in ("wrong", ""):
            password.write_text(wrong)
            result = usertrail("migrate", *where)
            assert_one_sentence(result, "The embedded Postgres in", str(password))
            assert "--database-url" not in result.stderr
        password.unlink()
        assert_one_sentence(usertrail("migrate", *where), "--data-dir", str(password))
        password.write_text(right)
        assert usertrail("migrate", *where).returncode == 0


def test_data_of_another_postgres_is_told() -> None:
    with make_data_dir() as data_dir:
        postgres = EmbeddedPostgres(data_dir)
        postgres.start()
        postgres.stop()
        shutil.copy(data_dir / "postgres/data/PG_VERSION", data_dir / "kept")
        (data_dir / "postgres/data/PG_VERSION").write_text("99\n")
        result = usertrail("migrate", "--data-dir", str(data_dir))
        assert_one_sentence(result, "Postgres 99", str(data_dir))


def test_what_is_known_of_a_database_names_its_setting() -> None:
    named = opened._named("postgresql://u:s3cret@db:5432/d")
    assert isinstance(named, Running)
    assert named.name.startswith("--database-url (USERTRAIL_DATABASE_URL)")
    assert "s3cret" not in named.name
