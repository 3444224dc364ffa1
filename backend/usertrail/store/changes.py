"""What a batch changed, as far as totals depend on it: how a row counted before, and now."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from usertrail.store.fold import ModelSums, Trace


class TraceFacts(NamedTuple):
    """How a trace counts, and where. No user, session: empty text."""

    user_id: str
    session_id: str
    environment: str
    started_at: datetime
    ended_at: datetime
    span_count: int
    error_count: int
    input_tokens: int
    output_tokens: int
    total_tokens: int
    cost_usd: Decimal
    models: Mapping[str, tuple[int, int, int, int, Decimal]]


class FeedbackFacts(NamedTuple):
    """How a piece of feedback counts, and where."""

    user_id: str
    environment: str
    name: str
    data_type: str
    # Null for what is no rating: only numeric and boolean feedback has an average.
    value: Decimal | None
    created_at: datetime


class TraceChange(NamedTuple):
    """None before: it is new. None after: it is gone."""

    trace_id: str
    before: TraceFacts | None
    after: TraceFacts | None


class FeedbackChange(NamedTuple):
    """None before: it is new. None after: it is gone."""

    before: FeedbackFacts | None
    after: FeedbackFacts | None


def facts_of(trace: Trace) -> TraceFacts:
    return TraceFacts(
        trace.user_id,
        trace.session_id,
        trace.environment,
        trace.started_at,
        trace.ended_at,
        trace.span_count,
        trace.error_count,
        trace.input_tokens,
        trace.output_tokens,
        trace.total_tokens,
        trace.cost_usd,
        {name: sums_of(model) for name, model in trace.models.items()},
    )


def sums_of(model: ModelSums) -> tuple[int, int, int, int, Decimal]:
    return (
        model.generation_count,
        model.input_tokens,
        model.output_tokens,
        model.total_tokens,
        model.cost_usd,
    )
