"""Requests as the `otlphttp` exporter of the OpenTelemetry Collector makes them.

No package index has a Collector to run here. What this does is in the exporter's documentation, and
in that of its retries: protobuf and gzip, the spans of all its clients in one request and without
their headers, and the same request again after 429, 502, 503 and 504, not before `Retry-After`.
"""

import gzip
from collections.abc import Awaitable, Callable

import httpx
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)

from sdk_programs import Door

# Of its processor that makes batches.
BATCH_SPANS = 8192
HEADERS = {
    "Content-Type": "application/x-protobuf",
    "Content-Encoding": "gzip",
    "User-Agent": "OpenTelemetry Collector Contrib/0.139.0 (linux/amd64)",
}
MAY_PASS = (429, 502, 503, 504)

Wait = Callable[[int], Awaitable[None]]


async def export(
    door: Door, request: ExportTraceServiceRequest, wait: Wait | None = None
) -> list[int]:
    """The status of each answer until one is final; `wait` gets the seconds it is asked to wait."""
    body = gzip.compress(request.SerializeToString())
    statuses: list[int] = []
    async with httpx.AsyncClient(
        auth=(door.public_key, door.secret_key), headers=HEADERS, timeout=30
    ) as client:
        while True:
            answer = await client.post(f"{door.url}/v1/traces", content=body)
            statuses.append(answer.status_code)
            if answer.status_code not in MAY_PASS:
                assert answer.status_code == 200, answer.content
                _assert_whole(answer)
                return statuses
            assert wait is not None, answer.content
            await wait(int(answer.headers["Retry-After"]))


def _assert_whole(answer: httpx.Response) -> None:
    """It logs what a success refused in part; here there is to be nothing of that."""
    assert answer.headers["Content-Type"] == "application/x-protobuf"
    assert ExportTraceServiceResponse.FromString(answer.content) == ExportTraceServiceResponse()
