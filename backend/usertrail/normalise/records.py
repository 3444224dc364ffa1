"""The records that all later steps work with, independent of the wire format.

They are immutable and storable: text has no NUL and no lone surrogate, identifiers fit an index,
numbers are finite and fit 64 bits, instants are aware and in UTC.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal, NamedTuple

JsonObject = dict[str, Any]
# {"user_id" or "session_id": [identifier, attribute name, index among the configured names]}
OwnIds = dict[str, list[Any]]


def merge(base: JsonObject, over: JsonObject) -> JsonObject:
    """A deep merge of two objects; `over` wins."""
    merged: JsonObject = {}
    merge_into(merged, base)
    merge_into(merged, over)
    return merged


def merge_into(base: JsonObject, over: JsonObject) -> None:
    """The same in place; `base` shares no nested object with `over` afterwards."""
    for key, value in over.items():
        below = base.get(key)
        if not isinstance(value, dict):
            base[key] = value
        elif isinstance(below, dict):
            merge_into(below, value)
        else:
            base[key] = merge({}, value)


SpanType = Literal[
    "SPAN",
    "GENERATION",
    "EVENT",
    "AGENT",
    "TOOL",
    "CHAIN",
    "RETRIEVER",
    "EVALUATOR",
    "EMBEDDING",
    "GUARDRAIL",
]
# The types of spans that are one model call each.
MODEL_CALLS: tuple[SpanType, ...] = ("GENERATION", "EMBEDDING")
SpanLevel = Literal["DEBUG", "DEFAULT", "WARNING", "ERROR"]
FeedbackDataType = Literal["NUMERIC", "BOOLEAN", "CATEGORICAL", "TEXT", "CORRECTION"]


class TraceFields(NamedTuple):
    """Fields of a trace as one span or event states them.

    Missing ones are None or empty, and never overwrite anything.
    """

    user_id: str | None = None
    session_id: str | None = None
    name: str | None = None
    version: str | None = None
    release: str | None = None
    input: str | None = None
    output: str | None = None
    tags: tuple[str, ...] = ()
    metadata: JsonObject = {}  # noqa: RUF012 - a default that nobody changes
    public: bool = False
    # The attribute names of user and session, which decide precedence (precedence.py).
    user_id_name: str | None = None
    session_id_name: str | None = None
    # User and session by attribute names of the project's own, which rank above all others.
    own: OwnIds = {}  # noqa: RUF012 - as above


NO_FIELDS = TraceFields()


class Span(NamedTuple):
    """One observation, complete. Input and output are text: JSON where the sender sent JSON."""

    trace_id: str
    span_id: str
    parent_span_id: str | None
    # No parent, or marked by the sender as root of its trace.
    is_root: bool
    type: SpanType
    name: str
    started_at: datetime
    ended_at: datetime
    completion_started_at: datetime | None
    level: SpanLevel
    status_message: str | None
    environment: str
    version: str | None
    model: str | None
    model_parameters: JsonObject
    prompt_name: str | None
    prompt_version: int | None
    # {kind: tokens} and {kind: US dollars}; kinds as the sender names them.
    usage_details: dict[str, int]
    cost_details: dict[str, float]
    input_tokens: int
    output_tokens: int
    total_tokens: int
    # None if neither the sender nor the price table has it.
    cost_usd: Decimal | None
    input: str | None
    output: str | None
    metadata: JsonObject
    trace_fields: TraceFields


class TraceEvent(NamedTuple):
    """Fields of a trace that a sender states apart from any span. Unique by event id."""

    trace_id: str
    event_id: str
    # The start of the trace, else the time of the event.
    said_at: datetime
    # None where the sender states none.
    environment: str | None
    fields: TraceFields


class SpanEvent(NamedTuple):
    """Fields of a span from one create or update event. Unique by event id."""

    # None where the sender states none: then that of the span's other events applies.
    trace_id: str | None
    span_id: str
    event_id: str
    is_update: bool
    said_at: datetime
    # {field of Span: value} for the stated ones; instants as ISO 8601 text.
    fields: JsonObject


# The source of feedback with a public key alone; no sender may state it.
VISITOR = "VISITOR"


class Feedback(NamedTuple):
    """A score on a trace, on a span of a trace, or on a session."""

    feedback_id: str
    # Exactly one of trace_id and session_id is set; span_id only with a trace_id.
    trace_id: str | None
    span_id: str | None
    session_id: str | None
    name: str
    data_type: FeedbackDataType
    # The number; 1 or 0 for a boolean; None for everything else.
    value: Decimal | None
    # The category or text; "True" or "False" for a boolean; None for a number.
    string_value: str | None
    comment: str | None
    source: str
    metadata: Any
    # None where the sender states none: then that of the target applies.
    environment: str | None
    created_at: datetime


class Records(NamedTuple):
    """The records of one request, or of a chunk of it."""

    spans: Sequence[Span] = ()
    feedback: Sequence[Feedback] = ()
    trace_events: Sequence[TraceEvent] = ()
    span_events: Sequence[SpanEvent] = ()
