"""Projects: each an application, with keys and users of its own."""

import secrets
from typing import NamedTuple

from usertrail.database.pool import Database
from usertrail.settings import InvalidSetting


class Project(NamedTuple):
    project_id: str
    name: str


async def create_project(db: Database, name: str, project_id: str | None = None) -> str:
    """Create a project, or rename the one with this id; returns its id."""
    project_id = project_id or f"project-{secrets.token_hex(8)}"
    statement = """
        INSERT INTO project (project_id, name) VALUES ($1, $2)
        ON CONFLICT (project_id) DO UPDATE SET name = excluded.name
    """
    await db.execute(statement, project_id, name)
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


async def project_or_oldest(db: Database, project_id: str | None) -> Project:
    """The project that a command names by --project, else the oldest. Raises InvalidSetting."""
    if project_id is not None:
        project = await select_project(db, project_id)
        if project is None:
            raise InvalidSetting(f"--project {project_id} does not exist.")
        return project
    project = await select_first_project(db)
    if project is None:
        raise InvalidSetting(
            "There is no project yet; create one with usertrail keys create --new-project NAME."
        )
    return project


async def require_feedback_token(db: Database, project_id: str, is_required: bool) -> None:
    """Set whether a public key needs a signed token for feedback, from the next request on."""
    statement = "UPDATE project SET requires_feedback_token = $2 WHERE project_id = $1"
    await db.execute(statement, project_id, is_required)


async def set_main_feedback(db: Database, project_id: str, name: str | None) -> None:
    """Choose the feedback that is shown where there is room for one; None: that most rated."""
    statement = "UPDATE project SET main_feedback = $2 WHERE project_id = $1"
    await db.execute(statement, project_id, name)


async def rename_project(db: Database, project_id: str, name: str) -> None:
    await db.execute("UPDATE project SET name = $2 WHERE project_id = $1", project_id, name)
