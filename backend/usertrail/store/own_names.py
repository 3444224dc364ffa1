"""What stored spans and events say of users and sessions under a project's own names, said anew."""

from collections.abc import Callable, Sequence

from asyncpg import Record

from usertrail.database.pool import Database
from usertrail.normalise.records import JsonObject, OwnIds

# Their metadata may be long.
AT_ONCE = 100

# Of trace fields and metadata.
Judge = Callable[[JsonObject, JsonObject | None], OwnIds]


async def rename_spans(
    db: Database, project_id: str, trace_ids: Sequence[str], judge: Judge
) -> set[str]:
    """Let the spans of these locked traces say what is judged; those traces that then differ."""
    changed: list[tuple[str, str, JsonObject | None]] = []
    rows = db.cursor(
        """
        SELECT trace_id, span_id, trace_fields AS fields, metadata FROM span
        WHERE project_id = $1 AND trace_id = ANY($2::text[])
        """,
        project_id,
        trace_ids,
        prefetch=AT_ONCE,
    )
    async for row in rows:
        if (fields := _renamed(row, judge)) is not None:
            changed.append((row["trace_id"], row["span_id"], fields or None))
    if not changed:
        return set()
    await db.execute(
        """
        UPDATE span SET trace_fields = said.fields
        FROM unnest($2::text[], $3::text[], $4::jsonb[]) AS said (trace_id, span_id, fields)
        WHERE span.project_id = $1
            AND (span.trace_id, span.span_id) = (said.trace_id, said.span_id)
        """,
        project_id,
        *_columns(changed),
    )
    return {trace_id for trace_id, _, _ in changed}


async def rename_events(
    db: Database, project_id: str, trace_ids: Sequence[str], judge: Judge
) -> set[str]:
    """The same of the events of these traces."""
    rows = await db.fetch(
        """
        SELECT trace_id, event_id, fields, NULL::jsonb AS metadata FROM trace_event
        WHERE project_id = $1 AND trace_id = ANY($2::text[])
        """,
        project_id,
        trace_ids,
    )
    changed = [
        (row["trace_id"], row["event_id"], fields)
        for row in rows
        if (fields := _renamed(row, judge)) is not None
    ]
    if not changed:
        return set()
    await db.execute(
        """
        UPDATE trace_event SET fields = said.fields
        FROM unnest($2::text[], $3::text[], $4::jsonb[]) AS said (trace_id, event_id, fields)
        WHERE trace_event.project_id = $1
            AND (trace_event.trace_id, trace_event.event_id) = (said.trace_id, said.event_id)
        """,
        project_id,
        *_columns(changed),
    )
    return {trace_id for trace_id, _, _ in changed}


def _renamed(row: Record, judge: Judge) -> JsonObject | None:
    """The trace fields as they are from now on; None where they stay as they are."""
    fields: JsonObject = row["fields"] or {}
    own = judge(fields, row["metadata"])
    if own == fields.get("own", {}):
        return None
    others = {name: said for name, said in fields.items() if name != "own"}
    return {**others, "own": own} if own else others


def _columns(
    changed: Sequence[tuple[str, str, JsonObject | None]],
) -> tuple[list[str], list[str], list[JsonObject | None]]:
    return (
        [trace_id for trace_id, _, _ in changed],
        [own_id for _, own_id, _ in changed],
        [fields for _, _, fields in changed],
    )
