"""Traces folded anew from what is stored of them, totals included."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from usertrail import aggregate
from usertrail.database.pool import Database, Pool, acquire
from usertrail.ingest.transaction import announce, move_along, transaction
from usertrail.store import traces
from usertrail.store.write import lock_traces, refold

# So many traces are held at once while stale ones are folded anew.
STALE_AT_ONCE = 500


@asynccontextmanager
async def refolding(
    pool: Pool, project_id: str, trace_ids: Sequence[str]
) -> AsyncIterator[Database]:
    """Lock traces for a block that changes what their spans say; then fold them, totals included.

    All of it is one transaction. Raises TooBusy.
    """
    async with transaction(pool, project_id) as db:
        locked = await lock_traces(db, project_id, trace_ids)
        yield db
        folded = await refold(db, project_id, sorted(locked))
        changed = [change for change in folded if change.before != change.after]
        changes = await move_along(db, project_id, changed)
        await aggregate.move_totals(db, project_id, changed, changes)
        await announce(db, project_id, [change.trace_id for change in changed])


async def refold_stale(pool: Pool) -> int:
    """Fold anew the traces whose sums an older version made by another rule; how many there were.

    Interrupted, it goes on where it was. Raises TooBusy.
    """
    count = 0
    while stale := await _select_stale(pool):
        for project_id in dict.fromkeys(project_id for project_id, _ in stale):
            trace_ids = [trace_id for owner, trace_id in stale if owner == project_id]
            async with refolding(pool, project_id, trace_ids) as db:
                await traces.delete_stale(db, project_id, trace_ids)
        count += len(stale)
    return count


async def _select_stale(pool: Pool) -> list[tuple[str, str]]:
    async with acquire(pool) as db:
        return await traces.select_stale(db, STALE_AT_ONCE)
