"""Deltas into tables: rows in the order of their keys, so two batches never deadlock."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Generic, NamedTuple, cast

from asyncpg import Record

from usertrail.aggregate.deltas import Deltas, Key, Seen, SessionDeltas
from usertrail.aggregate.everybody import DISTINCT_COUNT, SHARED_TABLES, shared_of
from usertrail.aggregate.tables import (
    FEEDBACK_DAY,
    MODEL_DAY,
    USER_DAY,
    USER_EVER,
    USER_SESSION,
    USER_TOTAL,
    TotalTable,
)
from usertrail.aggregate.users_there import take_users
from usertrail.cooperative import sorted_chunks
from usertrail.database.pool import Database
from usertrail.measures import Sums


class _Bounded(NamedTuple, Generic[Key]):
    """What moves the first and last instants of rows, and the statement that reads them anew."""

    seen: dict[Key, Seen]
    select: str


async def apply_deltas(db: Database, project_id: str, deltas: Deltas) -> None:
    """Add these to the totals of users and of everybody; they are empty then."""
    shared = await shared_of(db, deltas)
    await _add(db, USER_EVER, project_id, deltas.ever, _Bounded(deltas.seen_ever, BOUNDS_EVER))
    await take_users(db, project_id, deltas.days, shared[DISTINCT_COUNT.name])
    await _add(db, MODEL_DAY, project_id, deltas.models)
    await _add(db, FEEDBACK_DAY, project_id, deltas.feedback)
    await _add(db, USER_DAY, project_id, deltas.days)
    await _add(db, USER_TOTAL, project_id, deltas.users, _Bounded(deltas.seen, BOUNDS_OF_USER))
    for table in SHARED_TABLES:
        await _add(db, table, project_id, shared[table.name])


async def apply_session_deltas(db: Database, project_id: str, deltas: SessionDeltas) -> None:
    """Add these to the totals of users by session; they are empty then."""
    await _add(db, USER_SESSION, project_id, deltas.sums, _Bounded(deltas.seen, BOUNDS_OF_SESSION))


# Read by one key at a time. Of a user, the ends of an index, however long the history; of a
# session, its traces.
BOUNDS_OF_USER = """
    SELECT min(started_at), max(started_at) FROM trace
    WHERE project_id = $1 AND user_id = $2 AND environment = $3
"""
BOUNDS_EVER = """
    SELECT min(started_at), max(started_at) FROM trace WHERE project_id = $1 AND user_id = $2
"""
BOUNDS_OF_SESSION = """
    SELECT min(started_at), max(ended_at) FROM trace
    WHERE project_id = $1 AND user_id = $2 AND session_id = $3 AND session_id <> ''
        AND environment = $4
"""


async def _add(
    db: Database,
    table: TotalTable,
    project_id: str,
    sums: dict[Key, Sums],
    bounded: _Bounded[Key] | None = None,
) -> None:
    """Add to rows, delete those that count nothing any more, mend the bounds of the rest.

    What was added is forgotten: letting go of all at the end would take long.
    """
    seen = bounded.seen if bounded else {}
    moved = (key for key in sums if any(sums[key].values()) or key in seen)
    async for keys in sorted_chunks(moved):
        rows = [_row(table, key, sums[key], seen.get(key)) for key in keys]
        left = [key for key in keys if key in seen and seen[key].left]
        stored = []
        if left:
            stored = await db.fetch(table.add_and_return, project_id, rows)
        else:
            await db.execute(table.add, project_id, rows)
        gone = await _delete_empty(db, table, project_id, keys, sums)
        if bounded and left:
            bounds = {_values(row, table.keys): _values(row, table.bounds) for row in stored}
            mended = (
                key for key in left if key not in gone and _may_have_left(seen[key], bounds[key])
            )
            await _mend(db, table, project_id, bounded.select, mended)
        for key in keys:
            del sums[key]
            seen.pop(key, None)


async def _delete_empty(
    db: Database,
    table: TotalTable,
    project_id: str,
    keys: Sequence[Key],
    sums: Mapping[Key, Sums],
) -> set[Key]:
    """Which of these rows, all of them locked, counted nothing any more."""
    shrunk = [
        (project_id, *key)
        for key in keys
        if any(value < 0 and name in table.counts for name, value in sums[key].items())
    ]
    if not shrunk:
        return set()
    # By one key at a time: a plan for all that knows nothing of a table just filled would read it.
    rows = await db.fetchmany(table.delete_empty(), shrunk)
    return {cast(Key, tuple(row)) for row in rows}


def _values(row: Record, names: Iterable[str]) -> tuple[Any, ...]:
    return tuple(row[name] for name in names)


def _row(table: TotalTable, key: Key, sums: Sums, seen: Seen | None) -> dict[str, Any]:
    row = {**sums, **dict(zip(table.keys, key, strict=True))}
    # Bounds may not be null: what leaves lies within the stored ones, so it moves none.
    if seen and (ends := seen.came or seen.left):
        row |= zip(table.bounds, ends, strict=True)
    return row


def _may_have_left(seen: Seen, stored: tuple[datetime | None, ...]) -> bool:
    """Whether the stored first or last instant may be gone."""
    if seen.left is None:
        return False
    return any(ours == theirs for ours, theirs in zip(seen.left, stored, strict=True))


async def _mend(
    db: Database, table: TotalTable, project_id: str, select: str, keys: Iterable[Key]
) -> None:
    """Read the bounds of these rows, which this transaction has locked, from their traces."""
    if rows := [(project_id, *key) for key in keys]:
        bounds = await db.fetchmany(select, rows)
        await db.executemany(
            table.set_bounds(), [(*row, *ends) for row, ends in zip(rows, bounds, strict=True)]
        )
