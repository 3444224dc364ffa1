"""A stretch of time, and how it divides into whole UTC hours, days and months, and ragged ends.

A sender's clock may be ahead, so what is stored may begin later than now. Whether it has begun is
told by the clock of the database, once for all that a statement reads.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from typing import NamedTuple

from usertrail.read.statement import Binding


class Interval(Enum):
    """How much time a point of a chart stands for, as Postgres calls it."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"

    @property
    def now(self) -> str:
        """The SQL of the start of the one that now lies in."""
        return f"date_trunc('{self.value}', now(), 'UTC')"

    @property
    def now_day(self) -> str:
        """The same as a date."""
        return f"({self.now} AT TIME ZONE 'UTC')::date"


LENGTHS = {
    Interval.HOUR: timedelta(hours=1),
    Interval.DAY: timedelta(days=1),
    Interval.WEEK: timedelta(days=7),
    # On average.
    Interval.MONTH: timedelta(days=30.436875),
}


@dataclass(frozen=True)
class Period:
    """All instants from `start` on and before `end`; None is open. None at all if start >= end.

    Where `until_now`, only those that have come.
    """

    start: datetime | None = None
    end: datetime | None = None
    until_now: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it holds all time, what lies ahead of now included."""
        return self.start is None and self.is_endless

    @property
    def is_endless(self) -> bool:
        return self.end is None and not self.until_now

    def begun(self) -> "Period":
        """The same without what lies ahead of now, unless it has an end of its own."""
        return replace(self, until_now=self.end is None)

    def has_started(self, bind: Binding, instant: str) -> str:
        """The SQL condition that an instant is not before it."""
        if self.start is None:
            return "true"
        return f"{instant} >= {bind(self.start, 'timestamptz')}"

    def has_not_ended(self, bind: Binding, instant: str) -> str:
        """The SQL condition that an instant is not after it."""
        bounds = []
        if self.end is not None:
            bounds.append(f"{instant} < {bind(self.end, 'timestamptz')}")
        if self.until_now:
            bounds.append(f"{instant} <= now()")
        return " AND ".join(bounds) or "true"

    def holds(self, bind: Binding, instant: str) -> str:
        """The SQL condition that an instant lies in it."""
        return f"{self.has_started(bind, instant)} AND {self.has_not_ended(bind, instant)}"


ALL_TIME = Period()


def previous_of(period: Period, now: datetime) -> Period | None:
    """The stretch right before it, as long as the part of it that is over.

    None where it has no beginning, has not begun, or began before there was such a stretch.
    """
    if period.start is None:
        return None
    length = min(period.end or now, now) - period.start
    if not timedelta() < length <= period.start - datetime.min.replace(tzinfo=UTC):
        return None
    return Period(period.start - length, period.start)


class Whole(NamedTuple):
    """UTC hours, days, weeks or months: those that begin from `first` on and before `end`.

    None is open.
    """

    first: datetime | None
    end: datetime | None
    unit: Interval
    # Where they end with now: whose the last of them is, which counts whole only if all of it has
    # come.
    now_of: str | None = None

    def holds(self, bind: Binding, day: str) -> str:
        """The SQL condition that the date by which one of them is named is among them."""
        ends = [at and at.date() for at in (self.first, self.end)]
        return self._bounds(bind, day, "date", ends, self.unit.now_day)

    def begins(self, bind: Binding) -> str:
        """The same of a row of everybody's totals, which has a unit and the instant it begins."""
        ends = [self.first, self.end]
        bounds = self._bounds(bind, "begin", "timestamptz", ends, self.unit.now)
        return f"unit = '{self.unit.value}' AND {bounds}"

    def _bounds(
        self, bind: Binding, column: str, of: str, ends: Sequence[date | None], now: str
    ) -> str:
        first, end = ends
        bounds = []
        if first is not None:
            bounds.append(f"{column} >= {bind(first, of)}")
        if end is not None:
            bounds.append(f"{column} < {bind(end, of)}")
        if self.now_of is not None:
            ahead = _is_ahead(bind, self.now_of, self.unit)
            bounds.append(f"{column} <= {now} AND ({column} < {now} OR NOT {ahead})")
        return " AND ".join(bounds) or "true"


class Begun(NamedTuple):
    """What has come of this hour (day, week or month), where some of it lies ahead of now.

    From an instant on, and before another.
    """

    project_id: str
    start: datetime | None
    end: datetime | None
    unit: Interval

    def holds(self, bind: Binding, instant: str) -> str:
        """The SQL condition that an instant lies in it."""
        come = Period(self.start, self.end, until_now=True).holds(bind, instant)
        ahead = _is_ahead(bind, self.project_id, self.unit)
        return f"{come} AND {instant} >= {self.unit.now} AND {ahead}"


class Division(NamedTuple):
    """Whole units, and what is left at either side; together they are the period."""

    whole: tuple[Whole, ...]
    ends: tuple[Period | Begun, ...]


def divide(period: Period, project_id: str, *units: Interval) -> Division:
    """Whole units, the longest first, which totals tell, and ragged ends, which only rows do."""
    if not units:
        return Division((), (period,))
    unit, *shorter = units
    first = None if period.start is None else _first_whole(period.start, unit)
    end = None if period.end is None else begin_of(period.end, unit)
    if first is not None and end is not None and first >= end:
        return divide(period, project_id, *shorter)
    ends = []
    if first != period.start:
        ends.append(divide(replace(period, end=first), project_id, *shorter))
    if end != period.end:
        ends.append(divide(replace(period, start=end), project_id, *shorter))
    if period.until_now:
        ends.append(Division((), (Begun(project_id, first, end, unit),)))
    whole = Whole(first, end, unit, project_id if period.until_now else None)
    return Division(
        (whole, *(one for of in ends for one in of.whole)),
        tuple(one for of in ends for one in of.ends),
    )


def _is_ahead(bind: Binding, project_id: str, unit: Interval) -> str:
    """The SQL condition that the totals of this hour (day, ...) hold what lies ahead of now."""
    ahead = f"> now() AND {{}} < {unit.now} + interval '1 {unit.value}'"
    project = f"project_id = {bind(project_id, 'text')}"
    return " OR ".join(
        f"EXISTS (SELECT FROM {table} WHERE {project} AND {at} {ahead.format(at)})"
        for table, at in (("trace", "started_at"), ("feedback", "created_at"))
    ).join("()")


def _first_whole(start: datetime, unit: Interval) -> datetime:
    begin = begin_of(start, unit)
    if begin == start:
        return begin
    # What starts within the last of the calendar is all ragged end.
    return next_begin(begin, unit) or datetime.max.replace(tzinfo=UTC)


def begin_of(instant: datetime, interval: Interval) -> datetime:
    """The start of the UTC interval that holds the instant; weeks begin on Monday."""
    if interval is Interval.HOUR:
        return instant.replace(minute=0, second=0, microsecond=0)
    day = instant.date()
    if interval is Interval.WEEK:
        # The first day of the calendar is a Monday.
        day -= timedelta(days=day.weekday())
    if interval is Interval.MONTH:
        day = day.replace(day=1)
    return datetime.combine(day, time(), UTC)


def next_begin(begin: datetime, interval: Interval) -> datetime | None:
    """The start of the following interval; None at the end of the calendar."""
    try:
        if interval is Interval.MONTH:
            return (begin + timedelta(days=31)).replace(day=1)
        return begin + LENGTHS[interval]
    except OverflowError:
        return None
