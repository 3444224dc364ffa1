"""How changed traces and feedback move the totals: what counts now minus what counted before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from usertrail.store.changes import FeedbackChange, FeedbackFacts, TraceChange, TraceFacts

Key = TypeVar("Key", bound=tuple[Any, ...])

RATINGS = ("NUMERIC", "BOOLEAN")

# Environment comes last but for what is counted by name.
UserKey = tuple[str, str]  # user id, environment
EverKey = tuple[str]  # user id
DayKey = tuple[str, date, str]  # user id, UTC day, environment
SessionKey = tuple[str, str, str]  # user id, session id, environment
ModelKey = tuple[str, date, str, str]  # user id, UTC day, environment, model
FeedbackKey = tuple[str, date, str, str, str]  # user id, UTC day, environment, name, data type

# Each in the order of its table's columns; those of traces come before those of feedback.
Sums = list[int | Decimal]
Stretch = tuple[datetime, datetime]
NO_TRACE = (0, 0, 0, 0, 0, 0, Decimal(0))
NO_FEEDBACK = (0, 0, Decimal(0))


@dataclass(slots=True)
class Seen:
    """The first and last instant of the traces that came to a key, and of those that left."""

    came: Stretch | None = None
    left: Stretch | None = None

    def move(self, first: datetime, last: datetime, sign: int) -> None:
        if sign < 0:
            self.left = _including(self.left, first, last)
        else:
            self.came = _including(self.came, first, last)


def _including(stretch: Stretch | None, first: datetime, last: datetime) -> Stretch:
    return (min(stretch[0], first), max(stretch[1], last)) if stretch else (first, last)


@dataclass(slots=True)
class SessionMoves:
    sums: dict[SessionKey, Sums] = field(default_factory=dict)
    seen: dict[SessionKey, Seen] = field(default_factory=dict)

    def take(self, changes: Iterable[TraceChange]) -> None:
        for change in changes:
            for facts, sign in ((change.before, -1), (change.after, 1)):
                if facts and facts.session_id:
                    key = (facts.user_id, facts.session_id, facts.environment)
                    _add(self.sums, key, _trace_sums(facts), sign)
                    self.seen.setdefault(key, Seen()).move(facts.started_at, facts.ended_at, sign)


@dataclass(slots=True)
class Moves:
    users: dict[UserKey, Sums] = field(default_factory=dict)
    seen: dict[UserKey, Seen] = field(default_factory=dict)
    # The same, whatever the environment.
    ever: dict[EverKey, Sums] = field(default_factory=dict)
    seen_ever: dict[EverKey, Seen] = field(default_factory=dict)
    days: dict[DayKey, Sums] = field(default_factory=dict)
    models: dict[ModelKey, Sums] = field(default_factory=dict)
    feedback: dict[FeedbackKey, Sums] = field(default_factory=dict)

    def take(
        self, traces: Iterable[TraceChange] = (), feedback: Iterable[FeedbackChange] = ()
    ) -> None:
        for change in traces:
            for facts, sign in ((change.before, -1), (change.after, 1)):
                if facts:
                    _move_trace(self, facts, sign)
        for given in feedback:
            for said, sign in ((given.before, -1), (given.after, 1)):
                if said:
                    _move_feedback(self, said, sign)


def _move_trace(moves: Moves, facts: TraceFacts, sign: int) -> None:
    user = (facts.user_id, facts.environment)
    day = _utc_day(facts.started_at)
    sums = (*_trace_sums(facts), *NO_FEEDBACK)
    _add(moves.users, user, sums, sign)
    _add(moves.ever, (facts.user_id,), sums, sign)
    _add(moves.days, (facts.user_id, day, facts.environment), sums, sign)
    if facts.user_id:
        for seen in (
            moves.seen.setdefault(user, Seen()),
            moves.seen_ever.setdefault((facts.user_id,), Seen()),
        ):
            seen.move(facts.started_at, facts.started_at, sign)
    for model, used in facts.models.items():
        _add(moves.models, (facts.user_id, day, facts.environment, model), used, sign)


def _move_feedback(moves: Moves, said: FeedbackFacts, sign: int) -> None:
    day = _utc_day(said.created_at)
    is_rating = said.data_type in RATINGS and said.value is not None
    ratings = (1, int(is_rating), said.value if is_rating and said.value else Decimal(0))
    sums = (*NO_TRACE, *ratings)
    _add(moves.users, (said.user_id, said.environment), sums, sign)
    _add(moves.ever, (said.user_id,), sums, sign)
    _add(moves.days, (said.user_id, day, said.environment), sums, sign)
    named = (said.user_id, day, said.environment, said.name, said.data_type)
    _add(moves.feedback, named, ratings, sign)


def _trace_sums(facts: TraceFacts) -> tuple[int | Decimal, ...]:
    return (
        1,
        facts.span_count,
        facts.error_count,
        facts.input_tokens,
        facts.output_tokens,
        facts.total_tokens,
        facts.cost_usd,
    )


def _add(totals: dict[Key, Sums], key: Key, values: Sequence[int | Decimal], sign: int) -> None:
    sums = totals.get(key)
    if sums is None:
        totals[key] = [sign * value for value in values]
        return
    for place, value in enumerate(values):
        sums[place] += sign * value


def _utc_day(instant: datetime) -> date:
    return instant.astimezone(UTC).date()
