"""The write path: calls store and aggregate, in one transaction."""

from usertrail.database.pool import Pool
from usertrail.normalise.records import Records


async def ingest(pool: Pool, project_id: str, records: Records) -> None:
    """Store what arrived and move the totals it changes, or do neither."""
