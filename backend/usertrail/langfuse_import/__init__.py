"""Import from Langfuse: copies traces, observations and scores over its public API."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import click
import httpx

from usertrail.access.keys import Key, select_owner
from usertrail.access.projects import Project, project_or_oldest
from usertrail.database.pool import LONG_SECONDS, Database, Pool, acquire
from usertrail.langfuse_import.client import TIMEOUT, LangfuseClient, SourceProject
from usertrail.langfuse_import.copier import Copier
from usertrail.langfuse_import.lists import as_text, choose
from usertrail.langfuse_import.progress import Progress
from usertrail.langfuse_import.state import State, delete_state, lock_source, select_state
from usertrail.settings import InvalidSetting, check_address

# Clocks of senders may be ahead. What arrives at the source during the copy is not copied.
MAX_CLOCK_SKEW = timedelta(days=1)


class ImportRequest(NamedTuple):
    """What to copy, and into which project, by default the oldest. Instants are aware."""

    host: str
    key: Key
    since: datetime | None
    before: datetime | None
    project_id: str | None
    # Start from the beginning, whatever an interrupted run has copied.
    restart: bool = False


async def import_langfuse(pool: Pool, wanted: ImportRequest) -> None:
    """Copy, or continue an interrupted copy. Raises InvalidSetting and ImportInterrupted."""
    _check(wanted)
    progress = Progress()
    client = httpx.AsyncClient(
        base_url=wanted.host, auth=wanted.key, timeout=TIMEOUT, follow_redirects=True
    )
    # The connection holds the lock that keeps a second run from copying the same.
    async with client, acquire(pool, LONG_SECONDS) as db:
        project = await project_or_oldest(db, wanted.project_id)
        langfuse = LangfuseClient(client, progress.report)
        origin = await langfuse.project()
        await _check_other(db, wanted, origin, project)
        period = [as_text(end) if end else "-" for end in (wanted.since, wanted.before)]
        state_key = " ".join([langfuse.host, origin.project_id, *period])
        if not await lock_source(db, project.project_id, state_key):
            raise InvalidSetting("Another usertrail import copies the same at this moment.")
        if wanted.restart:
            await delete_state(pool, project.project_id, state_key)
        state = await select_state(pool, project.project_id, state_key)
        if state is not None:
            click.echo(f"Continuing an interrupted run, after {_counts(state)}.")
        state = state or State(wanted.before or datetime.now(UTC) + MAX_CLOCK_SKEW, {}, {})
        lists, since = await choose(langfuse), wanted.since
        copier = Copier(langfuse, pool, progress, lists, since, project.project_id, state_key)
        state = await copier.run(state)
        await delete_state(pool, project.project_id, state_key)
    click.echo(
        f"Copied {_counts(state)} from {origin.name} ({langfuse.host})\n"
        f"into {project.name} ({project.project_id})."
    )
    for reason, (count, example) in state.refused.items():
        click.echo(f"Not copied: {count:,} {reason} One of them: {example}")


def _check(wanted: ImportRequest) -> None:
    check_address("--host (LANGFUSE_HOST)", wanted.host, "https://cloud.langfuse.com")
    if wanted.since and wanted.before and wanted.since >= wanted.before:
        raise InvalidSetting("--from must lie before --to.")


async def _check_other(
    db: Database, wanted: ImportRequest, origin: SourceProject, project: Project
) -> None:
    """Raises InvalidSetting if the source is the target: its variables may name this server."""
    is_itself = (
        origin.organization_id == "usertrail"
        and origin.project_id == project.project_id
        and await select_owner(db, wanted.key.public_key) == project.project_id
    )
    if is_itself:
        raise InvalidSetting(
            f"--host (LANGFUSE_HOST) {wanted.host} is this Usertrail, and the keys are of "
            f"the project {project.name} itself; name the Langfuse to copy from."
        )


def _counts(state: State) -> str:
    copied_kinds = [f"{copied.stored:,} {kind}" for kind, copied in state.copied.items()]
    return (
        " and ".join([", ".join(copied_kinds[:-1]), copied_kinds[-1]]).removeprefix(" and ")
        if copied_kinds
        else "nothing"
    )
