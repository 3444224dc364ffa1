"""Changes of a project's own prices. What is stored keeps the cost that it has."""

from collections.abc import Sequence
from datetime import datetime

from usertrail.database.pool import Database
from usertrail.database.table import Table
from usertrail.errors import LimitExceeded
from usertrail.normalise.prices import Price
from usertrail.rules.rows import revise

PRICE = Table(
    "price",
    {"model_pattern": "text", "starts_at": "timestamptz", "kind": "text"},
    {"usd_per_million": "numeric"},
)
# Of a project; each request that is the first after a change reads them all.
MAX_PRICES = 500


async def set_prices(db: Database, project_id: str, prices: Sequence[Price]) -> None:
    """Prices of one pattern and start, instead of those it had; in a transaction.

    Raises LimitExceeded.
    """
    await revise(db, project_id)
    await _delete(db, project_id, prices[0].model_pattern, prices[0].starts_at)
    rows = [price._asdict() for price in prices]
    await db.execute(PRICE.insert(), project_id, *PRICE.arrays(rows))
    count = await db.fetchval("SELECT count(*) FROM price WHERE project_id = $1", project_id)
    if count > MAX_PRICES:
        raise LimitExceeded(
            f"The project would have {count} prices, and may have at most {MAX_PRICES}; "
            "delete some that hold no more.",
            limit=MAX_PRICES,
            value=count,
        )


async def delete_prices(
    db: Database, project_id: str, model_pattern: str, starts_at: datetime | None
) -> bool:
    """Whether there were any of this pattern and start."""
    await revise(db, project_id)
    return await _delete(db, project_id, model_pattern, starts_at)


async def _delete(
    db: Database, project_id: str, model_pattern: str, starts_at: datetime | None
) -> bool:
    rows = await db.fetch(
        """
        DELETE FROM price
        WHERE project_id = $1 AND model_pattern = $2 AND starts_at IS NOT DISTINCT FROM $3
        RETURNING kind
        """,
        project_id,
        model_pattern,
        starts_at,
    )
    return bool(rows)
