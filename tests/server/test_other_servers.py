"""Servers that share a database: one that freezes, and one of another version."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import httpx
import orjson
import pytest

import make
from environment import ProjectKeys, run_sql
from usertrail.database import migrate as migrating
from usertrail.database import version
from usertrail.database.migrate import UnusableDatabase, migrate
from usertrail.database.pool import Pool, create_pool
from usertrail.database.version import OtherTables
from usertrail.database.writing import IDLE_SECONDS, limits, writing
from usertrail.errors import TooBusy
from usertrail.ingest import ingest
from usertrail.normalise.records import Records
from usertrail.verify import verify
from wire import request, wire_span

LATER = 9_999
# Where many tests run at once.
SOME_SECONDS = 10


async def store(pool: Pool, project: ProjectKeys, span_id: str) -> None:
    await ingest(pool, project.project_id, Records([make.span("t", span_id, user_id="ada")]))


@pytest.fixture
async def frozen(database_url: str) -> AsyncIterator[Pool]:
    """The pool of a server that stops in the middle of what it does."""
    async with create_pool(database_url) as pool:
        yield pool


async def test_one_that_freezes_between_two_statements_loses_its_locks(
    pool: Pool, frozen: Pool, project: ProjectKeys
) -> None:
    await store(pool, project, "1")
    with pytest.raises(TooBusy):
        async with writing(frozen) as db:
            await db.execute("UPDATE trace SET name = 'half'")
            began = time.monotonic()
            await store(pool, project, "2")
            assert time.monotonic() - began < IDLE_SECONDS + SOME_SECONDS
    assert await pool.fetchval("SELECT span_count FROM trace WHERE name <> 'half'") == 2
    assert await verify(pool) == []


async def test_one_that_freezes_in_the_middle_of_a_message_loses_its_locks(
    pool: Pool, frozen: Pool, project: ProjectKeys
) -> None:
    await store(pool, project, "1")
    async with frozen.acquire() as db:
        await db.execute(f"BEGIN; {limits()}; UPDATE trace SET name = 'half'")
        # A query of 64 KiB, of which no more comes.
        db._con._transport.write(b"Q\0\1\0\0UPDATE")  # type: ignore[attr-defined]  # its own
        began = time.monotonic()
        await store(pool, project, "2")
        assert time.monotonic() - began < IDLE_SECONDS + SOME_SECONDS
    assert await pool.fetchval("SELECT span_count FROM trace WHERE name <> 'half'") == 2
    assert await verify(pool) == []


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database_url: str) -> Iterator[Path]:
    """The migration that a newer program has; it is undone in the database."""
    file = tmp_path / f"{LATER}_later.sql"
    file.write_text("CREATE TABLE later (x text)")
    known = {**version.migrations(), LATER: file}
    monkeypatch.setattr(migrating, "migrations", lambda: known)
    yield file
    asyncio.run(run_sql(database_url, f"DROP TABLE IF EXISTS later; {UNDO}"))


UNDO = f"DELETE FROM migration WHERE number = {LATER}"


async def test_a_migration_waits_for_who_writes_and_then_the_older_server_writes_no_more(
    pool: Pool, client: httpx.AsyncClient, project: ProjectKeys, newer: Path
) -> None:
    async with writing(pool) as db:
        applying = asyncio.create_task(migrate(pool))
        await asyncio.sleep(0.5)
        assert not applying.done()
        await db.execute("SELECT 1")
    await asyncio.wait_for(applying, SOME_SECONDS)

    with pytest.raises(OtherTables, match=f"newer Usertrail .migration {LATER}"):
        await store(pool, project, "1")
    for answer in (
        await client.get("/ready"),
        await client.post("/v1/traces", content=orjson.dumps(request(wire_span())), headers=JSON),
        await client.post("/api/public/scores", json={"traceId": "t", "name": "n", "value": 1}),
    ):
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
        assert "newer Usertrail" in answer.json()["message"]
    # What can be read still is.
    assert (await client.get("/api/public/traces")).status_code == 200
    await pool.execute(UNDO)
    await store(pool, project, "1")


JSON = {"content-type": "application/json"}


async def test_a_server_that_is_newer_than_the_tables_writes_nothing(
    pool: Pool, project: ProjectKeys, client: httpx.AsyncClient
) -> None:
    last = max(version.migrations())
    row = await pool.fetchrow("DELETE FROM migration WHERE number = $1 RETURNING name", last)
    assert row is not None
    try:
        with pytest.raises(OtherTables, match="usertrail migrate"):
            await store(pool, project, "1")
        assert (await client.get("/ready")).status_code == 503
    finally:
        insert = "INSERT INTO migration (number, name) VALUES ($1, $2)"
        await pool.execute(insert, last, row["name"])
    await store(pool, project, "1")


async def test_a_migration_tries_again_what_others_hold(
    pool: Pool,
    database_url: str,
    newer: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(migrating, "LOCK_SECONDS", 1)
    reader = await asyncpg.connect(database_url)
    try:
        await reader.execute("BEGIN; SELECT * FROM migration")
        with monkeypatch.context() as context:
            context.setattr(migrating, "PATIENCE_SECONDS", 0.5)
            with pytest.raises(UnusableDatabase, match="others hold them"):
                await migrate(pool)
        applying = asyncio.create_task(migrate(pool))
        while not caplog.records:  # noqa: ASYNC110  # a log has no event for it
            await asyncio.sleep(0.05)
        assert not applying.done()
        await reader.execute("COMMIT")
        await asyncio.wait_for(applying, SOME_SECONDS)
    finally:
        await reader.close()
    (told,) = [record.getMessage() for record in caplog.records]
    assert told.startswith("The migration waits for others: ")
    assert await pool.fetchval("SELECT count(*) FROM later") == 0


DEADLOCK = """
    SET LOCAL deadlock_timeout = '100ms';
    LOCK TABLE span;
    SELECT pg_sleep(1);
    LOCK TABLE trace;
    CREATE TABLE later (x text)
"""


async def test_a_deadlock_with_a_migration_is_tried_again(
    pool: Pool, database_url: str, newer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer.write_text(DEADLOCK)  # noqa: ASYNC240  # a small file
    reader = await asyncpg.connect(database_url)
    try:
        await reader.execute("BEGIN; SET deadlock_timeout = '1min'; SELECT FROM trace")
        applying = asyncio.create_task(migrate(pool))
        await asyncio.sleep(0.5)
        # The migration is the one that is ended.
        await asyncio.wait_for(reader.execute("SELECT FROM span; COMMIT"), SOME_SECONDS)
        await asyncio.wait_for(applying, SOME_SECONDS)
    finally:
        await reader.close()
    assert await pool.fetchval("SELECT count(*) FROM later") == 0
