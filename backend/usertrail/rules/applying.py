"""Applies a project's names to what was stored before them, beside everything else.

A step goes through a few traces, and changes them in one transaction that also says how far it
came: what ends it, be it a kill, costs the step and no more. Processes that work on the same
project take turns.
"""

import asyncio
import logging

from usertrail.database.pool import Pool, acquire
from usertrail.database.writing import writing
from usertrail.errors import TooBusy
from usertrail.ingest import refolding, rename_traces, select_renamed
from usertrail.rules.application_rows import (
    advance,
    begin,
    finish,
    lock_place,
    select_next_traces,
    select_unfinished,
)
from usertrail.rules.rows import select_names

log = logging.getLogger(__name__)

MAX_TRACES, MAX_SPANS = 100, 1_000
# Traces of a step keep those waiting who send to them.
REST_SECONDS = 0.02


class Applying:
    """The applications that this process works on."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def begin(self, project_id: str) -> None:
        """Apply the names as they are now, or go on with it. Raises TooBusy."""
        async with acquire(self._pool.of(project_id)) as db:
            await begin(db, project_id)
        self._go_on(project_id)

    async def resume(self) -> None:
        """Go on with what a process that ended left. Raises TooBusy."""
        async with acquire(self._pool.of_all()) as db:
            projects = await select_unfinished(db)
        for project_id in projects:
            self._go_on(project_id)

    async def stop(self) -> None:
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def wait(self) -> None:
        """Until there is nothing more to do."""
        await asyncio.gather(*self._tasks.values())

    def _go_on(self, project_id: str) -> None:
        task = self._tasks.get(project_id)
        if task is None or task.done():
            self._tasks[project_id] = asyncio.create_task(self._apply(project_id))

    async def _apply(self, project_id: str) -> None:
        try:
            while await self._step(project_id):
                pass
        except Exception:
            log.exception("The names of project %s could not be applied to the end", project_id)

    async def _step(self, project_id: str) -> bool:
        try:
            if not await step(self._pool, project_id):
                return False
            await asyncio.sleep(REST_SECONDS)
        except TooBusy as error:
            await asyncio.sleep(error.retry_after_seconds)
        return True


async def step(pool: Pool, project_id: str) -> bool:
    """Apply the names to the next traces; False once there are none. Raises TooBusy."""
    async with writing(pool.of(project_id)) as db:
        after = await lock_place(db, project_id)
        if after is None:
            return False
        trace_ids = await select_next_traces(db, project_id, after, MAX_TRACES, MAX_SPANS)
        if not trace_ids:
            await finish(db, project_id)
            return False
        rules = await select_names(db, project_id)
        # Often few: all others are neither locked nor written.
        renamed = await select_renamed(db, project_id, trace_ids, rules)
    async with refolding(pool, project_id, renamed) as db:
        # Unless another process was here first, or the names were changed.
        place = await lock_place(db, project_id)
        if place == after and await select_names(db, project_id) == rules:
            await rename_traces(db, project_id, renamed, rules)
            await advance(db, project_id, trace_ids[-1], len(trace_ids), len(renamed))
    return True
