"""SQL that adds up feedback of one name and type, for whoever and whenever it is asked of."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from asyncpg import Record

from usertrail.counted_feedback import IS_ANNOTATION, IS_COUNTED
from usertrail.database.scope import ScopedPool
from usertrail.read.activity import truncated
from usertrail.read.breakdowns import owner
from usertrail.read.everybody import grain_of
from usertrail.read.measures import (
    DAY_START,
    OF_FEEDBACK,
    Grain,
    Scope,
    Source,
    divided,
    sums,
    together,
    union,
)
from usertrail.read.period import Interval
from usertrail.read.statement import Binding, scan

SUMS = tuple(of.name for of in OF_FEEDBACK)
ADDED = ", ".join(f"{of.of_row} AS {of.name}" for of in OF_FEEDBACK)


class Kind(NamedTuple):
    """A name and a type of feedback."""

    name: str
    data_type: str


@dataclass(frozen=True, eq=False)
class Owners:
    """Users or sessions whose feedback is read together; None: everybody's, added up.

    Equal only to itself: there may be hundreds, and they are looked up for each of their points.
    """

    ids: tuple[str, ...] | None = None


class Asked(NamedTuple):
    """What sums are asked of."""

    owners: Owners
    kind: Kind


class Place(NamedTuple):
    """Whose, when and where, as far as these are told apart."""

    # A user or a session.
    owner: str | None = None
    # The start of an interval.
    at: datetime | None = None
    environment: str | None = None


SumsByPlace = dict[Place, Record]


async def feedback_sums(
    pool: ScopedPool,
    asked: Sequence[Asked],
    scope: Scope,
    interval: Interval | None = None,
    *,
    by_environment: bool = False,
) -> list[SumsByPlace]:
    """What is asked of users in the scope. Two statements where everybody is asked of as well."""
    kinds = {of.kind for of in asked}
    user_ids = sorted({user_id for of in asked for user_id in of.owners.ids or ()})
    scopes = [scope.of_users(user_ids)] if user_ids else []
    if any(of.owners.ids is None for of in asked):
        scopes.append(scope)
    rows: list[Record] = []
    for theirs in scopes:
        bind = Binding()
        statement = sums_of(bind, theirs, kinds, interval, by_environment=by_environment)
        rows += await scan(pool, statement, *bind.values)
    return in_order(asked, rows)


async def environment_sums(
    pool: ScopedPool, asked: Sequence[Asked], scope: Scope, interval: Interval
) -> list[SumsByPlace]:
    """The same by environment."""
    return await feedback_sums(pool, asked, scope, interval, by_environment=True)


def sums_of(
    bind: Binding,
    scope: Scope,
    kinds: Iterable[Kind],
    interval: Interval | None = None,
    *,
    by_environment: bool = False,
) -> str:
    """The statement for the sums of these kinds: of each user, or of everybody in the scope."""
    scope, grain = (
        (scope, Grain.PERIOD) if interval is None else (scope.begun(), grain_of(interval))
    )
    parts = kind_parts(bind, scope, grain, kinds)
    begin = "NULL::timestamptz" if interval is None else truncated(bind, interval)
    return summed(parts, begin, "environment" if by_environment else "NULL::text")


def summed(
    parts: Iterable[str], begin: str = "NULL::timestamptz", environment: str = "NULL::text"
) -> str:
    """The statement that adds up parts, by interval or environment if asked to."""
    return f"""
        SELECT user_id, name, data_type, {begin} AS begin, {environment} AS environment,
            {sums(SUMS)}
        FROM ({union(parts)}) AS part GROUP BY 1, 2, 3, 4, 5
    """


def kind_parts(
    bind: Binding, scope: Scope, grain: Grain, kinds: Iterable[Kind] | None = None
) -> list[str]:
    """The parts that add up to feedback by name and type: to that of these kinds, or of any."""
    conditions: tuple[str, ...] = ()
    if kinds is not None:
        names, data_types = zip(*sorted(kinds), strict=True)
        asked = f"unnest({bind(names, 'text[]')}, {bind(data_types, 'text[]')})"
        conditions = (f"(name, data_type) IN (SELECT * FROM {asked})",)
    of = f"SELECT {owner(scope)} AS user_id, name, data_type, environment"
    rows = Source(f"{of}, created_at AS at, {ADDED} FROM feedback", "created_at")
    rows = rows._replace(conditions=(IS_COUNTED, *conditions))
    listed = ", ".join(SUMS)
    if scope.is_everybody:
        meant = "".join(f" WHERE {condition}" for condition in conditions)
        totals = f"(SELECT * FROM everybody_feedback{meant}) AS total"
        return together(bind, scope, grain, f"{of}, begin AS at, {listed} FROM {totals}", rows)
    days = Source(f"{of}, {DAY_START} AS at, {listed} FROM feedback_day", "day", conditions)
    return divided(bind, scope, grain, days, rows)


def annotation_parts(bind: Binding, scope: Scope) -> list[str]:
    """The same of annotations, which are in no totals."""
    of = f"SELECT {owner(scope)} AS user_id, name, data_type, environment, created_at AS at"
    where = scope.where(bind, scope.period.holds(bind, "created_at"), IS_ANNOTATION)
    return [f"{of}, {ADDED} FROM feedback WHERE {where}"]


def in_order(asked: Iterable[Asked], rows: Iterable[Record]) -> list[SumsByPlace]:
    """The rows of the kind that each asks of."""
    found: defaultdict[Kind, SumsByPlace] = defaultdict(dict)
    for row in rows:
        place = Place(row["user_id"] or None, row["begin"], row["environment"])
        found[Kind(row["name"], row["data_type"])][place] = row
    return [found[of.kind] for of in asked]
