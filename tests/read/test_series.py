"""Measures by interval of each model, environment and name of feedback, against a plain recount."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import httpx
import pytest

import make
from asking import Ask, refusals
from environment import ProjectKeys
from query_recount import Chosen, Json, Recount, any_period, average, close, instant
from traffic import BEGIN, DAYS, store, traffic
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.records import Records

INTERVALS = ["HOUR", "DAY", "WEEK", "MONTH"]
SUMS = """
traceCount sessionCount spanCount errorCount inputTokens outputTokens totalTokens costUsd
feedbackCount feedbackAverage
"""
ZERO = {
    "generationCount": 0,
    "inputTokens": 0,
    "outputTokens": 0,
    "totalTokens": 0,
    "costUsd": "0",
}


@pytest.fixture
async def recount(pool: Pool, project: ProjectKeys) -> Recount:
    sent = traffic(Random(21))
    await store(pool, project.project_id, sent)
    return Recount(*sent)


def bounded(random: Random, recount: Recount, interval: str) -> Chosen:
    chosen = any_period(random, recount)
    if interval == "HOUR" and chosen.end is None:
        return chosen._replace(end=BEGIN + timedelta(days=DAYS))
    return chosen


@pytest.mark.parametrize("interval", INTERVALS)
async def test_each_model_of_a_user_by_interval(ask: Ask, recount: Recount, interval: str) -> None:
    random = Random(22)
    query = """
    query ($period: Period, $environments: [String!], $interval: Interval) {
      user(userId: "user-00") {
        activityByModel(period: $period, environments: $environments, interval: $interval) {
          model
          points { at generationCount inputTokens outputTokens totalTokens costUsd }
        }
      }
    }
    """
    for _ in range(6):
        chosen, now = bounded(random, recount, interval), datetime.now(UTC)
        answer = await ask(
            query, period=chosen.period, environments=chosen.environments, interval=interval
        )
        shown = answer["user"]["activityByModel"]
        models = sorted(of["model"] for of in recount.models("user-00", chosen))
        assert [of["model"] for of in shown] == models
        for of in shown:
            traces = recount.traces_of("user-00", chosen)
            firsts = [
                trace.started_at for trace in traces if any(span.model for span in trace.spans)
            ]
            from_first = chosen._replace(start=chosen.start or min(firsts))
            expected = [
                {"at": instant(at), **used(recount, of["model"], cut)}
                for at, cut in recount.activity("user-00", from_first, interval, now)
            ]
            assert close(of["points"], expected), chosen


def used(recount: Recount, model: str, cut: Chosen) -> Json:
    found = [of for of in recount.models("user-00", cut) if of["model"] == model]
    return {name: of for name, of in (found[0] if found else ZERO).items() if name != "model"}


@pytest.mark.parametrize("interval", INTERVALS)
async def test_each_environment_of_a_user_by_interval(
    ask: Ask, recount: Recount, interval: str
) -> None:
    random = Random(23)
    query = f"""
    query ($period: Period, $environments: [String!], $interval: Interval) {{
      user(userId: "user-00") {{
        activityByEnvironment(period: $period, environments: $environments, interval: $interval) {{
          environment points {{ at metrics {{ {SUMS} }} }}
        }}
      }}
    }}
    """
    for _ in range(6):
        chosen, now = bounded(random, recount, interval), datetime.now(UTC)
        answer = await ask(
            query, period=chosen.period, environments=chosen.environments, interval=interval
        )
        shown = answer["user"]["activityByEnvironment"]
        happened = [
            (trace.environment, trace.started_at) for trace in recount.traces_of("user-00", chosen)
        ] + [
            (given.environment, given.feedback.created_at)
            for given in recount.feedback_of("user-00", chosen)
        ]
        assert [of["environment"] for of in shown] == sorted({name for name, _ in happened})
        for of in shown:
            whole = chosen._replace(start=chosen.start or min(at for _, at in happened))
            expected = [
                {
                    "at": instant(at),
                    "metrics": recount.metrics(
                        "user-00", cut._replace(environments=[of["environment"]])
                    ),
                }
                for at, cut in recount.activity("user-00", whole, interval, now)
            ]
            assert close(of["points"], expected), chosen


@pytest.mark.parametrize("interval", INTERVALS)
async def test_feedback_of_each_name_by_interval(ask: Ask, recount: Recount, interval: str) -> None:
    random = Random(24)
    query = """
    query ($period: Period, $environments: [String!], $interval: Interval) {
      overview(period: $period, environments: $environments) { feedbackSummary { ...Went } }
      user(userId: "user-00") {
        feedbackSummary(period: $period, environments: $environments) { ...Went }
      }
    }
    fragment Went on FeedbackSummary {
      name dataType count activity(interval: $interval) { at count average }
    }
    """
    for _ in range(5):
        chosen, now = bounded(random, recount, interval), datetime.now(UTC)
        answer = await ask(
            query, period=chosen.period, environments=chosen.environments, interval=interval
        )
        for user_id, of in ((None, answer["overview"]), ("user-00", answer["user"])):
            assert close(
                of["feedbackSummary"], summaries(recount, user_id, chosen, interval, now)
            ), chosen


def summaries(
    recount: Recount, user_id: str | None, chosen: Chosen, interval: str, now: datetime
) -> list[Json]:
    return [
        {
            **{key: kind[key] for key in ("name", "dataType", "count")},
            "activity": went(recount, user_id, chosen, interval, now, kind),
        }
        for kind in recount.summaries(user_id, chosen)
    ]


def went(
    recount: Recount,
    user_id: str | None,
    chosen: Chosen,
    interval: str,
    now: datetime,
    kind: Json,
) -> list[Json]:
    def given(cut: Chosen) -> list[Any]:
        return [
            item.feedback
            for item in recount.feedback_of(user_id, cut)
            if (item.feedback.name, item.feedback.data_type) == (kind["name"], kind["dataType"])
        ]

    whole = chosen._replace(start=chosen.start or min(of.created_at for of in given(chosen)))
    return [
        {"at": instant(at), "count": len(given(cut)), "average": average(given(cut))}
        for at, cut in recount.activity(user_id, whole, interval, now)
    ]


async def test_series_of_all_names_take_one_statement(
    ask: Ask, pool: Pool, project: ProjectKeys, statements: list[str]
) -> None:
    given = [make.feedback(name=f"name-{number}", trace_id="t1") for number in range(8)]
    spans = [make.span("t1", user_id="anna", model="gpt-4o")]
    await ingest(pool, project.project_id, Records(spans, given))
    statements.clear()
    answer = await ask(
        """{ users(first: 2) { nodes {
          feedbackSummary { activity(interval: MONTH) { count } }
          activityByModel { points { at } } activityByEnvironment { points { at } }
        } } }"""
    )
    (anna,) = answer["users"]["nodes"]
    assert [sum(at["count"] for at in of["activity"]) for of in anna["feedbackSummary"]] == [1] * 8
    # The page, the users, models, environments, feedback by name and its series.
    assert len(statements) == 6


@pytest.mark.parametrize("field", ["activityByModel", "activityByEnvironment"])
async def test_too_many_points_are_refused(
    client: httpx.AsyncClient, pool: Pool, project: ProjectKeys, field: str
) -> None:
    spans = [make.span("t1", user_id="anna", model="gpt-4o")]
    await ingest(pool, project.project_id, Records(spans))
    period = '{ from: "1990-01-01T00:00:00Z", to: "2026-01-01T00:00:00Z" }'
    query = f'{{ user(userId: "anna") {{ {field}(period: {period}) {{ points {{ at }} }} }} }}'
    (error,) = await refusals(client, query)
    assert "at most 5000" in error["message"]


async def test_the_turns_of_a_conversation_in_order(
    ask: Ask, pool: Pool, project: ProjectKeys
) -> None:
    spans = [
        make.span(
            f"turn-{number}",
            user_id="anna",
            session_id="s1",
            started_at=make.START + timedelta(minutes=number),
            input=f"question {number}",
            output=f"answer {number}",
        )
        for number in range(5)
    ]
    given = [make.feedback(trace_id="turn-2", value=True, name="helpful")]
    await ingest(pool, project.project_id, Records(spans, given))
    query = """
    query ($after: String) { user(userId: "anna") { sessions { nodes {
      traces(first: 3, after: $after, orderBy: { field: STARTED_AT, direction: ASC }) {
        pageInfo { endCursor } nodes { input output feedback { name value } }
      }
    } } } }
    """
    seen: list[Any] = []
    cursor = None
    for _ in range(2):
        answer = await ask(query, after=cursor)
        turns = answer["user"]["sessions"]["nodes"][0]["traces"]
        cursor = turns["pageInfo"]["endCursor"]
        seen += turns["nodes"]
    assert [turn["input"] for turn in seen] == [f"question {number}" for number in range(5)]
    assert [turn["output"] for turn in seen] == [f"answer {number}" for number in range(5)]
    assert [turn["feedback"] for turn in seen] == [
        [],
        [],
        [{"name": "helpful", "value": 1}],
        [],
        [],
    ]
