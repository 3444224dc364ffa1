"""Which users a list holds, and the measures of theirs that it reads."""

from collections.abc import Collection
from dataclasses import replace

from usertrail.normalise.identifiers import storable_id
from usertrail.read.measures import NAMED_SUMS, Scope, measured, named_feedback, part, sums, union
from usertrail.read.paging import Kind, Sort
from usertrail.read.period import Period
from usertrail.read.statement import Binding
from usertrail.read.users.active_users import seen, sessions_begun, was_there
from usertrail.schema.inputs import (
    OrderDirection,
    UserFilter,
    UserOrder,
    UserOrderField,
    contains,
    environments_of,
    lies_in,
    period_of,
)

AVERAGE = "rating_sum / nullif(rating_count, 0)"
NAMED_AVERAGE = "named_rating_sum / nullif(named_rating_count, 0)"
CLAUSES = {field: str(field.value) for field in UserOrderField} | {
    # As numeric, 1/3 and 10000/30000 have other digits.
    UserOrderField.ERROR_RATE: "error_count::float8 / nullif(span_count, 0)",
    UserOrderField.FEEDBACK_AVERAGE: AVERAGE,
}
KINDS: dict[UserOrderField, Kind] = {
    UserOrderField.USER_ID: "text",
    UserOrderField.FIRST_SEEN_AT: "instant",
    UserOrderField.LAST_SEEN_AT: "instant",
    UserOrderField.ERROR_RATE: "float",
    UserOrderField.COST_USD: "number",
    UserOrderField.FEEDBACK_AVERAGE: "number",
}
DEFAULT_ORDER = UserOrder(field=UserOrderField.LAST_SEEN_AT)
NO_FILTER = UserFilter()
# Of nothing there is no share.
SHARES = {UserOrderField.ERROR_RATE, UserOrderField.FEEDBACK_AVERAGE}
SEEN_ORDERS = {UserOrderField.FIRST_SEEN_AT, UserOrderField.LAST_SEEN_AT}
# What does not depend on the period.
LASTING = {UserOrderField.USER_ID, *SEEN_ORDERS}
FEEDBACK_ORDERS = {UserOrderField.FEEDBACK_COUNT, UserOrderField.FEEDBACK_AVERAGE}


def field_of(order: UserOrder | None) -> UserOrderField:
    return (order or DEFAULT_ORDER).field


def sort_of(order: UserOrder | None) -> Sort:
    order = order or DEFAULT_ORDER
    return Sort(
        f"users.{order.field.value}",
        CLAUSES[order.field],
        KINDS.get(order.field, "count"),
        id="user_id",
        descending=order.direction is OrderDirection.DESC,
        nullable=order.field in SHARES,
    )


def scope_of(project_id: str, period: Period, filter: UserFilter | None) -> Scope:
    filter = filter or NO_FILTER
    return Scope(
        project_id,
        period,
        environments_of(filter.environments),
        None if filter.user_ids is None else tuple(map(storable_id, filter.user_ids)),
    )


def matching(
    bind: Binding, scope: Scope, filter: UserFilter | None, reads: Collection[UserOrderField]
) -> str:
    """A row for each user that the filter lets through.

    Sums that nobody reads cost nothing; sessions and first and last sight are only there to read
    where they are named, and feedback where nothing but what lasts is read.
    """
    filter = filter or NO_FILTER
    if _is_known(scope, filter, reads):
        conditions = _conditions(bind, scope, filter, "user_ever")
        known = scope.where(bind, was_there(bind, scope), *conditions)
        return f"SELECT * FROM user_ever WHERE {known}"
    named = tuple(NAMED_SUMS)
    return f"""
        SELECT * FROM (
            SELECT user_id, {sums()}, {sums(named)}, min(first_seen_at) AS first_seen_at,
                max(last_seen_at) AS last_seen_at, bool_or(is_found) AS is_found
            FROM ({union(_parts(bind, scope, filter, reads))}) AS part GROUP BY user_id
        ) AS summed
        WHERE {" AND ".join(("trace_count > 0", *_conditions(bind, scope, filter, "summed")))}
    """


def is_summed(filter: UserFilter) -> bool:
    """Whether users are let through by what they did in the period."""
    return any(
        (
            filter.trace_count,
            filter.total_tokens,
            filter.cost_usd,
            filter.error_count,
            filter.feedback,
        )
    )


def _is_known(scope: Scope, filter: UserFilter, reads: Collection[UserOrderField]) -> bool:
    """Whether the totals of all time tell all of it."""
    if scope.environments is not None or filter.search:
        return False
    if scope.period.is_open:
        is_named = filter.feedback is not None and filter.feedback.name is not None
        return not is_named and UserOrderField.SESSION_COUNT not in reads
    return not is_summed(filter) and LASTING.issuperset(reads)


def _parts(
    bind: Binding, scope: Scope, filter: UserFilter, reads: Collection[UserOrderField]
) -> list[str]:
    has_feedback = filter.feedback is not None or not FEEDBACK_ORDERS.isdisjoint(reads)
    parts = measured(bind, scope, feedback=has_feedback)
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


def _conditions(bind: Binding, scope: Scope, filter: UserFilter, users: str) -> list[str]:
    """The SQL conditions on a row of the table or subquery of this name."""
    conditions = [
        "user_id <> ''",
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
        conditions.append(_was_last_seen(bind, scope, period_of(filter.last_seen_at), users))
    if filter.feedback:
        named = filter.feedback.name is not None
        count = "named_feedback_count" if named else "rating_count"
        average = NAMED_AVERAGE if named else AVERAGE
        conditions += lies_in(bind, count, filter.feedback.count) or [f"{count} > 0"]
        conditions += lies_in(bind, average, filter.feedback.average)
    return conditions


def _was_last_seen(bind: Binding, scope: Scope, period: Period, users: str) -> str:
    """The SQL condition that the latest of their traces lies in the period.

    Until now, that is the latest that has come: whose clock was ahead once is seen all the same.
    """
    latest = period.holds(bind, "last_seen_at")
    if not period.until_now:
        return latest
    theirs = f"project_id = {bind(scope.project_id, 'text')} AND user_id = {users}.user_id"
    return f"""({latest} OR last_seen_at > now() AND EXISTS (
        SELECT FROM trace WHERE {theirs} AND {period.holds(bind, "started_at")}
    ))"""
