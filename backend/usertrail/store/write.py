"""Spans into their traces: which rows a batch makes, which it replaces, which it leaves alone."""

from collections.abc import Iterable
from typing import NamedTuple

from usertrail.database.pool import Database
from usertrail.normalise.records import Span
from usertrail.store import spans as span_rows
from usertrail.store import traces as trace_rows
from usertrail.store.changes import TraceChange, TraceFacts, facts_of
from usertrail.store.fold import Trace, absorb, count, fold, same_word, version_of

SpansByTrace = dict[str, dict[str, Span]]


class Written(NamedTuple):
    """What became of the traces; all of them stay locked until the transaction ends."""

    changes: list[TraceChange]
    # Every trace of the call that is stored, as it counts now.
    facts: dict[str, TraceFacts]


async def write_spans(
    db: Database, project_id: str, spans: Iterable[Span], also_lock: Iterable[str]
) -> Written:
    """Store spans and what they say and add to their traces; lock other traces too, by id.

    New traces are folded before they meet the database. Only traces that were there already are
    read, and of their spans only those that come again.
    """
    batch = _newest(spans)
    folded = {
        trace_id: fold(trace_id, map(version_of, of.values())) for trace_id, of in batch.items()
    }
    wanted = {trace_id: Trace(trace_id) for trace_id in also_lock} | folded
    if not wanted:
        return Written([], {})
    inserted, stored = await trace_rows.insert_or_lock(db, project_id, wanted.values())
    # Even deleted, a row that stood in for a trace keeps others from inserting that trace until
    # this transaction ends.
    if stand_ins := inserted - batch.keys():
        await trace_rows.delete_traces(db, project_id, sorted(stand_ins))
    before = {trace_id: facts_of(trace) for trace_id, trace in stored.items()}
    touched = {trace_id: batch[trace_id] for trace_id in stored.keys() & batch.keys()}
    new = [span for trace_id in inserted & batch.keys() for span in batch[trace_id].values()]
    after = stored | await _update(db, project_id, {id: stored[id] for id in touched}, touched, new)
    facts = {id: facts_of(after[id]) if id in touched else before[id] for id in stored}
    facts |= {trace_id: facts_of(folded[trace_id]) for trace_id in inserted & batch.keys()}
    changes = [TraceChange(id, before.get(id), facts[id]) for id in sorted(batch)]
    return Written([change for change in changes if change.before != change.after], facts)


async def lock_traces(
    db: Database, project_id: str, trace_ids: Iterable[str]
) -> dict[str, TraceFacts]:
    """Keep others from these traces, stored or not, until the transaction ends; how they count."""
    return (await write_spans(db, project_id, (), trace_ids)).facts


async def _update(
    db: Database,
    project_id: str,
    traces: dict[str, Trace],
    batch: SpansByTrace,
    new: list[Span],
) -> dict[str, Trace]:
    """Write the spans of stored traces, beside the `new` ones of new traces; return the traces."""
    keys = [(trace_id, span_id) for trace_id, of in batch.items() for span_id in of]
    stored = await span_rows.select_versions(db, project_id, keys) if keys else {}
    replaced, to_refold = [], set[str]()
    for key in keys:
        span = batch[key[0]][key[1]]
        old, version = stored.get(key), version_of(span)
        if old and version.word.ended_at < old.word.ended_at:
            continue
        trace = traces[span.trace_id]
        if old:
            replaced.append(key)
            count(trace, old.share, -1)
        count(trace, version.share)
        new.append(span)
        in_order = absorb(trace, version.word)
        if not in_order or (old and not same_word(old.word, version.word)):
            to_refold.add(span.trace_id)
    if replaced:
        await span_rows.delete_spans(db, project_id, replaced)
    await span_rows.copy_spans(db, project_id, new)
    if to_refold:
        versions = await span_rows.select_versions_of_traces(db, project_id, sorted(to_refold))
        traces = traces | {id: fold(id, versions[id]) for id in to_refold}
    if traces:
        await trace_rows.update_traces(db, project_id, traces.values())
    return traces


def _newest(spans: Iterable[Span]) -> SpansByTrace:
    """The version of each span that counts, by trace id and span id.

    The one that ends last; of those that end together, the one received last.
    """
    batch: SpansByTrace = {}
    for span in spans:
        of_trace = batch.setdefault(span.trace_id, {})
        known = of_trace.get(span.span_id)
        if known is None or span.ended_at >= known.ended_at:
            of_trace[span.span_id] = span
    return batch
