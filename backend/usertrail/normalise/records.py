"""The records that every step after `normalise` works with, whatever wire they came over.

All of them are immutable and storable: text holds no NUL and no lone surrogate, identifiers fit an
index, numbers are finite and fit 64 bits, instants are aware and in UTC.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal, NamedTuple

JsonObject = dict[str, Any]
# {"user_id" or "session_id": [identifier, name it was given under, place among the names]}
OwnIds = dict[str, list[Any]]


def merge(base: JsonObject, over: JsonObject) -> JsonObject:
    """Both objects, nested ones key by key; where they disagree, `over` counts."""
    merged: JsonObject = {}
    merge_into(merged, base)
    merge_into(merged, over)
    return merged


def merge_into(base: JsonObject, over: JsonObject) -> None:
    """The same, changing `base` and what is nested in it; it shares no object with `over`."""
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
# The types of a span that is one call of a model.
MODEL_CALLS: tuple[SpanType, ...] = ("GENERATION", "EMBEDDING")
SpanLevel = Literal["DEBUG", "DEFAULT", "WARNING", "ERROR"]
FeedbackDataType = Literal["NUMERIC", "BOOLEAN", "CATEGORICAL", "TEXT", "CORRECTION"]


class TraceFields(NamedTuple):
    """What one span or event says about its trace.

    Absent is None or empty, and never erases anything.
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
    # The names under which user and session were given: the more specific outweighs the plain one.
    user_id_name: str | None = None
    session_id_name: str | None = None
    # User and session under names of the project's own, which outweigh all others.
    own: OwnIds = {}  # noqa: RUF012 - as above


class Span(NamedTuple):
    """One observation, complete. Input and output are text: JSON where the sender sent JSON."""

    trace_id: str
    span_id: str
    parent_span_id: str | None
    # No parent, or marked by the sender as the topmost span of its trace.
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
    # Tokens and US dollars by kind, as the sender named the kinds.
    usage_details: dict[str, int]
    cost_details: dict[str, float]
    input_tokens: int
    output_tokens: int
    total_tokens: int
    # None when neither the sender nor the price table knows it.
    cost_usd: Decimal | None
    input: str | None
    output: str | None
    metadata: JsonObject
    trace_fields: TraceFields


class TraceEvent(NamedTuple):
    """What a sender says of a trace apart from any span. Of one event id the first counts."""

    trace_id: str
    event_id: str
    # When the trace began, or this was said of it.
    said_at: datetime
    # None where the sender named none.
    environment: str | None
    fields: TraceFields


class SpanEvent(NamedTuple):
    """What a sender says of a span, a part at a time. Of one event id the first counts."""

    # None where the sender named none: then that of the span's other events counts.
    trace_id: str | None
    span_id: str
    event_id: str
    is_update: bool
    said_at: datetime
    # Fields of Span by name, those said; instants as ISO 8601 text.
    fields: JsonObject


# The source of what came with a public key alone. Nobody else may claim it.
VISITOR = "VISITOR"


class Feedback(NamedTuple):
    """A score given to a trace, to a span of a trace, or to a session."""

    feedback_id: str
    # Exactly one of trace_id and session_id; span_id only beside a trace_id.
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
    # None where the sender named none: the target's own then counts.
    environment: str | None
    created_at: datetime


class Records(NamedTuple):
    """What one request brought."""

    spans: Sequence[Span] = ()
    feedback: Sequence[Feedback] = ()
    trace_events: Sequence[TraceEvent] = ()
    span_events: Sequence[SpanEvent] = ()
