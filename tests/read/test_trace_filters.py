"""Traces by every filter, alone and together, and in every order, against a plain recount."""

from collections.abc import Callable
from decimal import Decimal
from itertools import product
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asking import Ask
from environment import ProjectKeys
from query_recount import Recount
from traffic import Traffic, store, traffic
from usertrail.database.pool import Pool
from usertrail.normalise.records import Feedback, Span

random = Random(11)
METADATA: list[dict[str, Any]] = [
    {},
    {"plan": "free"},
    {"plan": "pro", "seats": 3},
    {"plan": None, "beta": True},
]


def told(span: Span) -> Span:
    """A root that says more of its trace."""
    if not span.is_root:
        return span
    said = span.trace_fields._replace(
        release=random.choice([None, "r1", "r2"]),
        version=random.choice([None, "1", "2"]),
        metadata=random.choice(METADATA),
    )
    return span._replace(trace_fields=said)


PLAIN = traffic(random, traces=120, users=8, feedback=90)
SENT = Traffic(list(map(told, PLAIN.spans)), PLAIN.feedback)
RECOUNT = Recount(*SENT)


class Seen(NamedTuple):
    """What filters and orders look at of a trace."""

    trace_id: str
    started_at: Any
    latency: float
    root: Span
    tags: frozenset[str]
    models: frozenset[str]
    sums: dict[str, int | Decimal]
    feedback: list[Feedback]


def seen_of(trace_id: str) -> Seen:
    trace = RECOUNT.traces[trace_id]
    [root] = (span for span in trace.spans if span.is_root)
    sums: dict[str, int | Decimal] = {
        name: sum(getattr(used, name) for used in trace.usage)
        for name in ("input_tokens", "output_tokens", "total_tokens", "cost_usd")
    }
    sums["span_count"] = len(trace.spans)
    sums["error_count"] = sum(span.level == "ERROR" for span in trace.spans)
    return Seen(
        trace_id,
        trace.started_at,
        (trace.ended_at - trace.started_at).total_seconds(),
        root,
        frozenset(tag for span in trace.spans for tag in span.trace_fields.tags),
        frozenset(used.span.model for used in trace.usage if used.span.model and used.is_call),
        sums,
        [of.feedback for of in RECOUNT.feedback if of.feedback.trace_id == trace_id],
    )


SEEN = [seen_of(trace_id) for trace_id in RECOUNT.traces]
Passes = Callable[[Seen], bool]
Filter = tuple[dict[str, Any], Passes]


def rated(seen: Seen, name: str, least: float) -> bool:
    return any(
        given.name == name and given.value is not None and given.value >= Decimal(str(least))
        for given in seen.feedback
    )


FILTERS: list[Filter] = [
    ({"names": ["chat", "nothing"]}, lambda seen: seen.root.name == "chat"),
    ({"names": []}, lambda _: False),
    ({"releases": ["r1", "r2"]}, lambda seen: seen.root.trace_fields.release is not None),
    ({"versions": ["2"]}, lambda seen: seen.root.trace_fields.version == "2"),
    ({"models": ["claude", "mistral"]}, lambda seen: bool(seen.models & {"claude", "mistral"})),
    ({"models": []}, lambda _: False),
    ({"tags": ["a", "b"]}, lambda seen: {"a", "b"} <= seen.tags),
    ({"tagsAny": ["a", "b"]}, lambda seen: bool({"a", "b"} & seen.tags)),
    ({"tagsAny": []}, lambda _: False),
    ({"tagsNone": ["a", "b"]}, lambda seen: not {"a", "b"} & seen.tags),
    ({"tagsNone": []}, lambda _: True),
    ({"metadata": [{"key": "plan"}]}, lambda seen: "plan" in seen.root.trace_fields.metadata),
    (
        {"metadata": [{"key": "plan", "value": "pro"}, {"key": "seats", "value": "3"}]},
        lambda seen: seen.root.trace_fields.metadata == METADATA[2],
    ),
    (
        {"metadata": [{"key": "beta", "value": "true"}]},
        lambda seen: "beta" in seen.root.trace_fields.metadata,
    ),
    ({"metadata": [{"key": "plan", "value": "pr'o"}]}, lambda _: False),
    ({"errorCount": {"min": 1}}, lambda seen: seen.sums["error_count"] >= 1),
    ({"spanCount": {"max": 1}}, lambda seen: seen.sums["span_count"] <= 1),
    ({"inputTokens": {"min": 100}}, lambda seen: seen.sums["input_tokens"] >= 100),
    ({"outputTokens": {"max": 20}}, lambda seen: seen.sums["output_tokens"] <= 20),
    ({"costUsd": {"min": "0.1"}}, lambda seen: seen.sums["cost_usd"] >= Decimal("0.1")),
    ({"hasError": True}, lambda seen: seen.sums["error_count"] > 0),
    ({"hasFeedback": True}, lambda seen: bool(seen.feedback)),
    ({"feedback": {}}, lambda seen: bool(seen.feedback)),
    (
        {"feedback": {"name": "score", "value": {"min": 0.5}}},
        lambda seen: rated(seen, "score", 0.5),
    ),
    (
        {"feedback": {"hasComment": True}},
        lambda seen: any(given.comment for given in seen.feedback),
    ),
]
QUERY = """
query ($filter: TraceFilter, $orderBy: TraceOrder, $after: String) {
  traces(filter: $filter, orderBy: $orderBy, first: 50, after: $after) {
    totalCount nodes { traceId } pageInfo { hasNextPage endCursor }
  }
}
"""
ORDERS: dict[str, Callable[[Seen], Any]] = {
    "STARTED_AT": lambda seen: seen.started_at,
    "LATENCY": lambda seen: seen.latency,
    "SPAN_COUNT": lambda seen: seen.sums["span_count"],
    "ERROR_COUNT": lambda seen: seen.sums["error_count"],
    "INPUT_TOKENS": lambda seen: seen.sums["input_tokens"],
    "OUTPUT_TOKENS": lambda seen: seen.sums["output_tokens"],
    "TOTAL_TOKENS": lambda seen: seen.sums["total_tokens"],
    "COST_USD": lambda seen: seen.sums["cost_usd"],
}


