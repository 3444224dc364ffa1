"""What stored spans and events say of users and sessions under a project's own names, said anew."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from asyncpg import Record

from usertrail.database.pool import Database
from usertrail.database.table import arrays
from usertrail.normalise.records import JsonObject, OwnIds
from usertrail.store.spans import SPAN
from usertrail.store.trace_events import TRACE_EVENT

# Their metadata may be long.
AT_ONCE = 100

# Of trace fields and metadata.
Judge = Callable[[JsonObject, JsonObject | None], OwnIds]


class Changed(NamedTuple):
    """A span or event, and its trace fields as they are to be."""

    trace_id: str
    id: str
    fields: JsonObject


async def select_changed_spans(
    db: Database, project_id: str, trace_ids: Sequence[str], judge: Judge
) -> list[Changed]:
    """The spans of these traces that say otherwise once they are judged."""
    rows = db.cursor(
        """
        SELECT trace_id, span_id AS id, trace_fields AS fields, metadata FROM span
        WHERE project_id = $1 AND trace_id = ANY($2::text[])
        """,
        project_id,
        trace_ids,
        prefetch=AT_ONCE,
    )
    return [changed async for row in rows if (changed := _changed(row, judge))]


async def select_changed_events(
    db: Database, project_id: str, trace_ids: Sequence[str], judge: Judge
) -> list[Changed]:
    """The same of the events of these traces, whose metadata is among their fields."""
    rows = db.cursor(
        """
        SELECT trace_id, event_id AS id, fields, NULL::jsonb AS metadata FROM trace_event
        WHERE project_id = $1 AND trace_id = ANY($2::text[])
        """,
        project_id,
        trace_ids,
        prefetch=AT_ONCE,
    )
    return [changed async for row in rows if (changed := _changed(row, judge))]


async def update_spans(db: Database, project_id: str, changed: Sequence[Changed]) -> None:
    """Write the trace fields of these spans."""
    rows = [(one.trace_id, one.id, one.fields or None) for one in changed]
    await db.execute(SPAN.update("trace_fields"), project_id, *arrays(rows, 3))


async def update_events(db: Database, project_id: str, changed: Sequence[Changed]) -> None:
    """Write the fields of these events of traces."""
    await db.execute(TRACE_EVENT.update("fields"), project_id, *arrays(changed, 3))


def _changed(row: Record, judge: Judge) -> Changed | None:
    fields: JsonObject = row["fields"] or {}
    own = judge(fields, row["metadata"])
    if own == fields.get("own", {}):
        return None
    others = {name: said for name, said in fields.items() if name != "own"}
    return Changed(row["trace_id"], row["id"], {**others, "own": own} if own else others)
