"""What the users of a list did together by interval, against a plain recount."""

from copy import copy
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

import make
from asking import Ask
from conftest import ProjectKeys
from query_recount import Chosen, Json, Recount, any_period, close, instant
from traffic import BEGIN, DAYS, store, traffic
from users_recount import any_filter, counted_users, passes
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


@pytest.fixture
async def recount(pool: Pool, project: ProjectKeys) -> Recount:
    sent = traffic(Random(31))
    await store(pool, project.project_id, sent)
    return Recount(*sent)


def only(recount: Recount, user_ids: list[str]) -> Recount:
    """What there would be if nobody else had done anything."""
    theirs = copy(recount)
    theirs.traces = {
        trace_id: trace for trace_id, trace in recount.traces.items() if trace.user_id in user_ids
    }
    theirs.feedback = [given for given in recount.feedback if given.user_id in user_ids]
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
async def test_users_of_any_filter_by_interval(ask: Ask, recount: Recount, interval: str) -> None:
    random = Random(32)
    sizes = []
    for _ in range(25):
        chosen = any_period(random, recount)
        if interval == "HOUR" and chosen.end is None:
            chosen = chosen._replace(end=BEGIN + timedelta(days=DAYS))
        filter = any_filter(random)
        users = [user for user in counted_users(recount, chosen) if passes(user, filter)]
        if chosen.environments is not None:
            filter["environments"] = chosen.environments
        theirs, now = only(recount, [user["userId"] for user in users]), datetime.now(UTC)
        answer = await ask(ACTIVITY, period=chosen.period, filter=filter, interval=interval)
        expected = points(theirs, chosen, interval, now)
        assert close(answer["usersActivity"], expected), (chosen, filter)
        sizes.append(len(users))
    assert sum(size > 1 for size in sizes) > 1


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