@pytest.fixture(autouse=True)
async def stored(pool: Pool, project: ProjectKeys) -> None:
    await store(pool, project.project_id, SENT)


async def listed(ask: Ask, **variables: Any) -> list[str]:
    """All that the list holds, page by page; every page knows how many."""
    found: list[str] = []
    after = None
    while True:
        traces = (await ask(QUERY, after=after, **variables))["traces"]
        found += [trace["traceId"] for trace in traces["nodes"]]
        if not traces["pageInfo"]["hasNextPage"]:
            assert traces["totalCount"] == len(found)
            return found
        after = traces["pageInfo"]["endCursor"]


async def test_each_filter_alone(ask: Ask) -> None:
    for filter, passes in FILTERS:
        expected = {seen.trace_id for seen in SEEN if passes(seen)}
        assert set(await listed(ask, filter=filter)) == expected, filter


@settings(deadline=None, max_examples=15, suppress_health_check=list(HealthCheck))
@given(chosen=st.lists(st.sampled_from(FILTERS), min_size=2, max_size=4))
async def test_filters_together(ask: Ask, chosen: list[Filter]) -> None:
    filter = {name: value for one, _ in chosen for name, value in one.items()}
    # Of two that say the same field, the last holds.
    last = {name: passes for one, passes in chosen for name in one}
    expected = {seen.trace_id for seen in SEEN if all(passes(seen) for passes in last.values())}
    assert set(await listed(ask, filter=filter)) == expected


TOTALS = """
query ($filter: TraceFilter, $period: Period) {
  traceTotals(filter: $filter, period: $period) {
    traceCount averageLatencyMs
    spanCount errorCount inputTokens outputTokens totalTokens costUsd
  }
}
"""


async def test_the_totals_of_each_filter(ask: Ask) -> None:
    every: Filter = ({}, lambda _: True)
    for filter, passes in (every, *FILTERS):
        found = [seen for seen in SEEN if passes(seen)]
        totals = (await ask(TOTALS, filter=filter))["traceTotals"]
        assert totals.pop("traceCount") == len(found)
        latency = totals.pop("averageLatencyMs")
        if found:
            mean = 1000 * sum(seen.latency for seen in found) / len(found)
            assert latency == pytest.approx(mean)
        else:
            assert latency is None
        for name, total in totals.items():
            assert Decimal(total) == sum(seen.sums[to_snake(name)] for seen in found), filter
    future = {"from": "2099-01-01T00:00:00Z"}
    assert (await ask(TOTALS, period=future))["traceTotals"]["traceCount"] == 0


def to_snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


async def test_each_order(ask: Ask) -> None:
    for (field, key), direction in product(ORDERS.items(), ("ASC", "DESC")):
        expected = sorted(
            SEEN, key=lambda seen: (key(seen), seen.trace_id), reverse=direction == "DESC"
        )
        found = await listed(ask, orderBy={"field": field, "direction": direction})
        assert found == [seen.trace_id for seen in expected], (field, direction)
