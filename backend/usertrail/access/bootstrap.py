"""Creates the first project and its keys when a server starts."""

from typing import NamedTuple

from usertrail.access import keys, projects
from usertrail.database.pool import Database, Pool
from usertrail.database.writing import writing
from usertrail.settings import InvalidSetting, Settings

# An advisory lock: any number, the same in all processes.
LOCK = 0x66697273747072
FIRST_NAME = "My project"


class FirstProject(NamedTuple):
    """The project that the page shows; `secret_key` is set only by the run that creates it."""

    project: projects.Project
    public_key: str | None
    secret_key: str | None


async def first_project(pool: Pool, settings: Settings) -> FirstProject:
    """The configured project and keys, else the oldest project, created if there is none."""
    async with writing(pool) as db:
        await db.execute("SELECT pg_advisory_xact_lock($1)", LOCK)
        if settings.init_public_key is not None and settings.init_secret_key is not None:
            wanted = keys.Key(settings.init_public_key, settings.init_secret_key)
            return await _wanted_project(db, wanted, settings)
        project = await projects.select_first_project(db)
        if project is not None:
            return FirstProject(project, await keys.select_public_key(db, project.project_id), None)
        name = settings.init_project or FIRST_NAME
        project_id = await projects.create_project(db, name)
        return FirstProject(
            projects.Project(project_id, name), *await keys.create_key(db, project_id)
        )


async def _wanted_project(db: Database, key: keys.Key, settings: Settings) -> FirstProject:
    owner = await keys.select_owner(db, key.public_key)
    if owner and settings.init_project_id and owner != settings.init_project_id:
        raise InvalidSetting(
            f"USERTRAIL_INIT_PUBLIC_KEY belongs to project {owner} already, not to "
            f"USERTRAIL_INIT_PROJECT_ID {settings.init_project_id}."
        )
    project_id = settings.init_project_id or owner
    # An existing project keeps its name, which may have been changed on the page.
    project = project_id and await projects.select_project(db, project_id)
    if not project:
        name = settings.init_project or FIRST_NAME
        project = projects.Project(await projects.create_project(db, name, project_id), name)
    await keys.ensure_key(db, project.project_id, key)
    return FirstProject(project, key.public_key, None)
