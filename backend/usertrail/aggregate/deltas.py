"""What changed traces and feedback add to totals: what counts now minus what counted before."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from usertrail.latency import COUNTS, microseconds, place_of
from usertrail.measures import Sums, add
from usertrail.store.changes import (
    Entailed,
    FeedbackFacts,
    SessionChange,
    TraceChange,
    TraceFacts,
)

Key = TypeVar("Key", bound=tuple[Any, ...])

# Environment comes last but for what is counted by name.
UserKey = tuple[str, str]  # user id, environment
EverKey = tuple[str]  # user id
DayKey = tuple[str, date, str]  # user id, UTC day, environment
SessionKey = tuple[str, str, str]  # user id, session id, environment
ModelKey = tuple[str, date, str, str]  # user id, UTC day, environment, model
FeedbackKey = tuple[str, date, str, str, str]  # user id, UTC day, environment, name, data type
HourKey = tuple[datetime, str]  # UTC hour, environment
ModelHourKey = tuple[datetime, str, str]  # UTC hour, environment, model
FeedbackHourKey = tuple[datetime, str, str, str]  # UTC hour, environment, name, data type
LatencyKey = tuple[datetime, str, int]  # UTC hour, environment, octave

Stretch = tuple[datetime, datetime]


@dataclass(slots=True)
class Seen:
    """The first and last instant of the traces that came to a key, and of those that left."""

    came: Stretch | None = None
    left: Stretch | None = None

    def take(self, first: datetime, last: datetime, sign: int) -> None:
        if sign < 0:
            self.left = _including(self.left, first, last)
        else:
            self.came = _including(self.came, first, last)


def _including(stretch: Stretch | None, first: datetime, last: datetime) -> Stretch:
    return (min(stretch[0], first), max(stretch[1], last)) if stretch else (first, last)


@dataclass(slots=True)
class SessionDeltas:
    """What to add to table user_session, and the traces that came and left, by its keys."""

    sums: dict[SessionKey, Sums] = field(default_factory=dict)
    seen: dict[SessionKey, Seen] = field(default_factory=dict)

    def take(self, changes: Iterable[TraceChange]) -> None:
        for change in changes:
            for facts, sign in ((change.before, -1), (change.after, 1)):
                if facts and facts.session_id:
                    key = (facts.user_id, facts.session_id, facts.environment)
                    _add(self.sums, key, facts.added(), sign)
                    self.seen.setdefault(key, Seen()).take(facts.started_at, facts.ended_at, sign)


@dataclass(slots=True)
class Deltas:
    """What to add to the tables of totals, each by its keys."""

    users: dict[UserKey, Sums] = field(default_factory=dict)
    seen: dict[UserKey, Seen] = field(default_factory=dict)
    # The same, whatever the environment.
    ever: dict[EverKey, Sums] = field(default_factory=dict)
    seen_ever: dict[EverKey, Seen] = field(default_factory=dict)
    days: dict[DayKey, Sums] = field(default_factory=dict)
    models: dict[ModelKey, Sums] = field(default_factory=dict)
    feedback: dict[FeedbackKey, Sums] = field(default_factory=dict)
    # How many sessions begin, by day.
    sessions: dict[date, int] = field(default_factory=dict)
    # The same for everybody, and how long traces took.
    hours: dict[HourKey, Sums] = field(default_factory=dict)
    model_hours: dict[ModelHourKey, Sums] = field(default_factory=dict)
    feedback_hours: dict[FeedbackHourKey, Sums] = field(default_factory=dict)
    latencies: dict[LatencyKey, Sums] = field(default_factory=dict)

    def take(self, traces: Iterable[TraceChange] = (), entailed: Iterable[Entailed] = ()) -> None:
        for change in traces:
            for facts, sign in ((change.before, -1), (change.after, 1)):
                if facts:
                    self._take_trace(facts, sign)
        for more in entailed:
            if isinstance(more, SessionChange):
                self._take_session(more)
                continue
            for said, sign in ((more.before, -1), (more.after, 1)):
                if said:
                    self._take_feedback(said, sign)

    def _take_trace(self, facts: TraceFacts, sign: int) -> None:
        day, hour = self._take(facts, facts.started_at, sign)
        if facts.user_id:
            for seen in (
                self.seen.setdefault((facts.user_id, facts.environment), Seen()),
                self.seen_ever.setdefault((facts.user_id,), Seen()),
            ):
                seen.take(facts.started_at, facts.started_at, sign)
            of_hour = self.hours[hour]
            of_hour["attributed_count"] = of_hour.get("attributed_count", 0) + sign
        for model, sums in facts.models.items():
            _add(self.models, (*day, model), sums, sign)
            _add(self.model_hours, (*hour, model), sums, sign)
        self._take_latency(hour, microseconds(facts.started_at, facts.ended_at), sign)

    def _take_latency(self, hour: HourKey, latency_us: int, sign: int) -> None:
        octave, step = place_of(latency_us)
        timed = self.latencies.setdefault((*hour, octave), {})
        timed[COUNTS[step]] = timed.get(COUNTS[step], 0) + sign
        timed["latency_us"] = timed.get("latency_us", 0) + sign * latency_us

    def _take_feedback(self, facts: FeedbackFacts, sign: int) -> None:
        day, hour = self._take(facts, facts.created_at, sign)
        added = facts.added()
        _add(self.feedback, (*day, facts.name, facts.data_type), added, sign)
        _add(self.feedback_hours, (*hour, facts.name, facts.data_type), added, sign)

    def _take_session(self, change: SessionChange) -> None:
        for at, sign in ((change.before, -1), (change.after, 1)):
            if at:
                day = _utc_day(at)
                self.sessions[day] = self.sessions.get(day, 0) + sign

    def _take(
        self, facts: TraceFacts | FeedbackFacts, at: datetime, sign: int
    ) -> tuple[DayKey, HourKey]:
        """Add to the totals of its user and of everybody; return the day and hour it counts on."""
        added, at = facts.added(), at.astimezone(UTC)
        day = (facts.user_id, at.date(), facts.environment)
        hour = (at.replace(minute=0, second=0, microsecond=0), facts.environment)
        _add(self.users, (facts.user_id, facts.environment), added, sign)
        _add(self.ever, (facts.user_id,), added, sign)
        _add(self.days, day, added, sign)
        _add(self.hours, hour, added, sign)
        return day, hour


def _add(totals: dict[Key, Sums], key: Key, added: Sums, sign: int) -> None:
    add(totals.setdefault(key, {}), added, sign)


def _utc_day(instant: datetime) -> date:
    return instant.astimezone(UTC).date()
