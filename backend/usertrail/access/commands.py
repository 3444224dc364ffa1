"""What `usertrail keys` does."""

from typing import NamedTuple

from usertrail.access.keys import Key, create_key, list_keys, revoke_key
from usertrail.access.projects import (
    Project,
    create_project,
    select_first_project,
    select_project,
)
from usertrail.database.pool import Database, Pool, acquire
from usertrail.database.writing import writing
from usertrail.settings import InvalidSetting


class CreatedPair(NamedTuple):
    project: Project
    key: Key


async def create_pair(pool: Pool, project_id: str | None, new_project: str | None) -> CreatedPair:
    """A pair for the new project, the given one, or the oldest. Raises WrongSetting."""
    async with writing(pool) as db:
        project = await chosen_project(db, project_id, new_project)
        return CreatedPair(project, await create_key(db, project.project_id))


async def chosen_project(db: Database, project_id: str | None, new_project: str | None) -> Project:
    """Raises WrongSetting."""
    if new_project is not None:
        return Project(await create_project(db, new_project, project_id), new_project)
    if project_id is not None:
        project = await select_project(db, project_id)
        if project is None:
            raise InvalidSetting(f"--project {project_id} does not exist.")
        return project
    project = await select_first_project(db)
    if project is None:
        raise InvalidSetting(
            "There is no project yet; make one with usertrail keys create --new-project NAME."
        )
    return project


async def list_lines(pool: Pool) -> list[str]:
    """One line for each key, under a heading."""
    async with acquire(pool) as db:
        listed = await list_keys(db)
    rows = [("PUBLIC KEY", "NAME", "PROJECT", "CREATED", "REVOKED")]
    for key in listed:
        revoked = f"{key.revoked_at:%Y-%m-%d %H:%M} UTC" if key.revoked_at else ""
        project = f"{key.project_name} ({key.project_id})"
        created = f"{key.created_at:%Y-%m-%d %H:%M} UTC"
        rows.append((key.public_key, key.name, project, created, revoked))
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


async def revoke_pair(pool: Pool, public_key: str) -> None:
    """Raises WrongSetting where there is no such key."""
    async with acquire(pool) as db:
        if not await revoke_key(db, public_key):
            raise InvalidSetting(
                f"PUBLIC_KEY {public_key} does not exist; see usertrail keys list."
            )
