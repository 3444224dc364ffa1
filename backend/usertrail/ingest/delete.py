"""Deletes traces, sessions, users and feedback, and subtracts them from the totals."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Literal

from usertrail import aggregate
from usertrail.cooperative import chunks, sorted_chunks
from usertrail.database.pool import Database, Pool
from usertrail.ingest.erasures import record_empty_sessions, remove_traces
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

# Everything of a user is deleted in one transaction.
ERASING_SECONDS = 600.0
# Traces locked by one statement.
LOCK_BATCH = 100


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
    """Delete traces with their spans and feedback; returns how many there were.

    Spans of them that arrive later are dropped. Raises TooBusy.
    """
    async with transaction(pool, project_id, ERASING_SECONDS) as db:
        deletion = _TraceDeletion(db, project_id)
        for chunk in chunks(sorted(trace_ids), LOCK_BATCH):
            deletion.take(await lock_traces(db, project_id, chunk))
        await deletion.remove_traces()
        # Includes feedback on traces that never arrived.
        for chunk in chunks(trace_ids):
            await deletion.delete_feedback("trace", chunk)
        async for session_ids in deletion.sessions():
            await deletion.reassign(session_ids)
        await deletion.move_totals()
        await announce(db, project_id, deletion.trace_ids)
        return len(deletion.trace_ids)


async def delete_user(pool: Pool, project_id: str, user_id: str) -> int:
    """Erase a user: traces, spans, feedback, totals, profile; returns the number of traces.

    What the user did before and arrives later, or again, is dropped. Raises TooBusy.
    """
    async with transaction(pool, project_id) as db:
        # Committed first: later writes drop the user's records, earlier ones are deleted below.
        await erasures.take_lock(db, project_id)
        await erasures.insert_erasures(db, project_id, [Name("user", user_id)])
    async with transaction(pool, project_id, ERASING_SECONDS) as db:
        deletion = _TraceDeletion(db, project_id)
        async for locked in traces.lock_traces_of(db, project_id, "user_id", user_id):
            deletion.take(locked)
        await deletion.remove_traces()
        for trace_ids in chunks(deletion.trace_ids):
            await deletion.delete_feedback("trace", trace_ids, user_id)
        async for session_ids in deletion.sessions():
            await sessions.lock_sessions(db, project_id, session_ids)
            await deletion.delete_feedback("session", session_ids, user_id)
            await deletion.reassign(session_ids)
            await record_empty_sessions(db, project_id, session_ids)
        await profiles.delete_profile(db, project_id, user_id)
        await deletion.move_totals()
        return len(deletion.trace_ids)


async def delete_session(pool: Pool, project_id: str, session_id: str) -> int:
    """Delete all traces of a session, and the feedback on it; returns the number of traces.

    What arrives of these traces later, or of the feedback, is dropped. Raises TooBusy.
    """
    async with transaction(pool, project_id, ERASING_SECONDS) as db:
        deletion = _TraceDeletion(db, project_id)
        async for locked in traces.lock_traces_of(db, project_id, "session_id", session_id):
            deletion.take(locked)
        await deletion.remove_traces()
        for trace_ids in chunks(deletion.trace_ids):
            await deletion.delete_feedback("trace", trace_ids)
        await sessions.lock_sessions(db, project_id, [session_id])
        await deletion.delete_feedback("session", [session_id])
        await deletion.reassign([session_id])
        await record_empty_sessions(db, project_id, [session_id])
        await deletion.move_totals()
        await announce(db, project_id, deletion.trace_ids)
        return len(deletion.trace_ids)


class _TraceDeletion:
    """Deletes any number of traces within one transaction, a chunk per statement."""

    def __init__(self, db: Database, project_id: str) -> None:
        self.trace_ids: list[str] = []
        self._db = db
        self._project_id = project_id
        self._deltas = aggregate.Deltas()
        self._session_deltas = aggregate.SessionDeltas()
        self._session_ids: dict[str, None] = {}

    def take(self, locked: Mapping[str, TraceFacts]) -> None:
        """Add locked traces. All are locked before anything else is (lock order)."""
        gone = [TraceChange(trace_id, facts, None) for trace_id, facts in locked.items()]
        self.trace_ids += locked
        self._deltas.take(gone)
        self._session_deltas.take(gone)
        self._session_ids |= dict.fromkeys(of.session_id for of in locked.values() if of.session_id)

    async def remove_traces(self) -> None:
        for trace_ids in chunks(self.trace_ids):
            await remove_traces(self._db, self._project_id, trace_ids)
        await aggregate.apply_session_deltas(self._db, self._project_id, self._session_deltas)

    async def delete_feedback(
        self, kind: Literal["trace", "session"], ids: Sequence[str], user_id: str | None = None
    ) -> None:
        """Delete the feedback on these traces or sessions.

        With `user_id`, only feedback that counts for this user, and what arrives of it later is
        dropped: a session shared with others remains, and cannot tell whose feedback it was.
        """
        deleting = feedback_rows.delete_on(self._db, self._project_id, kind, ids, user_id)
        async for deleted in deleting:
            self._deltas.take(entailed=(item.change for item in deleted))
            if user_id is not None:
                names = [Name("feedback", item.feedback_id) for item in deleted]
                await erasures.insert_erasures(self._db, self._project_id, names)

    def sessions(self) -> AsyncIterator[list[str]]:
        """The sessions of the traces, in lock order."""
        return sorted_chunks(self._session_ids)

    async def reassign(self, session_ids: Sequence[str]) -> None:
        self._deltas.take(entailed=await sessions.reassign(self._db, self._project_id, session_ids))

    async def move_totals(self) -> None:
        await aggregate.apply_deltas(self._db, self._project_id, self._deltas)
