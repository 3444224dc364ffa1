"""Exports of many users: read as fast as they are taken, and given up with their reader."""

import asyncio
import base64
import json
import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

import httpx
import psutil
import pytest
from starlette.applications import Starlette
from starlette.types import Message

from environment import ProjectKeys, RunningServer
from usertrail.access.keys import create_key
from usertrail.access.projects import create_project
from usertrail.database.pool import Pool
from usertrail.export import download
from usertrail.export.rows import ROWS_AT_ONCE

ADDRESS = "/export/users.jsonl"
# Far more than all the buffers between the server and its reader hold.
MANY = 15_000


async def store_users(pool: Pool, project_id: str, count: int = MANY) -> None:
    """Users with ids of a thousand bytes, as their totals alone."""
    for table, environment in (("user_total", "'default',"), ("user_ever", "")):
        await pool.execute(
            f"""
            INSERT INTO {table}
            SELECT $1, lpad(number::text, 1000, '0'), {environment} now(), now(), 1, 1, 0, number,
                0, number, 0.1, 0, 0, 0
            FROM generate_series(1, $2::int) AS number
            """,
            project_id,
            count,
        )


async def running_exports(pool: Pool) -> int:
    """How many connections are in the transaction of an export."""
    count: int = await pool.fetchval(
        """
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND xact_start IS NOT NULL
            AND pid <> pg_backend_pid() AND backend_type = 'client backend'
        """
    )
    return count


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(20):
        while not await holds():  # noqa: ASYNC110  # another process cannot set an event
            await asyncio.sleep(0.02)


@contextmanager
def reader(url: str, keys: ProjectKeys) -> Iterator[socket.socket]:
    """Asks for an export, and takes no more than it is told to."""
    address = urlsplit(url)
    assert address.hostname and address.port
    credentials = base64.b64encode(f"{keys.public_key}:{keys.secret_key}".encode()).decode()
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(20)
        connection.connect((address.hostname, address.port))
        connection.sendall(
            f"GET {ADDRESS} HTTP/1.1\r\nHost: {address.netloc}\r\n"
            f"Authorization: Basic {credentials}\r\n\r\n".encode()
        )
        yield connection


def keys_of(server: RunningServer) -> ProjectKeys:
    return ProjectKeys(server.project_id, server.public_key, server.secret_key)


async def test_the_first_users_are_sent_before_the_last_are_read(
    server: RunningServer, pool: Pool
) -> None:
    await store_users(pool, server.project_id)
    with reader(server.url, keys_of(server)) as connection:
        received = await asyncio.to_thread(connection.recv, 1024)
        assert received.startswith(b"HTTP/1.1 200 OK\r\n")
        assert b"transfer-encoding: chunked" in received
        # It is still reading, or else it would have closed its cursor.
        await asyncio.sleep(1)
        assert await running_exports(pool) == 1
    # The reader went away, and the connection is free.
    await until(lambda: _none_runs(pool))


async def _none_runs(pool: Pool) -> bool:
    return await running_exports(pool) == 0


async def test_whoever_reads_to_the_end_gets_everybody_and_the_server_holds_few_at_once(
    server: RunningServer, pool: Pool
) -> None:
    await store_users(pool, server.project_id)
    process = psutil.Process(server.process.pid)
    # The first time the server takes room for what it keeps.
    for is_first in (True, False):
        before = most = process.memory_info().rss
        tokens, received = [], 0
        async for line in lines_of(server):
            tokens.append(json.loads(line)["inputTokens"])
            received += len(line)
            if len(tokens) % ROWS_AT_ONCE == 0:
                most = max(most, process.memory_info().rss)
        assert tokens == list(range(1, MANY + 1))
        assert is_first or most - before < received / 2
    assert await running_exports(pool) == 0


async def lines_of(server: RunningServer) -> AsyncIterator[str]:
    """All users, those with the fewest tokens first."""
    credentials = (server.public_key, server.secret_key)
    order = {"orderBy": json.dumps({"field": "INPUT_TOKENS", "direction": "ASC"})}
    async with (
        httpx.AsyncClient(base_url=server.url, auth=credentials) as client,
        client.stream("GET", ADDRESS, params=order) as answer,
    ):
        async for line in answer.aiter_lines():
            yield line


async def test_a_reader_who_leaves_while_nothing_was_found_yet_is_noticed(
    server: RunningServer, pool: Pool
) -> None:
    await store_users(pool, server.project_id, 1)
    async with pool.acquire() as db, db.transaction():
        # The export waits for this lock before its first row.
        await db.execute("LOCK TABLE user_total IN ACCESS EXCLUSIVE MODE")
        with reader(server.url, keys_of(server)):
            await until(lambda: _waits(pool))
        await until(lambda: _waits(pool, False))


