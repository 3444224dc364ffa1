"""Which version of the tables a database has, and whether it is the one of this program."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg

from usertrail.errors import TooBusy

if TYPE_CHECKING:
    from usertrail.database.pool import Database

MIGRATIONS = Path(__file__).parent / "migrations"

# What a statement meets on other tables: without a table or column of its own, and the second where
# `expectation` is not met.
MISSING = (asyncpg.SyntaxOrAccessError, asyncpg.DivisionByZeroError)


class OtherTables(TooBusy):
    """The tables are of another version than this program; that passes when one is replaced."""


@cache
def migrations() -> dict[int, Path]:
    """The migrations of this program by number, in order."""
    return {int(file.name.split("_")[0]): file for file in sorted(MIGRATIONS.glob("*.sql"))}


@cache
def expectation() -> str:
    """A statement that divides by zero where not exactly these migrations are applied.

    Nothing but an error comes back of a statement that is sent together with others. As long as its
    transaction lasts, no migration begins: it waits for everybody who has read this table.
    """
    numbers = ",".join(map(str, migrations()))
    return (
        f"SELECT 1 / (array_agg(number ORDER BY number) IS NOT DISTINCT FROM '{{{numbers}}}')::int "
        "FROM migration"
    )


async def select_applied(db: "Database") -> set[int]:
    return {row["number"] for row in await db.fetch("SELECT number FROM migration")}


async def check_tables(db: "Database") -> None:
    """Raises OtherTables."""
    try:
        applied = await select_applied(db)
    except asyncpg.UndefinedTableError:
        applied = set()
    if newer := applied - migrations().keys():
        raise OtherTables(
            f"The database was changed by a newer Usertrail (migration {max(newer)}) than this "
            "server, which takes nothing any more; replace it by the newer one."
        )
    if migrations().keys() - applied:
        raise OtherTables("The database lacks the tables of this version; run usertrail migrate.")
