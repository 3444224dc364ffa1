"""Stores records and updates the totals."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from weakref import WeakKeyDictionary, WeakValueDictionary

from asyncpg import LockNotAvailableError

from usertrail import aggregate
from usertrail.database.long_values.sending import ORDINARY_BYTES, for_long_values
from usertrail.database.pool import Database, Pool
from usertrail.database.writing import LOCK_SECONDS
from usertrail.ingest.chunks import RecordChunks
from usertrail.ingest.erasures import (
    Dropped,
    Drops,
    drop_erased_feedback,
    drop_erased_traces,
    find_erased,
)
from usertrail.ingest.groups import Blocked, Job, Writer, together
from usertrail.ingest.transaction import (
    announce,
    lock_feedback,
    owner_of,
    propagate,
    session_ids_of,
    trace_ids_of,
    transaction,
)
from usertrail.normalise.langfuse import span_of
from usertrail.normalise.records import Feedback, JsonObject, Records, Span, SpanEvent
from usertrail.normalise.rules import NO_RULES, Rules
from usertrail.store import erasures, profiles, sessions, span_events
from usertrail.store import feedback as feedback_rows
from usertrail.store.beside import beside
from usertrail.store.changes import FeedbackChange, TraceChange, TraceFacts
from usertrail.store.feedback import Target, target_of
from usertrail.store.spans import SpanKey, select_costs
from usertrail.store.write import Batch, lock_traces, remove_spans, write
from usertrail.worker_threads import check_running

# While a group waits for a lock, so do all behind it.
GROUP_LOCK_SECONDS = 1

_writers: WeakKeyDictionary[Pool, WeakValueDictionary[str, Writer]] = WeakKeyDictionary()


async def ingest(
    pool: Pool, project_id: str, records: Records | RecordChunks, rules: Rules = NO_RULES
) -> Dropped:
    """Store records and update the totals; returns what was dropped since it was erased before.

    All is committed when it returns, each chunk in one transaction, with others of the project that
    wait (groups.py). Storing a record again changes nothing, so after an error the sender can retry
    the whole request. The rules price spans that are merged from events. Raises TooBusy when the
    database is away or has no connection free, too much waits, or the server stops.
    """
    dropped = Dropped()
    chunks = records if isinstance(records, RecordChunks) else RecordChunks(records)
    writer = _writer_of(pool, project_id)
    for chunk in chunks:
        dropped = dropped.combined_with(await writer.write(Job(chunk, chunks.size, rules)))
    return dropped


def _writer_of(pool: Pool, project_id: str) -> Writer:
    writers = _writers.setdefault(pool, WeakValueDictionary())
    writer = writers.get(project_id)
    if writer is None:
        writer = writers[project_id] = Writer(partial(_commit, pool, project_id))
    return writer


async def _commit(
    pool: Pool, project_id: str, jobs: Sequence[Job], may_wait: bool
) -> list[Dropped]:
    check_running()
    lock_seconds = LOCK_SECONDS if may_wait else GROUP_LOCK_SECONDS
    async with transaction(pool, project_id, lock_seconds=lock_seconds) as db:
        try:
            await erasures.share_lock(db, project_id)
            if any(job.size > ORDINARY_BYTES for job in jobs):
                db = for_long_values(db)
            drops = await store(db, project_id, together(jobs), jobs[0].rules)
        except LockNotAvailableError as error:
            raise error if may_wait else Blocked from error
        return [drops.of(job.records) if drops else Dropped() for job in jobs]


async def identify_user(
    pool: Pool,
    project_id: str,
    user_id: str,
    name: str | None,
    email: str | None,
    properties: JsonObject | None,
) -> None:
    """Set name, email and properties of a user; None leaves a value as it is. Raises TooBusy."""
    async with transaction(pool, project_id) as db:
        await profiles.upsert_profile(db, project_id, user_id, name, email, properties)


async def store(
    db: Database, project_id: str, records: Records, rules: Rules = NO_RULES
) -> Drops | None:
    """Store records and update the totals; returns what was dropped, if anything was erased.

    Within a transaction that holds at most the locks for erasures and visitors.
    """
    feedback = records.feedback
    targets = {target_of(item) for item in feedback}
    targets |= await lock_feedback(db, project_id, [item.feedback_id for item in feedback])
    feedback_trace_ids = trace_ids_of(targets)
    batch = Batch(records.spans, records.trace_events)
    changed: list[TraceChange] = []
    if records.span_events:
        # Of a span, more may be stored than comes now.
        db = for_long_values(db)
        batch, changed = await _merge_span_events(
            db, project_id, records, feedback_trace_ids, rules
        )
    written = await write(db, project_id, batch, feedback_trace_ids)
    changed += written.changes
    erased = await find_erased(db, project_id, written.facts, records)
    if erased:
        changed = await drop_erased_traces(db, project_id, erased, written.facts, changed)
    changes = await propagate(db, project_id, changed, session_ids_of(targets))
    if erased:
        gone, feedback = await drop_erased_feedback(db, project_id, erased, written.facts, feedback)
        changes += gone
    if feedback:
        changes += await _write_feedback(db, project_id, feedback, written.facts)
    await aggregate.move_totals(db, project_id, changed, changes)
    changed_trace_ids = dict.fromkeys(
        [*(change.trace_id for change in changed), *sorted(feedback_trace_ids)]
    )
    await announce(db, project_id, list(changed_trace_ids))
    return Drops(erased.trace_ids, feedback) if erased else None


async def _merge_span_events(
    db: Database, project_id: str, records: Records, also_lock: Iterable[str], rules: Rules
) -> tuple[Batch, list[TraceChange]]:
    """Store span events, and merge all events of each span.

    Returns the batch with the merged spans, and the changes of traces that lost a span to another.
    """
    events: Sequence[SpanEvent] = records.span_events
    await span_events.lock_project(db, project_id, events)
    placed = await span_events.place(db, project_id, events)
    orphaned = await span_events.select_astray(db, project_id, placed)
    # Lock all traces of the transaction at once, to keep the lock order.
    named = (one.trace_id for kind in (records.spans, records.trace_events, placed) for one in kind)
    await lock_traces(db, project_id, {*also_lock, *orphaned, *named})
    changed: list[TraceChange] = []
    if orphaned:
        await span_events.move_events(db, project_id, orphaned)
        changed = await remove_spans(db, project_id, [(span_id, span_id) for span_id in orphaned])
    keys = await span_events.insert_events(db, project_id, placed)
    known = await span_events.select_events(db, project_id, keys)
    merged = await beside(lambda: [span_of(*key, of_span, rules) for key, of_span in known.items()])
    if rules is not NO_RULES:
        merged = await _keep_stored_costs(db, project_id, merged, known)
    return Batch([*records.spans, *merged], records.trace_events, known.keys()), changed


async def _keep_stored_costs(
    db: Database,
    project_id: str,
    spans: Sequence[Span],
    events: Mapping[SpanKey, Sequence[SpanEvent]],
) -> list[Span]:
    """The spans with their stored cost, where no event changes what it is computed from.

    Prices apply to what arrives: a later event with only a name must not price a span again.
    """
    stored = await select_costs(db, project_id, list(events))
    return [
        span._replace(cost_details=cost.details, cost_usd=cost.usd)
        if (cost := stored.get((span.trace_id, span.span_id)))
        and (cost.model, cost.usage, cost.started_at)
        == (span.model, span.usage_details, span.started_at)
        and not any("cost_details" in event.fields for event in events[cost.key])
        else span
        for span in spans
    ]


async def _write_feedback(
    db: Database, project_id: str, feedback: Sequence[Feedback], facts: dict[str, TraceFacts]
) -> list[FeedbackChange]:
    # Read only now, since updating sessions may have changed its owner.
    stored = await feedback_rows.select_by_ids(
        db, project_id, [item.feedback_id for item in feedback]
    )
    targets = {target_of(item) for item in feedback} | {item.target for item in stored.values()}
    by_session = await sessions.select_owners(db, project_id, session_ids_of(targets))
    owners = {Target(trace_id, None): owner_of(of) for trace_id, of in facts.items()}
    owners |= {Target(None, session_id): owner for session_id, owner in by_session.items()}
    return await feedback_rows.write(db, project_id, feedback, stored, owners)
