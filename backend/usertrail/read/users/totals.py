"""SQL that reads the measures of users: of some, of all in a list, and of these together."""

from dataclasses import replace

from asyncpg import Record

from usertrail.database.scope import ScopedPool
from usertrail.read.activity import by_interval
from usertrail.read.measures import MEASURES, Scope, measured, sessions_begun, sums, union
from usertrail.read.paging import Sort
from usertrail.read.period import Interval, Period
from usertrail.read.statement import Binding, scan
from usertrail.read.users.filter import UserFilter, matching, scope_of


async def select_metrics(pool: ScopedPool, scope: Scope) -> list[Record]:
    """The measures of each user of the scope, for those who have any."""
    bind = Binding()
    parts = [*measured(bind, scope), sessions_begun(bind, scope, by_user=True)]
    return await scan(
        pool,
        f"SELECT user_id, {sums(MEASURES)} FROM ({union(parts)}) AS part GROUP BY user_id",
        *bind.values,
    )


async def select_users_activity(
    pool: ScopedPool, period: Period, filter: UserFilter, interval: Interval
) -> list[Record]:
    """The measures of all those users together by interval, in order of time, without gaps."""
    bind = Binding()
    scope = scope_of(pool.project_id, period, filter)
    users = matching(bind, scope, filter)
    theirs = replace(scope, user_ids=None, among="SELECT user_id FROM listed")
    return await scan(
        pool,
        f"""
        WITH listed AS MATERIALIZED (SELECT user_id FROM ({users}) AS matching)
        {by_interval(bind, theirs, interval)}
        """,
        *bind.values,
    )


def all_measures(
    bind: Binding, project_id: str, period: Period, filter: UserFilter, sort: Sort
) -> str:
    """The statement for every measure of all those users, in order and without pages."""
    scope = scope_of(project_id, period, filter)
    reads = [sort.column, *MEASURES]
    return f"""
        SELECT user_id, {", ".join(MEASURES)}
        FROM ({matching(bind, scope, filter, reads)}) AS matching
        ORDER BY {sort.order_by()}
    """
