"""Rows of table own_name_application: how far a project's names are applied to what was stored."""

from datetime import datetime
from typing import NamedTuple

from usertrail.database.pool import Database

COLUMNS = """
    started_at, finished_at, is_outdated, trace_count, seen_trace_count, changed_trace_count
"""


class Application(NamedTuple):
    """The last one of a project. `finished_at` is None while it goes on."""

    started_at: datetime
    finished_at: datetime | None
    # Whether the names were changed since it began.
    is_outdated: bool
    trace_count: int
    seen_trace_count: int
    changed_trace_count: int


async def begin(db: Database, project_id: str) -> None:
    """From the first trace on; one that goes on already goes on."""
    statement = """
        INSERT INTO own_name_application AS known (project_id, started_at, trace_count)
        SELECT $1, now(), (SELECT count(*) FROM trace WHERE project_id = $1)
        ON CONFLICT (project_id) DO UPDATE SET
            started_at = excluded.started_at, finished_at = NULL, is_outdated = false,
            last_trace_id = '', trace_count = excluded.trace_count,
            seen_trace_count = 0, changed_trace_count = 0
        WHERE known.finished_at IS NOT NULL
    """
    await db.execute(statement, project_id)


async def select_application(db: Database, project_id: str) -> Application | None:
    row = await db.fetchrow(
        f"SELECT {COLUMNS} FROM own_name_application WHERE project_id = $1", project_id
    )
    return Application(**row) if row else None


async def select_unfinished(db: Database) -> list[str]:
    """The projects whose names are not applied to the end."""
    rows = await db.fetch("SELECT project_id FROM own_name_application WHERE finished_at IS NULL")
    return [row["project_id"] for row in rows]


async def lock_position(db: Database, project_id: str) -> str | None:
    """The id of the last trace gone through; None where it is finished. Neither changes then."""
    statement = """
        SELECT last_trace_id FROM own_name_application
        WHERE project_id = $1 AND finished_at IS NULL FOR UPDATE
    """
    last_trace_id: str | None = await db.fetchval(statement, project_id)
    return last_trace_id


async def select_next_traces(
    db: Database, project_id: str, after: str, max_traces: int, max_spans: int
) -> list[str]:
    """At least one where there is one; no more once they have as many spans."""
    statement = """
        SELECT trace_id FROM (
            SELECT trace_id, sum(span_count) OVER (ORDER BY trace_id) - span_count AS spans_before
            FROM (
                SELECT trace_id, span_count FROM trace
                WHERE project_id = $1 AND trace_id > $2 ORDER BY trace_id LIMIT $3
            ) AS next
        ) AS counted
        WHERE spans_before < $4 ORDER BY trace_id
    """
    rows = await db.fetch(statement, project_id, after, max_traces, max_spans)
    return [row["trace_id"] for row in rows]


async def advance(
    db: Database, project_id: str, last_trace_id: str, seen: int, changed: int
) -> None:
    statement = """
        UPDATE own_name_application SET last_trace_id = $2,
            seen_trace_count = seen_trace_count + $3,
            changed_trace_count = changed_trace_count + $4
        WHERE project_id = $1
    """
    await db.execute(statement, project_id, last_trace_id, seen, changed)


async def finish(db: Database, project_id: str) -> None:
    await db.execute(
        "UPDATE own_name_application SET finished_at = now() WHERE project_id = $1", project_id
    )
