"""Coming from Langfuse: copies traces, observations and scores over its public API."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import click
import httpx

from usertrail.access import Key, Project, project_or_oldest, select_owner
from usertrail.database.pool import LONG_SECONDS, Database, Pool, acquire
from usertrail.langfuse_import.client import TIMEOUT, Source, SourceProject
from usertrail.langfuse_import.copier import Copying, Window
from usertrail.langfuse_import.lists import as_text, choose
from usertrail.langfuse_import.progress import Progress
from usertrail.langfuse_import.state import State, delete_state, lock_source, select_state
from usertrail.settings import InvalidSetting, check_address

__all__ = ["Asked", "import_langfuse"]

# What others took for now may be ahead of here. What arrives during the copy is not waited for.
CLOCKS_DIFFER = timedelta(days=1)


class Asked(NamedTuple):
    """What to copy and where to; no project means the oldest. Instants are aware."""

    host: str
    key: Key
    since: datetime | None
    before: datetime | None
    project_id: str | None
    # Forget how far an earlier run came.
    restart: bool = False


async def import_langfuse(pool: Pool, asked: Asked) -> None:
    """Copy, or go on with a copy that broke off. Raises InvalidSetting and BrokenOff."""
    _check(asked)
    progress = Progress()
    # The connection holds the lock that keeps a second run from copying the same.
    async with _client(asked) as client, acquire(pool, LONG_SECONDS) as db:
        project = await project_or_oldest(db, asked.project_id)
        source = Source(client, progress.say)
        origin = await source.project()
        await _check_other(db, asked, origin, project)
        state_key = " ".join([source.host, origin.project_id, *map(_shown, asked[2:4])])
        if not await lock_source(db, project.project_id, state_key):
            raise InvalidSetting("Another usertrail import copies the same at this moment.")
        if asked.restart:
            await delete_state(pool, project.project_id, state_key)
        state = await select_state(pool, project.project_id, state_key)
        if state is not None:
            click.echo(f"Going on where an earlier run stopped, after {_counts(state)}.")
        state = state or State(asked.before or datetime.now(UTC) + CLOCKS_DIFFER, {}, {})
        window = Window(await choose(source), asked.since, project.project_id, state_key)
        state = await Copying(source, pool, window, progress).run(state)
        await delete_state(pool, project.project_id, state_key)
    click.echo(
        f"Copied {_counts(state)} from {origin.name} ({source.host})\n"
        f"into {project.name} ({project.project_id})."
    )
    for reason, (count, example) in state.refused.items():
        click.echo(f"Not copied: {count:,} {reason} One of them: {example}")


def _client(asked: Asked) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        base_url=asked.host,
        auth=httpx.BasicAuth(*asked.key),
        timeout=TIMEOUT,
        follow_redirects=True,
    )


def _check(asked: Asked) -> None:
    check_address("--host (LANGFUSE_HOST)", asked.host, "https://cloud.langfuse.com")
    if asked.since and asked.before and asked.since >= asked.before:
        raise InvalidSetting("--from must lie before --to.")


async def _check_other(db: Database, asked: Asked, origin: SourceProject, project: Project) -> None:
    """The variables that name the source may still name this very server."""
    is_itself = (
        origin.organization_id == "usertrail"
        and origin.project_id == project.project_id
        and await select_owner(db, asked.key.public_key) == project.project_id
    )
    if is_itself:
        raise InvalidSetting(
            f"--host (LANGFUSE_HOST) {asked.host} is this Usertrail and {project.name} this "
            "project; name the Langfuse to copy from."
        )


def _shown(moment: datetime | None) -> str:
    return as_text(moment) if moment else "-"


def _counts(state: State) -> str:
    told = [f"{copied.stored:,} {kind}" for kind, copied in state.copied.items()]
    return (
        " and ".join([", ".join(told[:-1]), told[-1]]).removeprefix(" and ") if told else "nothing"
    )
