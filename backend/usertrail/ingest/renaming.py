"""Applies a project's own attribute names for users and sessions to stored traces."""

from collections.abc import Sequence

from usertrail.database.pool import Database
from usertrail.normalise.own_names import own_ids_of_stored
from usertrail.normalise.records import JsonObject, OwnIds
from usertrail.normalise.rules import Rules
from usertrail.store import own_names
from usertrail.store.own_names import Changed


async def select_renamed(
    db: Database, project_id: str, trace_ids: Sequence[str], rules: Rules
) -> list[str]:
    """The traces with a span or event whose ids differ by these rules, within a transaction.

    User and session of the trace may still be the same.
    """
    spans, events = await _select_changed(db, project_id, trace_ids, rules)
    return sorted({changed.trace_id for changed in (*spans, *events)})


async def rename_traces(
    db: Database, project_id: str, trace_ids: Sequence[str], rules: Rules
) -> None:
    """Update the ids of these traces' spans and events by these rules, within `refolding`."""
    spans, events = await _select_changed(db, project_id, trace_ids, rules)
    await own_names.update_spans(db, project_id, spans)
    await own_names.update_events(db, project_id, events)


async def _select_changed(
    db: Database, project_id: str, trace_ids: Sequence[str], rules: Rules
) -> tuple[list[Changed], list[Changed]]:
    """The changed spans, and the changed events."""

    def resolve(fields: JsonObject, metadata: JsonObject | None) -> OwnIds:
        return own_ids_of_stored(rules, fields, metadata)

    return (
        await own_names.select_changed_spans(db, project_id, trace_ids, resolve),
        await own_names.select_changed_events(db, project_id, trace_ids, resolve),
    )
