"""Rows of table trace_event: what was said of traces apart from their spans."""

from collections.abc import Sequence
from typing import Any

import orjson
from asyncpg import Record

from usertrail.cooperative import map_in_slices
from usertrail.database.long_values.stored_json import fetch_with_json
from usertrail.database.pool import Database
from usertrail.database.table import Table
from usertrail.normalise.records import TraceEvent
from usertrail.store.beside import beside
from usertrail.store.contributions import SpanState, fields_as_json, fields_of_json, state_of_event

TRACE_EVENT = Table(
    "trace_event",
    {"trace_id": "text", "event_id": "text"},
    {"said_at": "timestamptz", "environment": "text", "fields": "jsonb"},
)


async def insert_events(
    db: Database, project_id: str, events: Sequence[TraceEvent]
) -> set[tuple[str, str]]:
    """Insert the events of locked traces; return the trace id and event id of those new."""
    statement = TRACE_EVENT.insert("ON CONFLICT DO NOTHING RETURNING trace_id, event_id")
    columns = await beside(lambda: TRACE_EVENT.arrays(map(_row, events)))
    new = await db.fetch(statement, project_id, *columns)
    return {(row["trace_id"], row["event_id"]) for row in new}


async def select_states_of_traces(
    db: Database, project_id: str, trace_ids: Sequence[str]
) -> dict[str, list[SpanState]]:
    """What all events of these traces say, by trace id."""
    rows = await fetch_with_json(
        db,
        f"""
        SELECT {", ".join(TRACE_EVENT.columns)} FROM trace_event
        WHERE project_id = $1 AND trace_id = ANY($2::text[])
        """,
        project_id,
        trace_ids,
        others=TraceEvent._fields[:-1],
        jsons=("fields",),
    )
    states: dict[str, list[SpanState]] = {}
    # A trace may have many thousands.
    for row, state in zip(rows, await map_in_slices(rows, _state), strict=True):
        states.setdefault(row["trace_id"], []).append(state)
    return states


async def delete_events_of_traces(db: Database, project_id: str, trace_ids: Sequence[str]) -> None:
    await db.execute(
        "DELETE FROM trace_event WHERE project_id = $1 AND trace_id = ANY($2::text[])",
        project_id,
        trace_ids,
    )


def _row(event: TraceEvent) -> dict[str, Any]:
    return event._asdict() | {"fields": orjson.dumps(fields_as_json(event.fields))}


def _state(row: Record) -> SpanState:
    values = {name: row[name] for name in TraceEvent._fields}
    return state_of_event(TraceEvent(**values | {"fields": fields_of_json(row["fields"])}))
