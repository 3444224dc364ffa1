"""SQL that reads the measures of users: of some, of all in a list, and of these together."""

from collections.abc import Sequence
from dataclasses import replace

from asyncpg import Record

from usertrail.database.scope import ScopedPool
from usertrail.read.activity import by_interval
from usertrail.read.feedback_kinds import MAIN, kinds
from usertrail.read.feedback_sums import Asked, SumsByPlace, in_order, sums_of
from usertrail.read.measures import (
    MEASURES,
    SHOWN,
    Scope,
    measured,
    prefixed,
    sessions_begun,
    sums,
    union,
)
from usertrail.read.period import Interval, Period
from usertrail.read.statement import Binding, scan
from usertrail.read.users.feedback import UserSort
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
    users, theirs = _listed(bind, pool.project_id, period, filter)
    return await scan(pool, f"{users} {by_interval(bind, theirs, interval)}", *bind.values)


async def list_feedback_sums(
    pool: ScopedPool,
    asked: Sequence[Asked],
    period: Period,
    filter: UserFilter,
    interval: Interval,
) -> list[SumsByPlace]:
    """The sums of feedback of a kind of all those users together, by interval."""
    bind = Binding()
    users, theirs = _listed(bind, pool.project_id, period, filter)
    statement = sums_of(bind, theirs, {of.kind for of in asked}, interval)
    return in_order(asked, await scan(pool, f"{users} {statement}", *bind.values))


def _listed(
    bind: Binding, project_id: str, period: Period, filter: UserFilter
) -> tuple[str, Scope]:
    """The WITH clause that finds those users, and what is counted of them."""
    scope = scope_of(project_id, period, filter)
    users = f"""
        WITH listed AS MATERIALIZED (
            SELECT user_id FROM ({matching(bind, scope, filter)}) AS matching
        )
    """
    return users, replace(scope, user_ids=None, among="SELECT user_id FROM listed")


def all_measures(
    bind: Binding, project_id: str, period: Period, filter: UserFilter, sort: UserSort
) -> str:
    """The statement for every measure of all those users, in order and without pages.

    Of feedback by name, they have that which the list is ordered or filtered by, else the main
    one: its sums, which begin with SHOWN, and its name and type.
    """
    scope = scope_of(project_id, period, filter)
    reads = [sort.column, *MEASURES]
    shown = sort.feedback or (filter.feedback and filter.feedback.asked) or MAIN
    return f"""
        SELECT user_id, {", ".join((*MEASURES, *prefixed(SHOWN)))},
            kind.name AS feedback_name, kind.data_type AS feedback_data_type
        FROM ({matching(bind, scope, filter, reads, shown)}) AS matching
        LEFT JOIN ({kinds(bind, project_id, shown)}) AS kind ON true
        ORDER BY {sort.order_by()}
    """
