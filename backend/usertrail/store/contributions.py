"""What one span or event says about its trace, and what a span adds to its sums."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import IntEnum
from typing import Any, NamedTuple

from usertrail.normalise.records import (
    MODEL_CALLS,
    NO_FIELDS,
    JsonObject,
    Span,
    TraceEvent,
    TraceFields,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

# [start in microseconds, id of the span or event]; where the rank of a contribution counts, after
# it; of a user or session, before the name it was given under, and the place of one of the
# project's own.
Source = list[Any]


class Rank(IntEnum):
    """Whose contribution it is where a trace begins, and what it is called unless somebody says."""

    SPAN = 0
    ROOT = 1
    # Of the trace itself.
    TRACE = 2


class Contribution(NamedTuple):
    """What one span or event says about its trace."""

    id: str
    rank: Rank
    # None of an event that does not say; a span always does.
    name: str | None
    environment: str | None
    started_at: datetime
    # EPOCH for an event: a trace ends with its spans.
    ended_at: datetime
    has_input: bool
    has_output: bool
    # The span's own, and only a root's: elsewhere it is not about the trace.
    metadata: JsonObject
    fields: TraceFields

    def source(self) -> Source:
        return [(self.started_at - EPOCH) // MICROSECOND, self.id]


class SpanSums(NamedTuple):
    """What one span adds to the sums of its trace. No model: None or empty."""

    parent_span_id: str | None
    calls_model: bool
    level: str
    model: str | None
    input_tokens: int
    output_tokens: int
    total_tokens: int
    cost_usd: Decimal | None

    @property
    def has_tokens(self) -> bool:
        return bool(self.total_tokens or self.input_tokens or self.output_tokens)

    @property
    def has_cost(self) -> bool:
        return bool(self.cost_usd)

    @property
    def may_repeat(self) -> bool:
        """Whether it could say again what spans below it say, now or when more is known of it."""
        return self.calls_model or self.has_tokens or self.has_cost

    @property
    def place(self) -> tuple[str | None, bool]:
        """What of it matters to the tree of its trace."""
        return self.parent_span_id, self.may_repeat


class SpanState(NamedTuple):
    """All that a trace needs to know of a span as it is now, or of an event."""

    contribution: Contribution
    # None of an event.
    sums: SpanSums | None


def state_of(span: Span) -> SpanState:
    """Of a span that is at hand whole."""
    return SpanState(contribution_of(span), sums_of_span(span))


def sums_of_span(span: Span) -> SpanSums:
    """What a span at hand adds to the sums of its trace."""
    return SpanSums(
        span.parent_span_id,
        span.type in MODEL_CALLS,
        span.level,
        span.model,
        span.input_tokens,
        span.output_tokens,
        span.total_tokens,
        span.cost_usd,
    )


def state_of_event(event: TraceEvent) -> SpanState:
    """Of an event, which adds to no sum."""
    return SpanState(contribution_of_event(event), None)


def contribution_of_event(event: TraceEvent) -> Contribution:
    """What an event says about its trace."""
    return Contribution(
        id=event.event_id,
        rank=Rank.TRACE,
        name=None,
        environment=event.environment,
        started_at=event.said_at,
        ended_at=EPOCH,
        has_input=False,
        has_output=False,
        metadata={},
        fields=event.fields,
    )


def contribution_of(span: Span) -> Contribution:
    """What a span says about its trace."""
    return Contribution(
        span.span_id,
        Rank.ROOT if span.is_root else Rank.SPAN,
        span.name,
        span.environment,
        span.started_at,
        span.ended_at,
        bool(span.input),
        bool(span.output),
        span.metadata if span.is_root else {},
        span.trace_fields,
    )


def same_contribution(one: Contribution, other: Contribution) -> bool:
    """True where two states of a span say the same of their trace, but for their end."""
    return one._replace(ended_at=other.ended_at) == other


def fields_as_json(fields: TraceFields) -> JsonObject:
    """What is said, by name; what is not said is not in it."""
    if fields is NO_FIELDS:
        return {}
    return {name: said for name, said in zip(fields._fields, fields, strict=True) if said}


def fields_of_json(stored: JsonObject | None) -> TraceFields:
    """The reverse; of nothing, no fields."""
    if not stored:
        return NO_FIELDS
    return TraceFields(**{**stored, "tags": tuple(stored.get("tags", ()))})
