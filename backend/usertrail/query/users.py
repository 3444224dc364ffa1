"""SQL that reads users and their totals."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from asyncpg import Record

from usertrail.database.pool import Pool
from usertrail.normalise.identifiers import storable_id
from usertrail.query.binding import Binding, fetch
from usertrail.query.inputs import (
    OrderDirection,
    UserFilter,
    UserOrder,
    UserOrderField,
    contains,
    environments_of,
    lies_in,
    period_of,
)
from usertrail.query.measures import (
    MEASURES,
    Scope,
    measured,
    named_feedback,
    part,
    seen,
    sessions_begun,
    sums,
    union,
)
from usertrail.query.paging import Kind, Page, Paged, Sort, cut, tail, within
from usertrail.query.period import Period

AVERAGE = "rating_sum / nullif(rating_count, 0)"
NAMED_AVERAGE = "named_rating_sum / nullif(named_rating_count, 0)"
CLAUSES = {field: str(field.value) for field in UserOrderField} | {
    UserOrderField.FEEDBACK_AVERAGE: AVERAGE
}
KINDS: dict[UserOrderField, Kind] = {
    UserOrderField.USER_ID: "text",
    UserOrderField.FIRST_SEEN_AT: "instant",
    UserOrderField.LAST_SEEN_AT: "instant",
}
DEFAULT_ORDER = UserOrder(field=UserOrderField.LAST_SEEN_AT)
NO_FILTER = UserFilter()
SEEN_ORDERS = {UserOrderField.FIRST_SEEN_AT, UserOrderField.LAST_SEEN_AT}


def field_of(order: UserOrder | None) -> UserOrderField:
    return (order or DEFAULT_ORDER).field


def sort_of(order: UserOrder | None) -> Sort:
    order = order or DEFAULT_ORDER
    return Sort(
        f"users.{order.field.value}",
        CLAUSES[order.field],
        KINDS.get(order.field, "number"),
        id="user_id",
        descending=order.direction is OrderDirection.DESC,
        nullable=order.field is UserOrderField.FEEDBACK_AVERAGE,
    )


async def select_user_page(
    pool: Pool,
    project_id: str,
    page: Page,
    period: Period,
    filter: UserFilter | None,
    order: UserOrder | None,
) -> Paged:
    """Ids and sort values of users with a trace in the period, by every measure of the period."""
    bind = Binding()
    sort = sort_of(order)
    rows = await fetch(
        pool,
        f"""
        SELECT user_id, {sort.clause} AS sort_value
        FROM ({_matching(bind, project_id, period, filter, [field_of(order)])}) AS matching
        WHERE {within(bind, sort, page)} {tail(bind, sort, page)}
        """,
        *bind.values,
    )
    return cut(rows, page)


async def count_users(
    pool: Pool, project_id: str, period: Period, filter: UserFilter | None
) -> int:
    bind = Binding()
    matching = _matching(bind, project_id, period, filter, [])
    (row,) = await fetch(pool, f"SELECT count(*) FROM ({matching}) AS matching", *bind.values)
    count: int = row["count"]
    return count


def all_measures(
    bind: Binding,
    project_id: str,
    period: Period,
    filter: UserFilter | None,
    order: UserOrder | None,
) -> str:
    """The statement for every measure of all those users, in order and without pages."""
    reads = [field_of(order), UserOrderField.SESSION_COUNT]
    return f"""
        SELECT user_id, {", ".join(MEASURES)}
        FROM ({_matching(bind, project_id, period, filter, reads)}) AS matching
        ORDER BY {sort_of(order).order_by(backwards=False)}
    """


def _matching(
    bind: Binding,
    project_id: str,
    period: Period,
    filter: UserFilter | None,
    reads: Collection[UserOrderField],
) -> str:
    """A row for each user that the filter lets through.

    Sums that nobody reads cost nothing; sessions and first and last sight are only there to read
    where they are named.
    """
    filter = filter or NO_FILTER
    scope = Scope(
        project_id,
        period,
        environments_of(filter.environments),
        None if filter.user_ids is None else tuple(map(storable_id, filter.user_ids)),
    )
    named = ("named_count", "named_rating_count", "named_rating_sum")
    return f"""
        SELECT * FROM (
            SELECT user_id, {sums()}, {sums(named)}, min(first_seen_at) AS first_seen_at,
                max(last_seen_at) AS last_seen_at, bool_or(is_found) AS is_found
            FROM ({union(_parts(bind, scope, filter, reads))}) AS part GROUP BY user_id
        ) AS summed
        WHERE {" AND ".join(_conditions(bind, filter))}
    """


def _parts(
    bind: Binding, scope: Scope, filter: UserFilter, reads: Collection[UserOrderField]
) -> list[str]:
    parts = measured(bind, scope)
    if UserOrderField.SESSION_COUNT in reads:
        parts.append(sessions_begun(bind, scope, by_user=True))
    if not SEEN_ORDERS.isdisjoint(reads) or filter.first_seen_at or filter.last_seen_at:
        parts.append(seen(bind, scope))
    if filter.search:
        profiles = replace(scope, environments=None).where(
            bind, contains(bind, filter.search, "name", "email")
        )
        found = {"user_id": "user_id", "is_found": "true"}
        parts.append(part(f"user_profile WHERE {profiles}", found))
    if filter.feedback and filter.feedback.name is not None:
        parts += named_feedback(bind, scope, filter.feedback.name)
    return parts


def _conditions(bind: Binding, filter: UserFilter) -> list[str]:
    conditions = [
        "user_id <> ''",
        "trace_count > 0",
        *lies_in(bind, "trace_count", filter.trace_count),
        *lies_in(bind, "total_tokens", filter.total_tokens),
        *lies_in(bind, "cost_usd", filter.cost_usd),
        *lies_in(bind, "error_count", filter.error_count),
    ]
    if filter.search:
        conditions.append(f"(is_found OR {contains(bind, filter.search, 'user_id')})")
    if filter.first_seen_at:
        conditions.append(period_of(filter.first_seen_at).holds(bind, "first_seen_at"))
    if filter.last_seen_at:
        conditions.append(period_of(filter.last_seen_at).holds(bind, "last_seen_at"))
    if filter.feedback:
        named = filter.feedback.name is not None
        count = "named_count" if named else "rating_count"
        average = NAMED_AVERAGE if named else AVERAGE
        conditions += lies_in(bind, count, filter.feedback.count) or [f"{count} > 0"]
        conditions += lies_in(bind, average, filter.feedback.average)
    return conditions


async def select_users(pool: Pool, project_id: str, user_ids: Sequence[str]) -> list[Record]:
    bind = Binding()
    return await fetch(pool, profiles_and_sight(bind, project_id, user_ids), *bind.values)


def profiles_and_sight(bind: Binding, project_id: str, user_ids: Sequence[str]) -> str:
    """The statement for all of a user but what depends on a period; who has no trace has no row."""
    ids = bind(user_ids, "text[]")
    project = bind(project_id, "text")
    return f"""
        SELECT user_id, profile.name, profile.email, profile.properties,
            seen.first_seen_at, seen.last_seen_at, seen.environments
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
            SELECT user_id, name, email, properties FROM user_profile
            WHERE project_id = {project} AND user_id = ANY({ids})
        ) AS profile USING (user_id)
    """


async def select_metrics(pool: Pool, scope: Scope) -> list[Record]:
    """The measures of each user of the scope, for those who have any."""
    bind = Binding()
    parts = [*measured(bind, scope), sessions_begun(bind, scope, by_user=True)]
    return await fetch(
        pool,
        f"SELECT user_id, {sums(MEASURES)} FROM ({union(parts)}) AS part GROUP BY user_id",
        *bind.values,
    )