async def _waits(pool: Pool, expected: bool = True) -> bool:
    waiting: bool = await pool.fetchval(
        "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock')"
    )
    return waiting is expected


async def test_an_export_that_fails_midway_does_not_look_whole(
    server: RunningServer, pool: Pool
) -> None:
    await store_users(pool, server.project_id)
    credentials = (server.public_key, server.secret_key)
    async with (
        httpx.AsyncClient(base_url=server.url, auth=credentials) as client,
        client.stream("GET", ADDRESS) as answer,
    ):
        pieces = answer.aiter_raw()
        assert await anext(pieces)
        await pool.execute(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
                AND xact_start IS NOT NULL AND backend_type = 'client backend'
            """
        )
        with pytest.raises(httpx.RemoteProtocolError, match="incomplete"):
            async for _ in pieces:
                pass
        # The server goes on.
        assert (await client.get("/ready")).status_code == 200


async def test_no_project_runs_more_than_two_exports_and_all_no_more_than_four(
    server: RunningServer, pool: Pool
) -> None:
    all_keys = [keys_of(server)]
    async with pool.acquire() as db:
        for name in ("Second", "Third"):
            project_id = await create_project(db, name)
            all_keys.append(ProjectKeys(project_id, *await create_key(db, project_id)))
    for keys in all_keys:
        await store_users(pool, keys.project_id)
    first, second, third = all_keys

    async def ask(keys: ProjectKeys, method: str = "GET") -> httpx.Response:
        async with httpx.AsyncClient(auth=(keys.public_key, keys.secret_key)) as client:
            # Nobody has this id, so that nothing but a refusal is long.
            return await client.request(method, f'{server.url}{ADDRESS}?filter={{"userIds":[]}}')

    with ExitStack() as stack:
        for number, keys in enumerate([first, first, second, second], 1):
            connection = stack.enter_context(reader(server.url, keys))
            await asyncio.to_thread(connection.recv, 1024)
            assert await running_exports(pool) == number
            if number == 2:
                refused = await ask(first)
                assert refused.status_code == 429
                assert refused.headers["retry-after"] == "10"
                assert refused.json()["errors"][0]["message"] == (
                    "2 exports of this project run already, and no more may at once."
                )
                assert (await ask(second)).status_code == 200
        refused = await ask(third)
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "1")
        assert refused.json()["errors"][0]["message"] == (
            "4 exports run already, and no more may at once."
        )
        # What else there is goes on.
        assert (await ask(third, "HEAD")).status_code == 200
        async with httpx.AsyncClient(auth=(third.public_key, third.secret_key)) as client:
            query = {"query": "{ users { nodes { userId } } }"}
            assert (await client.post(f"{server.url}/graphql", json=query)).status_code == 200
    await until(lambda: _none_runs(pool))
    assert (await ask(first)).status_code == 200


class Taking:
    """What a server does for an app whose reader stays, but takes only so many pieces."""

    def __init__(self, pieces: int) -> None:
        self.sent: list[Message] = []
        self._pieces = pieces

    async def receive(self) -> Message:
        # There is no body, and no more to hear.
        await asyncio.Event().wait()
        raise AssertionError

    async def send(self, message: Message) -> None:
        self.sent.append(message)
        if len(self.sent) > self._pieces:
            await asyncio.Event().wait()


@pytest.fixture
async def big(pool: Pool, project: ProjectKeys) -> AsyncIterator[int]:
    """A project with users for several pieces."""
    await store_users(pool, project.project_id, 5 * ROWS_AT_ONCE)
    yield 5


async def test_a_reader_who_takes_nothing_any_more_is_given_up(
    app: Starlette,
    pool: Pool,
    project: ProjectKeys,
    big: int,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(download, "STALLED_SECONDS", 0.2)
    credentials = base64.b64encode(f"{project.public_key}:{project.secret_key}".encode())
    scope = {
        "type": "http",
        "method": "GET",
        "path": ADDRESS,
        "query_string": b"",
        "headers": [(b"authorization", b"Basic " + credentials)],
    }
    taking = Taking(2)
    with caplog.at_level(logging.WARNING, "usertrail"):
        await app(scope, taking.receive, taking.send)
    assert "broken off: its reader was too slow" in caplog.text
    assert [message["type"] for message in taking.sent[:2]] == [
        "http.response.start",
        "http.response.body",
    ]
    assert all(message.get("more_body", True) for message in taking.sent)
    assert await running_exports(pool) == 0


async def test_names_are_read_in_one_statement_for_each_five_hundred_users(
    client: httpx.AsyncClient, big: int, statements: list[str]
) -> None:
    assert len((await client.get(ADDRESS)).text.splitlines()) == big * ROWS_AT_ONCE
    # The cursor itself is not seen.
    settings, *reading = statements
    assert settings.split()[:2] == ["SET", "LOCAL"]
    assert len(reading) == big
    assert len(set(reading)) == 1
