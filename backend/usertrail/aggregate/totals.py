"""Moves into tables. Rows are written sorted by key, so two batches never deadlock."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from usertrail.aggregate.moves import Key, Moves, Seen, SessionMoves, Sums, over_environments
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

Bounds = tuple[datetime | None, datetime | None]

NOT_SEEN = Seen()


async def apply_moves(db: Database, project_id: str, moves: Moves) -> None:
    await _add(db, MODEL_DAY, project_id, moves.models)
    await _add(db, FEEDBACK_DAY, project_id, moves.feedback)
    await _add(db, USER_DAY, project_id, moves.days)
    stored = await _add(db, USER_TOTAL, project_id, moves.users, moves.seen)
    await _mend(db, USER_TOTAL, project_id, BOUNDS_OF_USER, _shrunk(stored, moves.seen))
    ever, seen = over_environments(moves)
    stored_ever = await _add(db, USER_EVER, project_id, ever, seen)
    await _mend(db, USER_EVER, project_id, BOUNDS_EVER, _shrunk(stored_ever, seen))


async def apply_session_moves(db: Database, project_id: str, moves: SessionMoves) -> None:
    stored = await _add(db, USER_SESSION, project_id, moves.sums, moves.seen)
    await _mend(db, USER_SESSION, project_id, BOUNDS_OF_SESSION, _shrunk(stored, moves.seen))


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
    sums: Mapping[Key, Sums],
    seen: Mapping[Key, Seen] | None = None,
) -> dict[Key, Bounds]:
    """Add to rows, delete those that count nothing any more; the bounds of the rest, by key."""
    moved = sorted(key for key in sums if any(sums[key]) or (seen is not None and key in seen))
    if not moved:
        return {}
    rows = [(*key, *sums[key], *_came(key, seen)) for key in moved]
    stored = await db.fetch(table.upsert(), project_id, *_arrays(rows))
    places = [list(table.sums).index(name) for name in table.counts]
    if shrunk := [key for key in moved if any(sums[key][place] < 0 for place in places)]:
        await db.execute(table.delete_empty(), project_id, *_arrays(shrunk))
    places_of_keys = len(table.keys)
    return {cast(Key, tuple(row)[:places_of_keys]): tuple(row)[places_of_keys:] for row in stored}


def _came(key: Key, seen: Mapping[Key, Seen] | None) -> Bounds | tuple[()]:
    if seen is None:
        return ()
    moved = seen.get(key, NOT_SEEN)
    # Bounds may not be null: what leaves lies within the stored ones, so it moves none.
    return moved.left[0] if moved.first is None and moved.left else (moved.first, moved.last)


def _shrunk(stored: Mapping[Key, Bounds], seen: Mapping[Key, Seen]) -> list[Key]:
    """The keys whose stored first or last instant may have left."""
    return [
        key
        for key, (first, last) in stored.items()
        if key in seen and any(start == first or end == last for start, end in seen[key].left)
    ]


async def _mend(
    db: Database, table: TotalTable, project_id: str, select: str, keys: Iterable[Key]
) -> None:
    """Read the bounds of these rows, which this transaction has locked, from their traces."""
    if rows := [(project_id, *key) for key in sorted(keys)]:
        bounds = await db.fetchmany(select, rows)
        await db.executemany(
            table.set_bounds(), [(*row, *ends) for row, ends in zip(rows, bounds, strict=True)]
        )


def _arrays(rows: Iterable[Sequence[Any]]) -> list[tuple[Any, ...]]:
    return list(zip(*rows, strict=True))
