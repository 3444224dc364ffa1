"""What a batch changed, as far as totals depend on it: how a row counted before, and now."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from usertrail.measures import Counted, Sums, sums_of
from usertrail.store.fold import Trace

TRACE_SUMS = sums_of(Counted.TRACES)
FEEDBACK_SUMS = sums_of(Counted.FEEDBACK)


class TraceFacts(NamedTuple):
    """How a trace counts, and where. No user, session: empty text."""

    user_id: str
    session_id: str
    environment: str
    started_at: datetime
    ended_at: datetime
    # Of its spans; by model, of those that ran it.
    sums: Sums
    models: Mapping[str, Sums]

    def added(self) -> Sums:
        """What it adds to totals."""
        return {of.name: of.of(self) for of in TRACE_SUMS} | self.sums


class FeedbackFacts(NamedTuple):
    """How a piece of feedback counts, and where."""

    user_id: str
    environment: str
    name: str
    data_type: str
    # Null for what is no rating: only numeric and boolean feedback has an average.
    value: Decimal | None
    created_at: datetime

    def added(self) -> Sums:
        """What it adds to totals."""
        return {of.name: of.of(self) for of in FEEDBACK_SUMS}


class TraceChange(NamedTuple):
    """None before: it is new. None after: it is gone."""

    trace_id: str
    before: TraceFacts | None
    after: TraceFacts | None


class FeedbackChange(NamedTuple):
    """None before: it is new, or was not counted. None after: it is gone, or is not counted."""

    before: FeedbackFacts | None
    after: FeedbackFacts | None


class SessionChange(NamedTuple):
    """When its first trace began, and begins. None before: it is new. None after: it is gone."""

    before: datetime | None
    after: datetime | None


# What changes of traces entail.
Entailed = FeedbackChange | SessionChange


def facts_of(trace: Trace) -> TraceFacts:
    """How it counts now, whatever becomes of it later."""
    return TraceFacts(
        trace.user_id,
        trace.session_id,
        trace.environment,
        trace.started_at,
        trace.ended_at,
        trace.sums.copy(),
        {name: sums.copy() for name, sums in trace.models.items()},
    )
