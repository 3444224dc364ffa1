"""OTLP/HTTP in protobuf or JSON (OTLP specification, "OTLP/HTTP")."""

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import orjson
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceResponse
from opentelemetry.proto.trace.v1.trace_pb2 import Status
from starlette.requests import Request
from starlette.responses import Response

from usertrail.access.caller import Caller, caller_of
from usertrail.errors import AppError, BadInput, NotFound
from usertrail.ingest import RecordChunks, ingest
from usertrail.normalise.otlp import Encoding, RefusedSpan, spans_of
from usertrail.normalise.otlp_source import Sdk
from usertrail.normalise.records import Records, Span
from usertrail.normalise.rules import Rules
from usertrail.receive.body import MEBIBYTE, admitted_body, in_thread, read_body
from usertrail.receive.ingest_stat_rows import RefusalReason, RequestStats
from usertrail.receive.ingest_stats import ERASED, recording, refusal_reason
from usertrail.rules.rules_cache import rules_of

MAX_BODY_BYTES = 32 * MEBIBYTE
_SHOWN_REFUSALS = 5
ERASED_SPAN = "its trace or user was erased"
# Version of the span format of the Langfuse SDKs, the latest that is supported.
_MAX_INGESTION_VERSION = 4
_CONTENT_TYPES: dict[Encoding, str] = {
    "protobuf": "application/x-protobuf",
    "json": "application/json",
}


async def export_traces(request: Request) -> Response:
    """Store the spans of a request and answer after the commit.

    Spans that cannot be stored do not affect the others: the response counts them
    (`partial_success`). It is an error only if all are refused; but not if they were erased, since
    the sender would retry.
    """
    return await _respond(request, _store)


async def export_metrics(request: Request) -> Response:
    """Accept metrics and drop them: many exporters send both, and would log errors for ever."""
    return await _respond(request, _drop)


async def export_logs(request: Request) -> Response:
    return await _respond(request, _refuse_logs)


class Refusals(NamedTuple):
    """The refused spans of a request: their number, the first of them, and counts by reason."""

    span_count: int
    first: list[RefusedSpan]
    reasons: Counter[RefusalReason]

    @property
    def sentence(self) -> str:
        """The `error_message` for the sender."""
        shown = [f"{name!r}: {reason}" for name, reason in self.first]
        more = self.span_count - len(shown)
        ending = f"; and {more} more" if more else ""
        return f"{self.span_count} spans were refused: {'; '.join(shown)}{ending}."

    def with_erased(self, spans: Sequence[Span]) -> "Refusals":
        """Adds these spans for the sender; in the statistics they are counted apart."""
        erased = [RefusedSpan(span.name, ERASED_SPAN) for span in spans[:_SHOWN_REFUSALS]]
        first = [*self.first, *erased][:_SHOWN_REFUSALS]
        return Refusals(self.span_count + len(spans), first, self.reasons)


NONE_REFUSED = Refusals(0, [], Counter())

_Handler = Callable[[Request, Encoding, Caller, RequestStats], Awaitable[Refusals]]


async def _respond(request: Request, handle: _Handler) -> Response:
    """The response, errors too, in the encoding of the request."""
    encoding = _encoding(request)
    try:
        async with recording(request) as stats:
            caller = await caller_of(request)
            if encoding is None:
                raise BadInput("Invalid content type")
            return _success_response(encoding, await handle(request, encoding, caller, stats))
    except AppError as error:
        return _error_response(encoding or "json", error)


async def _store(
    request: Request, encoding: Encoding, caller: Caller, stats: RequestStats
) -> Refusals:
    _check_ingestion_version(request)
    sdk = _sdk(request)
    received_at = datetime.now(UTC)
    async with admitted_body(request, caller, MAX_BODY_BYTES) as body:
        rules = await rules_of(request, caller)
        span_count, chunks, refused = await in_thread(
            lambda: _read(body, encoding, sdk, received_at, rules), caller, len(body)
        )
        stats.refused_spans.update(refused.reasons)
        if refused.span_count and not span_count:
            raise BadInput(refused.sentence)
        erased = (await ingest(request.app.state.pool, caller.project_id, chunks)).spans
    stats.span_count = span_count - len(erased)
    stats.refused_spans[ERASED] += len(erased)
    return refused.with_erased(erased)


def _read(
    body: bytes, encoding: Encoding, sdk: Sdk, received_at: datetime, rules: Rules
) -> tuple[int, RecordChunks, Refusals]:
    """The number of spans to store, these in chunks, and the refused ones."""
    export = spans_of(body, encoding, sdk, received_at, rules)
    reasons = Counter(
        refusal_reason(f"{reason[0].upper()}{reason[1:]}.") for _, reason in export.refused
    )
    refused = Refusals(len(export.refused), export.refused[:_SHOWN_REFUSALS], reasons)
    return len(export.spans), RecordChunks(Records(spans=export.spans), export.size), refused


async def _drop(request: Request, _: Encoding, caller: Caller, __: RequestStats) -> Refusals:
    # It is not decompressed, so the limit is that of the compressed body.
    await read_body(request, caller, MAX_BODY_BYTES, decompress=False)
    return NONE_REFUSED


async def _refuse_logs(*_: object) -> Refusals:
    raise NotFound("Logs are not kept here, only traces: send spans to /v1/traces.")


def _encoding(request: Request) -> Encoding | None:
    sent = request.headers.get("content-type", "").lower()
    for encoding, content_type in _CONTENT_TYPES.items():
        if content_type in sent:
            return encoding
    return None


def _check_ingestion_version(request: Request) -> None:
    sent = _langfuse_header(request, "ingestion-version").strip()
    is_known = sent.isascii() and sent.isdigit() and len(sent) < 5
    if sent and not (is_known and int(sent) <= _MAX_INGESTION_VERSION):
        raise BadInput(
            f"x-langfuse-ingestion-version is {sent[:40]!r}, not a number up to "
            f"{_MAX_INGESTION_VERSION}."
        )


def _sdk(request: Request) -> Sdk:
    return Sdk(_langfuse_header(request, "sdk-name"), _langfuse_header(request, "sdk-version"))


def _langfuse_header(request: Request, name: str) -> str:
    """Older SDKs write header names with underscores, which a reverse proxy may drop."""
    headers = request.headers
    underscored = name.replace("-", "_")
    return headers.get(f"x-langfuse-{name}") or headers.get(f"x_langfuse_{underscored}", "")


def _success_response(encoding: Encoding, refused: Refusals) -> Response:
    count, error_message = refused.span_count, refused.sentence
    if encoding == "json":
        partial = {"rejectedSpans": str(count), "errorMessage": error_message}
        return _response(encoding, orjson.dumps({"partialSuccess": partial} if count else {}))
    answer = ExportTraceServiceResponse()
    if count:
        answer.partial_success.rejected_spans = count
        answer.partial_success.error_message = error_message
    return _response(encoding, answer.SerializeToString())


def _error_response(encoding: Encoding, error: AppError) -> Response:
    """A google.rpc.Status in the request's encoding (OTLP specification, "Failures")."""
    message = str(error)
    if encoding == "protobuf":
        # OTLP's own Status has its message in the same field, 2, and code may be left out.
        content = Status(message=message).SerializeToString()
    else:
        body: dict[str, Any] = {"message": message}
        if error.status == 400:
            body["error"] = message
        content = orjson.dumps(body)
    return _response(encoding, content, error.status, error.headers)


def _response(
    encoding: Encoding,
    content: bytes,
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> Response:
    return Response(content, status, headers, media_type=_CONTENT_TYPES[encoding])
