"""Every total counted anew from traces and feedback, and held against what is stored."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from usertrail.aggregate.tables import (
    FEEDBACK_DAY,
    MODEL_DAY,
    USER_DAY,
    USER_EVER,
    USER_SESSION,
    USER_TOTAL,
    TotalTable,
)
from usertrail.database.pool import Database


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
ADDED = """
    SELECT project_id, user_id, environment, (started_at AT TIME ZONE 'UTC')::date AS day,
        1 AS trace_count, span_count, error_count, input_tokens, output_tokens, total_tokens,
        cost_usd, 0 AS feedback_count, 0 AS rating_count, 0 AS rating_sum,
        CASE WHEN user_id <> '' THEN started_at END AS seen_at
    FROM trace
    UNION ALL
    SELECT project_id, user_id, environment, (created_at AT TIME ZONE 'UTC')::date,
        0, 0, 0, 0, 0, 0, 0, 1, (is_rating)::int, CASE WHEN is_rating THEN value ELSE 0 END, NULL
    FROM (
        SELECT *, data_type IN ('NUMERIC', 'BOOLEAN') AND value IS NOT NULL AS is_rating
        FROM feedback
    ) AS given
"""
TRACES = """
    SELECT *, 1 AS trace_count, started_at AS first, ended_at AS last FROM trace
    WHERE session_id <> ''
"""
MODELS = """
    SELECT project_id, user_id, environment, (started_at AT TIME ZONE 'UTC')::date AS day,
        model.key AS model, (model.value->>0)::bigint AS generation_count,
        (model.value->>1)::bigint AS input_tokens, (model.value->>2)::bigint AS output_tokens,
        (model.value->>3)::bigint AS total_tokens, (model.value->>4)::numeric AS cost_usd
    FROM trace, jsonb_each(models) AS model
"""
RATINGS = """
    SELECT project_id, user_id, environment, (created_at AT TIME ZONE 'UTC')::date AS day, name,
        data_type, 1 AS feedback_count, (is_rating)::int AS rating_count,
        CASE WHEN is_rating THEN value ELSE 0 END AS rating_sum
    FROM (
        SELECT *, data_type IN ('NUMERIC', 'BOOLEAN') AND value IS NOT NULL AS is_rating
        FROM feedback
    ) AS given
"""
# What each table counts; its bounds are the first and last of these columns.
COUNTED = (
    (USER_TOTAL, ADDED, ("seen_at", "seen_at")),
    (USER_EVER, ADDED, ("seen_at", "seen_at")),
    (USER_DAY, ADDED, ()),
    (USER_SESSION, TRACES, ("first", "last")),
    (MODEL_DAY, MODELS, ()),
    (FEEDBACK_DAY, RATINGS, ()),
)


async def differences(db: Database) -> list[Difference]:
    """The rows of totals that a recount of all projects does not agree with."""
    found: list[Difference] = []
    for table, source, bounds in COUNTED:
        stored = f"SELECT project_id, {', '.join(table.columns)} FROM {table.name}"
        keys = ("project_id", *table.keys)
        found += await compare(db, table.name, keys, stored, _recount(table, source, bounds))
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


def _recount(table: TotalTable, source: str, bounds: Sequence[str]) -> str:
    keys = ", ".join(("project_id", *table.keys))
    sums = [f"sum({name}) AS {name}" for name in table.sums]
    if table.bounds:
        sums.append(f"min({bounds[0]}) AS {table.first}")
        sums.append(f"max({bounds[1]}) AS {table.last}")
    return f"SELECT {keys}, {', '.join(sums)} FROM ({source}) AS added GROUP BY {keys}"
