"""Deleting what was stored, totals included."""

from collections.abc import Iterable, Sequence

from usertrail import aggregate
from usertrail.database.pool import Database, Pool
from usertrail.ingest.erasing import remember_sessions, remove_traces
from usertrail.ingest.transaction import (
    announce,
    lock_feedback,
    moved_sessions,
    session_ids_of,
    trace_ids_of,
    transaction,
)
from usertrail.store import erasures, profiles, sessions, traces
from usertrail.store import feedback as feedback_rows
from usertrail.store.changes import FeedbackChange, TraceChange
from usertrail.store.erasures import Name
from usertrail.store.feedback import Target
from usertrail.store.write import lock_traces

# All that a user ever did goes at once.
ERASING_SECONDS = 600.0


async def delete_feedback(pool: Pool, project_id: str, feedback_id: str) -> bool:
    """Delete one piece of feedback; False where there is none of that id. Raises TooBusy."""
    async with transaction(pool, project_id) as db:
        targets = await lock_feedback(db, project_id, [feedback_id])
        await lock_traces(db, project_id, trace_ids_of(targets))
        changes = await sessions.settle(db, project_id, session_ids_of(targets))
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
        locked = await lock_traces(db, project_id, trace_ids)
        gone = [TraceChange(trace_id, facts, None) for trace_id, facts in locked.items()]
        await remove_traces(db, project_id, list(locked))
        await aggregate.move_sessions(db, project_id, gone)
        targets = [Target(trace_id, None) for trace_id in trace_ids]
        given = await feedback_rows.select_on(db, project_id, targets)
        changes = await feedback_rows.delete(db, project_id, given)
        changes += await sessions.settle(db, project_id, moved_sessions(gone))
        await aggregate.move_totals(db, project_id, gone, changes)
        await announce(db, project_id, sorted(locked))
        return len(gone)


async def delete_user(pool: Pool, project_id: str, user_id: str) -> int:
    """Erase a user: traces, spans, feedback, totals, profile. Returns how many traces went.

    What comes again or late of what they did until now is not stored. Raises TooBusy.
    """
    async with transaction(pool, project_id) as db:
        # First: what others store from now on keeps to it, and what they stored is found below.
        await erasures.take_lock(db, project_id)
        await erasures.insert_erasures(db, project_id, [Name("user", user_id)])
    async with transaction(pool, project_id, ERASING_SECONDS) as db:
        candidates = await traces.select_trace_ids_of_user(db, project_id, user_id)
        locked = await lock_traces(db, project_id, candidates)
        gone = [
            TraceChange(trace_id, facts, None)
            for trace_id, facts in locked.items()
            if facts.user_id == user_id
        ]
        trace_ids = [change.trace_id for change in gone]
        await remove_traces(db, project_id, trace_ids)
        await aggregate.move_sessions(db, project_id, gone)
        session_ids = moved_sessions(gone)
        changes = await _delete_feedback_of_user(db, project_id, user_id, trace_ids, session_ids)
        changes += await sessions.settle(db, project_id, session_ids)
        await remember_sessions(db, project_id, session_ids)
        await profiles.delete_profile(db, project_id, user_id)
        await aggregate.move_totals(db, project_id, gone, changes)
        return len(gone)


async def _delete_feedback_of_user(
    db: Database,
    project_id: str,
    user_id: str,
    trace_ids: Iterable[str],
    session_ids: Sequence[str],
) -> list[FeedbackChange]:
    """Delete the user's feedback on these locked traces, and on these sessions."""
    await sessions.lock_sessions(db, project_id, session_ids)
    targets = {Target(trace_id, None) for trace_id in trace_ids}
    targets |= {Target(None, session_id) for session_id in session_ids}
    given = await feedback_rows.select_of_user(db, project_id, user_id)
    theirs = [item for item in given if item.target in targets]
    # A session that others share stays, and does not tell later whose feedback it was.
    names = [Name("feedback", item.feedback.feedback_id) for item in theirs]
    await erasures.insert_erasures(db, project_id, names)
    return await feedback_rows.delete(db, project_id, theirs)
