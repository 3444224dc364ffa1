"""The page of users that a list shows, without looking at every user where that can be told.

Users are many, and a sum over a period is nobody's index. But nobody did more in a period than in
all time, so whoever is busiest in a period is found by going down the busiest of all time until
the rest cannot come before those found. And few users rate: an average is looked for among these.
Where either finds too few, everybody is looked at, by the same statement.
"""

from dataclasses import replace

from usertrail.database.scope import ScopedPool
from usertrail.measures import RATING_MEAN
from usertrail.read.feedback_kinds import of_kind
from usertrail.read.measures import SHOWN, Scope, ratings, union
from usertrail.read.paging import SQL_TYPES, Page, Paged, Sort, cut, tail, within
from usertrail.read.period import Period
from usertrail.read.presence import was_seen, was_there
from usertrail.read.statement import Binding, scan
from usertrail.read.users.feedback import UserSort, mean_of
from usertrail.read.users.filter import EVERY_USER, UserFilter, matching, scope_of

# Sums that are never negative, by an index, and more than any of them.
BOUNDED = {"total_tokens": "9223372036854775807", "cost_usd": "'Infinity'::numeric"}
# How many users are looked at in one step, and after how many steps everybody is.
STEP_USERS = 100
MAX_STEPS = 20
# How many raters are looked at for each one who is wanted: some have no trace in the period.
RATERS = 4


async def select_user_page(
    pool: ScopedPool, page: Page, period: Period, filter: UserFilter, sort: UserSort
) -> Paged:
    """`user_id` and `sort_value` of users with a trace in the period, whom the filter lets through.

    Raises what `scan` does.
    """
    bind = Binding()
    scope = scope_of(pool.project_id, period, filter)
    statement = _page(bind, scope, filter, sort, page)
    return cut(await scan(pool, statement, *bind.values), page)


async def count_users(pool: ScopedPool, period: Period, filter: UserFilter) -> int:
    """How many there are on all pages."""
    bind = Binding()
    users = matching(bind, scope_of(pool.project_id, period, filter), filter)
    (row,) = await scan(pool, f"SELECT count(*) FROM ({users}) AS matching", *bind.values)
    count: int = row["count"]
    return count


def _page(bind: Binding, scope: Scope, filter: UserFilter, sort: UserSort, page: Page) -> str:
    """The statement for ids and sort values of one page, and of one row more."""
    everybody = f"""
        SELECT user_id, {sort.clause} AS sort_value
        FROM ({matching(bind, scope, filter, [sort.column], sort.feedback)}) AS matching
        WHERE {within(bind, sort, page)} {tail(bind, sort, page)}
    """
    if scope.user_ids is not None or not _is_first(filter, page):
        return everybody
    if sort.column.endswith(RATING_MEAN.name):
        return _rated(bind, scope, sort, page, everybody)
    if sort.column in BOUNDED and sort.descending and not scope.period.is_open:
        return _busiest(bind, scope, sort, page, everybody)
    return everybody


def _is_first(filter: UserFilter, page: Page) -> bool:
    """Whether the best of all are asked for, who are soon found."""
    lets_most_through = not (
        filter.is_summed or filter.search or filter.first_seen_at or filter.last_seen_at
    )
    return lets_most_through and not page.backwards and page.before is None


