"""The rows that count everybody together, where what is asked is within their keys.

Whole hours, days, weeks and months come from the totals of everybody, ragged ends from what they
are counted of, and what these totals do not tell from those of each user.
"""

from dataclasses import replace

from usertrail.read.measures import (
    NEVER,
    TRACE,
    Grain,
    Scope,
    measured,
    part,
    sessions_begun,
)
from usertrail.read.period import Begun, Interval, Period, begin_of, divide, next_begin
from usertrail.read.presence import new_users, users_of, users_there
from usertrail.read.statement import Binding

ANY_ENVIRONMENT = ""
BEGIN = "begin::timestamp AT TIME ZONE 'UTC'"


def everybody(bind: Binding, scope: Scope) -> list[str]:
    """The parts that add up to the measures of the period, and its users and new users."""
    return [
        *measured(bind, scope, of_everybody=True),
        *sessions_together(bind, scope, Grain.PERIOD),
        users_there(bind, scope, Grain.PERIOD),
        new_users(bind, scope),
    ]


def everybody_by(bind: Binding, scope: Scope, interval: Interval, each: str) -> list[str]:
    """The same of each interval, `each` being the start of the one that an instant lies in."""
    grain = grain_of(interval)
    return [
        *measured(bind, scope, grain, of_everybody=scope.is_everybody),
        *sessions_together(bind, scope, grain, each),
        *users_by(bind, scope, interval, each),
        new_users(bind, scope, each),
    ]


def grain_of(interval: Interval) -> Grain:
    """How finely rows must tell when something happened, to be counted by the interval."""
    return Grain.HOUR if interval is Interval.HOUR else Grain.DAY


def sessions_together(bind: Binding, scope: Scope, grain: Grain, each: str = NEVER) -> list[str]:
    """The parts that count sessions whose first trace is in the period."""
    if not scope.is_everybody or scope.environments is not None:
        return [sessions_begun(bind, scope, by_user=False, each=each)]
    days, ends = scope.divided(grain)
    parts = []
    for of in days:
        counted = _distinct(bind, scope, Interval.DAY, ANY_ENVIRONMENT)
        source = f"{counted} AND {of.holds(bind, 'begin')}"
        parts.append(part(source, {"at": BEGIN, "session_count": "session_count"}))
    for end in ends:
        begun = f"session WHERE {scope.where(bind, end.holds(bind, 'started_at'))}"
        parts.append(part(begun, {"at": "started_at", "session_count": "1"}))
    return parts


def users_by(bind: Binding, scope: Scope, interval: Interval, each: str) -> list[str]:
    """The parts that count users with a trace in the period, by interval."""
    environment = _told(scope)
    if interval is Interval.HOUR or environment is None:
        return [users_there(bind, scope, grain_of(interval), each)]

    def told(condition: str) -> str:
        counted = _distinct(bind, scope, interval, environment)
        return part(f"{counted} AND {condition}", {"at": BEGIN, "user_count": "user_count"})

    whole, ends = divide(scope.period, scope.project_id, interval)
    parts = [told(of.holds(bind, "begin")) for of in whole]
    for end in ends:
        users = _users_of_end(bind, scope, end, each)
        if isinstance(end, Period) and (later := _later(bind, scope, end, interval)):
            # Of a period until now, mostly nothing is: all of its last day is in it.
            begin = bind(end.start and end.start.date(), "date")
            parts.append(told(f"begin = {begin} AND NOT {later}"))
            users = f"{users} WHERE {later}"
        parts.append(users)
    return parts


def _later(bind: Binding, scope: Scope, end: Period, interval: Interval) -> str | None:
    """The SQL condition that a trace lies after an end that begins as an interval, but within it.

    None of any other end.
    """
    if end.start is None or end.end is None or begin_of(end.end, interval) != end.start:
        return None
    rest = Period(end.end, next_begin(end.start, interval))
    traces = scope.where(bind, rest.holds(bind, "started_at"))
    return f"EXISTS (SELECT FROM trace WHERE {traces})"


def _told(scope: Scope) -> str | None:
    """The environment that is a key of the users who are counted, if it is one, or any."""
    if not scope.is_everybody:
        return None
    if scope.environments is None:
        return ANY_ENVIRONMENT
    return scope.environments[0] if len(scope.environments) == 1 else None


def _users_of_end(bind: Binding, scope: Scope, end: Period | Begun, each: str) -> str:
    if isinstance(end, Period):
        return users_there(bind, replace(scope, period=end), Grain.DAY, each)
    traces = part(f"trace WHERE {scope.where(bind, end.holds(bind, 'started_at'))}", TRACE)
    return users_of((traces,), each)


def _distinct(bind: Binding, scope: Scope, unit: Interval, environment: str) -> str:
    """Table distinct_count, where it counts this."""
    project, environment = bind(scope.project_id, "text"), bind(environment, "text")
    return (
        f"distinct_count WHERE project_id = {project} AND unit = '{unit.value}' "
        f"AND environment = {environment}"
    )
