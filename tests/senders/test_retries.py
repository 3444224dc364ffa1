"""Requests as a Collector makes them, and senders whose requests meet a busy server."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, KeyValue

from captured import RECEIVED_AT, captured, records_of
from environment import RunningServer
from sdk_programs import Door
from sender_programs import run_javascript, run_python
from story import EVERYTHING, STORY, ask, assert_recounted
from tests.senders import collector
from tests.senders.relay import relaying_to
from usertrail.budget import MAX_PROJECT_BYTES
from usertrail.normalise.otlp import spans_of
from usertrail.normalise.otlp_source import Sdk
from usertrail.normalise.records import Span
from wire import SECOND_NS, START_NS

CLIENTS = 64
LARGE_BYTES = MAX_PROJECT_BYTES // 2
COUNTS = "{ overview { userCount metrics { traceCount spanCount errorCount totalTokens } } }"
EVERY_SPAN: dict[str, Any] = {
    "userCount": CLIENTS,
    "metrics": {
        "traceCount": CLIENTS,
        "spanCount": collector.BATCH_SPANS,
        "errorCount": 0,
        "totalTokens": 3 * (collector.BATCH_SPANS - CLIENTS),
    },
}


def batch() -> ExportTraceServiceRequest:
    """As many spans as a Collector sends at once, of a trace of each of its clients."""
    request = ExportTraceServiceRequest()
    for client in range(1, CLIENTS + 1):
        group = request.resource_spans.add()
        group.resource.attributes.append(attribute("deployment.environment.name", "staging"))
        spans = group.scope_spans.add().spans
        for place in range(1, collector.BATCH_SPANS // CLIENTS + 1):
            span = spans.add(
                trace_id=client.to_bytes(16),
                span_id=(client * 1000 + place).to_bytes(8),
                parent_span_id=(client * 1000 + 1).to_bytes(8) if place > 1 else b"",
                name=f"step {place}",
                start_time_unix_nano=START_NS + place,
                end_time_unix_nano=START_NS + SECOND_NS,
            )
            if place == 1:
                span.attributes.append(attribute("user.id", f"user {client}"))
            else:
                span.attributes.append(attribute("gen_ai.usage.input_tokens", 3))
    return request


def large_request(number: int) -> ExportTraceServiceRequest:
    """One span of half of all that the server holds at once."""
    request = ExportTraceServiceRequest()
    span = (
        request.resource_spans.add()
        .scope_spans.add()
        .spans.add(
            trace_id=(CLIENTS + number).to_bytes(16),
            span_id=number.to_bytes(8),
            name="large",
            start_time_unix_nano=START_NS,
        )
    )
    span.attributes.append(attribute("input.value", "x" * (LARGE_BYTES - 200)))
    return request


def attribute(name: str, value: str | int) -> KeyValue:
    held = AnyValue(int_value=value) if isinstance(value, int) else AnyValue(string_value=value)
    return KeyValue(key=name, value=held)


@asynccontextmanager
async def locked_traces(database_url: str) -> "AsyncIterator[asyncpg.Connection[asyncpg.Record]]":
    """Whoever stores a trace waits until the transaction of this connection ends."""
    db = await asyncpg.connect(database_url)
    try:
        await db.execute("BEGIN; LOCK TABLE trace IN ACCESS EXCLUSIVE MODE")
        yield db
    finally:
        await db.close()


async def until_waiting(db: "asyncpg.Connection[asyncpg.Record]", count: int) -> None:
    """Return once so many wait for a lock."""
    async with asyncio.timeout(30):
        while True:
            waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
            if await db.fetchval(waiting) >= count:
                return
            await asyncio.sleep(0.02)


def test_what_a_collector_puts_into_one_request_means_the_same() -> None:
    merged = ExportTraceServiceRequest()
    alone: list[Span] = []
    for request in captured():
        if request.path.endswith("/traces") and "protobuf" in request.headers["content-type"]:
            body = request.body_path.read_bytes()
            is_packed = request.headers.get("content-encoding") == "gzip"
            merged.MergeFromString(gzip.decompress(body) if is_packed else body)
            alone += records_of(request).spans
    export = spans_of(merged.SerializeToString(), "protobuf", Sdk(), RECEIVED_AT)
    assert not export.refused
    assert export.spans == alone
    assert len({span.trace_fields.user_id for span in alone}) > 5


async def test_a_full_batch_of_a_collector_is_stored_whole_and_once(
    server: RunningServer, door: Door
) -> None:
    for _ in range(2):
        assert await collector.export(door, batch()) == [200]
        assert ask(door, COUNTS)["overview"] == EVERY_SPAN
    assert_recounted(server.database_url)


async def test_a_collector_that_meets_a_full_server_loses_and_doubles_nothing(
    server: RunningServer, door: Door
) -> None:
    async with locked_traces(server.database_url) as db, asyncio.TaskGroup() as group:
        large = [
            group.create_task(collector.export(door, large_request(number))) for number in (1, 2)
        ]
        await until_waiting(db, len(large))

        async def wait(seconds: int) -> None:
            assert seconds == 1
            await db.execute("COMMIT")
            assert await asyncio.gather(*large) == [[200], [200]]

        assert await collector.export(door, batch(), wait) == [503, 200]
    metrics = ask(door, COUNTS)["overview"]["metrics"]
    assert metrics["spanCount"] == collector.BATCH_SPANS + 2
    assert metrics["totalTokens"] == EVERY_SPAN["metrics"]["totalTokens"]
    assert_recounted(server.database_url)


@pytest.mark.usefixtures("senders")
@pytest.mark.parametrize("language", ["python", "javascript"])
def test_an_exporter_whose_answer_is_lost_sends_again_and_nothing_is_doubled(
    server: RunningServer, door: Door, language: str
) -> None:
    with relaying_to(door.url) as relay:
        through = door._replace(url=relay.url)
        if language == "python":
            run_python(through, "opentelemetry", "genai_by_hand.py")
        else:
            run_javascript(through, "ai", "story.mjs", "6")
        assert relay.statuses == [429, 503, 200]
    (trace,) = ask(door, EVERYTHING)["traces"]["nodes"]
    assert trace["user"] == {"userId": STORY["userId"]}
    assert trace["spanCount"] == {"python": 6, "javascript": 9}[language]
    assert_recounted(server.database_url)
