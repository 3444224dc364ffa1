"""Who was there in a period, and the users and sessions that began in it."""

from dataclasses import replace

from usertrail.read.measures import NEVER, Grain, Scope, measured, part, union
from usertrail.read.statement import Binding


def sessions_begun(bind: Binding, scope: Scope, *, by_user: bool, each: str = NEVER) -> str:
    """The part that counts sessions whose first trace is in the period, by `each` of that.

    A session of two users is one for each of them where they are told apart, else one.
    """
    owner, key = ("user_id", "user_id, session_id") if by_user else ("''", "session_id")
    counted = f"""(
        SELECT user_id, {each} AS at, count(*) FROM (
            SELECT {owner} AS user_id, min(started_at) AS at FROM user_session
            WHERE {scope.where(bind)} GROUP BY {key}
        ) AS begun WHERE {scope.period.holds(bind, "at")} GROUP BY 1, 2
    ) AS counted"""
    return part(counted, {"user_id": "user_id", "at": "at", "session_count": "count"})


def new_users(bind: Binding, scope: Scope, each: str = NEVER) -> str:
    """The part that counts users whose first trace (in these environments) is in the period."""
    counted = f"""(
        SELECT {each} AS at, count(*) FROM (
            SELECT min(first_seen_at) AS at FROM {scope.ever}
            WHERE {scope.where(bind, "user_id <> ''")} GROUP BY user_id
        ) AS begun WHERE at IS NOT NULL AND {scope.period.holds(bind, "at")} GROUP BY 1
    ) AS counted"""
    return part(counted, {"at": "at", "new_user_count": "count"})


def users_there(bind: Binding, scope: Scope, grain: Grain, each: str = NEVER) -> str:
    """The part that counts users with a trace in the period, by `each` of when."""
    if each == NEVER and scope.environments is None:
        known = scope.where(bind, was_there(bind, scope), "user_id <> ''")
        return part(
            f"(SELECT count(*) FROM user_ever WHERE {known}) AS counted", {"user_count": "count"}
        )
    counted = f"""(
        SELECT at, count(*) FROM (
            SELECT DISTINCT user_id, {each} AS at
            FROM ({union(measured(bind, scope, grain, feedback=False))}) AS part
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
