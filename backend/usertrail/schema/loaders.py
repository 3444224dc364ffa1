"""The reads that are batched over rows: each answers in the order of its keys."""

from collections import defaultdict
from datetime import UTC, datetime
from typing import NamedTuple

from asyncpg import Record

from usertrail.database.scope import ScopedPool
from usertrail.read.activity import (
    by_key,
    check_points,
    points,
    select_activity,
)
from usertrail.read.breakdowns import (
    select_feedback_values,
    select_latencies,
    select_model_usages,
)
from usertrail.read.feedback import JUDGED, select_feedback, select_feedback_on
from usertrail.read.measures import Scope
from usertrail.read.period import Interval, Period, previous_of
from usertrail.read.sessions import select_session_metrics, select_sessions
from usertrail.read.spans import Texts, select_spans
from usertrail.read.traces import (
    select_trace_metadata,
    select_trace_texts,
    select_traces,
)
from usertrail.read.users.profiles import select_users
from usertrail.read.users.totals import select_metrics
from usertrail.responses.raw_json import StoredText
from usertrail.turns import in_turns

Environments = tuple[str, ...] | None
Points = list[tuple[datetime, Record | None]]


async def users(pool: ScopedPool, project_id: str, user_ids: list[str]) -> list[Record | None]:
    rows = await select_users(pool, project_id, user_ids)
    by_id = {row["user_id"]: row for row in rows}
    return [by_id.get(user_id) for user_id in user_ids]


async def metrics_of_users(
    pool: ScopedPool,
    project_id: str,
    user_ids: list[str],
    period: Period,
    environments: Environments,
) -> list[Record | None]:
    scope = Scope(project_id, period, environments, tuple(user_ids))
    by_user = {row["user_id"]: row for row in await select_metrics(pool, scope)}
    return [by_user.get(user_id) for user_id in user_ids]


class Before(NamedTuple):
    """The period before, and the measures of a user in it, where there are any."""

    period: Period
    row: Record | None


async def metrics_of_users_before(
    pool: ScopedPool,
    project_id: str,
    user_ids: list[str],
    period: Period,
    environments: Environments,
) -> list[Before | None]:
    before = previous_of(period, datetime.now(UTC))
    if before is None:
        return [None for _ in user_ids]
    rows = await metrics_of_users(pool, project_id, user_ids, before, environments)
    return [Before(before, row) for row in rows]


async def activity_of_users(
    pool: ScopedPool,
    project_id: str,
    user_ids: list[str],
    period: Period,
    interval: Interval,
    environments: Environments,
) -> list[Points]:
    check_points(period, interval)
    scope = Scope(project_id, period, environments, tuple(user_ids))
    rows, now = await select_activity(pool, scope, interval), datetime.now(UTC)
    by_user = await by_key(rows, "user_id")

    def of(user_id: str) -> Points:
        found = [(row["begin"], row) for row in by_user.get(user_id, ())]
        return list(points(found, period, interval, now))

    return await in_turns(user_ids, of)


async def latency_of_users(
    pool: ScopedPool,
    project_id: str,
    user_ids: list[str],
    period: Period,
    environments: Environments,
) -> list[Record | None]:
    scope = Scope(project_id, period, environments, tuple(user_ids))
    by_user = {row["user_id"]: row for row in await select_latencies(pool, scope)}
    return [by_user.get(user_id) for user_id in user_ids]


async def models_of_users(
    pool: ScopedPool,
    project_id: str,
    user_ids: list[str],
    period: Period,
    environments: Environments,
) -> list[list[Record]]:
    scope = Scope(project_id, period, environments, tuple(user_ids))
    by_user = defaultdict(list)
    for row in await select_model_usages(pool, scope):
        by_user[row["user_id"]].append(row)
    return [by_user[user_id] for user_id in user_ids]


async def feedback_values_of_users(
    pool: ScopedPool,
    project_id: str,
    user_ids: list[str],
    period: Period,
    environments: Environments,
) -> list[list[Record]]:
    scope = Scope(project_id, period, environments, tuple(user_ids))
    by_user = defaultdict(list)
    for row in await select_feedback_values(pool, scope):
        by_user[row["user_id"]].append(row)
    return [by_user[user_id] for user_id in user_ids]


async def traces(pool: ScopedPool, project_id: str, trace_ids: list[str]) -> list[Record | None]:
    by_id = {row["trace_id"]: row for row in await select_traces(pool, project_id, trace_ids)}
    return [by_id.get(trace_id) for trace_id in trace_ids]


async def metadata_of_traces(
    pool: ScopedPool, project_id: str, trace_ids: list[str]
) -> list[str | None]:
    """However long it is; as text."""
    rows = await select_trace_metadata(pool, project_id, trace_ids)
    by_id = {row["trace_id"]: row["metadata"] for row in rows}
    return [by_id.get(trace_id) for trace_id in trace_ids]


class Said(NamedTuple):
    """The input or output of a trace; None where it is too long, or there is none."""

    text: str | None
    bytes: int
    stored: StoredText


NOTHING = Said(None, 0, StoredText(None))


async def trace_texts(
    pool: ScopedPool, project_id: str, keys: list[tuple[str, str]], column: str, most: int
) -> list[Said]:
    """By trace id and the id of the span that says it; texts of more bytes are not read."""
    rows = await select_trace_texts(pool, project_id, keys, column, most)
    by_key = {
        (row["trace_id"], row["span_id"]): Said(row["text"], row["bytes"], StoredText(row["text"]))
        for row in rows
    }
    return [by_key.get(key, NOTHING) for key in keys]


async def spans(
    pool: ScopedPool, project_id: str, keys: list[tuple[str, str]], texts: Texts
) -> list[Record | None]:
    rows = await select_spans(pool, project_id, keys, texts)
    by_key = {(row["trace_id"], row["span_id"]): row for row in rows}
    return [by_key.get(key) for key in keys]


async def sessions(
    pool: ScopedPool, project_id: str, session_ids: list[str]
) -> list[Record | None]:
    rows = await select_sessions(pool, project_id, session_ids)
    by_id = {row["session_id"]: row for row in rows}
    return [by_id.get(session_id) for session_id in session_ids]


async def metrics_of_sessions(
    pool: ScopedPool, project_id: str, session_ids: list[str]
) -> list[Record | None]:
    rows = await select_session_metrics(pool, project_id, session_ids)
    by_id = {row["session_id"]: row for row in rows}
    return [by_id.get(session_id) for session_id in session_ids]


async def feedback(
    pool: ScopedPool, project_id: str, feedback_ids: list[str]
) -> list[Record | None]:
    rows = await select_feedback(pool, project_id, feedback_ids)
    by_id = {row["feedback_id"]: row for row in rows}
    return [by_id.get(feedback_id) for feedback_id in feedback_ids]


async def feedback_on(
    pool: ScopedPool, project_id: str, keys: list[tuple[str, ...]], of: str, most: int
) -> list[list[Record]]:
    """The first so many on each trace and its spans, each span, or each session."""
    names = JUDGED[of].split(", ")
    by_key = defaultdict(list)
    for row in await select_feedback_on(pool, project_id, keys, of, most):
        by_key[tuple(row[name] for name in names)].append(row)
    return [by_key[key] for key in keys]
