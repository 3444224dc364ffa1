"""Traces as they are stored, over WebSocket and server-sent events."""

import asyncio
import json
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from websockets.exceptions import ConnectionClosed, InvalidStatus

import make
from asking import OPERATIONS
from environment import ProjectKeys
from live import LIVE, PATIENCE, basic, listening, opened, receive, silent, subscribe
from usertrail.access.projects import create_project
from usertrail.database.pool import Pool
from usertrail.errors import TooBusy
from usertrail.ingest import delete_feedback, ingest
from usertrail.normalise.records import Records
from usertrail.read import trace_feed as live
from usertrail.read.trace_feed import TraceFeed


async def test_each_trace_as_it_is_stored_or_changed(
    address: str, app: Starlette, pool: Pool, project: ProjectKeys
) -> None:
    async with pool.acquire() as db:
        neighbour = await create_project(db, "Neighbour")
    async with opened(address, {"authorization": basic(project)}) as socket:
        assert await receive(socket) == {"type": "connection_ack"}
        await subscribe(socket, "all")
        await subscribe(socket, "anna's", userId="anna")
        await listening(app, 2)
        await ingest(pool, neighbour, Records([make.span("theirs", user_id="anna")]))
        await ingest(pool, project.project_id, Records([make.span("t1", user_id="bert")]))
        await ingest(pool, project.project_id, Records([make.span("t2", user_id="anna")]))
        child = make.span("t2", parent_span_id="root")
        await asyncio.sleep(0.2)
        await ingest(pool, project.project_id, Records([child]))
        received = [await receive(socket) for _ in range(5)]
        by_id = {
            id: [
                tuple(message["payload"]["data"]["traceUpdated"].values())
                for message in received
                if message["id"] == id
            ]
            for id in ("all", "anna's")
        }
        assert by_id == {"all": [("t1", 1), ("t2", 1), ("t2", 2)], "anna's": [("t2", 1), ("t2", 2)]}
    await silent(app, pool)


async def test_the_example_subscription_and_queries_over_one_socket(
    address: str, app: Starlette, pool: Pool, project: ProjectKeys
) -> None:
    headers = {"authorization": basic(project)}
    async with opened(address, additional_headers=headers) as socket:
        assert (await receive(socket))["type"] == "connection_ack"
        payload = {"query": OPERATIONS, "operationName": "Live"}
        await socket.send(json.dumps({"id": "live", "type": "subscribe", "payload": payload}))
        await listening(app)
        # A query on the same socket is answered anew each time.
        for number in range(2):
            await ingest(pool, project.project_id, Records([make.span(f"t{number}", user_id="a")]))
            message = await receive(socket)
            trace = message["payload"]["data"]["traceUpdated"]
            assert (trace["traceId"], trace["user"]) == (f"t{number}", {"userId": "a"})
            await subscribe(socket, "q", '{ user(userId: "a") { metrics { traceCount } } }')
            counts = (await receive(socket))["payload"]["data"]
            assert counts == {"user": {"metrics": {"traceCount": number + 1}}}
            assert (await receive(socket))["type"] == "complete"


async def test_a_subscription_that_ends_frees_the_connection(
    address: str, app: Starlette, pool: Pool, project: ProjectKeys
) -> None:
    async with opened(address, {"authorization": basic(project)}) as socket:
        await receive(socket)
        await subscribe(socket)
        await listening(app)
        assert pool.get_size() - pool.get_idle_size() == 1
        await socket.send(json.dumps({"id": "1", "type": "complete"}))
        await silent(app, pool)
        await subscribe(socket, "2")
        await listening(app)


@pytest.mark.parametrize(
    "payload", [None, {"authorization": "Basic bm90OnRoZXJl"}, {"authorization": "☃"}]
)
async def test_a_socket_without_keys_is_closed(
    address: str, payload: dict[str, Any] | None
) -> None:
    async with opened(address, payload) as socket:
        with pytest.raises(ConnectionClosed) as closed:
            await receive(socket)
        assert closed.value.rcvd is not None and closed.value.rcvd.code == 4403


