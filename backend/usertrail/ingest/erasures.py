"""Drops what was erased before, so that neither retries nor late spans bring it back.

This is decided after storing, when the user of each trace is known, and within the same
transaction.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from datetime import datetime
from typing import NamedTuple

from usertrail.database.pool import Database, Pool
from usertrail.database.writing import writing
from usertrail.normalise.records import Feedback, Records, Span
from usertrail.store import erasures, sessions, span_events, spans, trace_events, traces
from usertrail.store import feedback as feedback_rows
from usertrail.store.changes import FeedbackChange, TraceChange, TraceFacts
from usertrail.store.erasures import Name

NO_RECORDS = Records()
# The name of a trace without user and session.
NOBODY = Name("session", "")


class Dropped(NamedTuple):
    """Records that were not stored since they or their user were erased."""

    spans: Sequence[Span] = ()
    # Events and pieces of feedback.
    event_count: int = 0

    def combined_with(self, more: "Dropped") -> "Dropped":
        return Dropped((*self.spans, *more.spans), self.event_count + more.event_count)


class Erased(NamedTuple):
    """The erasures that affect one transaction."""

    trace_ids: frozenset[str]
    # Of these, the traces that are erased by their user or session only.
    new_trace_ids: frozenset[str]
    erased_at_by_session: Mapping[str, datetime]
    feedback_ids: frozenset[str]


class Drops(NamedTuple):
    """What one transaction left out, of the records of all its requests."""

    trace_ids: Set[str]
    kept_feedback: Sequence[Feedback]

    def of(self, records: Records) -> Dropped:
        """What it left out of these."""
        events = [event.trace_id for event in records.trace_events]
        named = {event.span_id: event.trace_id for event in records.span_events if event.trace_id}
        events += [named.get(event.span_id, event.span_id) for event in records.span_events]
        kept = set(map(id, self.kept_feedback))
        return Dropped(
            tuple(span for span in records.spans if span.trace_id in self.trace_ids),
            sum(trace_id in self.trace_ids for trace_id in events)
            + sum(id(item) not in kept for item in records.feedback),
        )


async def delete_expired_erasures(pool: Pool) -> None:
    """Delete erasures past their retention. Raises TooBusy."""
    async with writing(pool.of_all()) as db:
        await erasures.delete_expired(db)


async def find_erased(
    db: Database, project_id: str, facts: Mapping[str, TraceFacts], records: Records = NO_RECORDS
) -> Erased | None:
    """The erasures among these stored and locked traces and the records that came with them."""
    if not await erasures.has_erasures(db, project_id):
        return None
    erased_at = await erasures.select_erased(db, project_id, _names(facts, records))
    if not erased_at:
        return None
    # An event whose trace is unknown belongs to a trace with the id of its span.
    known = {name.id for name in erased_at if name.kind in ("trace", "span")}
    new = {
        trace_id
        for trace_id, of in facts.items()
        if (at := erased_at.get(_owner(of))) and of.started_at <= at
    } - known
    return Erased(
        frozenset(known | new),
        frozenset(new),
        {name.id: at for name, at in erased_at.items() if name.kind == "session"},
        frozenset(name.id for name in erased_at if name.kind == "feedback"),
    )


async def drop_erased_traces(
    db: Database,
    project_id: str,
    erased: Erased,
    facts: Mapping[str, TraceFacts],
    changed: Sequence[TraceChange],
) -> list[TraceChange]:
    """Delete the erased ones of these stored and locked traces; returns the net changes."""
    gone = erased.trace_ids & facts.keys()
    await remove_traces(db, project_id, sorted(gone))
    before: dict[str, TraceFacts | None] = {}
    for change in changed:
        before.setdefault(change.trace_id, change.before)
    were = {trace_id: before.get(trace_id, facts[trace_id]) for trace_id in sorted(gone)}
    return [
        *(change for change in changed if change.trace_id not in gone),
        *(TraceChange(trace_id, of, None) for trace_id, of in were.items() if of),
    ]


async def drop_erased_feedback(
    db: Database,
    project_id: str,
    erased: Erased,
    facts: Mapping[str, TraceFacts],
    feedback: Iterable[Feedback] = (),
) -> tuple[list[FeedbackChange], list[Feedback]]:
    """Delete the feedback on erased traces, once the owners of their sessions are known.

    Returns the changes, and what may be stored of `feedback`. An erased session may have new
    traces; then feedback that is newer than the erasure counts.
    """
    new = {facts[trace_id].session_id for trace_id in erased.new_trace_ids} - {""}
    await record_empty_sessions(db, project_id, new)
    changes: list[FeedbackChange] = []
    gone = sorted(erased.trace_ids & facts.keys())
    async for deleted in feedback_rows.delete_on(db, project_id, "trace", gone):
        changes += [item.change for item in deleted]
    empty = await _without_traces(db, project_id, {*new, *erased.erased_at_by_session})

    def is_erased(item: Feedback) -> bool:
        at = erased.erased_at_by_session.get(item.session_id or "")
        return (
            item.feedback_id in erased.feedback_ids
            or item.trace_id in erased.trace_ids
            or item.session_id in empty
            or (at is not None and item.created_at <= at)
        )

    return changes, [item for item in feedback if not is_erased(item)]


async def remove_traces(db: Database, project_id: str, trace_ids: Sequence[str]) -> None:
    """Delete locked traces and all their rows but feedback; what arrives of them is dropped."""
    if not trace_ids:
        return
    await erasures.insert_spans_of_traces(db, project_id, trace_ids)
    await erasures.insert_erasures(db, project_id, [Name("trace", id) for id in trace_ids])
    await span_events.delete_events_of_traces(db, project_id, trace_ids)
    await spans.delete_spans_of_traces(db, project_id, list(trace_ids))
    await trace_events.delete_events_of_traces(db, project_id, trace_ids)
    await traces.delete_traces(db, project_id, list(trace_ids))


async def record_empty_sessions(
    db: Database, project_id: str, session_ids: Collection[str]
) -> None:
    """Record an erasure for each session that has no trace left."""
    if empty := await _without_traces(db, project_id, session_ids):
        await erasures.insert_erasures(db, project_id, [Name("session", id) for id in empty])


async def _without_traces(db: Database, project_id: str, session_ids: Collection[str]) -> set[str]:
    if not session_ids:
        return set()
    return {*session_ids} - (await sessions.select_owners(db, project_id, session_ids)).keys()


def _names(facts: Mapping[str, TraceFacts], records: Records) -> set[Name]:
    names = {Name("trace", trace_id) for trace_id in facts}
    names.update(map(_owner, facts.values()))
    for item in records.feedback:
        names.add(Name("feedback", item.feedback_id))
        if item.trace_id is not None:
            names.add(Name("trace", item.trace_id))
        if item.session_id is not None:
            names.add(Name("session", item.session_id))
    names.update(
        Name("span", event.span_id) for event in records.span_events if event.trace_id is None
    )
    names.discard(NOBODY)
    return names


def _owner(facts: TraceFacts) -> Name:
    """The user, or else session, by which a trace may be erased."""
    if facts.user_id:
        return Name("user", facts.user_id)
    return Name("session", facts.session_id)
