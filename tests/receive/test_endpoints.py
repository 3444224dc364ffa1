"""What each endpoint accepts, refuses and answers."""

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator
from typing import Any

import httpx
import orjson
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceResponse
from opentelemetry.proto.trace.v1.trace_pb2 import Status
from starlette.applications import Starlette

from captured import Captured, captured, records_of, written
from environment import ProjectKeys
from usertrail.budget import MAX_PROJECT_BYTES, MEBIBYTE, BudgetOwner
from usertrail.database.pool import Pool
from usertrail.request_bodies import PendingBodies
from usertrail.verify import verify
from wire import SPAN_ID, protobuf_request, request, wire_span

TRACES = "/api/public/otel/v1/traces"
JSON = {"content-type": "application/json"}
PROTOBUF = {"content-type": "application/x-protobuf"}
SPAN_IDS = [bytes.fromhex(SPAN_ID), b"\1" * 8]


async def span_ids(pool: Pool) -> set[str]:
    return {row["span_id"] for row in await pool.fetch("SELECT span_id FROM span")}


def small_body() -> bytes:
    return orjson.dumps(request(wire_span({"user.id": "ada"})))


@pytest.mark.parametrize("path", [TRACES, "/v1/traces"])
async def test_json_is_stored_when_the_answer_comes(
    client: httpx.AsyncClient, pool: Pool, project: ProjectKeys, path: str
) -> None:
    answer = await client.post(path, content=small_body(), headers=JSON)
    assert (answer.status_code, answer.json()) == (200, {})
    assert answer.headers["content-type"] == "application/json"
    row = await pool.fetchrow("SELECT project_id, user_id FROM trace")
    assert row is not None
    assert tuple(row) == (project.project_id, "ada")


async def test_protobuf_is_answered_in_protobuf(client: httpx.AsyncClient, pool: Pool) -> None:
    sent = protobuf_request(*SPAN_IDS).SerializeToString()
    answer = await client.post(TRACES, content=sent, headers=PROTOBUF)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"] == "application/x-protobuf"
    assert await span_ids(pool) == {span_id.hex() for span_id in SPAN_IDS}


async def test_gzip_of_several_members_is_unpacked(client: httpx.AsyncClient, pool: Pool) -> None:
    sent = protobuf_request(*SPAN_IDS).SerializeToString()
    packed = gzip.compress(sent[:20]) + gzip.compress(sent[20:])
    headers = {**PROTOBUF, "content-encoding": "gzip"}
    assert (await client.post(TRACES, content=packed, headers=headers)).status_code == 200
    assert len(await span_ids(pool)) == 2


async def test_a_body_may_come_in_chunks_of_unknown_length(
    client: httpx.AsyncClient, pool: Pool
) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(small_body()), 100):
            yield small_body()[start : start + 100]

    answer = await client.post(TRACES, content=chunks(), headers=JSON)
    assert "content-length" not in answer.request.headers
    assert answer.status_code == 200
    assert len(await span_ids(pool)) == 1


@pytest.mark.parametrize("sent", [b"{}", b'{"resourceSpans": []}'])
async def test_nothing_is_accepted_in_json(client: httpx.AsyncClient, sent: bytes) -> None:
    assert (await client.post(TRACES, content=sent, headers=JSON)).status_code == 200


async def test_nothing_is_accepted_in_protobuf(client: httpx.AsyncClient) -> None:
    assert (await client.post(TRACES, content=b"", headers=PROTOBUF)).status_code == 200


async def test_the_answer_says_how_many_spans_were_refused_and_why(
    client: httpx.AsyncClient, pool: Pool
) -> None:
    broken = [wire_span(name=f"n{number}", traceId="") for number in range(7)]
    sent = orjson.dumps(request(*broken, wire_span()))
    answer = await client.post(TRACES, content=sent, headers=JSON)
    assert answer.status_code == 200
    partial = answer.json()["partialSuccess"]
    assert partial["rejectedSpans"] == "7"
    assert partial["errorMessage"].startswith("7 spans were refused: 'n0': its trace id")
    assert partial["errorMessage"].endswith("; and 2 more.")
    assert len(await span_ids(pool)) == 1


async def test_a_partial_success_in_protobuf_counts_too(client: httpx.AsyncClient) -> None:
    sent = protobuf_request(SPAN_IDS[0], b"short").SerializeToString()
    answer = await client.post(TRACES, content=sent, headers=PROTOBUF)
    partial = ExportTraceServiceResponse.FromString(answer.content).partial_success
    assert partial.rejected_spans == 1
    assert "its span id is not 8 bytes" in partial.error_message


