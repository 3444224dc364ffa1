"""SQL that reads the rules of a project."""

from typing import NamedTuple

from usertrail.database.pool import Database
from usertrail.normalise.prices import Price, Prices
from usertrail.normalise.rules import Rules


class Revised(NamedTuple):
    revision: int
    rules: Rules


async def select_rules(db: Database, project_id: str) -> Revised:
    # Read before them: what is said meanwhile is then read once more, and never missed.
    revision = await db.fetchval(
        "SELECT rules_revision FROM project WHERE project_id = $1", project_id
    )
    return Revised(revision or 0, Rules(Prices(await select_prices(db, project_id))))


async def select_prices(db: Database, project_id: str) -> list[Price]:
    rows = await db.fetch(
        "SELECT model_pattern, starts_at, kind, usd_per_million FROM price WHERE project_id = $1",
        project_id,
    )
    return [Price(**row) for row in rows]


async def revise(db: Database, project_id: str) -> None:
    """Tell all processes that the rules change with this transaction, which others wait for."""
    await db.execute(
        "UPDATE project SET rules_revision = rules_revision + 1 WHERE project_id = $1", project_id
    )
