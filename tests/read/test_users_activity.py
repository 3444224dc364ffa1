"""What the users of a list did together by interval, against a plain recount."""

from copy import copy
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

import make
from asking import Ask
from environment import ProjectKeys
from query_recount import Chosen, Json, Recount, close, instant
from traffic import BEGIN, DAYS, store, traffic
from users_recount import counted_users, filters, passes, periods
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.records import Records

ACTIVITY = """
query ($period: Period, $filter: UserFilter, $interval: Interval) {
  usersActivity(period: $period, filter: $filter, interval: $interval) {
    at userCount newUserCount attributedShare
    metrics {
      traceCount sessionCount spanCount errorCount inputTokens outputTokens totalTokens costUsd
      feedbackCount feedbackAverage
    }
  }
}
"""


SENT = traffic(Random(31))
RECOUNT = Recount(*SENT)


@pytest.fixture
async def traffic_is_stored(pool: Pool, project: ProjectKeys) -> None:
    await store(pool, project.project_id, SENT)


def only(user_ids: list[str]) -> Recount:
    """What there would be if nobody else had done anything."""
    theirs = copy(RECOUNT)
    theirs.traces = {
        trace_id: trace for trace_id, trace in RECOUNT.traces.items() if trace.user_id in user_ids
    }
    theirs.feedback = [given for given in RECOUNT.feedback if given.user_id in user_ids]
    return theirs


def points(theirs: Recount, chosen: Chosen, interval: str, now: datetime) -> list[Json]:
    return [
        {
            "at": instant(at),
            "userCount": len(theirs.user_ids(cut)),
            "newUserCount": theirs.new_users(cut),
            "attributedShare": 1 if theirs.traces_of(None, cut) else None,
            "metrics": theirs.metrics(None, cut),
        }
        for at, cut in theirs.activity(None, chosen, interval, now)
    ]


@pytest.mark.parametrize("interval", ["HOUR", "DAY", "WEEK", "MONTH"])
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(chosen=periods(RECOUNT), filter=filters(RECOUNT, most=2))
async def test_users_of_any_filter_by_interval(
    ask: Ask, traffic_is_stored: None, interval: str, chosen: Chosen, filter: Json
) -> None:
    if interval == "HOUR" and chosen.end is None:
        chosen = chosen._replace(end=BEGIN + timedelta(days=DAYS))
    chosen = chosen._replace(environments=filter.get("environments"))
    users = [user for user in counted_users(RECOUNT, chosen) if passes(user, filter)]
    theirs, now = only([user["userId"] for user in users]), datetime.now(UTC)
    answer = await ask(ACTIVITY, period=chosen.period, filter=filter, interval=interval)
    assert close(answer["usersActivity"], points(theirs, chosen, interval, now))


async def test_however_many_users_are_listed_it_is_one_statement(
    ask: Ask, pool: Pool, project: ProjectKeys, statements: list[str]
) -> None:
    spans = [make.span(f"t{number}", user_id=f"user-{number}") for number in range(60)]
    await ingest(pool, project.project_id, Records(spans))
    filter: dict[str, Any] = {"traceCount": {"min": 1}}
    statements.clear()
    answer = await ask(ACTIVITY, filter=filter, interval="MONTH")
    assert answer["usersActivity"][0]["userCount"] == 60
    assert len(statements) == 1
