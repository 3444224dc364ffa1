"""Spans and events into their traces: which rows a call makes, replaces, leaves alone."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from usertrail.database.pool import Database
from usertrail.normalise.records import Span, TraceEvent
from usertrail.store import spans as span_rows
from usertrail.store import trace_events
from usertrail.store import traces as trace_rows
from usertrail.store.beside import beside
from usertrail.store.changes import TraceChange, TraceFacts, facts_of
from usertrail.store.contributions import (
    SpanState,
    contribution_of_event,
    same_contribution,
    state_of,
    state_of_event,
)
from usertrail.store.fold import Trace, absorb, count, fold, fold_spans
from usertrail.store.sent_again import without_stored
from usertrail.store.spans import SpanKey, SpansByTrace


class Batch(NamedTuple):
    """What one call brings to its traces."""

    spans: Iterable[Span] = ()
    trace_events: Sequence[TraceEvent] = ()
    # Those of the spans that are merged from all their events: they replace what is stored.
    merged: Collection[SpanKey] = ()


class Written(NamedTuple):
    """What became of the traces; all of them stay locked until the transaction ends."""

    changes: list[TraceChange]
    # Every trace of the call that is stored, as it counts now.
    facts: dict[str, TraceFacts]


async def write(
    db: Database, project_id: str, batch: Batch, also_lock: Iterable[str] = ()
) -> Written:
    """Store a batch and what it adds to its traces; lock other traces too, by id.

    What is stored as it comes changes nothing. New traces are folded before they meet the database.
    Only traces that were there already are read, and of their spans only those that come again.
    """
    spans, events = await beside(lambda: (_newest(batch.spans), _first(batch.trace_events)))
    spans = await without_stored(db, project_id, spans)
    folded = await beside(lambda: _folded(spans, events.values()))
    wanted = {trace_id: Trace(trace_id) for trace_id in also_lock} | folded
    if not wanted:
        return Written([], {})
    inserted, stored = await trace_rows.insert_or_lock(db, project_id, wanted.values())
    # Even deleted, a row that stood in for a trace keeps others from inserting that trace until
    # this transaction ends.
    if stand_ins := inserted - folded.keys():
        await trace_rows.delete_traces(db, project_id, sorted(stand_ins))
    new_events = await _insert_events(db, project_id, events)
    before = await beside(lambda: {id: facts_of(trace) for id, trace in stored.items()})
    touched = {id: stored[id] for id in stored.keys() & folded.keys()}
    new = [span for id in inserted & spans.keys() for span in spans[id].values()]
    update = _Update(touched, set(), new)
    await _take_spans(db, project_id, update, spans, batch.merged)
    after = stored | await _finish(db, project_id, update, new_events)

    def written() -> Written:
        facts = {id: facts_of(after[id]) if id in touched else before[id] for id in stored}
        facts |= {trace_id: facts_of(folded[trace_id]) for trace_id in inserted & folded.keys()}
        changes = [TraceChange(id, before.get(id), facts[id]) for id in sorted(folded)]
        return Written([change for change in changes if change.before != change.after], facts)

    return await beside(written)


async def lock_traces(
    db: Database, project_id: str, trace_ids: Iterable[str]
) -> dict[str, TraceFacts]:
    """Keep others from these traces, stored or not, until the transaction ends; how they count."""
    return (await write(db, project_id, Batch(), trace_ids)).facts


async def remove_spans(db: Database, project_id: str, keys: Sequence[SpanKey]) -> list[TraceChange]:
    """Take spans out of their traces, which are locked; a trace left with nothing goes too."""
    await span_rows.delete_spans(db, project_id, keys)
    return await refold(db, project_id, sorted({trace_id for trace_id, _ in keys}))


async def refold(db: Database, project_id: str, trace_ids: list[str]) -> list[TraceChange]:
    """Fold locked traces anew from all that is stored of them; one of which nothing is, goes."""
    before = await trace_rows.select_traces(db, project_id, trace_ids)
    after = await select_folded(db, project_id, sorted(before))
    if after:
        await trace_rows.update_traces(db, project_id, after.values())
    await trace_rows.delete_traces(db, project_id, sorted(before.keys() - after.keys()))
    return [
        TraceChange(id, facts_of(trace), facts_of(after[id]) if id in after else None)
        for id, trace in before.items()
    ]


async def select_folded(
    db: Database, project_id: str, trace_ids: Sequence[str]
) -> dict[str, Trace]:
    """These traces from all that is stored of them; one of which nothing is, is left out."""
    states = await span_rows.select_states_of_traces(db, project_id, trace_ids)
    events = await trace_events.select_states_of_traces(db, project_id, trace_ids)

    def folded() -> dict[str, Trace]:
        return {
            id: fold(id, [*states.get(id, ()), *events.get(id, ())])
            for id in states.keys() | events.keys()
        }

    return await beside(folded)


class _Update(NamedTuple):
    """Stored traces as a call changes them."""

    traces: dict[str, Trace]
    # Those that only a new fold can tell.
    to_refold: set[str]
    # Spans to insert, those of new traces among them.
    new: list[Span]


async def _take_spans(
    db: Database,
    project_id: str,
    update: _Update,
    spans: SpansByTrace,
    merged: Collection[SpanKey],
) -> None:
    """Take the spans of stored traces, and take out the states that they replace."""
    keys = [
        (trace_id, span_id) for trace_id in update.traces for span_id in spans.get(trace_id, ())
    ]
    if not keys:
        return
    stored = await _select_with_parents(db, project_id, keys, spans)
    replaced = await beside(lambda: _count_spans(update, spans, keys, stored, merged))
    if replaced:
        await span_rows.delete_spans(db, project_id, replaced)


def _count_spans(
    update: _Update,
    spans: SpansByTrace,
    keys: Sequence[SpanKey],
    stored: Mapping[SpanKey, SpanState],
    merged: Collection[SpanKey],
) -> list[SpanKey]:
    """Count the spans that are newer than what is stored; which of them are stored."""
    taken = {
        key: state_of(spans[key[0]][key[1]])
        for key in keys
        if key in merged or not _is_older(spans[key[0]][key[1]], stored.get(key))
    }
    for key, state in taken.items():
        trace_id, span_id = key
        trace = update.traces[trace_id]
        update.new.append(spans[trace_id][span_id])
        old = stored.get(key)
        count(trace, old and old.sums, -1)
        count(trace, state.sums)
        if not (_place(trace, key, taken, stored) and _hear(trace, old, state)):
            update.to_refold.add(trace_id)
    return [key for key in taken if key in stored]


async def _select_with_parents(
    db: Database, project_id: str, keys: Sequence[SpanKey], spans: SpansByTrace
) -> dict[SpanKey, SpanState]:
    """The stored states of these spans and of the parents they have now."""
    parents = [(trace_id, spans[trace_id][span_id].parent_span_id) for trace_id, span_id in keys]
    named = [(trace_id, parent_id) for trace_id, parent_id in parents if parent_id is not None]
    return await span_rows.select_states(db, project_id, list(dict.fromkeys([*keys, *named])))


def _is_older(span: Span, stored: SpanState | None) -> bool:
    return stored is not None and span.ended_at < stored.contribution.ended_at


def _hear(trace: Trace, old: SpanState | None, new: SpanState) -> bool:
    """Let a span have its say of its trace. False where only a new fold can tell what holds."""
    said = new.contribution
    is_told = absorb(trace, said)
    if old is None:
        return is_told
    before = old.contribution
    return is_told and same_contribution(before, said) and said.ended_at >= before.ended_at


def _place(
    trace: Trace,
    key: SpanKey,
    taken: Mapping[SpanKey, SpanState],
    stored: Mapping[SpanKey, SpanState],
) -> bool:
    """Let a span take its place in its trace. False where only a new fold can tell what counts."""
    if trace.nesting.repeats is not None:
        return False
    trace_id, span_id = key
    sums = taken[key].sums
    assert sums is not None  # only events have none
    if key in stored:
        old = stored[key].sums
        return old is not None and old.place == sums.place
    parent = (trace_id, sums.parent_span_id or "")
    known = taken.get(parent) or stored.get(parent)
    return trace.nesting.place(span_id, sums, known and known.sums)


def _hear_events(update: _Update, new_events: Iterable[TraceEvent]) -> None:
    for event in new_events:
        trace = update.traces.get(event.trace_id)
        if trace and not absorb(trace, contribution_of_event(event)):
            update.to_refold.add(event.trace_id)


async def _finish(
    db: Database, project_id: str, update: _Update, new_events: Sequence[TraceEvent]
) -> dict[str, Trace]:
    """Write the spans and the stored traces; return those traces."""
    if new_events:
        await beside(lambda: _hear_events(update, new_events))
    if update.new:
        await span_rows.insert_spans(db, project_id, update.new)
    traces = update.traces
    if update.to_refold:
        traces = traces | await select_folded(db, project_id, sorted(update.to_refold))
    if traces:
        await trace_rows.update_traces(db, project_id, traces.values())
    return traces


async def _insert_events(
    db: Database, project_id: str, events: dict[tuple[str, str], TraceEvent]
) -> list[TraceEvent]:
    """Those of the events that are new."""
    if not events:
        return []
    new = await trace_events.insert_events(db, project_id, list(events.values()))
    return [event for key, event in events.items() if key in new]


def _folded(spans: SpansByTrace, events: Iterable[TraceEvent]) -> dict[str, Trace]:
    """The traces, by id, as these spans and events alone make them."""
    states: dict[str, list[SpanState]] = {}
    for event in events:
        if event.trace_id not in states:
            states[event.trace_id] = list(map(state_of, spans.get(event.trace_id, {}).values()))
        states[event.trace_id].append(state_of_event(event))
    folded = {trace_id: fold(trace_id, of) for trace_id, of in states.items()}
    silent = {trace_id: of for trace_id, of in spans.items() if trace_id not in folded}
    return folded | {trace_id: fold_spans(trace_id, of) for trace_id, of in silent.items()}


def _first(events: Iterable[TraceEvent]) -> dict[tuple[str, str], TraceEvent]:
    """Each event once, the one sent first, by trace id and event id."""
    first: dict[tuple[str, str], TraceEvent] = {}
    for event in events:
        first.setdefault((event.trace_id, event.event_id), event)
    return first


def _newest(spans: Iterable[Span]) -> SpansByTrace:
    """The version of each span that counts, by trace id and span id.

    The one that ends last; of those that end together, the one received last.
    """
    newest: SpansByTrace = {}
    for span in spans:
        of_trace = newest.setdefault(span.trace_id, {})
        known = of_trace.get(span.span_id)
        if known is None or span.ended_at >= known.ended_at:
            of_trace[span.span_id] = span
    return newest
