"""Naming the users and sessions of stored traces anew, by a project's own names."""

from collections.abc import Sequence

from usertrail import aggregate
from usertrail.database.pool import Database
from usertrail.ingest.storing import new_owners
from usertrail.ingest.transaction import announce, moved_sessions
from usertrail.normalise.own_names import own_ids_of_stored
from usertrail.normalise.records import JsonObject, OwnIds
from usertrail.normalise.rules import Rules
from usertrail.store import feedback as feedback_rows
from usertrail.store import sessions
from usertrail.store import traces as trace_rows
from usertrail.store.changes import TraceChange, facts_of
from usertrail.store.own_names import rename_events, rename_spans
from usertrail.store.write import lock_traces, select_folded


async def rename_traces(
    db: Database, project_id: str, trace_ids: Sequence[str], rules: Rules
) -> int:
    """Apply the names of the rules to stored traces, and move the totals, within a transaction.

    How many came to another user or session. Applying the same again changes nothing.
    """

    def judge(fields: JsonObject, metadata: JsonObject | None) -> OwnIds:
        return own_ids_of_stored(rules, fields, metadata)

    before = await lock_traces(db, project_id, trace_ids)
    renamed = await rename_spans(db, project_id, list(before), judge)
    renamed |= await rename_events(db, project_id, list(before), judge)
    if not renamed:
        return 0
    after = await select_folded(db, project_id, sorted(renamed))
    await trace_rows.update_traces(db, project_id, after.values())
    changed = [
        change
        for id in sorted(after)
        if (change := TraceChange(id, before[id], facts_of(after[id]))).before != change.after
    ]
    await aggregate.move_sessions(db, project_id, changed)
    changes = await feedback_rows.move(db, project_id, new_owners(changed))
    changes += await sessions.settle(db, project_id, moved_sessions(changed))
    await aggregate.move_totals(db, project_id, changed, changes)
    await announce(db, project_id, [change.trace_id for change in changed])
    return len(changed)
