"""Each type and mutation, on small data that shows every value."""

import base64
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

import make
from asking import Ask
from environment import ProjectKeys
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.identifiers import storable_id
from usertrail.normalise.records import Feedback, Records, Span

SECOND = timedelta(seconds=1)
AT = "2026-03-10T12:00:00.000000+00:00"
ROOT = make.span(
    "t1",
    "root",
    name="chat",
    user_id="anna",
    session_id="s1",
    trace_tags=("beta", "vip"),
    trace_metadata={"plan": {"tier": 1}},
    trace_release="r1",
    trace_version="v1",
    environment="production",
    input='{"question": "Why?"}',
    output="Because.",
    ended_at=make.START + timedelta(milliseconds=1500),
)
CALL = make.span(
    "t1",
    "call",
    parent_span_id="root",
    type="GENERATION",
    name="llm",
    started_at=make.START + SECOND,
    ended_at=make.START + timedelta(milliseconds=1250.5),
    completion_started_at=make.START + timedelta(milliseconds=1100),
    level="ERROR",
    status_message="overloaded",
    environment="production",
    model="gpt-4o",
    model_parameters={"temperature": 0.5},
    usage_details={"input": 3_000_000_000, "output": 4},
    cost_details={"total": 0.25},
    input_tokens=3_000_000_000,
    output_tokens=4,
    cost_usd=Decimal("0.2500"),
    input="",
    output="007",
    metadata={"attempt": 2},
)
RATING = make.feedback("f1", 0.5, trace_id="t1", comment="meh", metadata={"by": "ann"})
THUMB = make.feedback(
    "f2", True, trace_id="t1", span_id="call", name="thumb", created_at=make.START + SECOND
)
MOOD = make.feedback("f3", "good", session_id="s1", name="mood", created_at=make.START + SECOND)


@pytest.fixture(autouse=True)
async def stored(pool: Pool, project: ProjectKeys) -> None:
    spans: list[Span] = [ROOT, CALL]
    feedback: list[Feedback] = [RATING, THUMB, MOOD]
    await ingest(pool, project.project_id, Records(spans, feedback))


