"""Projects: each an application, with keys and users of its own."""

import secrets
from typing import NamedTuple

from usertrail.database.pool import Database


class Project(NamedTuple):
    project_id: str
    name: str


async def create_project(db: Database, name: str, project_id: str | None = None) -> str:
    """Its id. Where one of that id exists, it only takes the name."""
    project_id = project_id or f"project-{secrets.token_hex(8)}"
    await db.execute(
        """
        INSERT INTO project (project_id, name) VALUES ($1, $2)
        ON CONFLICT (project_id) DO UPDATE SET name = excluded.name
        """,
        project_id,
        name,
    )
    return project_id


async def select_project(db: Database, project_id: str) -> Project | None:
    row = await db.fetchrow(
        "SELECT project_id, name FROM project WHERE project_id = $1", project_id
    )
    return Project(**row) if row else None


async def select_first_project(db: Database) -> Project | None:
    row = await db.fetchrow(
        "SELECT project_id, name FROM project ORDER BY created_at, project_id LIMIT 1"
    )
    return Project(**row) if row else None


async def require_feedback_token(db: Database, project_id: str, is_required: bool) -> None:
    """Whether a public key gives feedback only with a signed token, from the next request on."""
    await db.execute(
        "UPDATE project SET requires_feedback_token = $2 WHERE project_id = $1",
        project_id,
        is_required,
    )


async def list_projects(db: Database) -> list[Project]:
    """All there are, the oldest first."""
    rows = await db.fetch("SELECT project_id, name FROM project ORDER BY created_at, project_id")
    return [Project(**row) for row in rows]


async def rename_project(db: Database, project_id: str, name: str) -> None:
    await db.execute("UPDATE project SET name = $2 WHERE project_id = $1", project_id, name)
