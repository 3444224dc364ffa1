"""OTLP spans -> records, without network or clock."""

import logging
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, NamedTuple

from usertrail.errors import TooLarge
from usertrail.normalise import fields, otlp_json, otlp_protobuf
from usertrail.normalise.content import content_of
from usertrail.normalise.content_readers import Content, text_or_none
from usertrail.normalise.conventions import ALL, METADATA_FAMILIES, genai, langfuse
from usertrail.normalise.decoded_attributes import decode_attributes
from usertrail.normalise.identifiers import storable_id
from usertrail.normalise.metadata import Families, metadata_of
from usertrail.normalise.model_call import NO_CALL, call_of
from usertrail.normalise.otlp_limits import ExportCounter
from usertrail.normalise.otlp_shapes import Attributes, UnusableSpan, WireSpan
from usertrail.normalise.otlp_source import ScopeSource, Sdk, environment_of, source_of
from usertrail.normalise.own_names import metadata_sources, own_ids_of
from usertrail.normalise.plan import Plan, plan_of
from usertrail.normalise.records import NO_FIELDS, JsonObject, Span, TraceFields
from usertrail.normalise.rules import NO_RULES, Rules
from usertrail.normalise.text import decoded, text_of

logger = logging.getLogger(__name__)

Encoding = Literal["protobuf", "json"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND_NS = 10**9
_MAX_NAME = 1000


class RefusedSpan(NamedTuple):
    """A span that cannot be stored; its name is "" where unknown, at most 100 characters."""

    span_name: str
    reason: str


class ParsedExport(NamedTuple):
    """The spans of an export request that can be stored, and those that cannot."""

    spans: list[Span]
    refused: list[RefusedSpan]
    # Bytes of the body, and of what its spans copied from their resources and scopes.
    size: int = 0


def spans_of(
    body: bytes, encoding: Encoding, sdk: Sdk, received_at: datetime, rules: Rules = NO_RULES
) -> ParsedExport:
    """Parse a decompressed ExportTraceServiceRequest (OTLP specification).

    `received_at` is the time of spans without any. A span before 1970, or more than a year ahead of
    `received_at`, is refused: one wrong clock must not stretch everybody's charts. Raises BadInput
    if the body as a whole cannot be parsed, TooLarge over a limit of `otlp_limits`.
    """
    latest_ns = int((received_at + fields.FUTURE).timestamp()) * _SECOND_NS
    scopes_of = otlp_protobuf.scopes_of if encoding == "protobuf" else otlp_json.scopes_of
    export = ParsedExport([], [])
    counter = ExportCounter()
    for scope in scopes_of(body, counter):
        source = source_of(scope, sdk, rules)
        for raw in scope.raw_spans:
            try:
                span = _span(scope.read(raw), source, received_at, latest_ns)
                export.spans.append(source.counted(span, counter))
            except TooLarge:
                raise
            except UnusableSpan as refusal:
                export.refused.append(RefusedSpan(_name_of_raw(raw), str(refusal)))
            except Exception:
                # A bug must not affect the other spans of the request, which nobody sends again.
                logger.exception("A span could not be parsed")
                export.refused.append(RefusedSpan(_name_of_raw(raw), "unexpected error"))
    return export._replace(size=len(body) + counter.copied_bytes)


def _name_of_raw(raw: Any) -> str:
    name = raw.get("name") if isinstance(raw, dict) else getattr(raw, "name", None)
    return name[:100] if isinstance(name, str) else ""


def _span(wire: WireSpan, source: ScopeSource, received_at: datetime, latest_ns: int) -> Span:
    attributes = wire.attributes
    plan = plan_of(*attributes)
    tables = plan.tables
    families = _families(attributes, plan, source)
    started_at, ended_at = _times(wire, received_at, latest_ns)
    events = wire.events
    readers = plan.readers_with_events if events else plan.readers
    pair = plan.pair_with_events if events else plan.pair
    content = content_of(attributes, families, events, readers, pair)
    plain = decode_attributes(attributes) if plan.is_encoded else attributes
    span_type = fields.type_of(plain, tables, is_early_python=source.is_early_python)
    is_root = wire.parent_span_id is None or (
        bool(tables.root_marks)
        and any(fields.is_true(attributes.get(mark)) for mark in tables.root_marks)
    )
    version = fields.first_text(attributes, tables.version) or source.version
    prompt_name, prompt_version = (
        fields.prompt_of(plain, tables) if span_type == "GENERATION" else (None, None)
    )
    prices = source.rules.prices
    call = call_of(plain, families, tables, started_at, prices) if plan.is_call else NO_CALL
    metadata = _metadata(attributes, families, plan, source, content, is_root=is_root)
    trace_fields = _trace_fields(
        plain, families, plan, source, metadata, version=version, is_root=is_root
    )
    name = fields.name_of(plain, tables, wire.name) if plan.is_named else wire.name
    # So many names, or parameters, would cost more than all that is read from the span.
    columns = (
        wire.trace_id,
        wire.span_id,
        wire.parent_span_id,
        is_root,
        span_type,
        name[:_MAX_NAME],
        started_at,
        ended_at,
        call.completion_started_at or _first_token_at(wire),
        fields.level_of(attributes, is_error=wire.is_error),
        fields.first_text(attributes, tables.status_message)
        or wire.status_message
        or (_error_message(wire) if wire.is_error else None),
        environment_of(attributes, source.resource) if tables.environment else source.environment,
        version,
        call.model,
        call.parameters,
        prompt_name,
        prompt_version,
        call.usage,
        call.cost.details,
        *call.sums,
        call.cost.usd,
        content.input,
        content.output,
        metadata,
        trace_fields,
    )
    return Span._make(columns)


def _families(attributes: Attributes, plan: Plan, source: ScopeSource) -> Families:
    """Attributes grouped by known prefixes. Decodes metadata in place if the SDK sends JSON."""
    families: dict[str, Attributes] = {}
    for family, rest, name in plan.families:
        value = attributes[name]
        if source.is_json_metadata and family in METADATA_FAMILIES:
            value = attributes[name] = decoded(value)
        if family in families:
            families[family][rest] = value
        else:
            families[family] = {rest: value}
    return families


def _times(wire: WireSpan, received_at: datetime, latest_ns: int) -> tuple[datetime, datetime]:
    """Start and end; an end before the start becomes the start. Raises UnusableSpan."""
    start_ns = wire.start_ns or wire.end_ns
    if not start_ns:
        return received_at, received_at
    end_ns = wire.end_ns or start_ns
    if 0 <= start_ns <= end_ns <= latest_ns:
        # As `_instant` has it, which is as much again.
        return (
            _EPOCH + timedelta(0, 0, start_ns // 1000),
            _EPOCH + timedelta(0, 0, end_ns // 1000),
        )
    for time_ns in (start_ns, end_ns):
        if not 0 <= time_ns <= latest_ns:
            place = "before 1970" if time_ns < 0 else "more than a year ahead"
            raise UnusableSpan(f"its time {time_ns} is {place}")
    return _instant(start_ns), _instant(start_ns)


def _instant(nanoseconds: int) -> datetime:
    return _EPOCH + timedelta(0, 0, nanoseconds // 1000)


def _first_token_at(wire: WireSpan) -> datetime | None:
    """The time of the first event that marks a generated token."""
    if not wire.events:
        return None
    times = [event.time_ns for event in wire.events if event.name in ALL.first_token_events]
    # Times outside of the span are ignored.
    inside = [time_ns for time_ns in times if wire.start_ns <= time_ns <= wire.end_ns]
    return _instant(min(inside)) if inside else None


def _error_message(wire: WireSpan) -> str | None:
    """The message of the last exception event, else of an attribute."""
    for event in reversed(wire.events):
        if event.name == genai.EXCEPTION_EVENT:
            return fields.first_text(event.attributes, (genai.EXCEPTION_MESSAGE,))
    return fields.first_text(wire.attributes, ALL.error_message)


def _metadata(
    attributes: Attributes,
    families: Families,
    plan: Plan,
    source: ScopeSource,
    content: Content,
    *,
    is_root: bool,
) -> JsonObject:
    metadata: JsonObject = {}
    if plan.has_metadata:
        metadata = metadata_of(
            langfuse.SPAN_METADATA, attributes, families, is_decoded=source.is_json_metadata
        )
    if not source.is_langfuse:
        # Plain OpenTelemetry has no metadata, so all other attributes are kept, as text.
        used = content.used
        metadata["attributes"] = {
            name: value if type(value := attributes[name]) is str else text_of(value)
            for name in plan.plain_names
            if name not in used
        }
        if is_root:
            metadata.update(source.origin)
    return metadata


def _trace_fields(
    attributes: Attributes,
    families: Families,
    plan: Plan,
    source: ScopeSource,
    span_metadata: JsonObject,
    *,
    version: str | None,
    is_root: bool,
) -> TraceFields:
    if not is_root and not plan.has_trace_fields and not source.rules.has_names:
        return NO_FIELDS
    tables = plan.tables
    user_id, user_id_name = _identifier(attributes, tables.user_id)
    session_id, session_id_name = _identifier(attributes, tables.session_id)
    name = fields.first_text(attributes, tables.trace_name)
    tags = fields.first(attributes, tables.tags)
    metadata: JsonObject = {}
    if plan.has_metadata:
        metadata = metadata_of(
            langfuse.TRACE_METADATA, attributes, families, is_decoded=source.is_json_metadata
        )
    trace_fields = TraceFields(
        user_id=user_id,
        session_id=session_id,
        name=name and name[:_MAX_NAME],
        input=text_or_none(fields.first(attributes, tables.trace_input)),
        output=text_or_none(fields.first(attributes, tables.trace_output)),
        tags=fields.tags_of(tags) if tags else (),
        metadata=metadata,
        public=fields.is_true(fields.first(attributes, tables.public)),
        user_id_name=user_id_name,
        session_id_name=session_id_name,
    )
    if source.rules.has_names:
        sources = [attributes, source.resource, *metadata_sources(metadata, span_metadata)]
        trace_fields = trace_fields._replace(own=own_ids_of(source.rules, sources))
    if not is_root and trace_fields == NO_FIELDS:
        return NO_FIELDS
    # They describe the span; only of a span that has trace fields do they describe the trace too.
    release = fields.first_text(attributes, tables.release) or source.release
    return trace_fields._replace(version=version, release=release)


def _identifier(attributes: Attributes, names: tuple[str, ...]) -> tuple[str | None, str | None]:
    """The most specific identifier of a span as it is stored, and its attribute name."""
    name, value = fields.first_named(attributes, names)
    identifier = storable_id(text_of(value)) if name else ""
    return (identifier, name) if identifier else (None, None)
