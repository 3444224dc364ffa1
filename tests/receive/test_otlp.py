"""The doors of OTLP beside that of traces, and what a collector says there."""

import gzip
from typing import Any

import httpx
import orjson
import pytest
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import (
    ExportMetricsServiceRequest,
    ExportMetricsServiceResponse,
)
from opentelemetry.proto.trace.v1.trace_pb2 import Status
from starlette.applications import Starlette

from environment import ProjectKeys
from tests.receive.test_endpoints import JSON, PROTOBUF, TRACES, small_body, span_ids
from usertrail.budget import MAX_PROJECT_BYTES, BudgetOwner
from usertrail.database.pool import Pool
from wire import SPAN_ID, as_protobuf, request, wire_span

METRICS = "/api/public/otel/v1/metrics"
LOGS = "/api/public/otel/v1/logs"


def metrics_body() -> bytes:
    message = ExportMetricsServiceRequest()
    metric = message.resource_metrics.add().scope_metrics.add().metrics.add(name="requests")
    metric.gauge.data_points.add(as_int=7)
    return message.SerializeToString()


def logs_body() -> bytes:
    message = ExportLogsServiceRequest()
    log = message.resource_logs.add().scope_logs.add().log_records.add(severity_text="INFO")
    log.body.string_value = "started"
    log.trace_id = b"\1" * 16
    return message.SerializeToString()


@pytest.mark.parametrize("path", [METRICS, "/v1/metrics"])
async def test_metrics_are_accepted_and_dropped(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.post(path, content=metrics_body(), headers=PROTOBUF)
    assert (answer.status_code, answer.headers["content-type"]) == (200, PROTOBUF["content-type"])
    assert not ExportMetricsServiceResponse.FromString(answer.content).HasField("partial_success")
    answer = await client.post(path, content=b'{"resourceMetrics": []}', headers=JSON)
    assert (answer.status_code, answer.json()) == (200, {})


async def test_metrics_need_the_keys_too(app: Starlette, project: ProjectKeys) -> None:
    transport = httpx.ASGITransport(app)
    bearer = {**JSON, "authorization": f"Bearer {project.public_key}"}
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        assert (await client.post(METRICS, content=b"{}", headers=JSON)).status_code == 401
        assert (await client.post(METRICS, content=b"{}", headers=bearer)).status_code == 403


@pytest.mark.parametrize("path", [LOGS, "/v1/logs"])
async def test_logs_are_told_that_they_are_not_kept(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.post(path, content=b'{"resourceLogs": []}', headers=JSON)
    assert answer.status_code == 404
    assert answer.json() == {
        "message": "Logs are not kept here, only traces: send spans to /v1/traces."
    }
    answer = await client.post(path, content=logs_body(), headers=PROTOBUF)
    assert answer.status_code == 404
    assert "not kept" in Status.FromString(answer.content).message


@pytest.mark.parametrize("body", [logs_body(), metrics_body()], ids=["logs", "metrics"])
async def test_logs_and_metrics_at_the_door_of_traces_are_refused(
    client: httpx.AsyncClient, pool: Pool, body: bytes
) -> None:
    answer = await client.post(TRACES, content=body, headers=PROTOBUF)
    assert answer.status_code == 400
    assert Status.FromString(answer.content).message
    for kind in ("Logs", "Metrics"):
        sent = orjson.dumps({f"resource{kind}": []})
        answer = await client.post(TRACES, content=sent, headers=JSON)
        assert answer.status_code == 400
        assert answer.json()["error"] == f"The body holds {kind.lower()}, not spans."
    assert await span_ids(pool) == set()


async def test_where_every_span_is_refused_the_request_is(client: httpx.AsyncClient) -> None:
    sent = orjson.dumps(request(wire_span(traceId=""), wire_span(spanId="ab")))
    answer = await client.post(TRACES, content=sent, headers=JSON)
    assert answer.status_code == 400
    assert answer.json()["error"].startswith("2 spans were refused: 'step': its trace id is not")


@pytest.mark.parametrize("header", ["x-langfuse-ingestion-version", "x_langfuse_ingestion_version"])
@pytest.mark.parametrize(
    ("version", "status"), [("4", 200), ("1", 200), ("5", 400), ("latest", 400), ("٤", 400)]
)
async def test_spans_written_in_a_way_that_is_not_known_yet_are_refused(
    client: httpx.AsyncClient, header: str, version: str, status: int
) -> None:
    headers: Any = {**JSON, header: version.encode()}
    answer = await client.post(TRACES, content=small_body(), headers=headers)
    assert answer.status_code == status
    if status == 400:
        assert "ingestion-version" in answer.json()["error"]


async def test_a_batch_of_a_collector_is_stored(client: httpx.AsyncClient, pool: Pool) -> None:
    spans = [
        wire_span(
            {"user.id": "ada"}, traceId=f"{number // 8 + 1:032x}", spanId=f"{number + 1:016x}"
        )
        for number in range(8192)
    ]
    headers = {
        **PROTOBUF,
        "content-encoding": "gzip",
        "user-agent": "OpenTelemetry Collector Contrib/0.140.0 (linux/amd64)",
    }
    content = gzip.compress(as_protobuf(request(*spans, scope="my.app")), 1)
    answer = await client.post("/v1/traces", content=content, headers=headers)
    assert (answer.status_code, answer.content) == (200, b"")
    row = await pool.fetchrow(
        "SELECT trace_count, span_count FROM user_total WHERE user_id = 'ada'"
    )
    assert row is not None
    assert tuple(row) == (1024, 8192)


async def test_a_busy_server_says_so_in_the_encoding_of_the_request(
    app: Starlette, client: httpx.AsyncClient, project: ProjectKeys, pool: Pool
) -> None:
    sent = as_protobuf(request(wire_span()))
    holder = BudgetOwner(project.project_id, None)
    app.state.bodies.budget.acquire(holder, MAX_PROJECT_BYTES)
    try:
        answer = await client.post(TRACES, content=sent, headers=PROTOBUF)
    finally:
        app.state.bodies.budget.release(holder, MAX_PROJECT_BYTES)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert answer.headers["content-type"] == PROTOBUF["content-type"]
    assert "send it again" in Status.FromString(answer.content).message
    assert (await client.post(TRACES, content=sent, headers=PROTOBUF)).status_code == 200
    assert await span_ids(pool) == {SPAN_ID}
