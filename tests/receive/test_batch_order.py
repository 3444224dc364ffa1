"""Traces and observations told of in parts: any order, split and repetition gives the same rows."""

import asyncio
from datetime import timedelta
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from make import START, span
from usertrail.aggregate.tables import TOTAL_TABLES
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.langfuse import parse_batch
from usertrail.normalise.records import Span
from usertrail.verify import verify

Event = dict[str, Any]
Item = Span | Event

TABLES = {
    "span": "*",
    "span_event": "*",
    "trace_event": "*",
    "feedback": "*",
    "session": "*",
    # How often a row was written depends on how it came.
    "trace": """trace_id, user_id, session_id, name, environment, release, version, tags, metadata,
        public, input_span_id, output_span_id, started_at, ended_at, span_count, error_count,
        input_tokens, output_tokens, total_tokens, cost_usd, models, sources""",
    **{table.name: ", ".join(table.columns) for table in TOTAL_TABLES},
}

instants = st.integers(-90, 90).map(lambda minutes: START + timedelta(minutes=minutes))
moments = instants.map(lambda instant: instant.isoformat())


def optional(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


metadata = st.dictionaries(st.sampled_from("ab"), st.integers(0, 1) | st.just({"c": 1}), max_size=2)
of_traces = optional(
    timestamp=moments,
    name=st.sampled_from(["one", "two"]),
    userId=st.sampled_from(["ada", "bob", "", None, 7]),
    sessionId=st.sampled_from(["s1", "s2"]),
    environment=st.sampled_from(["web", "app"]),
    tags=st.lists(st.sampled_from(["x", "y", "z"])),
    metadata=metadata,
    input=st.sampled_from(["hi", "", {"q": 1}]),
    output=st.sampled_from(["yo", None]),
    public=st.booleans(),
)
of_observations = optional(
    name=st.sampled_from(["one", "two"]),
    startTime=moments,
    endTime=moments,
    environment=st.sampled_from(["web", "app"]),
    level=st.sampled_from(["DEFAULT", "ERROR"]),
    parentObservationId=st.sampled_from([None, "t1-0"]),
    model=st.sampled_from(["gpt-4o", "m1"]),
    usageDetails=st.fixed_dictionaries({"input": st.integers(0, 9), "output": st.integers(0, 9)}),
    costDetails=st.fixed_dictionaries({"total": st.sampled_from([0.1, 0.25, 3])}),
    metadata=metadata,
    output=st.sampled_from(["yo", "no"]),
)
kinds = st.sampled_from(["span-create", "generation-create", "span-update", "generation-update"])


@st.composite
def tellings(draw: st.DrawFn) -> list[Item]:
    """What is said of three traces: spans, and events that may not name their trace."""
    items: list[Item] = []

    def say(kind: str, body: dict[str, Any]) -> None:
        event_id = f"e{len(items)}"
        timestamp = draw(moments)
        items.append({"id": event_id, "type": kind, "timestamp": timestamp, "body": body})

    for trace_id in ("t1", "t2", "t3"):
        for _ in range(draw(st.integers(0, 2))):
            say("trace-create", {"id": trace_id, **draw(of_traces)})
        for number in range(draw(st.integers(0, 3))):
            span_id = f"{trace_id}-{number}"
            for _ in range(draw(st.integers(1, 3))):
                named = {"traceId": trace_id} if draw(st.booleans()) else {}
                say(draw(kinds), {"id": span_id, **named, **draw(of_observations)})
            if draw(st.booleans()):
                score = {"traceId": draw(st.sampled_from([trace_id, span_id])), "value": 1}
                say("score-create", {"id": f"f{len(items)}", "name": "stars", **score})
        for _ in range(draw(st.integers(0, 1))):
            user_id = draw(st.sampled_from([None, "eve"]))
            items.append(
                span(trace_id, f"{trace_id}-otel", user_id=user_id, started_at=draw(instants))
            )
    return items


async def send(pool: Pool, project: str, items: list[Item]) -> None:
    events = [item for item in items if isinstance(item, dict)]
    judged = parse_batch(events, START)
    assert not any(refused for _, refused in judged.results)
    spans = [item for item in items if isinstance(item, Span)]
    await ingest(pool, project, judged.records._replace(spans=spans))


async def stored(pool: Pool, project: str) -> list[str]:
    """Every row of the project, but for the project's id."""
    found = []
    for table, columns in TABLES.items():
        rows = await pool.fetch(f"SELECT {columns} FROM {table} WHERE project_id = $1", project)
        found += [f"{table} {_said({**row, 'project_id': ''})}" for row in rows]
    return sorted(found)


def _said(row: dict[str, Any]) -> dict[str, Any]:
    """Amounts without the zeros that a sum leaves behind when something is taken out of it."""
    said: dict[str, Any] = {
        name: value.normalize() if isinstance(value, Decimal) else value
        for name, value in row.items()
    }
    if "models" in said:
        said["models"] = {
            name: [*counts, Decimal(cost).normalize()]
            for name, (*counts, cost) in sorted(said["models"].items())
        }
    return said


projects = iter(range(1_000_000))


@given(told=tellings(), data=st.data())
@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_any_order_split_and_repetition_gives_the_same_rows(
    pool: Pool, told: list[Item], data: st.DataObject
) -> None:
    at_once, in_parts = f"p{next(projects)}", f"p{next(projects)}"
    await send(pool, at_once, told)
    repeated = data.draw(st.lists(st.sampled_from(told), max_size=3)) if told else []
    left = data.draw(st.permutations(told + repeated))
    while left:
        size = data.draw(st.integers(1, 4))
        await send(pool, in_parts, left[:size])
        left = left[size:]
    assert await stored(pool, in_parts) == await stored(pool, at_once)
    assert await verify(pool) == []


@given(told=tellings(), data=st.data())
@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_senders_at_the_same_time_give_the_same_rows(
    pool: Pool, told: list[Item], data: st.DataObject
) -> None:
    at_once, together = f"p{next(projects)}", f"p{next(projects)}"
    await send(pool, at_once, told)
    left = data.draw(st.permutations(told + told))
    size = data.draw(st.integers(1, 4))
    parts = [left[at : at + size] for at in range(0, len(left), size)]
    await asyncio.gather(*(send(pool, together, part) for part in parts))
    assert await stored(pool, together) == await stored(pool, at_once)
    assert await verify(pool) == []
