"""OTLP over HTTP: protobuf or JSON in, export response out."""

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import orjson
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceResponse
from opentelemetry.proto.trace.v1.trace_pb2 import Status
from starlette.requests import Request
from starlette.responses import Response

from usertrail.access import Caller, caller_of
from usertrail.errors import AppError, BadInput, NotFound
from usertrail.ingest import Portions, ingest
from usertrail.normalise.otlp import Encoding, Refusal, spans_of
from usertrail.normalise.otlp_source import Sdk
from usertrail.normalise.records import Records, Span
from usertrail.normalise.rules import Rules
from usertrail.receive.body import MEBIBYTE, in_thread, read_body
from usertrail.receive.ingest_stat_rows import Arrival, Why
from usertrail.receive.ingest_stats import ERASED, arriving, refused_for
from usertrail.rules import rules_of

MAX_BODY_BYTES = 32 * MEBIBYTE
_SHOWN_REFUSALS = 5
ERASED_SPAN = "its trace or user was erased"
# How the Langfuse SDKs write their spans; the last version whose meaning is known.
_MAX_INGESTION_VERSION = 4
_CONTENT_TYPES: dict[Encoding, str] = {
    "protobuf": "application/x-protobuf",
    "json": "application/json",
}


async def export_traces(request: Request) -> Response:
    """Store the spans of a request; the answer comes after the commit.

    A span that cannot be stored costs no other: the answer counts and names those refused. It is
    an error only where nothing is left to store, but not where that was erased: it would be sent
    again.
    """
    return await _answer(request, _store)


async def export_metrics(request: Request) -> Response:
    """Take metrics and drop them: many exporters send both, and would complain for ever."""
    return await _answer(request, _drop)


async def export_logs(request: Request) -> Response:
    return await _answer(request, _refuse_logs)


class Refusals(NamedTuple):
    """The spans of a request that were refused: how many, and why, for the sender and for us."""

    span_count: int
    first: list[Refusal]
    whys: Counter[Why]

    @property
    def sentence(self) -> str:
        """How many spans were refused, and why the first of them were."""
        shown = [f"{name!r}: {reason}" for name, reason in self.first]
        more = self.span_count - len(shown)
        ending = f"; and {more} more" if more else ""
        return f"{self.span_count} spans were refused: {'; '.join(shown)}{ending}."

    def with_erased(self, spans: Sequence[Span]) -> "Refusals":
        """These spans too, as it is told to their sender."""
        erased = [Refusal(span.name, ERASED_SPAN) for span in spans[:_SHOWN_REFUSALS]]
        first = [*self.first, *erased][:_SHOWN_REFUSALS]
        return Refusals(self.span_count + len(spans), first, self.whys)


NONE_REFUSED = Refusals(0, [], Counter())

_Taker = Callable[[Request, Encoding, Caller, Arrival], Awaitable[Refusals]]


async def _answer(request: Request, take: _Taker) -> Response:
    """The answer in the encoding of the request, errors too."""
    encoding = _encoding(request)
    try:
        async with arriving(request) as arrival:
            caller = await caller_of(request)
            if encoding is None:
                raise BadInput("Invalid content type")
            return _exported(encoding, await take(request, encoding, caller, arrival))
    except AppError as error:
        return _failed(encoding or "json", error)


async def _store(
    request: Request, encoding: Encoding, caller: Caller, arrival: Arrival
) -> Refusals:
    _check_ingestion_version(request)
    sdk = _sdk(request)
    received_at = datetime.now(UTC)
    body = await read_body(request, caller, MAX_BODY_BYTES)
    rules = await rules_of(request, caller)
    span_count, portions, refusals = await in_thread(
        lambda: _read(body, encoding, sdk, received_at, rules), caller, len(body)
    )
    arrival.refused_spans.update(refusals.whys)
    if refusals.span_count and not span_count:
        raise BadInput(refusals.sentence)
    erased = (await ingest(request.app.state.pool, caller.project_id, portions)).spans
    arrival.span_count = span_count - len(erased)
    arrival.refused_spans[ERASED] += len(erased)
    return refusals.with_erased(erased)


def _read(
    body: bytes, encoding: Encoding, sdk: Sdk, received_at: datetime, rules: Rules
) -> tuple[int, Portions, Refusals]:
    """How many spans can be stored, these, and the others."""
    export = spans_of(body, encoding, sdk, received_at, rules)
    whys = Counter(
        refused_for(f"{reason[0].upper()}{reason[1:]}.") for _, reason in export.refusals
    )
    refusals = Refusals(len(export.refusals), export.refusals[:_SHOWN_REFUSALS], whys)
    return len(export.spans), Portions(Records(spans=export.spans)), refusals


async def _drop(request: Request, _: Encoding, caller: Caller, __: Arrival) -> Refusals:
    # Decompressed by nobody, so the limit is of what comes.
    await read_body(request, caller, MAX_BODY_BYTES, unpacked=False)
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
    """Older SDKs write the names with underscores, which a reverse proxy may drop."""
    headers = request.headers
    underscored = name.replace("-", "_")
    return headers.get(f"x-langfuse-{name}") or headers.get(f"x_langfuse_{underscored}", "")


def _exported(encoding: Encoding, refusals: Refusals) -> Response:
    count, error_message = refusals.span_count, refusals.sentence
    if encoding == "json":
        partial = {"rejectedSpans": str(count), "errorMessage": error_message}
        return _response(encoding, orjson.dumps({"partialSuccess": partial} if count else {}))
    answer = ExportTraceServiceResponse()
    if count:
        answer.partial_success.rejected_spans = count
        answer.partial_success.error_message = error_message
    return _response(encoding, answer.SerializeToString())


def _failed(encoding: Encoding, error: AppError) -> Response:
    """The error as OTLP asks for it: a google.rpc.Status in the request's encoding."""
    message = str(error)
    if encoding == "protobuf":
        # OTLP's own Status has its message in the same field, and the code may be left out.
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
