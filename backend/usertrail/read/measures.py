"""The one place that says which rows add up to the measures of a period.

Whole UTC days (of everybody, also hours and months) come from the totals, ragged ends from traces
and feedback, and all time of users from theirs. The rows are parts of one UNION ALL, so they are
read in one snapshot, and a part of one table never meets another in a join.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from itertools import chain
from typing import NamedTuple

from usertrail.counted_feedback import IS_COUNTED, IS_RATING
from usertrail.latency import LATENCY_US
from usertrail.measures import Counted, Sum, sums_of
from usertrail.read.period import ALL_TIME, Begun, Division, Interval, Period, Whole, divide
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
    "at": "begin",
    "attributed_count": "attributed_count",
}
TOTALS = EVERYBODY | {
    "user_id": "user_id",
    "at": NEVER,
    "attributed_count": "CASE WHEN user_id <> '' THEN trace_count ELSE 0 END",
}
TRACE = {
    "user_id": "user_id",
    "at": "started_at",
    "attributed_count": "CASE WHEN user_id <> '' THEN 1 ELSE 0 END",
} | {of.name: of.of_row for of in OF_TRACE}
FEEDBACK = {"user_id": "user_id", "at": "created_at"} | {of.name: of.of_row for of in OF_FEEDBACK}
DAY_START = "day::timestamp AT TIME ZONE 'UTC'"


class Grain(Enum):
    """How finely the rows must tell when something happened."""

    PERIOD = 0
    DAY = 1
    HOUR = 2

    @property
    def units(self) -> tuple[Interval, ...]:
        """Of which of everybody's totals tell it."""
        return (Interval.MONTH, Interval.DAY, Interval.HOUR)[self.value :]


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
        days = () if grain is Grain.HOUR else (Interval.DAY,)
        return divide(self.period, self.project_id, *days)

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
    read = [f"{days.select} WHERE {_where(bind, scope, days, of)}" for of in whole]
    return [*read, *_ends(bind, scope, ends, rows)]


def together(bind: Binding, scope: Scope, grain: Grain, totals: str, *rows: Source) -> list[str]:
    """The parts that read a scope of everybody from this SELECT of their totals, and the ends."""
    return [*chain(*whole_and_ends(bind, scope, grain, totals, *rows))]


def whole_and_ends(
    bind: Binding, scope: Scope, grain: Grain, totals: str, *rows: Source
) -> tuple[list[str], list[str]]:
    """The same, those of the totals and those of the ends."""
    whole, ends = divide(scope.period, scope.project_id, *grain.units)
    read = [f"{totals} WHERE {scope.where(bind, of.begins(bind))}" for of in whole]
    return read, _ends(bind, scope, ends, rows)


def _ends(
    bind: Binding, scope: Scope, ends: Iterable[Period | Begun], rows: Iterable[Source]
) -> list[str]:
    return [f"{of.select} WHERE {_where(bind, scope, of, end)}" for end in ends for of in rows]


def _where(bind: Binding, scope: Scope, of: Source, when: Whole | Period | Begun) -> str:
    return scope.where(bind, when.holds(bind, of.at), *of.conditions)


def measured(
    bind: Binding,
    scope: Scope,
    grain: Grain = Grain.PERIOD,
    *,
    feedback: bool = True,
    named: str | None = None,
    of_everybody: bool = False,
) -> list[str]:
    """The parts that add up to every measure but the sessions, and the feedback if asked to.

    They have the named column too, but not as one period of all time. Those of everybody do not
    tell users apart.
    """
    also = {named: named} if named else {}
    if grain is Grain.PERIOD and scope.period.is_open and not of_everybody:
        return [part(f"{scope.ever} WHERE {scope.where(bind)}", TOTALS)]
    rows = [Source(part("trace", TRACE | also), "started_at")]
    if feedback:
        rows.append(Source(part("feedback", FEEDBACK | also), "created_at", (IS_COUNTED,)))
    if of_everybody:
        return together(bind, scope, grain, part("everybody_total", EVERYBODY), *rows)
    days = Source(part("user_day", TOTALS | {"at": DAY_START} | also), "day")
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
