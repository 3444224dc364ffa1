"""Sums, points, percentiles, models and feedback of any period, against a plain recount."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from asking import Ask
from environment import ProjectKeys
from query_recount import Chosen, Recount, any_period, close, instant, sums
from recount import CountedFeedback, session_owners
from traffic import BEGIN, DAYS, store, traffic
from usertrail.database.pool import Pool

SUMS = """
fragment Sums on Metrics {
  traceCount sessionCount spanCount errorCount inputTokens outputTokens totalTokens costUsd
  feedbackCount feedbackAverage
}
"""


@pytest.fixture
async def recount(pool: Pool, project: ProjectKeys) -> Recount:
    sent = traffic(Random(7))
    await store(pool, project.project_id, sent)
    return Recount(*sent)


async def test_sums_of_any_period_and_environments(ask: Ask, recount: Recount) -> None:
    random = Random(1)
    query = (
        """
        query ($period: Period, $environments: [String!]) {
          overview(period: $period, environments: $environments) {
            userCount newUserCount attributedShare metrics { ...Sums }
            latency { averageMs p50Ms p95Ms p99Ms }
            models { model generationCount inputTokens outputTokens totalTokens costUsd }
            feedbackSummary { name dataType count average distribution { label count } }
          }
          users(first: 50) {
            nodes { userId metrics(period: $period, environments: $environments) { ...Sums } }
          }
        }
        """
        + SUMS
    )
    for _ in range(40):
        chosen = any_period(random, recount)
        answer = await ask(query, period=chosen.period, environments=chosen.environments)
        traces = recount.traces_of(None, chosen)
        attributed = sum(trace.user_id != "" for trace in traces)
        expected = {
            "userCount": len(recount.user_ids(chosen)),
            "newUserCount": recount.new_users(chosen),
            "attributedShare": attributed / len(traces) if traces else None,
            "metrics": recount.metrics(None, chosen),
            "latency": recount.latency(None, chosen),
            "models": recount.models(None, chosen),
            "feedbackSummary": recount.summaries(None, chosen),
        }
        assert close(answer["overview"], expected), chosen
        assert {user["userId"] for user in answer["users"]["nodes"]} == set(
            recount.user_ids(Chosen())
        )
        for user in answer["users"]["nodes"]:
            assert close(user["metrics"], recount.metrics(user["userId"], chosen)), chosen


@pytest.mark.parametrize("interval", ["HOUR", "DAY", "WEEK", "MONTH"])
async def test_activity_of_any_period(ask: Ask, recount: Recount, interval: str) -> None:
    random = Random(2)
    query = (
        """
        query ($period: Period, $environments: [String!], $interval: Interval) {
          overview(period: $period, environments: $environments) {
            activity(interval: $interval) { at userCount newUserCount metrics { ...Sums } }
          }
          user(userId: "user-00") {
            activity(period: $period, environments: $environments, interval: $interval) {
              at metrics { ...Sums }
            }
          }
        }
        """
        + SUMS
    )
    for _ in range(4):
        chosen = any_period(random, recount)
        if interval == "HOUR" and chosen.end is None:
            chosen = chosen._replace(end=BEGIN + timedelta(days=DAYS))
        now = datetime.now(UTC)
        answer = await ask(
            query, period=chosen.period, environments=chosen.environments, interval=interval
        )
        expected = [
            {
                "at": instant(at),
                "userCount": len(recount.user_ids(cut)),
                "newUserCount": recount.new_users(cut),
                "metrics": recount.metrics(None, cut),
            }
            for at, cut in recount.activity(None, chosen, interval, now)
        ]
        assert close(answer["overview"]["activity"], expected), chosen
        expected = [
            {"at": instant(at), "metrics": recount.metrics("user-00", cut)}
            for at, cut in recount.activity("user-00", chosen, interval, now)
        ]
        assert close(answer["user"]["activity"], expected), chosen


@pytest.mark.parametrize("interval", ["DAY", "WEEK", "MONTH"])
@pytest.mark.parametrize("environments", [None, ["staging"]])
async def test_users_of_a_period_that_ends_as_the_last_trace_begins(
    ask: Ask, recount: Recount, interval: str, environments: list[str] | None
) -> None:
    query = """query ($period: Period, $environments: [String!], $interval: Interval) {
      overview(period: $period, environments: $environments) {
        activity(interval: $interval) { at userCount }
      }
    }"""
    last = max(trace.started_at for trace in recount.traces_of(None, Chosen(None, None, None)))
    for later in (-1, 0, 1, 2):
        end = last + timedelta(microseconds=later)
        chosen = Chosen(BEGIN - timedelta(hours=1), end, environments)
        answer = await ask(
            query, period=chosen.period, environments=environments, interval=interval
        )
        assert answer["overview"]["activity"] == [
            {"at": instant(at), "userCount": len(recount.user_ids(cut))}
            for at, cut in recount.activity(None, chosen, interval, datetime.now(UTC))
        ]


async def test_the_page_of_a_user(ask: Ask, recount: Recount) -> None:
    random = Random(4)
    for user_id in ("user-00", "user-04"):
        chosen = any_period(random, recount)._replace(environments=None)
        before = any_period(random, recount)._replace(environments=None)
        answer = await ask(
            "UserDetail", userId=user_id, period=chosen.period, previous=before.period
        )
        user = answer["user"]
        traces = sorted(
            recount.traces_of(user_id, chosen),
            key=lambda trace: (trace.started_at, trace.spans[0].trace_id),
            reverse=True,
        )
        given = sorted(
            (of.feedback for of in recount.feedback_of(user_id, chosen)),
            key=lambda of: (of.created_at, of.feedback_id),
            reverse=True,
        )
        seen = recount.seen(user_id)
        assert user["firstSeenAt"] == instant(seen[0])
        assert user["lastSeenAt"] == instant(seen[-1])
        assert user["environments"] == sorted(
            {trace.environment for trace in recount.traces_of(user_id, Chosen())}
        )
        # A former field, which no example asks for.
        for field, within in (("metrics", chosen), ("before", before)):
            counted = recount.metrics(user_id, within)
            del counted["feedbackAverage"]
            assert close(user[field], counted)
        assert close(user["latency"], recount.latency(user_id, chosen))
        assert close(user["models"], recount.models(user_id, chosen))
        assert close(user["feedbackSummary"], recount.summaries(user_id, chosen))
        assert user["traces"]["totalCount"] == len(traces)
        assert [trace["traceId"] for trace in user["traces"]["nodes"]] == [
            trace.spans[0].trace_id for trace in traces[:20]
        ]
        assert user["sessions"]["totalCount"] == user["metrics"]["sessionCount"]
        assert user["feedback"]["totalCount"] == len(given)
        assert [of["feedbackId"] for of in user["feedback"]["nodes"]] == [
            of.feedback_id for of in given[:20]
        ]


async def test_feedback_of_a_kind_and_of_a_category(ask: Ask, recount: Recount) -> None:
    query = """query ($userId: String!, $period: Period, $filter: FeedbackFilter) {
      user(userId: $userId) {
        feedback(first: 500, period: $period, filter: $filter) {
          totalCount nodes { feedbackId }
        }
      }
    }"""
    random = Random(9)
    categories = {of.feedback.string_value for of in recount.feedback_of(None, Chosen())} - {None}
    for _ in range(12):
        chosen = any_period(random, recount)._replace(environments=None)
        kinds = random.sample(["NUMERIC", "BOOLEAN", "CATEGORICAL"], random.randint(0, 3))
        words = random.sample(sorted(map(str, categories)), 2)
        filter = random.choice([{"dataTypes": kinds}, {"categories": words}])
        expected = {
            of.feedback.feedback_id
            for of in recount.feedback_of("user-00", chosen)
            if (of.feedback.data_type in kinds if "dataTypes" in filter else is_one(of, words))
        }
        answer = await ask(query, userId="user-00", period=chosen.period, filter=filter)
        found = answer["user"]["feedback"]
        assert found["totalCount"] == len(expected)
        assert {of["feedbackId"] for of in found["nodes"]} == expected, filter


def is_one(given: CountedFeedback, words: list[str]) -> bool:
    feedback = given.feedback
    return feedback.data_type == "CATEGORICAL" and feedback.string_value in words


async def test_sessions_sum_up_their_traces_and_feedback(ask: Ask, recount: Recount) -> None:
    query = (
        """
        query ($sessionId: String!) {
          session(sessionId: $sessionId) {
            sessionId startedAt endedAt user { userId } metrics { ...Sums }
            traces(first: 500) { totalCount nodes { traceId } } feedback { feedbackId }
          }
        }
        """
        + SUMS
    )
    owners = session_owners(recount.traces)
    for number in range(32):
        session_id = f"session-{number}"
        answer = (await ask(query, sessionId=session_id))["session"]
        traces = [of for of in recount.traces.values() if of.session_id == session_id]
        if not traces:
            assert answer is None
            continue
        ids = {trace.spans[0].trace_id for trace in traces}
        given = [of.feedback for of in recount.feedback]
        own = [of for of in given if of.session_id == session_id]
        on_traces = [of for of in given if of.trace_id in ids]
        expected = {
            "sessionId": session_id,
            "startedAt": instant(min(trace.started_at for trace in traces)),
            "endedAt": instant(max(trace.ended_at for trace in traces)),
            "user": {"userId": owners[session_id][0]} if owners[session_id][0] else None,
            "metrics": sums(traces, 1, own + on_traces),
        }
        assert close(answer, expected)
        assert answer["traces"]["totalCount"] == len(ids)
        assert {trace["traceId"] for trace in answer["traces"]["nodes"]} == ids
        assert {of["feedbackId"] for of in answer["feedback"]} == {of.feedback_id for of in own}


async def test_an_environment_without_a_name_has_nothing(ask: Ask, recount: Recount) -> None:
    query = """{
        overview(environments: [""]) {
            userCount newUserCount metrics { traceCount sessionCount } activity { at }
        }
        users(filter: { environments: [""] }) { totalCount }
    }"""
    assert await ask(query) == {
        "overview": {
            "userCount": 0,
            "newUserCount": 0,
            "metrics": {"traceCount": 0, "sessionCount": 0},
            "activity": [],
        },
        "users": {"totalCount": 0},
    }
