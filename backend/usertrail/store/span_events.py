"""Rows of table span_event: what was said of spans, a part at a time.

An event need not name the trace of its span. It then goes to the trace that the span's other events
name, and until one does, to a trace with the span's own id.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import orjson

from usertrail.database.long_values.stored_json import fetch_with_json
from usertrail.database.pool import Database
from usertrail.database.table import Table
from usertrail.normalise.records import SpanEvent
from usertrail.store.beside import beside
from usertrail.store.spans import SpanKey

SPAN_EVENT = Table(
    "span_event",
    {"span_id": "text", "trace_id": "text", "event_id": "text"},
    {
        "names_trace": "boolean",
        "is_update": "boolean",
        "said_at": "timestamptz",
        "fields": "jsonb",
    },
)


class Placed(NamedTuple):
    """An event and the trace it goes to."""

    trace_id: str
    event: SpanEvent

    @property
    def key(self) -> SpanKey:
        return self.trace_id, self.event.span_id


async def lock_project(db: Database, project_id: str, events: Iterable[SpanEvent]) -> None:
    """Keep apart who leaves it open to which trace a span belongs, and everybody else.

    Those who name their traces do not wait for each other.
    """
    named = all(event.trace_id is not None for event in events)
    await db.execute(
        f"SELECT pg_advisory_xact_lock{'_shared' if named else ''}(hashtextextended($1, 0))",
        f"span_event {project_id}",
    )


async def place(db: Database, project_id: str, events: Sequence[SpanEvent]) -> list[Placed]:
    """The trace of each event, in the order of the events."""
    trace_by_span = {
        event.span_id: event.trace_id for event in reversed(events) if event.trace_id is not None
    }
    if open_ids := {event.span_id for event in events if event.trace_id is None}:
        trace_by_span |= await _select_named_traces(db, project_id, open_ids)
    return [
        Placed(event.trace_id or trace_by_span.get(event.span_id, event.span_id), event)
        for event in events
    ]


async def select_astray(db: Database, project_id: str, placed: Iterable[Placed]) -> dict[str, str]:
    """{span id: the trace it belongs to} of spans so far kept under their own id."""
    trace_by_span = {of.event.span_id: of.trace_id for of in placed if of.event.trace_id}
    rows = await db.fetch(
        """
        SELECT DISTINCT span_id FROM span_event
        WHERE project_id = $1 AND span_id = ANY($2::text[])
            AND NOT names_trace AND trace_id = span_id
        """,
        project_id,
        [span_id for span_id, trace_id in trace_by_span.items() if span_id != trace_id],
    )
    return {row["span_id"]: trace_by_span[row["span_id"]] for row in rows}


async def move_events(db: Database, project_id: str, trace_by_span: dict[str, str]) -> None:
    """Give spans kept under their own id to their traces; both are locked."""
    await db.execute(
        """
        UPDATE span_event SET trace_id = found.trace_id
        FROM unnest($2::text[], $3::text[]) AS found (span_id, trace_id)
        WHERE span_event.project_id = $1 AND span_event.span_id = found.span_id
            AND span_event.trace_id = found.span_id AND NOT names_trace
            AND NOT EXISTS (
                SELECT FROM span_event AS there
                WHERE (there.project_id, there.span_id, there.trace_id, there.event_id)
                    = (span_event.project_id, found.span_id, found.trace_id, span_event.event_id)
            )
        """,
        project_id,
        list(trace_by_span),
        list(trace_by_span.values()),
    )
    await db.execute(
        """
        DELETE FROM span_event
        WHERE project_id = $1 AND span_id = ANY($2::text[])
            AND trace_id = span_id AND NOT names_trace
        """,
        project_id,
        list(trace_by_span),
    )


async def insert_events(db: Database, project_id: str, placed: Sequence[Placed]) -> list[SpanKey]:
    """Insert the events of locked traces; return the spans of which something new was said."""
    statement = SPAN_EVENT.insert("ON CONFLICT DO NOTHING RETURNING trace_id, span_id")
    columns = await beside(lambda: SPAN_EVENT.arrays(map(_row, placed)))
    rows = await db.fetch(statement, project_id, *columns)
    return sorted({(row["trace_id"], row["span_id"]) for row in rows})


async def select_events(
    db: Database, project_id: str, keys: Iterable[SpanKey]
) -> dict[SpanKey, list[SpanEvent]]:
    """All that was said of these spans."""
    events: dict[SpanKey, list[SpanEvent]] = {key: [] for key in keys}
    rows = await fetch_with_json(
        db,
        f"""
        SELECT {", ".join(SpanEvent._fields)} FROM span_event
        WHERE project_id = $1
            AND (span_id, trace_id) IN (SELECT * FROM unnest($2::text[], $3::text[]))
        """,
        project_id,
        [span_id for _, span_id in events],
        [trace_id for trace_id, _ in events],
        others=SpanEvent._fields[:-1],
        jsons=("fields",),
    )
    for row in rows:
        event = SpanEvent(*(row[name] for name in SpanEvent._fields))
        events[row["trace_id"], row["span_id"]].append(event)
    return events


async def delete_events_of_traces(db: Database, project_id: str, trace_ids: Sequence[str]) -> None:
    await db.execute(
        "DELETE FROM span_event WHERE project_id = $1 AND trace_id = ANY($2::text[])",
        project_id,
        trace_ids,
    )


def _row(placed: Placed) -> dict[str, Any]:
    return placed.event._asdict() | {
        "trace_id": placed.trace_id,
        "names_trace": placed.event.trace_id is not None,
        "fields": orjson.dumps(placed.event.fields),
    }


async def _select_named_traces(
    db: Database, project_id: str, span_ids: Iterable[str]
) -> dict[str, str]:
    """{span id: trace id}, of those whose events name one."""
    rows = await db.fetch(
        """
        SELECT DISTINCT ON (span_id) span_id, trace_id FROM span_event
        WHERE project_id = $1 AND span_id = ANY($2::text[]) AND names_trace
        ORDER BY span_id, said_at, trace_id
        """,
        project_id,
        list(span_ids),
    )
    return {row["span_id"]: row["trace_id"] for row in rows}
