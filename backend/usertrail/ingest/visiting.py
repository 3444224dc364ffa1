"""Storing what visitors gave with a public key alone, within their limits."""

from collections.abc import Sequence

from usertrail.database.pool import Pool
from usertrail.ingest.storing import store
from usertrail.ingest.transaction import transaction
from usertrail.normalise.records import Feedback, Records
from usertrail.store.visitors import lock_visitors, select_given


async def ingest_from_visitors(
    pool: Pool, project_id: str, feedback: Sequence[Feedback]
) -> list[str | None]:
    """Why each piece may not be stored; None where it is. Raises TooBusy."""
    async with transaction(pool) as db:
        await lock_visitors(db, project_id)
        given = await select_given(db, project_id, feedback)
        refusals = [given.refusal(item) for item in feedback]
        kept = [item for item, why in zip(feedback, refusals, strict=True) if why is None]
        if kept:
            await store(db, project_id, Records(feedback=kept))
    return refusals
