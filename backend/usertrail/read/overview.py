"""SQL that reads the sums over everybody."""

from asyncpg import Record

from usertrail.database.scope import ScopedPool
from usertrail.read.everybody import everybody
from usertrail.read.measures import MEASURES, Scope, sums, union
from usertrail.read.statement import Binding, scan


async def select_overview(pool: ScopedPool, scope: Scope) -> Record:
    """The measures of everybody and nobody, how many users there were, and how many were new."""
    bind = Binding()
    names = (*MEASURES, "user_count", "new_user_count")
    zero_or_sum = ", ".join(f"coalesce({name}, 0) AS {name}" for name in names)
    (row,) = await scan(
        pool,
        f"""
        SELECT {zero_or_sum},
            coalesce(attributed_count, 0)::float8 / nullif(trace_count, 0) AS attributed_share
        FROM (
            SELECT {sums(names)}, sum(attributed_count) AS attributed_count
            FROM ({union(everybody(bind, scope))}) AS part
        ) AS everybody
        """,
        *bind.values,
    )
    return row
