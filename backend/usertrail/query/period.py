"""A stretch of time, and how it divides into whole UTC days and ragged ends."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from usertrail.query.binding import Binding


@dataclass(frozen=True)
class Period:
    """All instants from `start` on and before `end`; None is open. None at all if start >= end."""

    start: datetime | None = None
    end: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it holds all time."""
        return self.start is None and self.end is None

    def holds(self, bind: Binding, instant: str) -> str:
        """The SQL condition that an instant lies in it."""
        bounds = []
        if self.start is not None:
            bounds.append(f"{instant} >= {bind(self.start, 'timestamptz')}")
        if self.end is not None:
            bounds.append(f"{instant} < {bind(self.end, 'timestamptz')}")
        return " AND ".join(bounds) or "true"


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


class Days(NamedTuple):
    """UTC days from `first` on and before `end`; None is open."""

    first: date | None
    end: date | None

    def holds(self, bind: Binding, day: str) -> str:
        """The SQL condition that a day is one of them."""
        bounds = []
        if self.first is not None:
            bounds.append(f"{day} >= {bind(self.first, 'date')}")
        if self.end is not None:
            bounds.append(f"{day} < {bind(self.end, 'date')}")
        return " AND ".join(bounds) or "true"


class Division(NamedTuple):
    """Whole days, and what is left at either side; together they are the period."""

    days: Days | None
    ends: tuple[Period, ...]


def divide(period: Period) -> Division:
    days = Days(
        None if period.start is None else _first_whole_day(period.start),
        None if period.end is None else period.end.date(),
    )
    if days.first is not None and days.end is not None and days.first >= days.end:
        return Division(None, (period,))
    ends = []
    if days.first is not None and (begin := _midnight(days.first)) != period.start:
        ends.append(Period(period.start, begin))
    if days.end is not None and (rest := _midnight(days.end)) != period.end:
        ends.append(Period(rest, period.end))
    return Division(days, tuple(ends))


def _first_whole_day(start: datetime) -> date:
    day = start.date()
    # The calendar ends with its last day: what starts within it is all ragged end.
    if start == _midnight(day) or day == date.max:
        return day
    return day + timedelta(days=1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