async def test_a_socket_from_another_site_is_refused(address: str, project: ProjectKeys) -> None:
    with pytest.raises(InvalidStatus):
        async with opened(
            address, {"authorization": basic(project)}, origin="https://elsewhere.example"
        ):
            pass


async def test_server_sent_events(
    address: str, app: Starlette, pool: Pool, project: ProjectKeys
) -> None:
    headers = {"accept": "text/event-stream", "authorization": basic(project)}
    async with (
        httpx.AsyncClient(timeout=PATIENCE) as client,
        client.stream(
            "POST", f"http://{address}/graphql", json={"query": LIVE}, headers=headers
        ) as answer,
    ):
        assert answer.headers["content-type"].startswith("text/event-stream")
        await listening(app)
        await ingest(pool, project.project_id, Records([make.span("t1")]))
        lines: list[str] = []
        async for line in answer.aiter_lines():
            lines.append(line)
            if line.startswith("data: {"):
                break
        assert lines[-2:] == [
            "event: next",
            'data: {"data":{"traceUpdated":{"traceId":"t1","spanCount":1}}}',
        ]
    await silent(app, pool)


async def test_who_reads_too_slowly_is_told_and_sent_no_more(
    pool: Pool, project: ProjectKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "MAX_WAITING", 3)
    feed = TraceFeed()
    async with feed.subscribe(pool, project.project_id) as slow:
        # A trace that changes again while it waits takes no more room.
        for number in (1, 1, 1, 2, 3):
            await ingest(pool, project.project_id, Records([make.span(f"t{number}")]))
        taken: list[str] = []
        while "t3" not in taken:
            taken += await asyncio.wait_for(slow.take(), PATIENCE)
        assert taken == ["t1", "t2", "t3"]
        spans = [make.span(f"t{number}") for number in range(4)]
        await ingest(pool, project.project_id, Records(spans))
        with pytest.raises(TooBusy, match="subscribe again"):
            await slow.take()


async def test_a_lost_connection_ends_subscriptions_and_the_next_one_listens_again(
    address: str, app: Starlette, pool: Pool, project: ProjectKeys
) -> None:
    async with opened(address, {"authorization": basic(project)}) as socket:
        await receive(socket)
        await subscribe(socket)
        await listening(app)
        await pool.execute(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND query LIKE 'LISTEN%'
            """
        )
        message = await receive(socket)
        errors = message["payload"] if message["type"] == "error" else message["payload"]["errors"]
        assert errors[0]["extensions"] == {"code": "TOO_BUSY"}
        if message["type"] == "next":
            assert (await receive(socket))["type"] == "complete"
        await subscribe(socket, "2")
        await listening(app)
        await ingest(pool, project.project_id, Records([make.span("t1")]))
        assert (await receive(socket))["payload"]["data"]["traceUpdated"]["traceId"] == "t1"
    await silent(app, pool)


async def test_one_trace_alone_and_the_feedback_it_is_given(
    address: str, app: Starlette, pool: Pool, project: ProjectKeys
) -> None:
    query = """
        subscription ($traceId: String) {
            traceUpdated(traceId: $traceId) { traceId feedback { feedbackId } }
        }
    """
    given = [make.feedback("f0", trace_id="t0"), make.feedback("f1", trace_id="t1")]
    async with opened(address, {"authorization": basic(project)}) as socket:
        await receive(socket)
        await subscribe(socket, query=query, traceId="t1")
        await listening(app)

        async def told() -> tuple[str, int]:
            trace = (await receive(socket))["payload"]["data"]["traceUpdated"]
            return trace["traceId"], len(trace["feedback"])

        spans = [make.span("t0"), make.span("t1")]
        await ingest(pool, project.project_id, Records(spans))
        assert await told() == ("t1", 0)
        await ingest(pool, project.project_id, Records(feedback=given))
        assert await told() == ("t1", 1)
        assert await delete_feedback(pool, project.project_id, "f1")
        assert await told() == ("t1", 0)
