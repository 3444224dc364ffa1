"""The totals of everybody, beside those of each user: whoever asks for all adds up no users.

They are kept by hour, by day and by month, so that any period is the sum of few rows. At one row
for each, all who write would wait for each other. So there are up to SHARES rows of it, and a
connection adds to its own. What one of them holds means nothing, and may be negative: only their
sum counts.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from usertrail.aggregate.deltas import Deltas, Key
from usertrail.aggregate.tables import OF_BOTH, OF_FEEDBACK, TotalTable
from usertrail.cooperative import map_in_slices
from usertrail.database.pool import Database
from usertrail.latency import COUNTS
from usertrail.measures import Sums, add, types_by_model

SHARES = 8
# Each begins in UTC.
UNITS = ("hour", "day", "month")
SKETCH = {"latency_us": "numeric", **dict.fromkeys(COUNTS, "bigint")}
BEGUN = {"unit": "text", "begin": "timestamptz", "environment": "text"}


class SharedTable(TotalTable):
    """Totals of everybody. Its last key is the share."""

    @property
    def shared_keys(self) -> tuple[str, ...]:
        """By which its rows are added up."""
        return tuple(self.keys)[:-1]

    @property
    def counts_something(self) -> str:
        """The condition on rows that are added up that they do not cancel each other out."""
        return " OR ".join(f"sum({name}) <> 0" for name in self.values)


def _shared(name: str, keys: Mapping[str, str], values: Mapping[str, str]) -> SharedTable:
    return SharedTable(name, {**keys, "share": "smallint"}, values, counts=tuple(values))


# Of these traces, those that have a user.
EVERYBODY_TOTAL = _shared("everybody_total", BEGUN, OF_BOTH | {"attributed_count": "bigint"})
EVERYBODY_MODEL = _shared("everybody_model", BEGUN | {"model": "text"}, types_by_model())
EVERYBODY_FEEDBACK = _shared(
    "everybody_feedback", BEGUN | {"name": "text", "data_type": "text"}, OF_FEEDBACK
)
# How long traces took, as module latency counts them, and altogether.
EVERYBODY_LATENCY = _shared("everybody_latency", BEGUN | {"octave": "smallint"}, SKETCH)
# What counts once in a day, week or month, however often it is there: users with a trace, in one
# environment or (empty) in any; and on a day in any, the sessions that begin.
DISTINCT_COUNT = _shared(
    "distinct_count",
    {"unit": "text", "begin": "date", "environment": "text"},
    {"user_count": "bigint", "session_count": "bigint"},
)
SHARED_BY_HOUR = (EVERYBODY_TOTAL, EVERYBODY_MODEL, EVERYBODY_FEEDBACK, EVERYBODY_LATENCY)
SHARED_TABLES = (*SHARED_BY_HOUR, DISTINCT_COUNT)

# What to add to each table, which is named, by its keys.
Shared = dict[str, defaultdict[tuple[Any, ...], Sums]]


async def shared_of(db: Database, deltas: Deltas) -> Shared:
    """What these add for everybody, but for the users of a day: to the share of the connection."""
    share = share_of(db)
    shared: Shared = {table.name: defaultdict(dict) for table in SHARED_TABLES}

    async def take(table: SharedTable, totals: Mapping[Key, Sums]) -> None:
        into = shared[table.name]

        def take_hour(key: Key) -> None:
            hour, *others = key
            for unit in UNITS:
                add(into[unit, begin_of(hour, unit), *others, share], totals[key])

        await map_in_slices(totals, take_hour)

    await take(EVERYBODY_TOTAL, deltas.hours)
    await take(EVERYBODY_MODEL, deltas.model_hours)
    await take(EVERYBODY_FEEDBACK, deltas.feedback_hours)
    await take(EVERYBODY_LATENCY, deltas.latencies)
    for day, count in deltas.sessions.items():
        add(shared[DISTINCT_COUNT.name]["day", day, "", share], {"session_count": count})
    return shared


def share_of(db: Database) -> int:
    """To which of its rows a connection adds."""
    return db.get_server_pid() % SHARES


def begin_of(hour: datetime, unit: str) -> datetime:
    """The first hour of the day or the month that it lies in; of an hour, itself."""
    if unit == "month":
        return hour.replace(day=1, hour=0)
    return hour.replace(hour=0) if unit == "day" else hour


def first_of(day: date, unit: str) -> date:
    """The first day of the week (a Monday) or the month that it lies in; of a day, itself."""
    if unit == "month":
        return day.replace(day=1)
    # The first day of the calendar is a Monday.
    return date.fromordinal(day.toordinal() - day.weekday()) if unit == "week" else day