def _busiest(bind: Binding, scope: Scope, sort: Sort, page: Page, everybody: str) -> str:
    """Goes down the users by their sum of all time, some hundred at each step of `walk`."""
    column = sort.column
    wanted = bind(page.size + 1, "int")
    order = "sort_value DESC, user_id DESC"
    known = Scope(scope.project_id).where(bind, was_seen(bind, scope))
    within_step = Scope(scope.project_id, scope.period, scope.environments, among="step.user_ids")
    return f"""
        WITH RECURSIVE walk AS (
            SELECT 0 AS number, NULL::text[] AS user_ids, NULL::{SQL_TYPES[sort.kind]}[] AS sums,
                {BOUNDED[column]} AS least, '' AS last_id, false AS is_done
            UNION ALL
            SELECT walk.number + 1, best.user_ids, best.sums, step.least, step.last_id,
                step.size < {STEP_USERS} OR coalesce(best.sums[{wanted}] > step.least, false)
            FROM walk CROSS JOIN LATERAL (
                SELECT count(*) AS size, array_agg(user_id) AS user_ids, min({column}) AS least,
                    (array_agg(user_id ORDER BY {column}, user_id))[1] AS last_id
                FROM (
                    SELECT user_id, {column} FROM user_ever
                    WHERE {known} AND ({column}, user_id) < (walk.least, walk.last_id)
                    ORDER BY {column} DESC, user_id DESC LIMIT {STEP_USERS}
                ) AS next
            ) AS step CROSS JOIN LATERAL (
                SELECT array_agg(user_id ORDER BY {order}) AS user_ids,
                    array_agg(sort_value ORDER BY {order}) AS sums
                FROM (
                    SELECT user_id, sort_value FROM (
                        SELECT * FROM unnest(walk.user_ids, walk.sums) AS kept(user_id, sort_value)
                        UNION ALL
                        SELECT user_id, {sort.clause}
                        FROM ({matching(bind, within_step, EVERY_USER, [column])}) AS matching
                        WHERE {within(bind, sort, page)}
                    ) AS known ORDER BY {order} LIMIT {wanted}
                ) AS first
            ) AS best
            WHERE NOT walk.is_done AND walk.number < {MAX_STEPS}
        ), last AS (SELECT * FROM walk ORDER BY number DESC LIMIT 1)
        SELECT user_id, sort_value FROM (
            SELECT found.* FROM last, unnest(user_ids, sums) AS found(user_id, sort_value)
            WHERE is_done
            UNION ALL
            SELECT * FROM ({everybody}) AS everybody WHERE (SELECT NOT is_done FROM last)
        ) AS page ORDER BY {order}
    """


def _rated(bind: Binding, scope: Scope, sort: UserSort, page: Page, everybody: str) -> str:
    """Who rated comes before who did not, so a page full of raters is the page."""
    raters = _raters_ever if scope.is_ever and sort.feedback is None else _raters
    wanted = bind(page.size + 1, "int")
    return f"""
        WITH rated AS MATERIALIZED (
            {raters(bind, scope, replace(sort, nullable=False), page, wanted)} LIMIT {wanted}
        ), enough AS MATERIALIZED (SELECT count(*) = {wanted} AS is_enough FROM rated)
        SELECT user_id, sort_value FROM (
            SELECT * FROM rated WHERE (SELECT is_enough FROM enough)
            UNION ALL
            SELECT * FROM ({everybody}) AS everybody WHERE (SELECT NOT is_enough FROM enough)
        ) AS page ORDER BY {sort.over("sort_value")}
    """


def _raters_ever(bind: Binding, scope: Scope, sort: UserSort, page: Page, wanted: str) -> str:
    known = scope.where(bind, was_there(bind, scope), "user_id <> ''", "rating_count > 0")
    return f"""
        SELECT user_id, {sort.clause} AS sort_value FROM user_ever
        WHERE {known} AND {within(bind, sort, page)} ORDER BY {sort.order_by()}
    """


def _raters(bind: Binding, scope: Scope, sort: UserSort, page: Page, wanted: str) -> str:
    order = sort.over("sort_value")
    if sort.feedback is None:
        mean, parts = RATING_MEAN, ratings(bind, scope)
    else:
        mean, parts = mean_of(SHOWN), of_kind(bind, scope, sort.feedback, SHOWN)
    summed = ", ".join(f"sum({name}) AS {name}" for name in (mean.whole, mean.part))
    return f"""
        SELECT user_id, sort_value FROM (
            SELECT user_id, {sort.clause} AS sort_value FROM (
                SELECT user_id, {summed} FROM ({union(parts)}) AS rating
                WHERE user_id <> '' GROUP BY user_id
            ) AS summed
            WHERE {mean.whole} > 0 AND {within(bind, sort, page)}
            ORDER BY {order} LIMIT {RATERS} * {wanted}
        ) AS ordered
        -- Asked of one after the other, until there are enough.
        WHERE EXISTS (
            SELECT FROM trace WHERE {scope.where(bind, "user_id = ordered.user_id")}
            AND {scope.period.holds(bind, "started_at")} OFFSET 0
        )
    """
