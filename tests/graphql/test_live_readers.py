"""Subscriptions across servers, of readers that do not read, and of a server that stops."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

import make
from environment import ProjectKeys, RunningServer
from live import LIVE, PATIENCE, basic, listening, opened, receive, silent, subscribe
from usertrail.access.projects import create_project
from usertrail.database.pool import Pool
from usertrail.errors import TooBusy
from usertrail.graphql import sse as events
from usertrail.ingest import ingest
from usertrail.normalise.records import Records
from usertrail.read import trace_feed as live
from usertrail.read.trace_feed import Subscriber, TraceFeed

# More than the buffers of two sockets take.
LARGE = {"text": "x" * 500_000}
WITH_METADATA = "subscription { traceUpdated { traceId metadata } }"


async def events_of(answer: httpx.Response) -> AsyncIterator[tuple[str, Any]]:
    """The name and the data of each server-sent event."""
    name = ""
    async for line in answer.aiter_lines():
        field, _, value = line.partition(": ")
        if field == "event":
            name = value
        elif field in ("data", "data:"):
            yield name, json.loads(value) if value else None


@asynccontextmanager
async def stream(
    url: str, keys: ProjectKeys | RunningServer, query: str = LIVE
) -> AsyncIterator[httpx.Response]:
    pair = (keys.public_key, keys.secret_key)
    headers = {"accept": "text/event-stream"}
    async with (
        httpx.AsyncClient(timeout=PATIENCE, auth=pair) as client,
        client.stream("POST", f"{url}/graphql", json={"query": query}, headers=headers) as answer,
    ):
        yield answer


async def listener_count(pool: Pool) -> int:
    count: int = await pool.fetchval(
        """
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND query LIKE 'LISTEN%'
        """
    )
    return count


async def listens(pool: Pool) -> None:
    for _ in range(PATIENCE * 100):
        if await listener_count(pool):
            return
        await asyncio.sleep(0.01)
    raise TimeoutError


async def test_a_trace_that_another_process_stored_is_told_within_a_second(
    server: RunningServer, pool: Pool
) -> None:
    """This process writes, and that of the server tells, over both protocols."""
    host = server.url.removeprefix("http://")
    keys = ProjectKeys(server.project_id, server.public_key, server.secret_key)
    async with (
        stream(server.url, server) as answer,
        opened(host, {"authorization": basic(keys)}) as socket,
    ):
        assert (await receive(socket))["type"] == "connection_ack"
        await subscribe(socket)
        # A query on the same socket is answered after the subscription began.
        await subscribe(socket, "after", "{ project { name } }")
        assert (await receive(socket))["id"] == "after"
        assert (await receive(socket))["type"] == "complete"
        await listens(pool)
        await ingest(pool, server.project_id, Records([make.span("t1")]))
        told = {"data": {"traceUpdated": {"traceId": "t1", "spanCount": 1}}}
        async with asyncio.timeout(1):
            message, event = await asyncio.gather(receive(socket), anext(events_of(answer)))
        assert message["payload"] == told
        assert event == ("next", told)


async def store_large(pool: Pool, project_id: str) -> None:
    for number in range(20):
        span = make.span(f"large-{number}", trace_metadata=LARGE)
        await ingest(pool, project_id, Records([span]))


async def overwhelm(slow: Subscriber, pool: Pool) -> None:
    """Store more than fits between the server and a reader that does not read."""
    for _ in range(PATIENCE):
        await store_large(pool, slow.project_id)
        if slow.has_ended:
            return
    raise TimeoutError


async def test_who_does_not_read_is_told_and_sent_no_more(
    address: str,
    app: Starlette,
    pool: Pool,
    project: ProjectKeys,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(live, "MAX_WAITING", 10)
    monkeypatch.setattr(live, "MAX_AT_ONCE", 1)
    async with stream(f"http://{address}", project, WITH_METADATA) as answer:
        feed = await listening(app)
        (slow,) = feed.subscribers
        await overwhelm(slow, pool)
        assert slow.waiting_count == 0
        told = [event async for event in events_of(answer)]
    *traces, refusal, end = told
    # Each was sent whole until it was too much, and none after.
    assert {name for name, _ in traces} == {"next"}
    ids = [data["data"]["traceUpdated"]["traceId"] for _, data in traces]
    assert ids[:3] == ["large-0", "large-1", "large-2"]
    assert refusal[1]["errors"][0]["extensions"]["code"] == "TOO_BUSY"
    assert "subscribe again" in refusal[1]["errors"][0]["message"]
    assert end == ("complete", None)
    await silent(app, pool)


async def test_who_does_not_read_a_socket_is_told_and_sent_no_more(
    address: str,
    app: Starlette,
    pool: Pool,
    project: ProjectKeys,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(live, "MAX_WAITING", 10)
    monkeypatch.setattr(live, "MAX_AT_ONCE", 1)
    async with opened(
        address, {"authorization": basic(project)}, compression=None, max_queue=1
    ) as socket:
        assert (await receive(socket))["type"] == "connection_ack"
        await subscribe(socket, query=WITH_METADATA)
        (slow,) = (await listening(app)).subscribers
        await overwhelm(slow, pool)
        payloads = []
        while (message := await receive(socket))["type"] == "next":
            payloads.append(message["payload"])
        assert message["type"] == "complete"
        assert payloads[-1]["errors"][0]["extensions"]["code"] == "TOO_BUSY"
        assert all("errors" not in payload for payload in payloads[:-1])
    await silent(app, pool)


async def test_who_never_reads_is_dropped(
    address: str,
    app: Starlette,
    pool: Pool,
    project: ProjectKeys,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(events, "SEND_TIMEOUT_SECONDS", 1)
    async with stream(f"http://{address}", project, WITH_METADATA) as answer:
        await listening(app)
        for _ in range(PATIENCE):
            await store_large(pool, project.project_id)
            if "was dropped" in caplog.text:
                break
        # The connection to the database is free, though nothing of the answer was read.
        await silent(app, pool)
        assert not answer.is_stream_consumed


async def test_a_feed_that_stops_takes_no_more(pool: Pool) -> None:
    async with pool.acquire() as db:
        project_id = await create_project(db, "Test")
    feed = TraceFeed()
    async with feed.subscribe(pool, project_id) as subscriber:
        feed.stop()
        with pytest.raises(TooBusy, match="is stopping"):
            await subscriber.take()
    with pytest.raises(TooBusy, match="is stopping"):
        async with feed.subscribe(pool, project_id):
            pass
    assert not feed.is_listening


async def test_a_server_that_stops_ends_its_streams(server: RunningServer, pool: Pool) -> None:
    async with stream(server.url, server) as answer:
        await listens(pool)
        server.process.terminate()
        told = [event async for event in events_of(answer)]
    assert [name for name, _ in told] == ["next", "complete"]
    assert "is stopping" in told[0][1]["errors"][0]["message"]
    # Far less than what it gives requests that are being answered.
    await asyncio.to_thread(server.process.join, PATIENCE)
    assert server.process.exitcode == 0
