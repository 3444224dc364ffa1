"""The write path: calls store and aggregate, in one transaction.

Every transaction takes its locks in one order: feedback ids, the project's span events, traces,
totals by session, sessions, totals by user; within each kind sorted by key.
"""

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from decimal import Context, localcontext

import orjson

from usertrail import aggregate
from usertrail.database.pool import Database, Pool, acquire
from usertrail.normalise.langfuse import span_of
from usertrail.normalise.records import Feedback, JsonObject, Records, SpanEvent
from usertrail.store import feedback as feedback_rows
from usertrail.store import profiles, sessions, span_events, spans, trace_events, traces
from usertrail.store.changes import FeedbackChange, TraceChange, TraceFacts
from usertrail.store.feedback import Owner, Target, target_of
from usertrail.store.write import Said, lock_traces, remove_spans, write

TRACE_CHANNEL = "usertrail_trace"
# Postgres refuses a notification of 8,000 bytes.
NOTIFICATION_BYTES = 7_900
# Python's own 28 digits would round where Postgres does not.
EXACT = Context(prec=2_000)


async def ingest(pool: Pool, project_id: str, records: Records) -> None:
    """Store what arrived and move the totals it changes, or do neither.

    Everything is committed when it returns. Sending the same again changes nothing.
    Raises TooBusy when the database is away or has no connection free.
    """
    async with _transaction(pool) as db:
        await _store(db, project_id, records)


async def delete_feedback(pool: Pool, project_id: str, feedback_id: str) -> bool:
    """Delete one piece of feedback; False where there is none of that id. Raises TooBusy."""
    async with _transaction(pool) as db:
        targets = await _lock_feedback(db, project_id, [feedback_id])
        await lock_traces(db, project_id, _trace_ids(targets))
        changes = await sessions.settle(db, project_id, _session_ids(targets))
        stored = await feedback_rows.select_by_ids(db, project_id, [feedback_id])
        changes += await feedback_rows.delete(db, project_id, stored.values())
        await aggregate.move_totals(db, project_id, [], changes)
        return bool(stored)


async def delete_user(pool: Pool, project_id: str, user_id: str) -> int:
    """Erase a user: traces, spans, feedback, totals, profile. Returns how many traces went.

    Raises TooBusy.
    """
    async with _transaction(pool) as db:
        candidates = await traces.select_trace_ids_of_user(db, project_id, user_id)
        locked = await lock_traces(db, project_id, candidates)
        gone = [
            TraceChange(trace_id, facts, None)
            for trace_id, facts in locked.items()
            if facts.user_id == user_id
        ]
        trace_ids = [change.trace_id for change in gone]
        await _delete_traces(db, project_id, trace_ids)
        await aggregate.move_sessions(db, project_id, gone)
        session_ids = _moved_sessions(gone)
        changes = await _delete_feedback_of_user(db, project_id, user_id, trace_ids, session_ids)
        changes += await sessions.settle(db, project_id, session_ids)
        await profiles.delete_profile(db, project_id, user_id)
        await aggregate.move_totals(db, project_id, gone, changes)
        return len(gone)


async def delete_traces(pool: Pool, project_id: str, trace_ids: Sequence[str]) -> int:
    """Delete traces with their spans and the feedback on them. Returns how many there were.

    Raises TooBusy.
    """
    async with _transaction(pool) as db:
        locked = await lock_traces(db, project_id, trace_ids)
        gone = [TraceChange(trace_id, facts, None) for trace_id, facts in locked.items()]
        await _delete_traces(db, project_id, list(locked))
        await aggregate.move_sessions(db, project_id, gone)
        targets = [Target(trace_id, None) for trace_id in trace_ids]
        given = await feedback_rows.select_on(db, project_id, targets)
        changes = await feedback_rows.delete(db, project_id, given)
        changes += await sessions.settle(db, project_id, _moved_sessions(gone))
        await aggregate.move_totals(db, project_id, gone, changes)
        await _announce(db, project_id, sorted(locked))
        return len(gone)


async def identify_user(
    pool: Pool,
    project_id: str,
    user_id: str,
    name: str | None,
    email: str | None,
    properties: JsonObject | None,
) -> None:
    """Say who a user is; what is None stays as it was said before. Raises TooBusy."""
    async with _transaction(pool) as db:
        await profiles.upsert_profile(db, project_id, user_id, name, email, properties)


async def _store(db: Database, project_id: str, records: Records) -> None:
    feedback = records.feedback
    targets = {target_of(item) for item in feedback}
    targets |= await _lock_feedback(db, project_id, [item.feedback_id for item in feedback])
    also_lock = _trace_ids(targets)
    said = Said(records.spans, records.trace_events)
    changed: list[TraceChange] = []
    if records.span_events:
        also_lock += [event.trace_id for event in records.trace_events]
        said, changed = await _put_together(db, project_id, records, also_lock)
    written = await write(db, project_id, said, also_lock)
    changed += written.changes
    await aggregate.move_sessions(db, project_id, changed)
    changes = await feedback_rows.move(db, project_id, _new_owners(changed))
    session_ids = {*_moved_sessions(changed), *_session_ids(targets)}
    changes += await sessions.settle(db, project_id, session_ids)
    if feedback:
        changes += await _write_feedback(db, project_id, feedback, written.facts)
    await aggregate.move_totals(db, project_id, changed, changes)
    await _announce(db, project_id, [change.trace_id for change in changed])


