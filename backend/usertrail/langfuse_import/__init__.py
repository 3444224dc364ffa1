"""Import from Langfuse: copies traces, observations and scores over its public API."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import click
import httpx

from usertrail.access import Key, Project, project_or_oldest, select_owner
from usertrail.database.pool import LONG_SECONDS, Database, Pool, acquire
from usertrail.langfuse_import.client import TIMEOUT, LangfuseClient, SourceProject
from usertrail.langfuse_import.copier import Copier, CopyJob
from usertrail.langfuse_import.lists import as_text, choose
from usertrail.langfuse_import.progress import Progress
from usertrail.langfuse_import.state import State, delete_state, lock_source, select_state
from usertrail.settings import InvalidSetting, check_address

__all__ = ["ImportRequest", "import_langfuse"]

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


async def import_langfuse(pool: Pool, import_request: ImportRequest) -> None:
    """Copy, or continue an interrupted copy. Raises InvalidSetting and ImportInterrupted."""
    _check(import_request)
    progress = Progress()
    # The connection holds the lock that keeps a second run from copying the same.
    async with _client(import_request) as client, acquire(pool, LONG_SECONDS) as db:
        project = await project_or_oldest(db, import_request.project_id)
        langfuse = LangfuseClient(client, progress.report)
        origin = await langfuse.project()
        await _check_other(db, import_request, origin, project)
        state_key = " ".join([langfuse.host, origin.project_id, *map(_shown, import_request[2:4])])
        if not await lock_source(db, project.project_id, state_key):
            raise InvalidSetting("Another usertrail import copies the same at this moment.")
        if import_request.restart:
            await delete_state(pool, project.project_id, state_key)
        state = await select_state(pool, project.project_id, state_key)
        if state is not None:
            click.echo(f"Continuing an interrupted run, after {_counts(state)}.")
        state = state or State(import_request.before or datetime.now(UTC) + MAX_CLOCK_SKEW, {}, {})
        job = CopyJob(await choose(langfuse), import_request.since, project.project_id, state_key)
        state = await Copier(langfuse, pool, job, progress).run(state)
        await delete_state(pool, project.project_id, state_key)
    click.echo(
        f"Copied {_counts(state)} from {origin.name} ({langfuse.host})\n"
        f"into {project.name} ({project.project_id})."
    )
    for reason, (count, example) in state.refused.items():
        click.echo(f"Not copied: {count:,} {reason} One of them: {example}")


def _client(import_request: ImportRequest) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        base_url=import_request.host,
        auth=httpx.BasicAuth(*import_request.key),
        timeout=TIMEOUT,
        follow_redirects=True,
    )


def _check(import_request: ImportRequest) -> None:
    check_address("--host (LANGFUSE_HOST)", import_request.host, "https://cloud.langfuse.com")
    if (
        import_request.since
        and import_request.before
        and import_request.since >= import_request.before
    ):
        raise InvalidSetting("--from must lie before --to.")


async def _check_other(
    db: Database, import_request: ImportRequest, origin: SourceProject, project: Project
) -> None:
    """Raises InvalidSetting if the source is the target: its variables may name this server."""
    is_itself = (
        origin.organization_id == "usertrail"
        and origin.project_id == project.project_id
        and await select_owner(db, import_request.key.public_key) == project.project_id
    )
    if is_itself:
        raise InvalidSetting(
            f"--host (LANGFUSE_HOST) {import_request.host} is this Usertrail, and the keys are of "
            f"the project {project.name} itself; name the Langfuse to copy from."
        )


def _shown(moment: datetime | None) -> str:
    return as_text(moment) if moment else "-"


def _counts(state: State) -> str:
    copied_kinds = [f"{copied.stored:,} {kind}" for kind, copied in state.copied.items()]
    return (
        " and ".join([", ".join(copied_kinds[:-1]), copied_kinds[-1]]).removeprefix(" and ")
        if copied_kinds
        else "nothing"
    )
