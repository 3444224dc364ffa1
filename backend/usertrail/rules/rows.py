"""SQL that reads and changes the rules of a project: own prices, and names of attributes."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from usertrail.database.pool import Database
from usertrail.database.table import Table
from usertrail.errors import LimitExceeded
from usertrail.normalise.prices import Price, Prices
from usertrail.normalise.rules import Rules

FIELDS = ("user_id", "session_id")
OWN_NAME = Table("own_name", {"field": "text", "place": "integer"}, {"name": "text"})
# Of users, and of sessions; each is looked for in each span.
MAX_NAMES = 5
PRICE = Table(
    "price",
    {"model_pattern": "text", "starts_at": "timestamptz", "kind": "text"},
    {"usd_per_million": "numeric"},
)
# Of a project; each request that is the first after a change reads them all.
MAX_PRICES = 500


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


async def set_names(db: Database, project_id: str, rules: Rules) -> None:
    """The names of these rules instead of those that were. An application begins anew."""
    rows = [
        {"field": field, "place": place, "name": name}
        for field, names in rules.names()
        for place, name in enumerate(names)
    ]
    await revise(db, project_id)
    await db.execute("DELETE FROM own_name WHERE project_id = $1", project_id)
    await db.execute(OWN_NAME.insert(), project_id, *OWN_NAME.arrays(rows))
    statement = """
        UPDATE own_name_application SET
            is_outdated = finished_at IS NOT NULL,
            last_trace_id = '', seen_trace_count = 0, changed_trace_count = 0
        WHERE project_id = $1
    """
    await db.execute(statement, project_id)


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
    statement = """
        DELETE FROM price
        WHERE project_id = $1 AND model_pattern = $2 AND starts_at IS NOT DISTINCT FROM $3
        RETURNING kind
    """
    rows = await db.fetch(statement, project_id, model_pattern, starts_at)
    return bool(rows)