def id_of(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


async def test_a_trace_with_all_it_holds(ask: Ask) -> None:
    answer = (await ask("TraceDetail", traceId="t1"))["trace"]
    spans = answer.pop("spans")
    rating = {
        "feedbackId": "f1",
        "name": "rating",
        "dataType": "NUMERIC",
        "value": 0.5,
        "stringValue": None,
        "comment": "meh",
        "source": "API",
        "createdAt": AT,
    }
    thumb = {
        "feedbackId": "f2",
        "name": "thumb",
        "dataType": "BOOLEAN",
        "value": 1.0,
        "stringValue": "True",
        "comment": None,
        "source": "API",
        "createdAt": "2026-03-10T12:00:01.000000+00:00",
    }
    assert answer == {
        "id": id_of("Trace:t1"),
        "traceId": "t1",
        "name": "chat",
        "environment": "production",
        "tags": ["beta", "vip"],
        "startedAt": AT,
        "endedAt": "2026-03-10T12:00:01.500000+00:00",
        "latencyMs": 1500.0,
        "spanCount": 2,
        "errorCount": 1,
        "inputTokens": 3_000_000_000,
        "outputTokens": 4,
        "totalTokens": 3_000_000_004,
        "costUsd": "0.25",
        "user": {
            "userId": "anna",
            "metrics": {"traceCount": 1, "totalTokens": 3_000_000_004, "costUsd": "0.25"},
        },
        "release": "r1",
        "version": "v1",
        "metadata": {"plan": {"tier": 1}},
        "input": {"question": "Why?"},
        "output": "Because.",
        "session": {"sessionId": "s1"},
        "feedback": [rating, thumb],
    }
    root, call = spans["nodes"]
    assert spans["totalCount"] == 2
    assert (root["spanId"], root["parentSpanId"], root["feedback"]) == ("root", None, [])
    assert (root["timeToFirstTokenMs"], root["usageDetails"]) == (None, None)
    assert call == {
        "spanId": "call",
        "parentSpanId": "root",
        "type": "GENERATION",
        "name": "llm",
        "startedAt": "2026-03-10T12:00:01.000000+00:00",
        "endedAt": "2026-03-10T12:00:01.250500+00:00",
        "latencyMs": 250.5,
        "timeToFirstTokenMs": 100.0,
        "level": "ERROR",
        "statusMessage": "overloaded",
        "model": "gpt-4o",
        "modelParameters": {"temperature": 0.5},
        "usageDetails": {"input": 3_000_000_000, "output": 4},
        "costDetails": {"total": 0.25},
        "inputTokens": 3_000_000_000,
        "outputTokens": 4,
        "totalTokens": 3_000_000_004,
        "costUsd": "0.25",
        "input": None,
        "output": "007",
        "metadata": {"attempt": 2},
        "feedback": [thumb],
    }


async def test_what_a_trace_says_in_so_many_words_goes_before_its_root(
    ask: Ask, pool: Pool, project: ProjectKeys
) -> None:
    span = make.span("t2", trace_input='["said"]', input="own", output="own")
    await ingest(pool, project.project_id, Records([span]))
    query = '{ trace(traceId: "t2") { input output user { userId } session { sessionId } } }'
    assert (await ask(query))["trace"] == {
        "input": ["said"],
        "output": "own",
        "user": None,
        "session": None,
    }


async def test_feedback_leads_to_what_it_was_given_to(ask: Ask) -> None:
    query = """{
      feedback {
        totalCount
        nodes {
          feedbackId metadata trace { traceId } span { spanId output } session { sessionId }
          user { userId }
        }
      }
    }"""
    anna = {"userId": "anna"}
    none: dict[str, Any] = {"metadata": None, "trace": None, "span": None, "session": None}
    assert (await ask(query))["feedback"] == {
        "totalCount": 3,
        "nodes": [
            none | {"feedbackId": "f3", "session": {"sessionId": "s1"}, "user": anna},
            none
            | {
                "feedbackId": "f2",
                "trace": {"traceId": "t1"},
                "span": {"spanId": "call", "output": "007"},
                "user": anna,
            },
            none
            | {
                "feedbackId": "f1",
                "metadata": {"by": "ann"},
                "trace": {"traceId": "t1"},
                "user": anna,
            },
        ],
    }


async def test_spans_page_by_page(ask: Ask) -> None:
    query = """query ($after: String) {
      trace(traceId: "t1") {
        spans(first: 1, after: $after) {
          edges { cursor node { spanId trace { traceId } } } pageInfo { hasNextPage }
        }
      }
    }"""
    first = (await ask(query))["trace"]["spans"]
    assert first["edges"][0]["node"] == {"spanId": "root", "trace": {"traceId": "t1"}}
    assert first["pageInfo"]["hasNextPage"]
    second = (await ask(query, after=first["edges"][0]["cursor"]))["trace"]["spans"]
    assert second["edges"][0]["node"]["spanId"] == "call"
    assert not second["pageInfo"]["hasNextPage"]


async def test_everything_is_found_by_its_global_id(ask: Ask, project: ProjectKeys) -> None:
    answer = await ask("""{
      project { id name firstTraceAt environments feedbackNames models }
      user(userId: "anna") { id }
      session(sessionId: "s1") { id }
      trace(traceId: "t1") { id spans { nodes { id } } feedback { id } }
    }""")
    assert answer["project"] == {
        "id": id_of(f"Project:{project.project_id}"),
        "name": "Test",
        "firstTraceAt": "2026-03-10T12:00:00.000000+00:00",
        "environments": ["production"],
        "feedbackNames": ["mood", "rating", "thumb"],
        "models": ["gpt-4o"],
    }
    ids = [
        answer["project"]["id"],
        answer["user"]["id"],
        answer["session"]["id"],
        answer["trace"]["id"],
        answer["trace"]["spans"]["nodes"][1]["id"],
        answer["trace"]["feedback"][0]["id"],
        id_of("Trace:nowhere"),
    ]
    query = """query ($ids: [ID!]!, $id: ID!) {
      node(id: $id) { id }
      nodes(ids: $ids) {
        __typename id ... on User { userId } ... on Span { spanId output } ... on Trace { traceId }
      }
    }"""
    found = await ask(query, ids=ids, id=ids[3])
    assert found["node"] == {"id": ids[3]}
    assert found["nodes"] == [
        {"__typename": "Project", "id": ids[0]},
        {"__typename": "User", "id": ids[1], "userId": "anna"},
        {"__typename": "Session", "id": ids[2]},
        {"__typename": "Trace", "id": ids[3], "traceId": "t1"},
        {"__typename": "Span", "id": ids[4], "spanId": "call", "output": "007"},
        {"__typename": "Feedback", "id": ids[5]},
        None,
    ]


async def test_a_user_is_called_by_the_id_the_application_sent_however_long(
    ask: Ask, pool: Pool, project: ProjectKeys
) -> None:
    long = "x" * 5000
    span = make.span("long", user_id=storable_id(long), session_id=storable_id(long))
    await ingest(pool, project.project_id, Records([span]))
    query = """query ($id: String!) {
      user(userId: $id) { metrics { traceCount } }
      session(sessionId: $id) { metrics { traceCount } }
      traces(filter: { userId: $id, sessionId: $id }) { totalCount }
      users(filter: { userIds: [$id] }) { totalCount }
    }"""
    one = {"metrics": {"traceCount": 1}}
    assert await ask(query, id=long) == {
        "user": one,
        "session": one,
        "traces": {"totalCount": 1},
        "users": {"totalCount": 1},
    }


async def test_nobody_is_not_a_user(ask: Ask, pool: Pool, project: ProjectKeys) -> None:
    await ingest(pool, project.project_id, Records([make.span("nobody's")]))
    answer = await ask("""{
      user(userId: "") { userId }
      users(filter: { userIds: ["", "anna"] }) { totalCount nodes { userId } }
      overview { userCount attributedShare metrics { traceCount } }
    }""")
    assert answer == {
        "user": None,
        "users": {"totalCount": 1, "nodes": [{"userId": "anna"}]},
        "overview": {"userCount": 1, "attributedShare": 0.5, "metrics": {"traceCount": 2}},
    }


async def test_a_period_that_ends_before_it_starts_holds_nothing(ask: Ask) -> None:
    query = """query ($period: Period) {
      users(period: $period) { totalCount nodes { userId } }
      overview(period: $period) {
        userCount attributedShare activity { at } latency { p50Ms } models { model }
        metrics { traceCount sessionCount feedbackCount feedbackAverage costUsd }
      }
    }"""
    day = timedelta(days=1)
    period = {"from": (make.START + day).isoformat(), "to": (make.START - day).isoformat()}
    assert await ask(query, period=period) == {
        "users": {"totalCount": 0, "nodes": []},
        "overview": {
            "userCount": 0,
            "attributedShare": None,
            "activity": [],
            "latency": None,
            "models": [],
            "metrics": {
                "traceCount": 0,
                "sessionCount": 0,
                "feedbackCount": 0,
                "feedbackAverage": None,
                "costUsd": "0",
            },
        },
    }


async def test_the_ends_of_the_calendar_are_periods_too(ask: Ask) -> None:
    query = """query ($period: Period) {
      overview(period: $period) { metrics { traceCount } activity(interval: MONTH) { at } }
    }"""
    period = {"from": "9999-12-31T23:59:59.999999Z"}
    answer = (await ask(query, period=period))["overview"]
    assert (answer["metrics"]["traceCount"], answer["activity"]) == (0, [])
    period = {"from": "9999-12-31T01:00:00Z", "to": "9999-12-31T23:59:59.999999Z"}
    answer = (await ask(query, period=period))["overview"]
    assert len(answer["activity"]) == 1
    period = {"from": "2026-03-10T13:00:00+01:00", "to": "9999-12-31T23:59:59Z"}
    query = "query ($period: Period) { overview(period: $period) { metrics { traceCount } } }"
    assert (await ask(query, period=period))["overview"]["metrics"]["traceCount"] == 1
    period["to"] = "2026-03-10T13:00:00+01:00"
    assert (await ask(query, period=period))["overview"]["metrics"]["traceCount"] == 0
