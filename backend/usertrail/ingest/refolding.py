"""Folds traces again from their stored spans and events, and updates the totals."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from usertrail import aggregate
from usertrail.database.pool import Database, Pool, acquire
from usertrail.ingest.erasures import drop_erased_feedback, drop_erased_traces, find_erased
from usertrail.ingest.transaction import announce, propagate, transaction
from usertrail.store import erasures, traces
from usertrail.store.write import lock_traces, refold

# Stale traces per transaction.
STALE_AT_ONCE = 500


@asynccontextmanager
async def refolding(
    pool: Pool, project_id: str, trace_ids: Sequence[str]
) -> AsyncIterator[Database]:
    """Lock traces for a block that changes their spans, then fold them and update the totals.

    All in one transaction. A trace that turns out to belong to an erased user is deleted. Raises
    TooBusy.
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
            changed = await drop_erased_traces(db, project_id, erased, facts, changed)
        changes = await propagate(db, project_id, changed)
        if erased:
            gone, _ = await drop_erased_feedback(db, project_id, erased, facts)
            changes += gone
        await aggregate.move_totals(db, project_id, changed, changes)
        await announce(db, project_id, [change.trace_id for change in changed])


async def refold_stale(pool: Pool) -> int:
    """Fold again the traces that an older version summed by other rules; returns their number.

    It can be interrupted and run again. Raises TooBusy.
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
