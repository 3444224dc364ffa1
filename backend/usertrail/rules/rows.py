"""SQL that reads the rules of a project."""

from typing import NamedTuple

from usertrail.database.pool import Database
from usertrail.normalise.prices import Price, Prices
from usertrail.normalise.rules import Rules

FIELDS = ("user_id", "session_id")


class Revised(NamedTuple):
    revision: int
    rules: Rules


async def select_rules(db: Database, project_id: str) -> Revised:
    # Read before them: what is said meanwhile is then read once more, and never missed.
    revision = await db.fetchval(
        "SELECT rules_revision FROM project WHERE project_id = $1", project_id
    )
    prices = Prices(await select_prices(db, project_id))
    return Revised(revision or 0, (await select_names(db, project_id))._replace(prices=prices))


async def select_prices(db: Database, project_id: str) -> list[Price]:
    rows = await db.fetch(
        "SELECT model_pattern, starts_at, kind, usd_per_million FROM price WHERE project_id = $1",
        project_id,
    )
    return [Price(**row) for row in rows]


async def select_names(db: Database, project_id: str) -> Rules:
    """Rules of which only the names are told."""
    rows = await db.fetch(
        "SELECT field, name FROM own_name WHERE project_id = $1 ORDER BY place", project_id
    )
    names = {field: [row["name"] for row in rows if row["field"] == field] for field in FIELDS}
    return Rules(user_id_names=tuple(names["user_id"]), session_id_names=tuple(names["session_id"]))


async def revise(db: Database, project_id: str) -> None:
    """Tell all processes that the rules change with this transaction, which others wait for."""
    await db.execute(
        "UPDATE project SET rules_revision = rules_revision + 1 WHERE project_id = $1", project_id
    )
