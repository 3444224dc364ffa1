"""Every total counted anew from traces and feedback, and held against what is stored."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from usertrail.aggregate.everybody import (
    DISTINCT_COUNT,
    EVERYBODY_DAY,
    EVERYBODY_FEEDBACK_DAY,
    EVERYBODY_MODEL_DAY,
    SharedTable,
)
from usertrail.aggregate.tables import (
    FEEDBACK_DAY,
    MODEL_DAY,
    USER_DAY,
    USER_EVER,
    USER_SESSION,
    USER_TOTAL,
    TotalTable,
)
from usertrail.aggregate.users_there import ANY_ENVIRONMENT, UNITS
from usertrail.counted_feedback import IS_COUNTED
from usertrail.database.pool import Database
from usertrail.measures import Counted, sums_of, types_by_model


class Difference(NamedTuple):
    """One row that is not as it should be; None where there is or should be no row."""

    table: str
    key: tuple[Any, ...]
    stored: dict[str, Any] | None
    recounted: dict[str, Any] | None

    def __str__(self) -> str:
        where = f"{self.table} {' / '.join(str(part) for part in self.key)}"
        if self.stored is None:
            return f"{where}: not stored, recounted {self.recounted}"
        if self.recounted is None:
            return f"{where}: stored, but there is nothing to count"
        differing = (
            f"{name} is {value}, recounted {self.recounted[name]}"
            for name, value in self.stored.items()
            if value != self.recounted[name]
        )
        return f"{where}: {'; '.join(differing)}"


# A trace and a piece of feedback as what they add. A day is a UTC day.
DAY = "({} AT TIME ZONE 'UTC')::date AS day"


def _added(*counted: Counted) -> str:
    """What each column of these sums adds up, of a row of the table that is counted."""
    return ", ".join(
        f"{of.of_row if of.counted in counted else 0} AS {of.name}" for of in sums_of()
    )


OF_TRACE = f"""
    SELECT project_id, user_id, environment, {DAY.format("started_at")}, session_id,
        {_added(Counted.TRACES, Counted.SPANS)}, started_at AS first, ended_at AS last,
        CASE WHEN user_id <> '' THEN started_at END AS seen_at
    FROM trace
"""
OF_FEEDBACK = f"""
    SELECT project_id, user_id, environment, {DAY.format("created_at")}, name, data_type,
        {_added(Counted.FEEDBACK)}, NULL::timestamptz AS seen_at
    FROM feedback WHERE {IS_COUNTED}
"""
COMMON = ", ".join(
    ("project_id", "user_id", "environment", "day", "seen_at", *(of.name for of in sums_of()))
)
ADDED = f"""
    SELECT {COMMON} FROM ({OF_TRACE}) AS trace UNION ALL
    SELECT {COMMON} FROM ({OF_FEEDBACK}) AS feedback
"""
TRACES = f"SELECT * FROM ({OF_TRACE}) AS trace WHERE session_id <> ''"
# A trace has {model: [what it ran, in the order of the sums by model]}.
BY_MODEL = ", ".join(
    f"(model.value->>{place})::{of} AS {name}"
    for place, (name, of) in enumerate(types_by_model().items())
)
MODELS = f"""
    SELECT project_id, user_id, environment, {DAY.format("started_at")}, model.key AS model,
        {BY_MODEL}
    FROM trace, jsonb_each(models) AS model
"""
# Of which day, week or month a user's traces are, in one environment and in any.
USERS_THERE = " UNION ".join(
    f"""
    SELECT project_id, '{unit}' AS unit, date_trunc('{unit}', day::timestamp)::date AS begin,
        {environment} AS environment, user_id, 1 AS user_count, 0 AS session_count
    FROM ({OF_TRACE}) AS trace WHERE user_id <> ''
    """
    for unit in UNITS
    for environment in ("environment", f"'{ANY_ENVIRONMENT}'")
)
SESSIONS_BEGUN = f"""
    SELECT project_id, 'day' AS unit, (min(started_at) AT TIME ZONE 'UTC')::date AS begin,
        '{ANY_ENVIRONMENT}' AS environment, session_id, 0 AS user_count, 1 AS session_count
    FROM trace WHERE session_id <> '' GROUP BY project_id, session_id
