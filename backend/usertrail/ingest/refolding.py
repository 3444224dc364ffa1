"""Traces folded anew from what is stored of them, totals included."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from usertrail import aggregate
from usertrail.database.pool import Database, Pool, acquire
from usertrail.ingest.erasing import erase, erase_feedback, find_erased
from usertrail.ingest.transaction import announce, move_along, transaction
from usertrail.store import erasures, traces
from usertrail.store.write import lock_traces, refold

# So many traces are held at once while stale ones are folded anew.
STALE_AT_ONCE = 500


@asynccontextmanager
async def refolding(
    pool: Pool, project_id: str, trace_ids: Sequence[str]
) -> AsyncIterator[Database]:
    """Lock traces for a block that changes what their spans say; then fold them, totals included.

    A trace that is found to be of a user who was erased goes, too. All of it is one transaction.
    Raises TooBusy.
    """
    async with transaction(pool, project_id) as db:
        await erasures.share_lock(db, project_id)
        locked = await lock_traces(db, project_id, trace_ids)
        yield db
        folded = await refold(db, project_id, sorted(locked))
        changed = [change for change in folded if change.before != change.after]
        facts = {change.trace_id: change.after for change in changed if change.after}
        erased = await find_erased(db, project_id, facts)
        if erased:
            changed = await erase(db, project_id, erased, facts, changed)
        changes = await move_along(db, project_id, changed)
        if erased:
            gone, _ = await erase_feedback(db, project_id, erased, facts)
            changes += gone
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