async def _put_together(
    db: Database, project_id: str, records: Records, also_lock: Iterable[str]
) -> tuple[Said, list[TraceChange]]:
    """Store the events of spans; what they now say, and the traces that lost a span by it."""
    events: Sequence[SpanEvent] = records.span_events
    await span_events.lock_project(db, project_id, events)
    placed = await span_events.place(db, project_id, events)
    astray = await span_events.select_astray(db, project_id, placed)
    await lock_traces(db, project_id, {*also_lock, *(of.trace_id for of in placed), *astray})
    changed: list[TraceChange] = []
    if astray:
        await span_events.move_events(db, project_id, astray)
        changed = await remove_spans(db, project_id, [(span_id, span_id) for span_id in astray])
    keys = await span_events.insert_events(db, project_id, placed)
    known = await span_events.select_events(db, project_id, keys)
    settled = [span_of(*key, of_span) for key, of_span in known.items()]
    return Said([*records.spans, *settled], records.trace_events, known.keys()), changed


async def _delete_traces(db: Database, project_id: str, trace_ids: list[str]) -> None:
    """Delete locked traces and all that is stored of them, but for feedback."""
    await span_events.delete_events_of_traces(db, project_id, trace_ids)
    await spans.delete_spans_of_traces(db, project_id, trace_ids)
    await trace_events.delete_events_of_traces(db, project_id, trace_ids)
    await traces.delete_traces(db, project_id, trace_ids)


async def _lock_feedback(db: Database, project_id: str, feedback_ids: Sequence[str]) -> set[Target]:
    """Lock feedback by id, and tell what the stored ones are given to."""
    if not feedback_ids:
        return set()
    await feedback_rows.lock_ids(db, project_id, feedback_ids)
    stored = await feedback_rows.select_by_ids(db, project_id, feedback_ids)
    return {item.target for item in stored.values()}


async def _write_feedback(
    db: Database, project_id: str, feedback: Sequence[Feedback], facts: dict[str, TraceFacts]
) -> list[FeedbackChange]:
    # Read only now: settling what it is given to may have moved it.
    stored = await feedback_rows.select_by_ids(
        db, project_id, [item.feedback_id for item in feedback]
    )
    targets = {target_of(item) for item in feedback} | {item.target for item in stored.values()}
    by_session = await sessions.select_owners(db, project_id, _session_ids(targets))
    owners = {Target(trace_id, None): _owner(of) for trace_id, of in facts.items()}
    owners |= {Target(None, session_id): owner for session_id, owner in by_session.items()}
    return await feedback_rows.write(db, project_id, feedback, stored, owners)


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
    return await feedback_rows.delete(
        db, project_id, [item for item in given if item.target in targets]
    )


async def _announce(db: Database, project_id: str, trace_ids: Sequence[str]) -> None:
    """Tell who listens which traces changed, once this is committed."""
    messages: list[list[str]] = []
    room = 0
    for trace_id in trace_ids:
        size = len(orjson.dumps(trace_id)) + 1
        if size > room:
            messages.append([project_id])
            room = NOTIFICATION_BYTES - len(orjson.dumps(messages[-1]))
        messages[-1].append(trace_id)
        room -= size
    if messages:
        await db.execute(
            "SELECT pg_notify($1, message) FROM unnest($2::text[]) AS message",
            TRACE_CHANNEL,
            [orjson.dumps(message).decode() for message in messages],
        )


@asynccontextmanager
async def _transaction(pool: Pool) -> AsyncIterator[Database]:
    async with acquire(pool) as db, db.transaction():
        with localcontext(EXACT):
            yield db


def _owner(facts: TraceFacts | None) -> Owner | None:
    return facts and Owner(facts.user_id, facts.environment)


def _new_owners(changes: Iterable[TraceChange]) -> dict[Target, Owner | None]:
    """The traces whose feedback counts elsewhere now; None: for nobody."""
    return {
        Target(change.trace_id, None): _owner(change.after)
        for change in changes
        if _owner(change.before) != _owner(change.after)
    }


def _moved_sessions(changes: Iterable[TraceChange]) -> list[str]:
    """The sessions that a trace came to, left, or starts in at another time."""
    return sorted(
        {
            facts.session_id
            for change in changes
            if _place(change.before) != _place(change.after)
            for facts in (change.before, change.after)
            if facts and facts.session_id
        }
    )


def _place(facts: TraceFacts | None) -> tuple[object, ...]:
    return facts[: TraceFacts._fields.index("ended_at")] if facts else ()


def _trace_ids(targets: Iterable[Target]) -> list[str]:
    return [target.trace_id for target in targets if target.trace_id is not None]


def _session_ids(targets: Iterable[Target]) -> list[str]:
    return [target.session_id for target in targets if target.session_id is not None]
