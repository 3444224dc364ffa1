"""Rows of table trace_event: what was said of traces apart from their spans."""

from collections.abc import Sequence

from asyncpg import Record

from usertrail.database.pool import Database
from usertrail.database.table import Table
from usertrail.normalise.records import TraceEvent
from usertrail.store.contributions import SpanState, fields_as_json, fields_of_json, state_of_event
from usertrail.turns import in_turns

TRACE_EVENT = Table(
    "trace_event",
    {"trace_id": "text", "event_id": "text"},
    {"said_at": "timestamptz", "environment": "text", "fields": "jsonb"},
)


async def insert_events(
    db: Database, project_id: str, events: Sequence[TraceEvent]
) -> set[tuple[str, str]]:
    """Insert the events of locked traces; return the trace id and event id of those new."""
    stored = [event._asdict() | {"fields": fields_as_json(event.fields)} for event in events]
    new = await db.fetch(
        TRACE_EVENT.insert("ON CONFLICT DO NOTHING RETURNING trace_id, event_id"),
        project_id,
        *TRACE_EVENT.arrays(stored),
    )
    return {(row["trace_id"], row["event_id"]) for row in new}


async def select_states_of_traces(
    db: Database, project_id: str, trace_ids: Sequence[str]
) -> dict[str, list[SpanState]]:
    """What all events of these traces say, by trace id."""
    rows = await db.fetch(
        f"""
        SELECT {", ".join(TRACE_EVENT.columns)} FROM trace_event
        WHERE project_id = $1 AND trace_id = ANY($2::text[])
        """,
        project_id,
        trace_ids,
    )
    states: dict[str, list[SpanState]] = {}
    # A trace may have many thousands.
    for row, state in zip(rows, await in_turns(rows, _state), strict=True):
        states.setdefault(row["trace_id"], []).append(state)
    return states


async def delete_events_of_traces(db: Database, project_id: str, trace_ids: Sequence[str]) -> None:
    await db.execute(
        "DELETE FROM trace_event WHERE project_id = $1 AND trace_id = ANY($2::text[])",
        project_id,
        trace_ids,
    )


def _state(row: Record) -> SpanState:
    event = TraceEvent(**row)._replace(fields=fields_of_json(row["fields"]))
    return state_of_event(event)
