"""OTLP over HTTP: protobuf or JSON in, export response out."""

from datetime import UTC, datetime
from typing import Any

import orjson
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceResponse
from opentelemetry.proto.trace.v1.trace_pb2 import Status
from starlette.requests import Request
from starlette.responses import Response

from usertrail.access import caller_of
from usertrail.errors import AppError, BadInput, TooBusy
from usertrail.ingest import ingest
from usertrail.normalise.otlp import Encoding, Refusal, spans_of
from usertrail.normalise.otlp_source import Sdk
from usertrail.normalise.records import Records
from usertrail.receive.body import MEBIBYTE, in_thread, read_body

MAX_BODY_BYTES = 32 * MEBIBYTE
_SHOWN_REFUSALS = 5
_CONTENT_TYPES: dict[Encoding, str] = {
    "protobuf": "application/x-protobuf",
    "json": "application/json",
}


async def export_traces(request: Request) -> Response:
    """Store the spans of a request; the answer comes after the commit."""
    encoding = _encoding(request)
    try:
        caller = await caller_of(request)
        if encoding is None:
            raise BadInput("Invalid content type")
        return _exported(encoding, await _store(request, encoding, caller.project_id))
    except AppError as error:
        return _failed(encoding or "json", error)


async def _store(request: Request, encoding: Encoding, project_id: str) -> list[Refusal]:
    sdk = _sdk(request)
    received_at = datetime.now(UTC)
    async with read_body(request, MAX_BODY_BYTES) as body:
        export = await in_thread(lambda: spans_of(body, encoding, sdk, received_at))
        if export.spans:
            await ingest(request.app.state.pool, project_id, Records(spans=export.spans))
    return export.refusals


def _encoding(request: Request) -> Encoding | None:
    sent = request.headers.get("content-type", "").lower()
    for encoding, content_type in _CONTENT_TYPES.items():
        if content_type in sent:
            return encoding
    return None


def _sdk(request: Request) -> Sdk:
    # Older SDKs write the names with underscores, which a reverse proxy may drop.
    name, version = (
        request.headers.get(f"x-langfuse-sdk-{part}")
        or request.headers.get(f"x_langfuse_sdk_{part}", "")
        for part in ("name", "version")
    )
    return Sdk(name, version)


def _exported(encoding: Encoding, refusals: list[Refusal]) -> Response:
    rejected_spans = len(refusals)
    error_message = _sentence(refusals)
    if encoding == "json":
        partial = {"rejectedSpans": str(rejected_spans), "errorMessage": error_message}
        return _response(encoding, orjson.dumps({"partialSuccess": partial} if refusals else {}))
    answer = ExportTraceServiceResponse()
    if refusals:
        answer.partial_success.rejected_spans = rejected_spans
        answer.partial_success.error_message = error_message
    return _response(encoding, answer.SerializeToString())


def _sentence(refusals: list[Refusal]) -> str:
    """How many spans were refused, and why the first of them were."""
    shown = [f"{name!r}: {reason}" for name, reason in refusals[:_SHOWN_REFUSALS]]
    more = len(refusals) - len(shown)
    ending = f"; and {more} more" if more else ""
    return f"{len(refusals)} spans were refused: {'; '.join(shown)}{ending}."


def _failed(encoding: Encoding, error: AppError) -> Response:
    """The error as OTLP asks for it: a google.rpc.Status in the request's encoding."""
    headers = {}
    if isinstance(error, TooBusy):
        headers["Retry-After"] = str(error.retry_after_seconds)
    message = str(error)
    if encoding == "protobuf":
        # OTLP's own Status has its message in the same field, and the code may be left out.
        content = Status(message=message).SerializeToString()
    else:
        body: dict[str, Any] = {"message": message}
        if error.status == 400:
            body["error"] = message
        content = orjson.dumps(body)
    return _response(encoding, content, error.status, headers)


def _response(
    encoding: Encoding,
    content: bytes,
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> Response:
    return Response(content, status, headers, media_type=_CONTENT_TYPES[encoding])
