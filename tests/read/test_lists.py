"""Lists of traces and feedback: their filters, orders and pages."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

import make
from asking import Ask
from environment import ProjectKeys
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.records import Records

SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
async def stored(pool: Pool, project: ProjectKeys) -> None:
    spans = [
        make.span(
            "t1",
            name="chat",
            user_id="anna",
            session_id="s1",
            trace_tags=("beta", "vip"),
            environment="production",
            level="ERROR",
            cost_usd=Decimal("0.25"),
            ended_at=make.START + timedelta(milliseconds=1500),
        )
    ]
    given = [
        make.feedback("f1", 0.5, trace_id="t1", comment="meh"),
        make.feedback("f2", True, trace_id="t1", name="thumb", created_at=make.START + SECOND),
        make.feedback("f3", "good", session_id="s1", name="mood", created_at=make.START + SECOND),
    ]
    await ingest(pool, project.project_id, Records(spans, given))


async def test_feedback_filters(ask: Ask) -> None:
    query = "query ($filter: FeedbackFilter) { feedback(filter: $filter) { nodes { feedbackId } } }"
    found = {
        name: [of["feedbackId"] for of in (await ask(query, filter=filter))["feedback"]["nodes"]]
        for name, filter in {
            "user": {"userId": "anna"},
            "stranger": {"userId": "bert"},
            "names": {"names": ["thumb", "mood"]},
            "no name": {"names": []},
            "value": {"value": {"min": 0.5, "max": 0.5}},
            "kinds": {"dataTypes": ["BOOLEAN", "CATEGORICAL"]},
            "no kind": {"dataTypes": []},
            "categories": {"categories": ["good", "bad"]},
            "a category that is a boolean's text": {"categories": ["True"]},
            "no category": {"categories": []},
            "a kind of a value": {"dataTypes": ["BOOLEAN"], "value": {"min": 1}},
            "comment": {"hasComment": True},
            "no comment": {"hasComment": False},
        }.items()
    }
    assert found == {
        "user": ["f3", "f2", "f1"],
        "stranger": [],
        "names": ["f3", "f2"],
        "no name": [],
        "value": ["f1"],
        "kinds": ["f3", "f2"],
        "no kind": [],
        "categories": ["f3"],
        "a category that is a boolean's text": [],
        "no category": [],
        "a kind of a value": ["f2"],
        "comment": ["f1"],
        "no comment": ["f3", "f2"],
    }


TRACE_FILTERS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, ["t5", "t4", "t3", "t1"]),
    ({"search": "CHA"}, ["t1"]),
    ({"search": "T3"}, ["t3"]),
    ({"search": "100%"}, ["t5"]),
    ({"userId": "anna"}, ["t3", "t1"]),
    ({"userId": ""}, ["t5"]),
    ({"sessionId": "s1"}, ["t1"]),
    ({"environments": ["production"]}, ["t1"]),
    ({"environments": []}, []),
    ({"tags": ["vip"]}, ["t1"]),
    ({"tags": ["vip", "other"]}, []),
    ({"tags": []}, ["t5", "t4", "t3", "t1"]),
    ({"totalTokens": {"min": 10, "max": 10}}, ["t3"]),
    ({"costUsd": {"min": "0.25"}}, ["t1"]),
    ({"latencyMs": {"max": 1000}}, ["t5", "t4", "t3"]),
    ({"latencyMs": {"min": 1500, "max": 1500.0}}, ["t1"]),
    ({"hasError": True}, ["t1"]),
    ({"hasError": False, "userId": "anna"}, ["t3"]),
    ({"hasFeedback": True}, ["t3", "t1"]),
    ({"hasFeedback": False}, ["t5", "t4"]),
]


async def test_trace_filters(ask: Ask, pool: Pool, project: ProjectKeys) -> None:
    spans = [
        make.span("t3", user_id="anna", input_tokens=10, started_at=make.START + SECOND),
        make.span("t4", user_id="bert", started_at=make.START + 2 * SECOND),
        make.span("t5", trace_name="100% sure", started_at=make.START + 3 * SECOND),
    ]
    # A session's feedback is not that of a trace with the same id.
    given = [make.feedback(trace_id="t3", span_id="x"), make.feedback(session_id="t4")]
    await ingest(pool, project.project_id, Records(spans, given))
    query = """query ($filter: TraceFilter) {
      traces(filter: $filter) { totalCount nodes { traceId } }
    }"""
    for filter, expected in TRACE_FILTERS:
        traces = (await ask(query, filter=filter))["traces"]
        assert [trace["traceId"] for trace in traces["nodes"]] == expected, filter
        assert traces["totalCount"] == len(expected)


@pytest.mark.parametrize("field", ["STARTED_AT", "LATENCY", "TOTAL_TOKENS", "COST_USD"])
@pytest.mark.parametrize("direction", ["ASC", "DESC"])
async def test_traces_in_every_order_page_by_page_both_ways(
    ask: Ask, pool: Pool, project: ProjectKeys, field: str, direction: str
) -> None:
    spans = [
        make.span(
            f"many-{number}",
            user_id="many",
            started_at=make.START + (number % 3) * SECOND,
            ended_at=make.START + 5 * SECOND,
            input_tokens=number % 4,
            cost_usd=Decimal(number % 2) / 10,
        )
        for number in range(9)
    ]
    await ingest(pool, project.project_id, Records(spans))
    values = {
        "STARTED_AT": lambda span: span.started_at,
        "LATENCY": lambda span: span.ended_at - span.started_at,
        "TOTAL_TOKENS": lambda span: span.total_tokens,
        "COST_USD": lambda span: span.cost_usd,
    }
    expected = [
        span.trace_id
        for span in sorted(
            spans,
            key=lambda span: (values[field](span), span.trace_id),
            reverse=direction == "DESC",
        )
    ]
    query = """query ($first: Int, $after: String, $last: Int, $before: String, $by: TraceOrder) {
      user(userId: "many") {
        traces(first: $first, after: $after, last: $last, before: $before, orderBy: $by) {
          nodes { traceId } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        }
      }
    }"""
    by = {"field": field, "direction": direction}
    forwards: list[str] = []
    after = None
    while True:
        page = (await ask(query, first=4, after=after, by=by))["user"]["traces"]
        forwards += [trace["traceId"] for trace in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert forwards == expected
    last = (await ask(query, last=2, before=after, by=by))["user"]["traces"]
    assert [trace["traceId"] for trace in last["nodes"]] == expected[-3:-1]
    assert (last["pageInfo"]["hasNextPage"], last["pageInfo"]["hasPreviousPage"]) == (True, True)
    between = {"after": page["pageInfo"]["startCursor"], "before": after}
    rest = (await ask(query, **between, by=by))["user"]["traces"]["nodes"]
    assert rest == []
