"""Deleting what was stored, totals included."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Literal

from usertrail import aggregate
from usertrail.database.pool import Database, Pool
from usertrail.ingest.erasing import remember_sessions, remove_traces
from usertrail.ingest.transaction import (
    announce,
    lock_feedback,
    session_ids_of,
    trace_ids_of,
    transaction,
)
from usertrail.store import erasures, profiles, sessions, traces
from usertrail.store import feedback as feedback_rows
from usertrail.store.changes import TraceChange, TraceFacts
from usertrail.store.erasures import Name
from usertrail.store.write import lock_traces
from usertrail.turns import portions, sorted_portions

# All that a user ever did goes at once.
ERASING_SECONDS = 600.0
# Traces by their ids, of which each is sent there and back.
LOCKED_AT_ONCE = 100


async def delete_feedback(pool: Pool, project_id: str, feedback_id: str) -> bool:
    """Delete one piece of feedback; False where there is none of that id. Raises TooBusy."""
    async with transaction(pool, project_id) as db:
        targets = await lock_feedback(db, project_id, [feedback_id])
        await lock_traces(db, project_id, trace_ids_of(targets))
        changes = await sessions.reassign(db, project_id, session_ids_of(targets))
        stored = await feedback_rows.select_by_ids(db, project_id, [feedback_id])
        changes += await feedback_rows.delete(db, project_id, stored.values())
        await aggregate.move_totals(db, project_id, [], changes)
        await announce(db, project_id, sorted(trace_ids_of(targets)))
        return bool(stored)


async def delete_traces(pool: Pool, project_id: str, trace_ids: Sequence[str]) -> int:
    """Delete traces with their spans and the feedback on them. Returns how many there were.

    What comes of them again is not stored. Raises TooBusy.
    """
    async with transaction(pool, project_id, ERASING_SECONDS) as db:
        leaving = _Leaving(db, project_id)
        for portion in portions(sorted(trace_ids), LOCKED_AT_ONCE):
            leaving.take(await lock_traces(db, project_id, portion))
        await leaving.remove_traces()
        # Also what waits for a trace that never came.
        for portion in portions(trace_ids):
            await leaving.delete_feedback("trace", portion)
        async for session_ids in leaving.sessions():
            await leaving.reassign(session_ids)
        await leaving.move_totals()
        await announce(db, project_id, leaving.trace_ids)
        return len(leaving.trace_ids)


async def delete_user(pool: Pool, project_id: str, user_id: str) -> int:
    """Erase a user: traces, spans, feedback, totals, profile. Returns how many traces went.

    What comes again or late of what they did until now is not stored. Raises TooBusy.
    """
    async with transaction(pool, project_id) as db:
        # First: what others store from now on keeps to it, and what they stored is found below.
        await erasures.take_lock(db, project_id)
        await erasures.insert_erasures(db, project_id, [Name("user", user_id)])
    async with transaction(pool, project_id, ERASING_SECONDS) as db:
        leaving = _Leaving(db, project_id)
        async for locked in traces.lock_traces_of_user(db, project_id, user_id):
            leaving.take(locked)
        await leaving.remove_traces()
        for trace_ids in portions(leaving.trace_ids):
            await leaving.delete_feedback("trace", trace_ids, user_id)
        async for session_ids in leaving.sessions():
            await sessions.lock_sessions(db, project_id, session_ids)
            await leaving.delete_feedback("session", session_ids, user_id)
            await leaving.reassign(session_ids)
            await remember_sessions(db, project_id, session_ids)
        await profiles.delete_profile(db, project_id, user_id)
        await leaving.move_totals()
        return len(leaving.trace_ids)


class _Leaving:
    """Traces that go in one transaction, however many: a portion of them at a time."""

    def __init__(self, db: Database, project_id: str) -> None:
        self.trace_ids: list[str] = []
        self._db = db
        self._project_id = project_id
        self._deltas = aggregate.Deltas()
        self._session_deltas = aggregate.SessionDeltas()
        self._session_ids: dict[str, None] = {}

    def take(self, locked: Mapping[str, TraceFacts]) -> None:
        """These go, too. All are locked before anything else is."""
        gone = [TraceChange(trace_id, facts, None) for trace_id, facts in locked.items()]
        self.trace_ids += locked
        self._deltas.take(gone)
        self._session_deltas.take(gone)
        self._session_ids |= dict.fromkeys(of.session_id for of in locked.values() if of.session_id)

    async def remove_traces(self) -> None:
        for trace_ids in portions(self.trace_ids):
            await remove_traces(self._db, self._project_id, trace_ids)
        await aggregate.apply_session_deltas(self._db, self._project_id, self._session_deltas)

    async def delete_feedback(
        self, kind: Literal["trace", "session"], ids: Sequence[str], user_id: str | None = None
    ) -> None:
        """Delete what was given to these; where a user is erased, what counts for them, for good.

        A session that others share stays, and does not tell later whose feedback it was.
        """
        deleting = feedback_rows.delete_on(self._db, self._project_id, kind, ids, user_id)
        async for deleted in deleting:
            self._deltas.take(feedback=(item.change for item in deleted))
            if user_id is not None:
                names = [Name("feedback", item.feedback_id) for item in deleted]
                await erasures.insert_erasures(self._db, self._project_id, names)

    def sessions(self) -> AsyncIterator[list[str]]:
        """Those of the traces, in the order of all locks."""
        return sorted_portions(self._session_ids)

    async def reassign(self, session_ids: Sequence[str]) -> None:
        self._deltas.take(feedback=await sessions.reassign(self._db, self._project_id, session_ids))

    async def move_totals(self) -> None:
        await aggregate.apply_deltas(self._db, self._project_id, self._deltas)
