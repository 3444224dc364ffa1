"""SQL that reads users and their totals."""

from collections.abc import Sequence
from dataclasses import replace

from asyncpg import Record

from usertrail.database.scope import ScopedPool
from usertrail.read.activity import by_interval
from usertrail.read.counted import Columns, fetch_columns
from usertrail.read.measures import MEASURES, Scope, measured, sums, union
from usertrail.read.paging import Page, Paged, cut
from usertrail.read.period import Period
from usertrail.read.statement import Binding, scan
from usertrail.read.users.active_users import sessions_begun
from usertrail.read.users.top_users import page_of_users
from usertrail.read.users.user_filter import field_of, matching, scope_of, sort_of
from usertrail.schema.inputs import Interval, UserFilter, UserOrder, UserOrderField


async def select_user_page(
    pool: ScopedPool,
    project_id: str,
    page: Page,
    period: Period,
    filter: UserFilter | None,
    order: UserOrder | None,
) -> Paged:
    """Ids and sort values of users with a trace in the period, by every measure of the period."""
    bind = Binding()
    scope = scope_of(project_id, period, filter)
    statement = page_of_users(bind, scope, filter, order, page)
    return cut(await scan(pool, statement, *bind.values), page)


async def count_users(
    pool: ScopedPool, project_id: str, period: Period, filter: UserFilter | None
) -> int:
    bind = Binding()
    users = matching(bind, scope_of(project_id, period, filter), filter, [])
    (row,) = await scan(pool, f"SELECT count(*) FROM ({users}) AS matching", *bind.values)
    count: int = row["count"]
    return count


async def select_users_activity(
    pool: ScopedPool, project_id: str, period: Period, filter: UserFilter | None, interval: Interval
) -> list[Record]:
    """The measures of all those users together by interval, in order of time, without gaps."""
    bind = Binding()
    scope = scope_of(project_id, period, filter)
    users = matching(bind, scope, filter, [])
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
    bind: Binding,
    project_id: str,
    period: Period,
    filter: UserFilter | None,
    order: UserOrder | None,
) -> str:
    """The statement for every measure of all those users, in order and without pages."""
    scope = scope_of(project_id, period, filter)
    reads = [field_of(order), UserOrderField.SESSION_COUNT, UserOrderField.FEEDBACK_COUNT]
    return f"""
        SELECT user_id, {", ".join(MEASURES)}
        FROM ({matching(bind, scope, filter, reads)}) AS matching
        ORDER BY {sort_of(order).order_by(backwards=False)}
    """


# Of one user; what anybody names so is a handful.
MOST_ENVIRONMENTS = 100
PROFILE = Columns(
    ("user_id", "first_seen_at", "last_seen_at", "environment_count"),
    ("name", "email"),
    ("properties",),
    ("environments",),
)


async def select_users(pool: ScopedPool, project_id: str, user_ids: Sequence[str]) -> list[Record]:
    bind = Binding()
    return await fetch_columns(pool, bind, profiles_and_sight(bind, project_id, user_ids), PROFILE)


def profiles_and_sight(bind: Binding, project_id: str, user_ids: Sequence[str]) -> str:
    """The statement for all of a user but what depends on a period; who has no trace has no row."""
    ids = bind(user_ids, "text[]")
    project = bind(project_id, "text")
    return f"""
        SELECT user_id, profile.name, profile.email, profile.properties,
            seen.first_seen_at, seen.last_seen_at,
            seen.environments[1:{MOST_ENVIRONMENTS}] AS environments,
            cardinality(seen.environments) AS environment_count
        FROM (
            SELECT user_id, min(first_seen_at) AS first_seen_at,
                max(last_seen_at) AS last_seen_at,
                array_agg(environment ORDER BY environment) AS environments
            FROM user_total
            WHERE project_id = {project} AND user_id = ANY({ids}) AND user_id <> ''
                AND trace_count > 0
            GROUP BY user_id
        ) AS seen
        LEFT JOIN (
            SELECT user_id, nullif(name, '') AS name, nullif(email, '') AS email,
                nullif(properties, '{{}}') AS properties
            FROM user_profile
            WHERE project_id = {project} AND user_id = ANY({ids})
        ) AS profile USING (user_id)
    """


def first_profiles(bind: Binding, project_id: str, user_ids: Sequence[str], most: int) -> str:
    """The same of the first of these users, and at least of one: until they are so many bytes."""
    order = f"array_position({bind(user_ids, 'text[]')}, user_id)"
    return f"""
        WITH counted AS MATERIALIZED (
            SELECT *, {order} AS place
            FROM ({profiles_and_sight(bind, project_id, user_ids)}) AS found ORDER BY place
        ), sized AS (
            SELECT *, sum({PROFILE.weight}) OVER (ORDER BY place) - ({PROFILE.weight}) AS before
            FROM counted
        )
        SELECT {PROFILE.answered} FROM sized WHERE before < {bind(most, "bigint")} ORDER BY place
    """


async def select_metrics(pool: ScopedPool, scope: Scope) -> list[Record]:
    """The measures of each user of the scope, for those who have any."""
    bind = Binding()
    parts = [*measured(bind, scope), sessions_begun(bind, scope, by_user=True)]
    return await scan(
        pool,
        f"SELECT user_id, {sums(MEASURES)} FROM ({union(parts)}) AS part GROUP BY user_id",
        *bind.values,
    )
