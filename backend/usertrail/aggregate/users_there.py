"""Which users came to be there on a day, in a week or a month, or are there no more.

A user may have traces of a day in several environments, which are rows of their own: whoever
changes one of them holds the user's row of table user_ever, so that no other comes in between.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from usertrail.aggregate.deltas import DayKey
from usertrail.aggregate.everybody import first_of, share_of
from usertrail.cooperative import TimeSlice, chunks, sorted_chunks
from usertrail.database.pool import Database
from usertrail.database.table import arrays
from usertrail.measures import Sums, add

UNITS = ("day", "week", "month")
ANY_ENVIRONMENT = ""

Stay = tuple[str, date, str]  # user id, first day, unit

# In the order of the keys. Both are ranges of the primary key, since no other index is of such: a
# plan that knows nothing of a table just filled would read all rows of a day.
TRACE_COUNTS = """
    SELECT coalesce((
        SELECT trace_count FROM user_day WHERE project_id = $1
            AND (user_id, day, environment) >= (given.user_id, given.day, given.environment)
            AND (user_id, day, environment) <= (given.user_id, given.day, given.environment)
    ), 0) AS trace_count
    FROM unnest($2::text[], $3::date[], $4::text[]) WITH ORDINALITY
        AS given (user_id, day, environment, place)
    ORDER BY place
"""
STAYS = """
    SELECT stay.user_id, stay.begin, stay.unit, there.environment, there.trace_count
    FROM unnest($2::text[], $3::date[], $4::text[]) AS stay (user_id, begin, unit),
        LATERAL (
            SELECT environment, sum(trace_count)::bigint AS trace_count FROM user_day
            WHERE project_id = $1 AND (user_id, day) >= (stay.user_id, stay.begin)
                AND (user_id, day)
                    < (stay.user_id, (stay.begin + ('1 ' || stay.unit)::interval)::date)
            GROUP BY environment
        ) AS there
"""


async def take_users(
    db: Database,
    project_id: str,
    days: Mapping[DayKey, Sums],
    into: defaultdict[tuple[object, ...], Sums],
) -> None:
    """Add to the rows of distinct_count what these days, not yet added to user_day, change in it.

    The rows of their users in user_ever are locked.
    """
    moved = {key: int(sums.get("trace_count", 0)) for key, sums in days.items() if key[0]}
    moved = {key: count for key, count in moved.items() if count}
    touched = await _touched(db, project_id, moved)
    if not touched:
        return
    came: dict[Stay, defaultdict[str, int]] = {stay: defaultdict(int) for stay in touched}
    time_slice = TimeSlice()
    for (user_id, day, environment), count in moved.items():
        for unit in UNITS:
            stay = (user_id, first_of(day, unit), unit)
            if stay in came:
                came[stay][environment] += count
        if time_slice.is_over:
            await time_slice.pause()
    share = share_of(db)
    for stays in chunks(came):
        there = await _stored(db, project_id, stays)
        for stay in stays:
            for environment, sign in _changes(there[stay], came[stay]):
                add(into[stay[2], stay[1], environment, share], {"user_count": sign})


async def _touched(db: Database, project_id: str, moved: Mapping[DayKey, int]) -> set[Stay]:
    """Where a user may begin or cease to be there: on no other day does any row come or go."""
    touched: set[Stay] = set()
    async for keys in sorted_chunks(moved):
        rows = await db.fetch(TRACE_COUNTS, project_id, *arrays(keys, 3))
        for key, row in zip(keys, rows, strict=True):
            if 0 in (row["trace_count"], row["trace_count"] + moved[key]):
                touched |= {(key[0], first_of(key[1], unit), unit) for unit in UNITS}
    return touched


async def _stored(
    db: Database, project_id: str, stays: list[Stay]
) -> defaultdict[Stay, dict[str, int]]:
    """How many traces there are of each, by environment."""
    there: defaultdict[Stay, dict[str, int]] = defaultdict(dict)
    for row in await db.fetch(STAYS, project_id, *arrays(stays, 3)):
        stay = (row["user_id"], row["begin"], row["unit"])
        there[stay][row["environment"]] = row["trace_count"]
    return there


def _changes(there: Mapping[str, int], came: Mapping[str, int]) -> list[tuple[str, int]]:
    """In which environments the user begins (1) or ceases (-1) to be there."""
    counts = {
        environment: (there.get(environment, 0), came.get(environment, 0)) for environment in came
    }
    counts[ANY_ENVIRONMENT] = (sum(there.values()), sum(came.values()))
    signs = (
        (environment, bool(before + more) - bool(before))
        for environment, (before, more) in counts.items()
    )
    return [(environment, sign) for environment, sign in signs if sign]
