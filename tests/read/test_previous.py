"""The period before and how far each measure moved since, against a plain recount."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

import make
from asking import Ask
from environment import ProjectKeys
from query_recount import Chosen, Json, Recount, any_period, close, instant
from traffic import BEGIN, store, traffic
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.records import Records

SUMS = (
    "traceCount",
    "sessionCount",
    "spanCount",
    "errorCount",
    "inputTokens",
    "outputTokens",
    "totalTokens",
    "costUsd",
    "feedbackCount",
)
AVERAGES = ("errorRate", "feedbackAverage")
PREVIOUS = f"""
fragment Measured on Metrics {{ {" ".join(SUMS)} {" ".join(AVERAGES)} }}
fragment Moved on MetricsChange {{ {" ".join(SUMS)} {" ".join(AVERAGES)} }}
query ($period: Period, $environments: [String!]) {{
  overview(period: $period, environments: $environments) {{
    metrics {{ ...Measured }}
    previous {{
      from to userCount newUserCount attributedShare metrics {{ ...Measured }}
      change {{ userCount newUserCount attributedShare metrics {{ ...Moved }} }}
    }}
  }}
  user(userId: "user-00") {{
    previous(period: $period, environments: $environments) {{
      from to metrics {{ ...Measured }} change {{ ...Moved }}
    }}
  }}
}}
"""


@pytest.fixture
async def recount(pool: Pool, project: ProjectKeys) -> Recount:
    sent = traffic(Random(11))
    await store(pool, project.project_id, sent)
    return Recount(*sent)


def measured(recount: Recount, user_id: str | None, chosen: Chosen) -> Json:
    sums = recount.metrics(user_id, chosen)
    spans = sums["spanCount"]
    return {**sums, "errorRate": sums["errorCount"] / spans if spans else None}


def everybody(recount: Recount, chosen: Chosen) -> Json:
    traces = recount.traces_of(None, chosen)
    named = [trace for trace in traces if trace.user_id]
    return {
        "userCount": len(recount.user_ids(chosen)),
        "newUserCount": recount.new_users(chosen),
        "attributedShare": len(named) / len(traces) if traces else None,
        "metrics": measured(recount, None, chosen),
    }


def grown(before: Json, after: Json, names: Sequence[str]) -> Json:
    pairs = {name: (float(before[name]), float(after[name])) for name in names}
    return {name: (now - then) / then if then else None for name, (then, now) in pairs.items()}


def moved(before: Json, after: Json, names: Sequence[str]) -> Json:
    pairs = {name: (before[name], after[name]) for name in names}
    return {
        name: None if then is None or now is None else pytest.approx(now - then, abs=1e-12)
        for name, (then, now) in pairs.items()
    }


def change(before: Json, after: Json) -> Json:
    return {**grown(before, after, SUMS), **moved(before, after, AVERAGES)}


async def test_any_period_is_compared_with_the_stretch_before_it(
    ask: Ask, recount: Recount
) -> None:
    random = Random(12)
    for _ in range(25):
        chosen = any_period(random, recount)._replace(start=recount_start(random))
        if chosen.end is None or chosen.start is None or chosen.end <= chosen.start:
            chosen = chosen._replace(end=(chosen.start or BEGIN) + timedelta(days=2, hours=5))
        assert chosen.start is not None and chosen.end is not None
        earlier = chosen.start - (chosen.end - chosen.start)
        before = Chosen(earlier, chosen.start, chosen.environments)
        answer = await ask(PREVIOUS, period=chosen.period, environments=chosen.environments)
        bounds = {"from": instant(earlier), "to": instant(chosen.start)}
        then, now = everybody(recount, before), everybody(recount, chosen)
        assert close(answer["overview"]["metrics"], now["metrics"])
        expected = {
            **bounds,
            **then,
            "change": {
                **grown(then, now, ["userCount", "newUserCount"]),
                **moved(then, now, ["attributedShare"]),
                "metrics": change(then["metrics"], now["metrics"]),
            },
        }
        assert close(answer["overview"]["previous"], expected), chosen
        then, now = (measured(recount, "user-00", of) for of in (before, chosen))
        expected = {**bounds, "metrics": then, "change": change(then, now)}
        assert close(answer["user"]["previous"], expected), chosen


def recount_start(random: Random) -> datetime:
    return BEGIN + timedelta(days=random.randrange(3, 9), minutes=random.choice([0, 0, 90, 700]))


UNTIL_NOW = """
query ($period: Period) {
  overview(period: $period) { previous { from to metrics { traceCount } } }
  users { nodes { previous(period: $period) { from to metrics { traceCount } } } }
}
"""


@pytest.mark.parametrize("end", [None, timedelta(days=400)])
async def test_of_a_period_that_goes_on_only_what_is_over_is_compared(
    ask: Ask, pool: Pool, project: ProjectKeys, end: timedelta | None
) -> None:
    now = datetime.now(UTC)
    starts = {"now": now - timedelta(hours=1), "then": now - timedelta(hours=30)}
    spans = [make.span(name, user_id="anna", started_at=at) for name, at in starts.items()]
    await ingest(pool, project.project_id, Records(spans))
    start = now - timedelta(days=1)
    period = {"from": instant(start), "to": end and instant(now + end)}
    answer = await ask(UNTIL_NOW, period=period)
    for previous in (answer["overview"]["previous"], answer["users"]["nodes"][0]["previous"]):
        begin = datetime.fromisoformat(previous["from"])
        assert start - timedelta(days=1, minutes=1) < begin <= start - timedelta(days=1)
        assert previous["to"] == instant(start)
        assert previous["metrics"] == {"traceCount": 1}


@pytest.mark.parametrize(
    "period",
    [
        {},
        {"to": "2026-03-01T00:00:00Z"},
        {"from": "2026-03-01T00:00:00Z", "to": "2026-03-01T00:00:00Z"},
        {"from": "9999-01-01T00:00:00Z"},
        {"from": "0001-01-01T00:00:00Z"},
        {"from": "0900-01-01T00:00:00Z", "to": "2026-01-01T00:00:00Z"},
    ],
)
async def test_what_has_no_period_before_it_is_compared_with_nothing(
    ask: Ask, pool: Pool, project: ProjectKeys, period: dict[str, Any]
) -> None:
    await ingest(pool, project.project_id, Records([make.span("t1", user_id="anna")]))
    answer = await ask(UNTIL_NOW, period=period)
    assert answer["overview"] == {"previous": None}
    alone = await ask(
        '{ user(userId: "anna") { previous(period: {to: "2026-03-01T00:00:00Z"}) { to } } }'
    )
    assert alone == {"user": {"previous": None}}


async def test_comparing_many_users_takes_as_many_statements_as_one(
    ask: Ask, pool: Pool, project: ProjectKeys, statements: list[str]
) -> None:
    spans = [make.span(f"t{number}", user_id=f"user-{number}") for number in range(120)]
    await ingest(pool, project.project_id, Records(spans))
    counts = []
    for first in (1, 120):
        statements.clear()
        await ask(
            """
            query ($first: Int, $from: DateTime) {
              users(first: $first, period: { from: $from }) {
                nodes {
                  metrics(period: { from: $from }) { traceCount }
                  previous(period: { from: $from }) { change { traceCount } }
                }
              }
            }
            """,
            first=first,
            **{"from": instant(make.START - timedelta(days=1))},
        )
        counts.append(len(statements))
    # The page, the users, their measures and those before.
    assert counts == [4, 4]


async def test_the_share_of_traces_with_a_user_is_told_by_interval(
    ask: Ask, recount: Recount
) -> None:
    chosen = Chosen(BEGIN, BEGIN + timedelta(days=12))
    answer = await ask(
        "query ($period: Period) { overview(period: $period) { activity { at attributedShare } } }",
        period=chosen.period,
    )
    expected = [
        {"at": instant(at), "attributedShare": everybody(recount, cut)["attributedShare"]}
        for at, cut in recount.activity(None, chosen, "DAY", datetime.now(UTC))
    ]
    assert close(answer["overview"]["activity"], expected)


async def test_where_nobody_is_named_the_share_of_traces_with_a_user_is_zero(
    ask: Ask, pool: Pool, project: ProjectKeys
) -> None:
    await ingest(pool, project.project_id, Records([make.span("t1", user_id=None)]))
    answer = await ask("{ overview { attributedShare activity(interval: MONTH) { at } } }")
    assert answer["overview"]["attributedShare"] == 0
