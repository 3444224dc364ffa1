"""SQL that reads projects, and what there is in one."""

from datetime import datetime
from typing import Any

from asyncpg import Record

from usertrail.database.scope import ScopedPool
from usertrail.measures import types_by_model
from usertrail.read.statement import fetch, scan

# More are no list to choose from.
MAX_NAMES = 1000
# The totals of everybody that tell of it, and what it counts where it is there.
NAMED = {
    "environment": ("everybody_total", ("trace_count", "feedback_count")),
    "name": ("everybody_feedback", ("feedback_count",)),
    "model": ("everybody_model", tuple(types_by_model())),
}


async def select_project_name(pool: ScopedPool) -> str:
    return str(await _value(pool, "SELECT name FROM project WHERE project_id = $1"))


async def select_requires_feedback_token(pool: ScopedPool) -> bool:
    statement = "SELECT requires_feedback_token FROM project WHERE project_id = $1"
    return bool(await _value(pool, statement))


async def select_chosen_feedback(pool: ScopedPool) -> str | None:
    """The name that was chosen to be the main one, if one was."""
    name: str | None = await _value(pool, "SELECT main_feedback FROM project WHERE project_id = $1")
    return name


async def select_first_trace_at(pool: ScopedPool) -> datetime | None:
    """UTC; None where there is no trace."""
    at: datetime | None = await _value(
        pool, "SELECT min(started_at) FROM trace WHERE project_id = $1"
    )
    return at


async def _value(pool: ScopedPool, statement: str) -> Any:
    (row,) = await fetch(pool, statement, pool.project_id)
    return row[0]


async def select_projects(pool: ScopedPool, project_id: str | None) -> list[Record]:
    """All, the oldest first, or the one."""
    statement = """
        SELECT project_id, name FROM project WHERE $1::text IS NULL OR project_id = $1
        ORDER BY created_at, project_id
    """
    return await fetch(pool, statement, project_id)


async def select_names(pool: ScopedPool, column: str) -> list[str]:
    """What there is in this column of the project's rows: in order, MAX_NAMES of them."""
    table, counts = NAMED[column]
    # Rows of several shares may cancel each other out.
    is_there = " OR ".join(f"sum({name}) <> 0" for name in counts)
    statement = f"""
        SELECT {column} FROM {table} WHERE project_id = $1 AND unit = 'month'
        GROUP BY {column} HAVING {is_there} ORDER BY 1 LIMIT $2
    """
    return [row[0] for row in await scan(pool, statement, pool.project_id, MAX_NAMES)]
