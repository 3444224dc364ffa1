"""Applies a project's attribute names to stored traces, in the background.

A step handles a few traces, and updates them and its position in one transaction, so that a crash
loses one step at most. Processes that work on the same project lock the position.
"""

import asyncio
import logging

from usertrail.database.pool import Pool, acquire
from usertrail.database.writing import writing
from usertrail.errors import TooBusy
from usertrail.ingest import refolding, rename_traces, select_renamed
from usertrail.rules import application_rows
from usertrail.rules.rows import select_names

log = logging.getLogger(__name__)

MAX_TRACES, MAX_SPANS = 100, 1_000
# Pause between steps, whose traces are locked for senders.
PAUSE_SECONDS = 0.02


class Backfill:
    """The background tasks of this process, one per project."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def begin(self, project_id: str) -> None:
        """Start or continue applying the current names. Raises TooBusy."""
        async with acquire(self._pool.of(project_id)) as db:
            await application_rows.begin(db, project_id)
        self._ensure_task(project_id)

    async def resume(self) -> None:
        """Continue what processes left unfinished. Raises TooBusy."""
        async with acquire(self._pool.of_all()) as db:
            projects = await application_rows.select_unfinished(db)
        for project_id in projects:
            self._ensure_task(project_id)

    async def stop(self) -> None:
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def wait(self) -> None:
        """Wait until all tasks are done."""
        await asyncio.gather(*self._tasks.values())

    def _ensure_task(self, project_id: str) -> None:
        task = self._tasks.get(project_id)
        if task is None or task.done():
            self._tasks[project_id] = asyncio.create_task(self._apply(project_id))

    async def _apply(self, project_id: str) -> None:
        try:
            while await self._step(project_id):
                pass
        except Exception:
            log.exception("Applying the names of project %s failed", project_id)

    async def _step(self, project_id: str) -> bool:
        try:
            if not await step(self._pool, project_id):
                return False
            await asyncio.sleep(PAUSE_SECONDS)
        except TooBusy as error:
            await asyncio.sleep(error.retry_after_seconds)
        return True


async def step(pool: Pool, project_id: str) -> bool:
    """Apply the names to the next traces; False once there are none. Raises TooBusy."""
    async with writing(pool.of(project_id)) as db:
        after = await application_rows.lock_position(db, project_id)
        if after is None:
            return False
        trace_ids = await application_rows.select_next_traces(
            db, project_id, after, MAX_TRACES, MAX_SPANS
        )
        if not trace_ids:
            await application_rows.finish(db, project_id)
            return False
        rules = await select_names(db, project_id)
        # Often few; the others are neither locked nor written.
        renamed = await select_renamed(db, project_id, trace_ids, rules)
    async with refolding(pool, project_id, renamed) as db:
        # Unless another process did this step, or the names were changed.
        position = await application_rows.lock_position(db, project_id)
        if position == after and await select_names(db, project_id) == rules:
            await rename_traces(db, project_id, renamed, rules)
            await application_rows.advance(
                db, project_id, trace_ids[-1], len(trace_ids), len(renamed)
            )
    return True
