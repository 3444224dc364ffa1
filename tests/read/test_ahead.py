"""What lies ahead of now, since a sender's clock was: it changes no answer that ends now."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import httpx
import pytest

import make
from asking import Ask
from environment import ProjectKeys
from usertrail.access.projects import set_main_feedback
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.records import Feedback, Records, Span

QUERY = """
query ($period: Period, $interval: Interval!) {
  overview(period: $period) {
    userCount newUserCount attributedShare metrics { ...Sums }
    previous { userCount newUserCount metrics { ...Sums } change { userCount } }
    activity(interval: $interval) { at userCount newUserCount metrics { ...Sums } }
    latency { averageMs p50Ms }
    models { model generationCount totalTokens costUsd }
    feedbackSummary {
      name count average distribution { label count } activity(interval: $interval) { at count }
    }
    insights { kind name before after user { userId } }
  }
  usersActivity(period: $period, interval: $interval) { at userCount metrics { ...Sums } }
  byCost: users(period: $period, orderBy: { field: COST_USD }) { ...Users }
  byTokens: users(period: $period, orderBy: { field: TOTAL_TOKENS, direction: ASC }) { ...Users }
  bySessions: users(period: $period, orderBy: { field: SESSION_COUNT }) { ...Users }
  byAverage: users(period: $period, orderBy: { field: FEEDBACK_AVERAGE }) { ...Users }
  among: users(
    period: $period
    orderBy: { field: USER_ID }
    filter: { environments: ["default"], totalTokens: { min: 1 } }
  ) { ...Users }
  rated: users(
    period: $period
    orderBy: { field: USER_ID }
    filter: { feedback: { name: "rating", average: { min: 0.1 } } }
  ) { ...Users }
  new: users(orderBy: { field: USER_ID }, filter: { firstSeenAt: $period }) { ...Users }
  seen: users(orderBy: { field: USER_ID }, filter: { lastSeenAt: $period }) { ...Users }
  seenOften: users(
    orderBy: { field: USER_ID }
    filter: { lastSeenAt: $period, search: "user" }
  ) { ...Users }
  traces(period: $period) { totalCount nodes { traceId } }
  feedback(period: $period) { totalCount nodes { feedbackId } }
  user(userId: "user-0") {
    metrics(period: $period) { ...Sums }
    previous(period: $period) { metrics { ...Sums } }
    activity(period: $period, interval: $interval) { at metrics { ...Sums } }
    activityByModel(period: $period, interval: $interval) {
      model points { at totalTokens }
    }
    activityByEnvironment(period: $period, interval: $interval) {
      environment points { at metrics { ...Sums } }
    }
    latency(period: $period) { averageMs }
    models(period: $period) { model totalTokens }
    feedbackSummary(period: $period) { name count activity(interval: $interval) { at count } }
    traces(period: $period) { totalCount nodes { traceId } }
    sessions(period: $period) { totalCount nodes { sessionId } }
    feedback(period: $period) { totalCount nodes { feedbackId } }
  }
}
fragment Users on UserConnection {
  totalCount nodes { userId metrics(period: $period) { ...Sums } }
}
fragment Sums on Metrics {
  traceCount sessionCount spanCount errorCount totalTokens costUsd feedbackCount feedbackAverage
}
"""
# What is rated under a name is of one type.
NAMES: dict[type, str] = {int: "rating", bool: "thumbs", str: "mood"}
# From minutes, which may still be today, to the most that is taken.
AHEAD = [timedelta(minutes=11), timedelta(hours=2), timedelta(hours=20), timedelta(days=300)]
BEHIND = [timedelta(minutes=3), timedelta(hours=5), timedelta(days=1.5), timedelta(days=40)]
STARTS: dict[str, Callable[[datetime], datetime]] = {
    "of 24 hours": lambda now: now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=23),
    "of today": lambda now: now.replace(hour=0, minute=0, second=0, microsecond=0),
    "within today": lambda now: now - timedelta(minutes=4),
    "of 30 days": lambda now: (
        now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=29)
    ),
    "within a day": lambda now: now - timedelta(days=50, hours=3),
    "ahead": lambda now: now + timedelta(minutes=1),
}


def spans(random: Random, now: datetime, times: list[timedelta], sign: int) -> Iterator[Span]:
    """Some of every user at about these times, and of one who is of this sign alone."""
    alone = f"user-{'ahead' if sign > 0 else 'behind'}"
    for number in range(60):
        at = now + sign * random.choice(times) * random.uniform(1, 1.1)
        tokens = random.randint(1, 900)
        yield make.span(
            f"{alone}-{number}",
            started_at=at,
            ended_at=at + timedelta(seconds=random.randint(1, 9)),
            user_id=random.choice(["", "user-0", "user-1", "user-2", alone]),
            session_id=random.choice(["", f"session-{random.randint(0, 9)}", f"{alone}-{number}"]),
            environment=random.choice(["default", "test"]),
            type="GENERATION",
            model=random.choice(["a", "b"]),
            level=random.choice(["DEFAULT", "ERROR"]),
            input_tokens=tokens,
            total_tokens=tokens,
            usage_details={"input": tokens},
        )


def feedback(
    random: Random, now: datetime, times: list[timedelta], sign: int, on: list[Span]
) -> Iterator[Feedback]:
    for number in range(30):
        value = random.choice([random.randint(0, 5), True, "good"])
        yield make.feedback(
            f"{sign}-{number}",
            value,
            trace_id=random.choice(on).trace_id,
            name=NAMES[type(value)],
            created_at=now + sign * random.choice(times) * random.uniform(1, 1.1),
        )


class Stored:
    """What has come, and what lies ahead of it, which is stored when it is asked to be."""

    def __init__(self, pool: Pool, project: ProjectKeys, seed: int) -> None:
        self.pool, self.project_id = pool, project.project_id
        self.random, self.now = Random(seed), datetime.now(UTC)
        self.come = list(spans(self.random, self.now, BEHIND, -1))
        self.ahead = list(spans(self.random, self.now, AHEAD, 1))

    async def store(self, sign: int) -> None:
        new, times = (self.come, BEHIND) if sign < 0 else (self.ahead, AHEAD)
        async with self.pool.acquire() as db:
            # Else the main feedback would be the one that is rated most, ahead of now as well.
            await set_main_feedback(db, self.project_id, "rating")
        # Feedback that was given may be on what lies ahead, and the other way round.
        given = list(feedback(self.random, self.now, times, sign, self.come))
        await ingest(self.pool, self.project_id, Records(new, given))


def until(hour: datetime, value: Any) -> Any:
    """The answer without the points that began after this hour: the test may run into the next."""
    if isinstance(value, dict):
        return {name: until(hour, item) for name, item in value.items()}
    if not isinstance(value, list):
        return value
    return [
        until(hour, item)
        for item in value
        if not (isinstance(item, dict) and "at" in item)
        or datetime.fromisoformat(item["at"]) <= hour
    ]


def instants(value: Any) -> Iterator[datetime]:
    """Of every point of a chart in an answer."""
    if isinstance(value, dict):
        if "at" in value:
            yield datetime.fromisoformat(value["at"])
        for item in value.values():
            yield from instants(item)
    elif isinstance(value, list):
        for item in value:
            yield from instants(item)


@pytest.mark.usefixtures("exact")
@pytest.mark.parametrize("seed", range(3))
async def test_what_lies_ahead_changes_no_answer_that_ends_now(
    ask: Ask, client: httpx.AsyncClient, pool: Pool, project: ProjectKeys, seed: int
) -> None:
    stored = Stored(pool, project, seed)
    hour = stored.now.replace(minute=0, second=0, microsecond=0)

    async def answers() -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, start in STARTS.items():
            period = {"from": start(stored.now).isoformat()}
            for interval in ("HOUR", "DAY", "WEEK"):
                answer = await ask(QUERY, period=period, interval=interval)
                assert all(at <= datetime.now(UTC) for at in instants(answer)), name
                found[f"{name}, {interval}"] = until(hour, answer)
            export = await client.get(
                "/export/users.jsonl",
                params={"period": json.dumps(period), "orderBy": '{"field": "USER_ID"}'},
            )
            # They tell when a user was seen at all, and where.
            found[f"{name}, export"] = [
                {**json.loads(line), "lastSeenAt": None, "environments": None}
                for line in export.text.splitlines()
            ]
        return found

    await stored.store(-1)
    before = await answers()
    assert before["of 24 hours, DAY"]["overview"]["metrics"]["traceCount"] > 0
    await stored.store(1)
    after = await answers()
    assert before.keys() == after.keys()
    for name, answer in after.items():
        assert answer == before[name], name


async def test_what_lies_ahead_is_there_where_all_time_or_a_later_end_is_asked_for(
    ask: Ask, pool: Pool, project: ProjectKeys
) -> None:
    stored = Stored(pool, project, 7)
    await stored.store(-1)
    await stored.store(1)
    counts = (
        "{ userCount metrics { traceCount feedbackCount } activity { at metrics { traceCount } } }"
    )
    query = f"""
        query ($period: Period) {{
          overview(period: $period) {counts}
          users(period: $period) {{ totalCount }}
          traces(period: $period) {{ totalCount }}
          trace(traceId: "user-ahead-0") {{ startedAt }}
        }}
    """
    count = len(stored.come) + len(stored.ahead)
    end = (stored.now + timedelta(days=331)).isoformat()
    for period in (None, {}, {"from": None, "to": None}, {"to": end}):
        answer = await ask(query, period=period)
        assert answer["overview"]["userCount"] == answer["users"]["totalCount"] == 5
        assert answer["overview"]["metrics"] == {"traceCount": count, "feedbackCount": 60}
        assert answer["traces"]["totalCount"] == count
        assert datetime.fromisoformat(answer["trace"]["startedAt"]) > stored.now
        drawn = answer["overview"]["activity"]
        if period == {"to": end}:
            assert datetime.fromisoformat(drawn[-1]["at"]).date() == (
                datetime.fromisoformat(end).date()
            )
            assert sum(point["metrics"]["traceCount"] for point in drawn) == count
        else:
            # A chart of all time ends now.
            assert datetime.fromisoformat(drawn[-1]["at"]) <= datetime.now(UTC)
            assert sum(point["metrics"]["traceCount"] for point in drawn) == len(stored.come)


async def test_who_was_seen_both_now_and_ahead_was_last_seen_now(
    ask: Ask, pool: Pool, project: ProjectKeys
) -> None:
    now = datetime.now(UTC)
    seen = {
        "both": [timedelta(days=-2), timedelta(days=100)],
        "ahead": [timedelta(days=100)],
        "long ago": [timedelta(days=-30)],
        "long ago and ahead": [timedelta(days=-30), timedelta(days=100)],
    }
    found = [
        make.span(f"{user_id} {at.days}", user_id=user_id, started_at=now + at)
        for user_id, times in seen.items()
        for at in times
    ]
    await ingest(pool, project.project_id, Records(found))
    query = """
        query ($filter: UserFilter) {
          users(filter: $filter, orderBy: { field: USER_ID, direction: ASC }) { nodes { userId } }
        }
    """

    async def users(**filter: Any) -> list[str]:
        answer = await ask(query, filter=filter)
        return [user["userId"] for user in answer["users"]["nodes"]]

    week = {"from": (now - timedelta(days=7)).isoformat()}
    assert await users(lastSeenAt=week) == ["both"]
    assert await users(lastSeenAt=week, search="b") == ["both"]
    later = {**week, "to": (now + timedelta(days=200)).isoformat()}
    assert await users(lastSeenAt=later) == ["ahead", "both", "long ago and ahead"]
    assert await users(firstSeenAt=week) == ["both"]
    assert await users(firstSeenAt=later) == ["ahead", "both"]


async def test_a_project_with_nothing_but_what_lies_ahead(
    ask: Ask, pool: Pool, project: ProjectKeys
) -> None:
    at = datetime.now(UTC) + timedelta(days=300)
    await ingest(pool, project.project_id, Records([make.span("t", user_id="a", started_at=at)]))
    # All of it by the hour, and for all time, would cost more than may be asked for at once.
    by_hour = QUERY.replace("environment points { at metrics { ...Sums } }", "environment")
    for interval in ("HOUR", "DAY", "WEEK", "MONTH"):
        answer = await ask(by_hour if interval == "HOUR" else QUERY, interval=interval)
        assert answer["overview"]["metrics"]["traceCount"] == 1
        assert list(instants(answer)) == []
