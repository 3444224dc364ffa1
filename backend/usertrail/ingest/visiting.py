"""Storing what visitors gave with a public key alone, within their limits."""

from collections.abc import Sequence
from typing import NamedTuple

from usertrail.database.pool import Pool
from usertrail.ingest.transaction import transaction
from usertrail.ingest.write import store
from usertrail.normalise.records import Feedback, Records
from usertrail.store import erasures
from usertrail.store.visitors import lock_visitors, select_given


class Given(NamedTuple):
    """What became of the feedback of visitors."""

    # Why each piece may not be stored; None where it may.
    refusals: list[str | None]
    # Of the others, those that are not stored since they or their users were erased.
    erased_count: int


async def ingest_from_visitors(pool: Pool, project_id: str, feedback: Sequence[Feedback]) -> Given:
    """Store what may be stored. Raises TooBusy."""
    async with transaction(pool, project_id) as db:
        await erasures.share_lock(db, project_id)
        await lock_visitors(db, project_id)
        given = await select_given(db, project_id, feedback)
        refusals = [given.refusal(item) for item in feedback]
        kept = [item for item, why in zip(feedback, refusals, strict=True) if why is None]
        unstored = await store(db, project_id, Records(feedback=kept))
    return Given(refusals, unstored.event_count)
