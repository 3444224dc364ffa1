"""Work without end: what one caller asks for may neither stop the others nor outlive the caller."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from multiprocessing.context import ForkServerContext
from pathlib import Path
from statistics import median
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import ClientConnection

from environment import ProjectKeys
from live import basic, opened, receive, subscribe
from tests.attack.judging import MAX_BUSY_SECONDS
from tests.attack.watched import KEYS, NEIGHBOUR, Watched, one_trace, watched
from usertrail.database.pool import Pool

SECONDS = 2.0
# A guard against a test that never ends, on a machine that does other things, too.
PATIENCE = 60.0
# Reads the locked table, and so waits for as long as the lock is held.
WAITING = "{ traces(first: 1) { nodes { traceId } } }"
ATTACKER = ProjectKeys("attacked", *KEYS)
EVENTS = {"accept": "text/event-stream"}

Way = Callable[[Watched], Coroutine[Any, Any, None]]


@pytest.fixture
async def attacked_settings(attacked_settings: dict[str, str]) -> dict[str, str]:
    return {**attacked_settings, "USERTRAIL_QUERY_SECONDS": str(SECONDS)}


@asynccontextmanager
async def locked(pool: Pool, table: str = "trace") -> AsyncIterator[None]:
    """Whoever reads the table waits."""
    async with pool.acquire() as db, db.transaction():
        await db.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        yield


async def waiting_count(pool: Pool) -> int:
    count: int = await pool.fetchval(
        """
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'
        """
    )
    return count


async def until_waiting(pool: Pool, holds: Callable[[int], bool]) -> int:
    async with asyncio.timeout(PATIENCE):
        while not holds(count := await waiting_count(pool)):  # noqa: ASYNC110  # another process cannot set an event
            await asyncio.sleep(0.02)
    return count


def client_of(attacked: Watched, keys: tuple[str, str] = KEYS) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        base_url=attacked.url, auth=keys, timeout=PATIENCE, limits=httpx.Limits(max_connections=600)
    )


async def by_post(attacked: Watched) -> None:
    async with client_of(attacked) as client:
        await client.post("/graphql", json={"query": WAITING})


async def by_get(attacked: Watched) -> None:
    async with client_of(attacked) as client:
        await client.get("/graphql", params={"query": WAITING})


async def by_events(attacked: Watched) -> None:
    async with client_of(attacked) as client:
        await client.post("/graphql", json={"query": WAITING}, headers=EVENTS)


async def by_socket(attacked: Watched) -> None:
    host = attacked.url.removeprefix("http://")
    async with opened(host, {"authorization": basic(ATTACKER)}) as socket:
        await receive(socket)
        await subscribe(socket, query=WAITING)
        await asyncio.sleep(PATIENCE)


async def by_rest(attacked: Watched) -> None:
    async with client_of(attacked) as client:
        await client.get("/api/public/traces")


async def by_export(attacked: Watched) -> None:
    filter = json.dumps({"traceCount": {"min": 1}})
    async with client_of(attacked) as client:
        await client.get("/export/users.csv", params={"filter": filter, "period": HOUR})


HOUR = json.dumps({"from": "2026-01-01T10:10:00Z", "to": "2026-01-01T11:10:00Z"})
WAYS = [by_post, by_get, by_events, by_socket, by_rest, by_export]


@pytest.mark.parametrize("way", WAYS)
async def test_who_leaves_ends_what_was_done_for_him(
    attacked_settings: dict[str, str],
    forking: ForkServerContext,
    tmp_path: Path,
    pool: Pool,
    way: Way,
) -> None:
    # He leaves long before his time is over.
    settings = {**attacked_settings, "USERTRAIL_QUERY_SECONDS": "600"}
    with watched(forking, settings, tmp_path / "busy") as attacked:
        async with locked(pool):
            asking = [asyncio.create_task(way(attacked)) for _ in range(2)]
            await until_waiting(pool, lambda count: count == 2)
            for task in asking:
                task.cancel()
            await asyncio.gather(*asking, return_exceptions=True)
            await until_waiting(pool, lambda count: count == 0)
        # Every connection of its own is as good as before.
        async with client_of(attacked) as client:
            answers = await asyncio.gather(
                *(client.post("/graphql", json={"query": WAITING}) for _ in range(8))
            )
        assert {answer.status_code for answer in answers} == {200}
        assert all("errors" not in answer.json() for answer in answers)


async def test_all_statements_of_an_operation_end_at_one_time_and_few_run_at_once(
    attacked: Watched, pool: Pool
) -> None:
    # Of what is not counted as long; that is read one after the other.
    aliases = " ".join(f"a{n}: users(first: {n + 1}) {{ nodes {{ userId }} }}" for n in range(30))
    async with locked(pool, "user_ever"), client_of(attacked) as client:
        asking = asyncio.create_task(client.post("/graphql", json={"query": f"{{ {aliases} }}"}))
        began = asyncio.get_running_loop().time()
        counts = [await until_waiting(pool, lambda count: count > 0)]
        while not asking.done():
            counts.append(await waiting_count(pool))
            await asyncio.sleep(0.02)
        took = asyncio.get_running_loop().time() - began
        answer = await asking
    assert 2 <= max(counts) <= 4
    # One after the other they would have taken eight times as long.
    assert took < 3 * SECONDS
    assert {error["extensions"]["code"] for error in answer.json()["errors"]} == {"TIMEOUT"}


async def test_rest_has_the_same_end(attacked: Watched, pool: Pool) -> None:
    async with locked(pool), client_of(attacked) as client:
        async with asyncio.timeout(10 * SECONDS):
            answer = await client.get("/api/public/traces")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "1"
    assert f"longer than {SECONDS:g} s" in answer.json()["message"]


async def test_who_asks_for_more_at_once_than_may_be_waits_for_himself_alone(
    attacked: Watched, pool: Pool
) -> None:
    async with locked(pool), client_of(attacked) as client:
        # To begin hundreds takes longer than the first of them may wait, on a busy machine.
        asking = [asyncio.create_task(client.post("/graphql", json={"query": WAITING}))]
        await until_waiting(pool, lambda count: count > 0)
        asking += [
            asyncio.create_task(client.post("/graphql", json={"query": WAITING}))
            for _ in range(400)
        ]
        for _ in range(10):
            assert await waiting_count(pool) <= 8
            for address, keys in (("/ready", None), ("/api/public/projects", NEIGHBOUR)):
                async with asyncio.timeout(PATIENCE):
                    answer = await client.get(address, auth=keys or KEYS)
                assert answer.status_code == 200
            body = {"query": "{ project { name } }"}
            answer = await client.post("/graphql", json=body, auth=NEIGHBOUR)
            assert answer.json() == {"data": {"project": {"name": "Neighbour"}}}
        answers = await asyncio.gather(*asking)
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert {answer.headers["retry-after"] for answer in refused} == {"10"}
    assert {error["extensions"]["code"] for a in refused for error in a.json()["errors"]} == {
        "TOO_BUSY"
    }


async def test_subscriptions_have_an_end_of_each_connection_and_of_each_project(
    attacked: Watched,
) -> None:
    host = attacked.url.removeprefix("http://")
    async with AsyncExitStack() as stack:

        async def connected(project: ProjectKeys) -> ClientConnection:
            connecting = opened(host, {"authorization": basic(project)})
            socket = await stack.enter_async_context(connecting)
            assert (await receive(socket))["type"] == "connection_ack"
            return socket

        refusals: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

        async def collect(socket: ClientConnection) -> None:
            async for message in socket:
                refusals.put_nowait(json.loads(message))

        sockets = [await connected(ATTACKER) for _ in range(6)]
        for socket in sockets:
            for id in range(21):
                await subscribe(socket, str(id))
        collecting = [asyncio.create_task(collect(socket)) for socket in sockets]
        # Each connection has one too many, and all together what a hundred leaves over. Whose those
        # are depends on whose documents are read first.
        for _ in range(6 * 21 - 100):
            message = await asyncio.wait_for(refusals.get(), PATIENCE)
            assert message["type"] == "error"
            assert message["payload"][0]["extensions"]["code"] == "TOO_BUSY"
        assert refusals.empty()
        socket = await connected(ProjectKeys("neighbour", *NEIGHBOUR))
        await subscribe(socket, query="subscription { traceUpdated { traceId } }")
        async with client_of(attacked, NEIGHBOUR) as client:
            for number in range(100):
                await client.post("/api/public/ingestion", json=one_trace(number))
                with suppress(TimeoutError):
                    message = await asyncio.wait_for(receive(socket), 0.5)
                    break
        assert message["payload"]["data"]["traceUpdated"]["traceId"].startswith("neighbour-")
    await asyncio.gather(*collecting)


TRACES, USERS = 50_000, 500


async def store_history(pool: Pool) -> None:
    """The attacker's traces, one a minute, and what the list of users is read from."""
    await pool.execute(
        """
        INSERT INTO trace (project_id, trace_id, user_id, session_id, environment, tags, metadata,
            public, started_at, ended_at, span_count, error_count, input_tokens, output_tokens,
            total_tokens, cost_usd, models, sources, nesting)
        SELECT 'attacked', 'trace-' || n, 'user-' || n % $2::int, '', 'default', '{}', '{}',
            false, now() - n * interval '1 minute', now() - n * interval '59 seconds', 1, 0, 1, 1,
            2, 0.1, '{}', '{}', NULL
        FROM generate_series(1, $1::int) AS n
        """,
        TRACES,
        USERS,
    )
    for table, environment in (("user_total", "'default',"), ("user_ever", "")):
        await pool.execute(
            f"""
            INSERT INTO {table}
            SELECT 'attacked', 'user-' || n, {environment} now(), now(), 1, 1, 0, 1, 1, 2, 0.1, 0,
                0, 0
            FROM generate_series(0, $1::int - 1) AS n
            """,
            USERS,
        )
    await pool.execute("ANALYZE")


