"""SQL that reads projects, and what there is in one."""

from datetime import datetime

from asyncpg import Record

from usertrail.database.scope import ScopedPool
from usertrail.read.statement import fetch, scan

# More are no list to choose from.
MAX_NAMES = 1000


async def select_project_name(pool: ScopedPool, project_id: str) -> str:
    (row,) = await fetch(pool, "SELECT name FROM project WHERE project_id = $1", project_id)
    name: str = row["name"]
    return name


async def select_requires_feedback_token(pool: ScopedPool, project_id: str) -> bool:
    (row,) = await fetch(
        pool, "SELECT requires_feedback_token FROM project WHERE project_id = $1", project_id
    )
    is_required: bool = row["requires_feedback_token"]
    return is_required


async def select_first_trace_at(pool: ScopedPool, project_id: str) -> datetime | None:
    """UTC; None where there is no trace."""
    (row,) = await fetch(
        pool, "SELECT min(started_at) AS at FROM trace WHERE project_id = $1", project_id
    )
    at: datetime | None = row["at"]
    return at


async def select_projects(pool: ScopedPool, project_id: str | None) -> list[Record]:
    """All, the oldest first, or the one."""
    return await fetch(
        pool,
        """
        SELECT project_id, name FROM project WHERE $1::text IS NULL OR project_id = $1
        ORDER BY created_at, project_id
        """,
        project_id,
    )


async def select_environments(pool: ScopedPool, project_id: str) -> list[str]:
    """In order of the names, MAX_NAMES of them."""
    rows = await scan(
        pool,
        """
        SELECT environment FROM everybody_day WHERE project_id = $1 GROUP BY environment
        HAVING sum(trace_count) <> 0 OR sum(feedback_count) <> 0 ORDER BY environment LIMIT $2
        """,
        project_id,
        MAX_NAMES,
    )
    return [row["environment"] for row in rows]


async def select_feedback_names(pool: ScopedPool, project_id: str) -> list[str]:
    """In order of the names, MAX_NAMES of them."""
    rows = await scan(
        pool,
        """
        SELECT name FROM everybody_feedback_day WHERE project_id = $1 GROUP BY name
        HAVING sum(feedback_count) <> 0 ORDER BY name LIMIT $2
        """,
        project_id,
        MAX_NAMES,
    )
    return [row["name"] for row in rows]


async def select_models(pool: ScopedPool, project_id: str) -> list[str]:
    """In order of the names, MAX_NAMES of them."""
    rows = await scan(
        pool,
        """
        SELECT model FROM everybody_model_day WHERE project_id = $1 GROUP BY model
        HAVING sum(generation_count) <> 0 OR sum(total_tokens) <> 0 OR sum(cost_usd) <> 0
        ORDER BY model LIMIT $2
        """,
        project_id,
        MAX_NAMES,
    )
    return [row["model"] for row in rows]