@pytest.mark.parametrize(
    ("headers", "content", "status"),
    [
        ({"content-type": "text/plain"}, b"{}", 400),
        ({}, b"{}", 400),
        (JSON, b"{", 400),
        (PROTOBUF, b"\xff\xff", 400),
        ({**JSON, "content-encoding": "gzip"}, b"{}", 400),
        ({**JSON, "content-encoding": "gzip"}, gzip.compress(b"{}", mtime=0)[:-9], 400),
        ({**JSON, "content-encoding": "br"}, b"{}", 415),
        ({**JSON, "content-length": str(33 * MEBIBYTE)}, b"{}", 413),
    ],
)
async def test_what_cannot_be_read_is_refused_with_a_sentence(
    client: httpx.AsyncClient, headers: dict[str, str], content: bytes, status: int
) -> None:
    answer = await client.post(TRACES, content=content, headers=headers)
    assert answer.status_code == status
    if headers == PROTOBUF:
        assert Status.FromString(answer.content).message
    else:
        assert answer.json()["message"]
        assert ("error" in answer.json()) == (status == 400)


async def test_what_unpacks_to_too_much_is_refused(client: httpx.AsyncClient) -> None:
    bomb = zlib.compressobj(9, wbits=31)
    packed = b"".join(bomb.compress(bytes(MEBIBYTE)) for _ in range(33)) + bomb.flush()
    assert len(packed) < 40_000
    headers = {**PROTOBUF, "content-encoding": "gzip"}
    answer = await client.post(TRACES, content=packed, headers=headers)
    assert answer.status_code == 413
    assert "larger than 33,554,432 bytes" in Status.FromString(answer.content).message


async def test_when_too_much_is_in_flight_the_sender_is_asked_to_wait(
    app: Starlette, client: httpx.AsyncClient, project: ProjectKeys
) -> None:
    bodies: PendingBodies = app.state.bodies
    holder = BudgetOwner(project.project_id, None)
    others = MAX_PROJECT_BYTES - len(small_body()) + 1
    bodies.budget.acquire(holder, others)
    try:
        answer = await client.post(TRACES, content=small_body(), headers=JSON)
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "1"
        packed = gzip.compress(small_body())
        headers = {**JSON, "content-encoding": "gzip"}
        assert (await client.post(TRACES, content=packed, headers=headers)).status_code == 503
    finally:
        bodies.budget.release(holder, others)
    answer = await client.post(TRACES, content=small_body(), headers=JSON)
    assert answer.status_code == 200
    # What was refused holds nothing any more, nor does what was stored.
    bodies.budget.acquire(holder, MAX_PROJECT_BYTES)


async def test_the_same_spans_sent_again_and_at_once_change_nothing(
    client: httpx.AsyncClient, pool: Pool
) -> None:
    answers = await asyncio.gather(
        *(client.post(TRACES, content=small_body(), headers=JSON) for _ in range(6))
    )
    assert {answer.status_code for answer in answers} == {200}
    assert await pool.fetchval("SELECT span_count FROM user_total") == 1
    assert await verify(pool) == []


@pytest.mark.parametrize("auth", [("pk-wrong", "sk-wrong"), None])
async def test_without_the_keys_nothing_is_stored(
    app: Starlette, pool: Pool, auth: tuple[str, str] | None
) -> None:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test", auth=auth) as client:
        answer = await client.post(TRACES, content=small_body(), headers=JSON)
        assert answer.status_code == 401
        assert answer.json().keys() == {"message"}
        answer = await client.post(TRACES, content=b"", headers=PROTOBUF)
        assert Status.FromString(answer.content).message
    assert await span_ids(pool) == set()


async def test_a_public_key_alone_sends_no_spans(
    app: Starlette, project: ProjectKeys, pool: Pool
) -> None:
    bearer = {**JSON, "authorization": f"Bearer {project.public_key}"}
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        for path in (TRACES, "/v1/traces"):
            answer = await client.post(path, content=small_body(), headers=bearer)
            assert answer.status_code == 403
    assert await span_ids(pool) == set()


@pytest.mark.parametrize(
    "sent", [one for one in captured() + written() if one.path == TRACES], ids=str
)
async def test_a_captured_request_is_stored_whole(
    client: httpx.AsyncClient, pool: Pool, sent: Captured
) -> None:
    kept = {"content-type", "content-encoding"}
    kept_headers = {
        name: value for name, value in sent.headers.items() if name in kept or "langfuse" in name
    }
    content = sent.body_path.read_bytes()
    answer = await client.post(sent.path, content=content, headers=kept_headers)
    assert answer.status_code == 200
    assert answer.content == (b"{}" if "json" in sent.headers["content-type"] else b"")
    users = await pool.fetch("SELECT DISTINCT user_id FROM trace WHERE user_id <> ''")
    spans = records_of(sent).spans
    assert await span_ids(pool) == {span.span_id for span in spans}
    said: set[Any] = {span.trace_fields.user_id for span in spans} - {None}
    assert {row["user_id"] for row in users} <= said
    assert bool(users) == bool(said)
