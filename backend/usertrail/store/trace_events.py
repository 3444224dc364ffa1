"""Rows of table trace_event: what was said of traces apart from their spans."""

from collections.abc import Sequence

from asyncpg import Record

from usertrail.cooperative import map_in_slices
from usertrail.database.ahead import sent_ahead
from usertrail.database.long_json import fetch_with_json
from usertrail.database.pool import Database
from usertrail.normalise.records import TraceEvent
from usertrail.store.contributions import Version, fields_as_json, fields_of_json, version_of_event


async def insert_events(
    db: Database, project_id: str, events: Sequence[TraceEvent]
) -> set[tuple[str, str]]:
    """Insert the events of locked traces; return the trace id and event id of those new."""
    statement = """
        INSERT INTO trace_event (project_id, trace_id, event_id, said_at, environment, fields)
        SELECT $1, * FROM unnest(
            $2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::jsonb[]
        )
        ON CONFLICT DO NOTHING
        RETURNING trace_id, event_id
    """
    columns = (
        [event.trace_id for event in events],
        [event.event_id for event in events],
        [event.said_at for event in events],
        [event.environment for event in events],
        [fields_as_json(event.fields) for event in events],
    )
    rows = await db.fetch(*await sent_ahead(db, statement, project_id, *columns))
    return {(row["trace_id"], row["event_id"]) for row in rows}


async def select_versions_of_traces(
    db: Database, project_id: str, trace_ids: Sequence[str]
) -> dict[str, list[Version]]:
    """What all events of these traces say, by trace id."""
    rows = await fetch_with_json(
        db,
        """
        SELECT trace_id, event_id, said_at, environment, fields FROM trace_event
        WHERE project_id = $1 AND trace_id = ANY($2::text[])
        """,
        project_id,
        trace_ids,
        others=TraceEvent._fields[:-1],
        jsons=("fields",),
    )
    versions: dict[str, list[Version]] = {}
    # A trace may have many thousands.
    for row, version in zip(rows, await map_in_slices(rows, _version), strict=True):
        versions.setdefault(row["trace_id"], []).append(version)
    return versions


async def delete_events_of_traces(db: Database, project_id: str, trace_ids: Sequence[str]) -> None:
    await db.execute(
        "DELETE FROM trace_event WHERE project_id = $1 AND trace_id = ANY($2::text[])",
        project_id,
        trace_ids,
    )


def _version(row: Record) -> Version:
    values = {name: row[name] for name in TraceEvent._fields}
    return version_of_event(TraceEvent(**values | {"fields": fields_of_json(row["fields"])}))
