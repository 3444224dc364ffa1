"""Measures by interval: the SQL that reads them, and the points it does not return."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, TypeVar

from asyncpg import Record

from usertrail.cooperative import map_in_slices
from usertrail.database.scope import ScopedPool
from usertrail.errors import BadInput
from usertrail.read.everybody import everybody_by, grain_of
from usertrail.read.measures import MEASURES, Scope, measured, sessions_begun, sums, union
from usertrail.read.period import LENGTHS, Interval, Period, begin_of, next_begin
from usertrail.read.statement import Binding, scan

MAX_POINTS = 5000
Row = TypeVar("Row")


async def select_activity(pool: ScopedPool, scope: Scope, interval: Interval) -> list[Record]:
    """The measures of each user of the scope by interval, in order of time, without gaps filled."""
    bind, scope = Binding(), scope.begun()
    begin = truncated(bind, interval)
    parts = [
        *measured(bind, scope, grain_of(interval)),
        sessions_begun(bind, scope, by_user=True, each=begin),
    ]
    return await scan(
        pool,
        f"""
        SELECT user_id, {begin} AS begin, {sums(MEASURES)}
        FROM ({union(parts)}) AS part GROUP BY user_id, begin ORDER BY begin
        """,
        *bind.values,
    )


async def select_overview_activity(
    pool: ScopedPool, scope: Scope, interval: Interval
) -> list[Record]:
    """The measures of everybody by interval, in order of time, without gaps filled."""
    bind = Binding()
    return await scan(pool, by_interval(bind, scope, interval), *bind.values)


def by_interval(bind: Binding, scope: Scope, interval: Interval) -> str:
    """The statement for the measures of everybody in the scope together."""
    scope = scope.begun()
    begin = truncated(bind, interval)
    parts = everybody_by(bind, scope, interval, begin)
    return f"""
        SELECT {begin} AS begin, {sums((*MEASURES, "user_count", "new_user_count"))},
            coalesce(sum(attributed_count), 0)::float8
                / nullif(sum(trace_count), 0) AS attributed_share
        FROM ({union(parts)}) AS part GROUP BY begin ORDER BY begin
    """


def truncated(bind: Binding, interval: Interval) -> str:
    """The SQL of the start of the UTC interval that the column `at` lies in."""
    return f"date_trunc({bind(interval.value, 'text')}, at, 'UTC')"


def points(
    rows: Iterable[tuple[datetime, Row]], period: Period, interval: Interval, now: datetime
) -> Iterator[tuple[datetime, Row | None]]:
    """A point for each interval that the period touches, with None where there is no row.

    An open start is that of the first row, an open end is now. Nothing where neither says when to
    begin. Raises BadInput when there are too many.
    """
    found = dict(rows)
    start = period.start if period.start is not None else min(found, default=None)
    if start is None:
        return
    # An end is not in its period, but now is.
    end = now + timedelta(microseconds=1) if period.end is None else period.end
    check_points(Period(begin_of(start, interval), end), interval)
    if period.start is None or period.start < end:
        for begin in _begins(start, end, interval):
            yield begin, found.get(begin)


# The users of a list have the same, one after the other.
@lru_cache(maxsize=1)
def _begins(start: datetime, end: datetime, interval: Interval) -> list[datetime]:
    """Of the intervals from that of the start on and before the end."""
    begins = []
    begin: datetime | None = begin_of(start, interval)
    while begin is not None and begin < end:
        begins.append(begin)
        begin = next_begin(begin, interval)
    return begins


def check_points(period: Period, interval: Interval) -> None:
    """Raises BadInput where the period, if bounded, has too many intervals."""
    if period.start is None or period.end is None:
        return
    count = (period.end - period.start) // LENGTHS[interval]
    if count > MAX_POINTS:
        raise BadInput(
            f"interval {interval.name} divides this period into about {count} points, "
            f"and at most {MAX_POINTS} are given; choose a longer interval or a shorter period."
        )


async def by_key(rows: Iterable[Record], key: str) -> dict[Any, list[Record]]:
    """The rows of each key, in their order; there may be hundreds of thousands."""
    found: defaultdict[Any, list[Record]] = defaultdict(list)

    def add(row: Record) -> None:
        found[row[key]].append(row)

    await map_in_slices(rows, add)
    return found
