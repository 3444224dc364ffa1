"""The one place that says which rows add up to the measures of a period.

Whole UTC days come from the totals, ragged ends from traces and feedback, and all time from the
totals of users. The rows are parts of one UNION ALL, so they are read in one snapshot, and a part
of one table never meets another in a join.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from typing import NamedTuple

from usertrail.counted_feedback import IS_COUNTED, IS_RATING
from usertrail.measures import Counted, Sum, sums_of
from usertrail.read.period import ALL_TIME, Division, Period, divide
from usertrail.read.statement import Binding

NEVER = "NULL::timestamptz"
ZEROS = {"bigint": "0", "numeric": "0::numeric"}
OF_TRACE = sums_of(Counted.TRACES, Counted.SPANS)
OF_FEEDBACK = sums_of(Counted.FEEDBACK)


def prefixed(prefix: str) -> dict[str, Sum]:
    """The sums of the feedback of one name, by the columns that have them beside all others."""
    return {f"{prefix}_{of.name}": of for of in OF_FEEDBACK}


# Of that which a filter is about, and of that by which a list is ordered, or which it shows.
FILTER, SHOWN = "filter", "shown"
NAMED_SUMS = prefixed(FILTER) | prefixed(SHOWN)
# Every part has these columns, in this order; what it does not say is its default here.
DEFAULTS = {
    "user_id": "''",
    # When it happened, or midnight of its day; null in totals of all time.
    "at": NEVER,
    **{of.name: ZEROS[of.type] for of in sums_of()},
    "user_count": "0",
    "new_user_count": "0",
    # Of the traces, those that have a user.
    "attributed_count": "0",
    "first_seen_at": "NULL::timestamptz",
    "last_seen_at": "NULL::timestamptz",
    **{name: ZEROS[of.type] for name, of in NAMED_SUMS.items()},
    "is_found": "false",
    "latency_us": "NULL::bigint",
}
FRACTIONS = {name for name, zero in DEFAULTS.items() if zero == ZEROS["numeric"]}
# All that is added up; the other measures are made of it.
MEASURES = tuple(of.name for of in sums_of())
EVERYBODY = {of.name: of.name for of in (*OF_TRACE, *OF_FEEDBACK)} | {
    "attributed_count": "attributed_count"
}
TOTALS = EVERYBODY | {
    "user_id": "user_id",
    "attributed_count": "CASE WHEN user_id <> '' THEN trace_count ELSE 0 END",
}
TRACE = {
    "user_id": "user_id",
    "at": "started_at",
    "attributed_count": "CASE WHEN user_id <> '' THEN 1 ELSE 0 END",
} | {of.name: of.of_row for of in OF_TRACE}
FEEDBACK = {"user_id": "user_id", "at": "created_at"} | {of.name: of.of_row for of in OF_FEEDBACK}
# As a float, for half of what a numeric costs: whole microseconds lose no digit.
LATENCY_US = "round(greatest(date_part('epoch', ended_at - started_at), 0) * 1000000)::bigint"
DAY_START = "day::timestamp AT TIME ZONE 'UTC'"


class Grain(Enum):
    """How finely the rows must tell when something happened."""

    PERIOD = 0
    DAY = 1
    INSTANT = 2


@dataclass(frozen=True)
class Scope:
    """Whose traces and feedback count, when, and in which environments."""

    project_id: str
    period: Period = ALL_TIME
    # None: in any.
    environments: tuple[str, ...] | None = None
    # None: everybody's, and nobody's too.
    user_ids: tuple[str, ...] | None = None
    # The SQL of an array that holds these users.
    among: str | None = None

    def where(self, bind: Binding, *conditions: str) -> str:
        """The SQL condition on a table with these three columns, but not on its time."""
        own = [f"project_id = {bind(self.project_id, 'text')}"]
        if self.environments is not None:
            own.append(f"environment = ANY({bind(self.environments, 'text[]')})")
        if self.user_ids is not None:
            own.append(f"user_id = ANY({bind(self.user_ids, 'text[]')})")
        if self.among is not None:
            own.append(f"user_id = ANY({self.among})")
        return " AND ".join((*own, *conditions))

    def of_users(self, user_ids: Iterable[str]) -> "Scope":
        """The same of these users alone."""
        return replace(self, user_ids=tuple(user_ids))

    def begun(self) -> "Scope":
        """The same without what lies ahead of now, unless the period has an end."""
        return replace(self, period=self.period.begun())

    def divided(self, grain: Grain = Grain.PERIOD) -> Division:
        """Which part of the period the totals of days tell, as finely as is asked."""
        if grain is Grain.INSTANT:
            return Division(None, (self.period,))
        return divide(self.period, self.project_id)

    @property
    def is_everybody(self) -> bool:
        """Whether nobody is left out."""
        return self.user_ids is None and self.among is None

    @property
    def is_ever(self) -> bool:
        """Whether it holds all time and every environment."""
        return self.period.is_open and self.environments is None

    @property
    def ever(self) -> str:
        """The table that adds up all time."""
        return "user_ever" if self.environments is None else "user_total"


def part(source: str, columns: dict[str, str]) -> str:
    """A SELECT of all columns of DEFAULTS: these expressions, and of the others the default."""
    named = (f"{expression} AS {name}" for name, expression in (DEFAULTS | columns).items())
    return f"SELECT {', '.join(named)} FROM {source}"


def union(parts: Iterable[str]) -> str:
    return " UNION ALL ".join(parts)


def sums(names: Iterable[str] = MEASURES) -> str:
    """The select list that adds up rows of parts; bigint would otherwise become numeric."""
    return ", ".join(
        f"sum({name}){'' if name in FRACTIONS else '::bigint'} AS {name}" for name in names
    )


class Source(NamedTuple):
    """A SELECT without its WHERE, the column that says when, and conditions of its own."""

    select: str
    at: str
    conditions: tuple[str, ...] = ()


def divided(bind: Binding, scope: Scope, grain: Grain, days: Source, *rows: Source) -> list[str]:
    """The parts that read the whole days of the scope from totals, and the ends from rows."""
    whole, ends = scope.divided(grain)
    read = [(days, whole)] if whole else []
    sources = [*read, *((source, end) for end in ends for source in rows)]
    return [
        f"{of.select} WHERE {scope.where(bind, when.holds(bind, of.at), *of.conditions)}"
        for of, when in sources
    ]


def measured(
    bind: Binding,
    scope: Scope,
    grain: Grain = Grain.PERIOD,
    *,
    feedback: bool = True,
    named: str | None = None,
    together: bool = False,
) -> list[str]:
    """The parts that add up to every measure but the sessions, and the feedback if asked to.

    They have the named column too, but not as one period of all time. Where everybody is taken
    together, they do not tell users apart.
    """
    also = {named: named} if named else {}
    if grain is Grain.PERIOD and scope.period.is_open and not together:
        return [part(f"{scope.ever} WHERE {scope.where(bind)}", TOTALS)]
    table, columns = ("everybody_day", EVERYBODY) if together else ("user_day", TOTALS)
    days = Source(part(table, columns | {"at": DAY_START} | also), "day")
    rows = [Source(part("trace", TRACE | also), "started_at")]
    if feedback:
        rows.append(Source(part("feedback", FEEDBACK | also), "created_at", (IS_COUNTED,)))
    return divided(bind, scope, grain, days, *rows)


def ratings(bind: Binding, scope: Scope, *by: str) -> list[str]:
    """The parts that add up to what averages are of, with a row only where there is a rating.

    By user, or by these columns of feedback as well.
    """
    keys, table = ", ".join(("user_id", *by)), "feedback_day" if by else "user_day"
    of_days = f"SELECT {keys}, rating_count, rating_sum FROM {table}"
    of_rows = f"SELECT {keys}, 1 AS rating_count, value AS rating_sum FROM feedback"
    days = Source(of_days, "day", ("rating_count > 0",))
    rows = Source(of_rows, "created_at", (IS_COUNTED, IS_RATING))
    return divided(bind, scope, Grain.PERIOD, days, rows)


def latencies(bind: Binding, scope: Scope) -> str:
    """The part that says how long each trace of the period took."""
    where = scope.where(bind, scope.period.holds(bind, "started_at"))
    return part(f"trace WHERE {where}", {"user_id": "user_id", "latency_us": LATENCY_US})


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
