"""Every total counted anew from traces and feedback, and held against what is stored."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from usertrail.aggregate.recount_everybody import SHARED, added_up
from usertrail.aggregate.sources import ADDED, MODELS, OF_FEEDBACK, TRACES
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


# What each table counts; its bounds are the first and last of these columns.
COUNTED = (
    (USER_TOTAL, ADDED, ("seen_at", "seen_at")),
    (USER_EVER, ADDED, ("seen_at", "seen_at")),
    (USER_DAY, ADDED, ()),
    (USER_SESSION, TRACES, ("first", "last")),
    (MODEL_DAY, MODELS, ()),
    (FEEDBACK_DAY, OF_FEEDBACK, ()),
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
        stored, recounted = (added_up(shared, rows) for rows in (shared.name, f"({source})"))
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
            f"SELECT *, 0 FROM ({added_up(shared, f'({source})')}) AS added"
        )


def _recount(table: TotalTable, source: str, bounds: Sequence[str]) -> str:
    keys = ", ".join(("project_id", *table.keys))
    sums = [f"sum({name}) AS {name}" for name in table.sums]
    if table.bounds:
        first, last = table.bounds
        sums.append(f"min({bounds[0]}) AS {first}")
        sums.append(f"max({bounds[1]}) AS {last}")
    return f"SELECT {keys}, {', '.join(sums)} FROM ({source}) AS added GROUP BY {keys}"
