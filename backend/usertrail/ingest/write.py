"""Storing what arrived."""

from collections.abc import Iterable, Mapping, Sequence

from usertrail import aggregate
from usertrail.beside import check_workshops
from usertrail.database.pool import Database, Pool
from usertrail.ingest.erasing import Unstored, erase, erase_feedback, find_erased
from usertrail.ingest.portions import Portions
from usertrail.ingest.transaction import (
    announce,
    lock_feedback,
    move_along,
    owner_of,
    session_ids_of,
    trace_ids_of,
    transaction,
)
from usertrail.normalise.langfuse import span_of
from usertrail.normalise.records import Feedback, JsonObject, Records, Span, SpanEvent
from usertrail.normalise.rules import NO_RULES, Rules
from usertrail.store import erasures, profiles, sessions, span_events
from usertrail.store import feedback as feedback_rows
from usertrail.store.changes import FeedbackChange, TraceChange, TraceFacts
from usertrail.store.feedback import Target, target_of
from usertrail.store.spans import SpanKey, select_costs
from usertrail.store.write import Batch, lock_traces, remove_spans, write


async def ingest(
    pool: Pool, project_id: str, records: Records | Portions, rules: Rules = NO_RULES
) -> Unstored:
    """Store what arrived and move the totals it changes, or do neither.

    What was erased is not stored again, and told. The project's rules are for what came in parts:
    only here is it put together. Everything is committed when it returns. Sending the same again
    changes nothing, so of much that is stored in portions, those before one that failed do no harm.
    Raises TooBusy when the database is away, has no connection free, or the server stops.
    """
    unstored = Unstored()
    portions = records if isinstance(records, Portions) else Portions(records)
    for portion in portions:
        check_workshops()
        async with transaction(pool, project_id) as db:
            await erasures.share_lock(db, project_id)
            unstored = unstored.with_more(await store(db, project_id, portion, rules))
    return unstored


async def identify_user(
    pool: Pool,
    project_id: str,
    user_id: str,
    name: str | None,
    email: str | None,
    properties: JsonObject | None,
) -> None:
    """Say who a user is; what is None stays as it was said before. Raises TooBusy."""
    async with transaction(pool, project_id) as db:
        await profiles.upsert_profile(db, project_id, user_id, name, email, properties)


async def store(
    db: Database, project_id: str, records: Records, rules: Rules = NO_RULES
) -> Unstored:
    """As `ingest`, within a transaction that has no locks but for erasing and of visitors."""
    feedback = records.feedback
    targets = {target_of(item) for item in feedback}
    targets |= await lock_feedback(db, project_id, [item.feedback_id for item in feedback])
    feedback_trace_ids = trace_ids_of(targets)
    batch = Batch(records.spans, records.trace_events)
    changed: list[TraceChange] = []
    if records.span_events:
        batch, changed = await _merge_span_events(
            db, project_id, records, feedback_trace_ids, rules
        )
    written = await write(db, project_id, batch, feedback_trace_ids)
    changed += written.changes
    erased = await find_erased(db, project_id, written.facts, records)
    if erased:
        changed = await erase(db, project_id, erased, written.facts, changed)
    changes = await move_along(db, project_id, changed, session_ids_of(targets))
    if erased:
        gone, feedback = await erase_feedback(db, project_id, erased, written.facts, feedback)
        changes += gone
    if feedback:
        changes += await _write_feedback(db, project_id, feedback, written.facts)
    await aggregate.move_totals(db, project_id, changed, changes)
    news = dict.fromkeys([*(change.trace_id for change in changed), *sorted(feedback_trace_ids)])
    await announce(db, project_id, list(news))
    return erased.unstored(records, feedback) if erased else Unstored()


async def _merge_span_events(
    db: Database, project_id: str, records: Records, also_lock: Iterable[str], rules: Rules
) -> tuple[Batch, list[TraceChange]]:
    """Store the events of spans; what they now make, and the traces that lost a span by it."""
    events: Sequence[SpanEvent] = records.span_events
    await span_events.lock_project(db, project_id, events)
    placed = await span_events.place(db, project_id, events)
    astray = await span_events.select_astray(db, project_id, placed)
    # All traces of the transaction at once: more locks later would not be in order.
    named = (one.trace_id for kind in (records.spans, records.trace_events, placed) for one in kind)
    await lock_traces(db, project_id, {*also_lock, *astray, *named})
    changed: list[TraceChange] = []
    if astray:
        await span_events.move_events(db, project_id, astray)
        changed = await remove_spans(db, project_id, [(span_id, span_id) for span_id in astray])
    keys = await span_events.insert_events(db, project_id, placed)
    known = await span_events.select_events(db, project_id, keys)
    merged = [span_of(*key, of_span, rules) for key, of_span in known.items()]
    if rules is not NO_RULES:
        merged = await _costing_what_they_did(db, project_id, merged, known)
    return Batch([*records.spans, *merged], records.trace_events, known.keys()), changed


async def _costing_what_they_did(
    db: Database,
    project_id: str,
    spans: Sequence[Span],
    events: Mapping[SpanKey, Sequence[SpanEvent]],
) -> list[Span]:
    """The spans, priced as they were stored, where nothing new was said of what their cost is of.

    Prices hold for what arrives: the name of a span may come after they changed.
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
    # Read only now: reassigning what it is given to may have moved it.
    stored = await feedback_rows.select_by_ids(
        db, project_id, [item.feedback_id for item in feedback]
    )
    targets = {target_of(item) for item in feedback} | {item.target for item in stored.values()}
    by_session = await sessions.select_owners(db, project_id, session_ids_of(targets))
    owners = {Target(trace_id, None): owner_of(of) for trace_id, of in facts.items()}
    owners |= {Target(None, session_id): owner for session_id, owner in by_session.items()}
    return await feedback_rows.write(db, project_id, feedback, stored, owners)
