"""Creates the first project and its keys when a server starts."""

from typing import NamedTuple

from usertrail.access.keys import (
    Key,
    create_key,
    ensure_key,
    select_owner,
    select_public_key,
)
from usertrail.access.projects import (
    Project,
    create_project,
    select_first_project,
    select_project,
)
from usertrail.database.pool import Database, Pool
from usertrail.database.writing import writing
from usertrail.settings import InvalidSetting, Settings

# An advisory lock: any number, the same in all processes.
LOCK = 0x66697273747072
FIRST_NAME = "My project"


class FirstProject(NamedTuple):
    """The project that the page shows; `secret_key` is set only by the run that creates it."""

    project: Project
    public_key: str | None
    secret_key: str | None


async def first_project(pool: Pool, settings: Settings) -> FirstProject:
    """The configured project and keys, else the oldest project, created if there is none."""
    async with writing(pool) as db:
        await db.execute("SELECT pg_advisory_xact_lock($1)", LOCK)
        if settings.init_public_key is not None and settings.init_secret_key is not None:
            wanted = Key(settings.init_public_key, settings.init_secret_key)
            return await _wanted_project(db, wanted, settings)
        project = await select_first_project(db)
        if project is not None:
            return FirstProject(project, await select_public_key(db, project.project_id), None)
        name = settings.init_project or FIRST_NAME
        project_id = await create_project(db, name)
        return FirstProject(Project(project_id, name), *await create_key(db, project_id))


async def _wanted_project(db: Database, key: Key, settings: Settings) -> FirstProject:
    owner = await select_owner(db, key.public_key)
    if owner and settings.init_project_id and owner != settings.init_project_id:
        raise InvalidSetting(
            f"USERTRAIL_INIT_PUBLIC_KEY belongs to project {owner} already, not to "
            f"USERTRAIL_INIT_PROJECT_ID {settings.init_project_id}."
        )
    project_id = settings.init_project_id or owner
    # An existing project keeps its name, which may have been changed on the page.
    project = project_id and await select_project(db, project_id)
    if not project:
        name = settings.init_project or FIRST_NAME
        project = Project(await create_project(db, name, project_id), name)
    await ensure_key(db, project.project_id, key)
    return FirstProject(project, key.public_key, None)
