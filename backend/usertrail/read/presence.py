"""Who was there, and when first and last: the parts and conditions that tell of users."""

from collections.abc import Iterable
from dataclasses import replace

from usertrail.read.measures import NEVER, Grain, Scope, measured, part, union
from usertrail.read.statement import Binding


def new_users(bind: Binding, scope: Scope, each: str = NEVER) -> str:
    """The part that counts users whose first trace (in these environments) is in the period."""
    if scope.environments is None:
        # Who came in the period was seen since it began, as an index tells.
        since = scope.period.has_started(bind, "last_seen_at")
        known = scope.where(bind, "user_id <> ''", since)
        first = f"SELECT first_seen_at AS at FROM user_ever WHERE {known}"
    else:
        known = scope.where(bind, "user_id <> ''")
        first = f"SELECT min(first_seen_at) AS at FROM user_total WHERE {known} GROUP BY user_id"
    counted = f"""(
        SELECT {each} AS at, count(*) FROM ({first}) AS begun
        WHERE at IS NOT NULL AND {scope.period.holds(bind, "at")} GROUP BY 1
    ) AS counted"""
    return part(counted, {"at": "at", "new_user_count": "count"})


def users_there(bind: Binding, scope: Scope, grain: Grain, each: str = NEVER) -> str:
    """The part that counts users with a trace in the period, by `each` of when."""
    if each == NEVER and scope.environments is None:
        known = scope.where(bind, was_there(bind, scope), "user_id <> ''")
        return part(
            f"(SELECT count(*) FROM user_ever WHERE {known}) AS counted", {"user_count": "count"}
        )
    return users_of(measured(bind, scope, grain, feedback=False), each)


def users_of(parts: Iterable[str], each: str = NEVER) -> str:
    """The part that counts users with a trace in these parts."""
    counted = f"""(
        SELECT at, count(*) FROM (
            SELECT DISTINCT user_id, {each} AS at FROM ({union(parts)}) AS part
            WHERE user_id <> '' AND trace_count > 0
        ) AS there GROUP BY at
    ) AS counted"""
    return part(counted, {"at": "at", "user_count": "count"})


def seen(bind: Binding, scope: Scope) -> str:
    """The part that says when users were seen first and last, in whatever environment."""
    ever = replace(scope, environments=None)
    columns = {name: name for name in ("user_id", "first_seen_at", "last_seen_at")}
    return part(f"user_ever WHERE {ever.where(bind)}", columns)


def was_seen(bind: Binding, scope: Scope) -> str:
    """The SQL condition on table user_ever that they came before its end and left after its start.

    It says all of a period that is open on one side.
    """
    came = scope.period.has_not_ended(bind, "first_seen_at")
    return f"{came} AND {scope.period.has_started(bind, 'last_seen_at')}"


def was_there(bind: Binding, scope: Scope) -> str:
    """The SQL condition on table user_ever that a trace of theirs lies in the period."""
    period = scope.period
    if period.is_open:
        return "last_seen_at IS NOT NULL"
    if period.start is None or period.is_endless:
        return was_seen(bind, scope)
    # Mostly one of the two bounds says so already.
    return f"""{was_seen(bind, scope)} AND (
        {period.has_started(bind, "first_seen_at")}
        OR {period.has_not_ended(bind, "last_seen_at")}
        OR EXISTS (
            SELECT FROM trace WHERE {scope.where(bind, "user_id = user_ever.user_id")}
            AND {period.holds(bind, "started_at")}
        )
    )"""