def many(field: str, count: int) -> str:
    return f"{{ {' '.join(f'a{n}: {field}' for n in range(count))} }}"


def hourly_points() -> str:
    """A hundred thousand of them."""
    start = (datetime.now(UTC) - timedelta(hours=200)).strftime("%Y-%m-%dT%H:%M:%SZ")
    period = f'{{ from: "{start}" }}'
    activity = f"activity(interval: HOUR, period: {period}) {{ at metrics {{ costUsd }} }}"
    return f"{{ users(first: {USERS}) {{ nodes {{ userId {activity} }} }} }}"


LATENCY = "overview { latency { p99Ms } }"
# The client is to compute as little as may be.
PLAIN = {"accept-encoding": "identity"}


async def test_scans_are_refused_before_they_begin_where_there_are_many(attacked: Watched) -> None:
    async with client_of(attacked) as client:
        for field in (LATENCY, "overview { latency { p50Ms } models { model } }"):
            answer = await client.post("/graphql", json={"query": many(field, 150)})
            (error,) = answer.json()["errors"]
            assert error["extensions"]["code"] == "LIMIT_EXCEEDED"


@pytest.mark.parametrize("query", [many(LATENCY, 20), hourly_points()], ids=["scans", "points"])
async def test_neighbours_go_on_beside_the_dearest_there_is(
    attacked_settings: dict[str, str],
    forking: ForkServerContext,
    tmp_path: Path,
    pool: Pool,
    query: str,
) -> None:
    settings = {**attacked_settings, "USERTRAIL_QUERY_SECONDS": "10"}
    await store_history(pool)
    with watched(forking, settings, tmp_path / "busy") as attacked:
        async with client_of(attacked) as client:
            with attacked.watch() as seen:
                body = {"query": query}
                asking = (client.post("/graphql", json=body, headers=PLAIN) for _ in range(5))
                answers = await asyncio.gather(*asking)
    refused = [answer for answer in answers if answer.status_code != 200]
    assert {answer.status_code for answer in refused} <= {429, 503}
    assert all("retry-after" in answer.headers for answer in refused)
    assert set(seen.neighbour_statuses) == {200, 207}
    assert seen.longest_busy_seconds < MAX_BUSY_SECONDS, seen.busy[:5]
    assert median(seen.neighbour_seconds) < PATIENCE / 10
