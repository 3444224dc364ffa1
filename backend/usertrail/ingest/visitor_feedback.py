"""Stores feedback that came with a public key alone, within its limits."""

from collections.abc import Sequence
from typing import NamedTuple

from usertrail.database.pool import Pool
from usertrail.ingest.transaction import transaction
from usertrail.ingest.write import store
from usertrail.normalise.records import Feedback, Records
from usertrail.store import erasures
from usertrail.store.visitors import lock_visitors, select_given


class VisitorResult(NamedTuple):
    """`refusals` has one entry per piece of feedback: why it is refused, or None."""

    refusals: list[str | None]
    # Accepted, but dropped since they or their users were erased.
    erased_count: int


async def ingest_from_visitors(
    pool: Pool, project_id: str, feedback: Sequence[Feedback]
) -> VisitorResult:
    """Store the feedback within the limits. Raises TooBusy."""
    async with transaction(pool, project_id) as db:
        await erasures.share_lock(db, project_id)
        await lock_visitors(db, project_id)
        limits = await select_given(db, project_id, feedback)
        refusals = [limits.refusal(item) for item in feedback]
        kept = [item for item, why in zip(feedback, refusals, strict=True) if why is None]
        records = Records(feedback=kept)
        drops = await store(db, project_id, records)
    return VisitorResult(refusals, drops.of(records).event_count if drops else 0)