"""
DISTINCT = f"SELECT * FROM ({USERS_THERE}) AS there UNION ALL {SESSIONS_BEGUN}"
ATTRIBUTED = f"""
    SELECT *, CASE WHEN user_id <> '' THEN trace_count ELSE 0 END AS attributed_count
    FROM ({ADDED}) AS added
"""
# What each table counts; its bounds are the first and last of these columns.
COUNTED = (
    (USER_TOTAL, ADDED, ("seen_at", "seen_at")),
    (USER_EVER, ADDED, ("seen_at", "seen_at")),
    (USER_DAY, ADDED, ()),
    (USER_SESSION, TRACES, ("first", "last")),
    (MODEL_DAY, MODELS, ()),
    (FEEDBACK_DAY, OF_FEEDBACK, ()),
)
# The same of those that have a share.
SHARED = (
    (EVERYBODY_DAY, ATTRIBUTED),
    (EVERYBODY_MODEL_DAY, MODELS),
    (EVERYBODY_FEEDBACK_DAY, OF_FEEDBACK),
    (DISTINCT_COUNT, DISTINCT),
)


async def differences(db: Database) -> list[Difference]:
    """The rows of totals that a recount of all projects does not agree with."""
    found: list[Difference] = []
    for table, source, bounds in COUNTED:
        stored = f"SELECT project_id, {', '.join(table.columns)} FROM {table.name}"
        keys = ("project_id", *table.keys)
        found += await compare(db, table.name, keys, stored, _recount(table, source, bounds))
    for shared, source in SHARED:
        keys = ("project_id", *shared.shared_keys)
        stored, recounted = (_added_up(shared, rows) for rows in (shared.name, f"({source})"))
        found += await compare(db, shared.name, keys, stored, recounted)
    return found


async def compare(
    db: Database, name: str, keys: Sequence[str], stored: str, recounted: str
) -> list[Difference]:
    """The rows in which two statements of the same columns, keys first, do not agree.

    No join: the two may lie on different machines.
    """
    rows = await db.fetch(
        f"""
        SELECT true AS is_stored, * FROM (({stored}) EXCEPT ALL ({recounted})) AS only_stored
        UNION ALL
        SELECT false, * FROM (({recounted}) EXCEPT ALL ({stored})) AS only_recounted
        """
    )
    sides: dict[bool, dict[tuple[Any, ...], dict[str, Any]]] = {True: {}, False: {}}
    for row in rows:
        values = dict(row)
        is_stored = values.pop("is_stored")
        sides[is_stored][tuple(values.pop(name) for name in keys)] = values
    return [
        Difference(name, key, sides[True].get(key), sides[False].get(key))
        for key in sorted(sides[True].keys() | sides[False].keys())
    ]


async def rewrite(db: Database) -> None:
    """Replace all totals by their recount, in a transaction that lets nobody else write."""
    for table, source, bounds in COUNTED:
        await db.execute(f"DELETE FROM {table.name}")
        await db.execute(
            f"INSERT INTO {table.name} (project_id, {', '.join(table.columns)}) "
            f"{_recount(table, source, bounds)}"
        )
    for shared, source in SHARED:
        await db.execute(f"DELETE FROM {shared.name}")
        columns = ", ".join(("project_id", *shared.shared_keys, *shared.values, "share"))
        await db.execute(
            f"INSERT INTO {shared.name} ({columns}) "
            f"SELECT *, 0 FROM ({_added_up(shared, f'({source})')}) AS added"
        )


def _added_up(table: SharedTable, source: str) -> str:
    keys = ", ".join(("project_id", *table.shared_keys))
    sums = ", ".join(f"sum({name}) AS {name}" for name in table.values)
    return (
        f"SELECT {keys}, {sums} FROM {source} AS added GROUP BY {keys} "
        f"HAVING {table.counts_something}"
    )


def _recount(table: TotalTable, source: str, bounds: Sequence[str]) -> str:
    keys = ", ".join(("project_id", *table.keys))
    sums = [f"sum({name}) AS {name}" for name in table.sums]
    if table.bounds:
        first, last = table.bounds
        sums.append(f"min({bounds[0]}) AS {first}")
        sums.append(f"max({bounds[1]}) AS {last}")
    return f"SELECT {keys}, {', '.join(sums)} FROM ({source}) AS added GROUP BY {keys}"
