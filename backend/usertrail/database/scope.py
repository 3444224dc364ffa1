"""Whose rows a connection meets: nobody's, until its transaction says of which project it is.

Behind the conditions of each statement, Postgres compares every row with these settings, as
policies.sql says. One that lacks its condition still finds and changes nothing of other projects.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

import asyncpg

from usertrail.database.faults import FAULTS

if TYPE_CHECKING:
    from usertrail.database.pool import Database, Pool

# For what no caller asks: recounting, migrating, and counting what arrives.
EVERYTHING = "SET LOCAL usertrail.everything = 'yes'"


class ScopedPool(NamedTuple):
    """A pool by which the rows of one project are reached, or expressly those of all."""

    pool: "Pool"
    # The statement that begins its transactions.
    scope: str
    # Empty where it is all of them.
    project_id: str = ""


def scope_of(project_id: str) -> str:
    # Written like this, a text means the same under all settings of Postgres.
    escaped = project_id.replace("\\", "\\\\").replace("'", "''")
    return f"SET LOCAL usertrail.project_id = E'{escaped}'"


def unscoped(pool: "Pool | ScopedPool") -> tuple["Pool", str]:
    """The pool itself, and the statement that says its scope; an empty one where it has none."""
    return (pool.pool, pool.scope) if isinstance(pool, ScopedPool) else (pool, "")


@asynccontextmanager
async def within(db: "Database", begin: str) -> AsyncIterator[None]:
    """A transaction as long as the block; `begin` is one message, and so one round trip."""
    try:
        await db.execute(begin)
        yield
        await db.execute("COMMIT")
    except BaseException:
        with suppress(asyncpg.InterfaceError, *FAULTS):
            await db.execute("ROLLBACK")
        raise
