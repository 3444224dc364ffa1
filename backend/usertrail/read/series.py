"""Measures by interval of each model, environment or name of feedback: the SQL that reads them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple

from asyncpg import Record

from usertrail.cooperative import map_in_slices
from usertrail.database.scope import ScopedPool
from usertrail.measures import float_of
from usertrail.read.activity import by_key, check_points, points, truncated
from usertrail.read.answer_size import answer_bytes
from usertrail.read.breakdowns import MAX_PARTS, model_parts, model_sums
from usertrail.read.everybody import grain_of
from usertrail.read.feedback_sums import annotation_parts, kind_parts
from usertrail.read.measures import MEASURES, Scope, measured, part, sums, union
from usertrail.read.period import Interval, Period
from usertrail.read.statement import Binding, scan

Points = list[tuple[datetime, Record | None]]


async def select_model_activity(pool: ScopedPool, scope: Scope, interval: Interval) -> list[Record]:
    """What each user of the scope asked of each model by interval, in order of time."""
    bind, scope = Binding(), scope.begun()
    parts = model_parts(bind, scope, grain_of(interval))
    return await _select_keyed(pool, bind, "model", parts, model_sums(), interval)


async def select_environment_activity(
    pool: ScopedPool, scope: Scope, interval: Interval
) -> list[Record]:
    """The measures of each user of the scope by environment and interval, in order of time."""
    bind, scope = Binding(), scope.begun()
    sessions = f"""(
        SELECT user_id, environment, min(started_at) AS started_at FROM user_session
        WHERE {scope.where(bind)} GROUP BY user_id, session_id, environment
    ) AS begun WHERE {scope.period.holds(bind, "started_at")}"""
    begun = {"user_id": "user_id", "at": "started_at", "session_count": "1"}
    parts = [
        *measured(bind, scope, grain_of(interval), named="environment"),
        part(sessions, begun | {"environment": "environment"}),
    ]
    return await _select_keyed(pool, bind, "environment", parts, sums(MEASURES), interval)


async def _select_keyed(
    pool: ScopedPool, bind: Binding, key: str, parts: list[str], sums: str, interval: Interval
) -> list[Record]:
    """The sums of each user by key and interval: of the first so many keys of each."""
    return await scan(
        pool,
        f"""
        SELECT * FROM (
            SELECT user_id, {key}, {truncated(bind, interval)} AS begin, {sums},
                dense_rank() OVER (PARTITION BY user_id ORDER BY {key}) AS place
            FROM ({union(parts)}) AS part GROUP BY user_id, {key}, begin
        ) AS placed
        WHERE place <= {MAX_PARTS} ORDER BY begin
        """,
        *bind.values,
    )


async def select_feedback_activity(
    pool: ScopedPool, scope: Scope, interval: Interval, *, annotations: bool
) -> list[Record]:
    """Feedback, or annotations, of each user or of everybody, by name, kind and interval."""
    bind, scope = Binding(), scope.begun()
    parts = (
        annotation_parts(bind, scope)
        if annotations
        else kind_parts(bind, scope, grain_of(interval))
    )
    return await scan(
        pool,
        f"""
        SELECT user_id, name, data_type, {truncated(bind, interval)} AS begin,
            sum(feedback_count)::bigint AS count,
            {float_of("sum(rating_sum)", "sum(rating_count)")} AS average
        FROM ({union(parts)}) AS part
        GROUP BY user_id, name, data_type, begin ORDER BY begin
        """,
        *bind.values,
    )


def series_of(
    rows: Iterable[Record], key: str, period: Period, interval: Interval, now: datetime
) -> list[tuple[str, Points]]:
    """The points of each key, in order of the keys: all begin and end alike, without gaps.

    Raises BadInput when there are too many.
    """
    by_name = defaultdict(list)
    for row in rows:
        by_name[row[key]].append((row["begin"], row))
    found = [at for of_name in by_name.values() for at, _ in of_name]
    if period.start is None and found:
        period = Period(min(found), period.end)
    series = [
        (name, list(points(by_name[name], period, interval, now))) for name in sorted(by_name)
    ]
    if budget := answer_bytes.get():
        # They are all built before any is answered.
        budget.read(sum(len(points) for _, points in series) * POINT_BYTES)
    return series


POINT_BYTES = 200
Keyed = list[tuple[str, Points]]


SELECTS = {"model": select_model_activity, "environment": select_environment_activity}


async def keyed_activity_of_users(
    pool: ScopedPool, user_ids: list[str], scope: Scope, key: str, interval: Interval
) -> list[Keyed]:
    """Of each user, the points of each model or environment, as the key is named in SELECTS.

    Raises BadInput when there are too many.
    """
    check_points(scope.period, interval)
    rows = await SELECTS[key](pool, scope.of_users(user_ids), interval)
    by_user, now = await by_key(rows, "user_id"), datetime.now(UTC)
    return await map_in_slices(
        user_ids,
        lambda user_id: series_of(by_user.get(user_id, ()), key, scope.period, interval, now),
    )


class FeedbackKey(NamedTuple):
    """Feedback of one name and kind: of one user, or of everybody."""

    user_ids: tuple[str, ...] | None
    name: str
    data_type: str


async def feedback_activity(
    pool: ScopedPool, keys: list[FeedbackKey], scope: Scope, interval: Interval, annotations: bool
) -> list[Points]:
    """The points of each key. Two statements where users and everybody are asked of at once."""
    check_points(scope.period, interval)
    found = defaultdict(list)
    named = {key.user_ids for key in keys}
    users = tuple(sorted({user_id for ids in named if ids for user_id in ids}))
    for user_ids in [*([None] if None in named else []), *([users] if users else [])]:
        theirs = replace(scope, user_ids=user_ids)
        for row in await select_feedback_activity(pool, theirs, interval, annotations=annotations):
            owner_ids = None if user_ids is None else (row["user_id"],)
            key = FeedbackKey(owner_ids, row["name"], row["data_type"])
            found[key].append((row["begin"], row))
    now = datetime.now(UTC)
    return await map_in_slices(
        keys, lambda key: list(points(found[key], scope.period, interval, now))
    )
