"""Observations by the batch endpoint: put together from events in whatever order."""

from typing import Any

import httpx
import pytest

from asking import Ask
from batches import (
    INGESTION,
    Body,
    Send,
    at,
    event,
    refused,
    span_of,
    trace_of,
    users,
)
from usertrail.database.pool import Pool

pytestmark = pytest.mark.usefixtures("exact")


async def test_an_observation_is_all_that_was_said_of_it(send_events: Send, ask: Ask) -> None:
    await send_events(
        event(
            "generation-create",
            id="o",
            traceId="t",
            parentObservationId="p",
            name="llm",
            startTime=at(1),
            completionStartTime=at(1.5),
            environment="staging",
            level="warning",
            statusMessage="slow",
            version="v",
            model="my-model",
            modelParameters={"temperature": 0.2, "stop": ["a", "b"], "stream": True},
            promptName="greeting",
            promptVersion=3,
            usageDetails={"input": 10, "output": 5, "input_cached_tokens": 4},
            costDetails={"input": 0.001, "output": 0.002},
            input=[{"role": "user", "content": "hi"}],
            metadata={"k": {"a": 1}},
            start_time="ignored",
        ),
        event("generation-update", 3, id="o", traceId="t", endTime=at(4), output="there"),
        event("generation-update", 4, id="o", metadata={"k": {"b": 2}}, name=None, output=""),
    )
    assert await span_of(ask) == {
        "spanId": "o",
        "parentSpanId": "p",
        "type": "GENERATION",
        "name": "llm",
        "level": "WARNING",
        "statusMessage": "slow",
        "environment": "staging",
        "version": "v",
        "model": "my-model",
        "modelParameters": {"temperature": 0.2, "stop": '["a","b"]', "stream": "true"},
        "startedAt": at(1),
        "endedAt": at(4),
        "timeToFirstTokenMs": 500,
        "usageDetails": {"input": 10, "output": 5, "input_cached_tokens": 4, "total": 19},
        "costDetails": {"input": 0.001, "output": 0.002},
        "inputTokens": 14,
        "outputTokens": 5,
        "totalTokens": 19,
        "costUsd": "0.003",
        "input": [{"role": "user", "content": "hi"}],
        "output": "there",
        "metadata": {"k": {"a": 1, "b": 2}},
        "promptName": "greeting",
        "promptVersion": 3,
    }


@pytest.mark.parametrize("together", [True, False])
async def test_changes_may_come_before_what_they_change(
    send_events: Send, ask: Ask, together: bool
) -> None:
    # The change carries the earlier timestamp, too.
    change = event("span-update", 1, id="o", traceId="t", output="final", level="ERROR")
    make = event(
        "agent-create", 2, id="o", traceId="t", name="a", output="first", environment="staging"
    )
    if together:
        await send_events(change, make)
    else:
        await send_events(change)
        early = await span_of(ask)
        assert (early["type"], early["name"], early["environment"]) == ("SPAN", "", "default")
        await send_events(make)
    span = await span_of(ask)
    assert (span["type"], span["name"], span["output"]) == ("AGENT", "a", "final")
    assert (span["environment"], span["level"]) == ("staging", "ERROR")
    assert (await trace_of(ask))["environment"] == "staging"


async def test_an_event_counts_once_whatever_it_says_the_second_time(
    send_events: Send, ask: Ask
) -> None:
    await send_events(
        event("trace-create", event_id="e1", id="t", userId="ada"),
        event("span-create", event_id="e2", id="o", traceId="t", name="one"),
    )
    await send_events(
        event("trace-create", 5, event_id="e1", id="t", userId="bob"),
        event("span-create", 5, event_id="e2", id="o", traceId="t", name="two"),
    )
    assert (await trace_of(ask))["user"]["userId"] == "ada"
    assert (await span_of(ask))["name"] == "one"


@pytest.mark.parametrize(
    "kind",
    [
        "span",
        "generation",
        "event",
        "agent",
        "tool",
        "chain",
        "retriever",
        "evaluator",
        "embedding",
        "guardrail",
    ],
)
async def test_every_kind_of_observation_has_an_event(
    send_events: Send, ask: Ask, kind: str
) -> None:
    await send_events(event(f"{kind}-create", id="o", traceId="t", name="x", startTime=at(1)))
    assert (await span_of(ask))["type"] == kind.upper()


async def test_an_observation_event_names_the_kind_in_its_body(send_events: Send, ask: Ask) -> None:
    await send_events(
        event("observation-create", id="o", traceId="t", type="GENERATION", name="x"),
        event("observation-update", id="o", traceId="t", type="SPAN", output="y"),
        event("observation-create", id="bare", traceId="t"),
    )
    span = await span_of(ask)
    assert (span["type"], span["output"]) == ("GENERATION", "y")
    assert (await span_of(ask, "bare"))["type"] == "SPAN"


@pytest.mark.parametrize(
    ("given", "usage", "cost_usd"),
    [
        (
            {"usage": {"promptTokens": 7, "completionTokens": 8, "totalTokens": 15}},
            (7, 8, 15),
            "0",
        ),
        (
            {"usage": {"input": 7, "output": 8, "unit": "TOKENS", "inputCost": 0.1}},
            (7, 8, 15),
            "0.1",
        ),
        ({"usage": {"input": 7, "totalCost": 0.3}}, (7, 0, 7), "0.3"),
        ({"usage": {"input": 7, "unit": "CHARACTERS", "totalCost": 0.3}}, (0, 0, 0), "0.3"),
        (
            {"usage": {"input": 7, "output": 8, "total": 15}, "usageDetails": {"input": 3}},
            (3, 8, 11),
            "0",
        ),
        (
            {"usage": {"prompt_tokens": 7, "completion_tokens": 8, "total_tokens": 15}},
            (7, 8, 15),
            "0",
        ),
        (
            {
                "usageDetails": {
                    "prompt_tokens": 10,
                    "completion_tokens": 5,
                    "total_tokens": 15,
                    "prompt_tokens_details": {"cached_tokens": 4},
                }
            },
            (10, 5, 15),
            "0",
        ),
        (
            {"usageDetails": {"input": 1}, "usage": {"totalCost": 9}, "costDetails": {"total": 1}},
            (1, 0, 1),
            "1",
        ),
        (
            {"usageDetails": {"input": 1_000_000}, "model": "gpt-4o"},
            (1_000_000, 0, 1_000_000),
            "2.5",
        ),
    ],
)
async def test_tokens_and_costs_come_in_every_shape(
    send_events: Send, ask: Ask, given: Body, usage: tuple[int, int, int], cost_usd: str
) -> None:
    await send_events(event("generation-create", id="o", traceId="t", startTime=at(1), **given))
    span = await span_of(ask)
    assert (span["inputTokens"], span["outputTokens"], span["totalTokens"]) == usage
    assert span["costUsd"] == cost_usd


async def test_a_later_count_of_tokens_replaces_the_earlier_as_a_whole(
    send_events: Send, ask: Ask
) -> None:
    await send_events(
        event("generation-create", id="o", traceId="t", usageDetails={"input": 9, "output": 9}),
        event("generation-update", 1, id="o", traceId="t", usageDetails={"input": 3}),
        event("generation-update", 2, id="o", traceId="t", usageDetails={}, usage=None),
    )
    assert (await span_of(ask))["usageDetails"] == {"input": 3, "total": 3}
    found = await ask("{ overview { metrics { totalTokens } } }")
    assert found["overview"]["metrics"]["totalTokens"] == 3


async def test_an_end_taken_back_shortens_the_trace(send_events: Send, ask: Ask) -> None:
    await send_events(
        event("trace-create", id="t", timestamp=at(1), sessionId="s", userId="ada"),
        event("span-create", id="o", traceId="t", startTime=at(1), endTime=at(30)),
        event("span-create", id="q", traceId="t", startTime=at(1), endTime=at(2)),
    )
    assert (await trace_of(ask))["latencyMs"] == 29_000
    await send_events(event("span-update", 40, id="o", traceId="t", endTime=at(5)))
    assert (await trace_of(ask))["latencyMs"] == 4_000
    await send_events(event("span-update", 41, id="o", traceId="t", endTime=at(0)))
    assert (await span_of(ask))["endedAt"] == at(1)


async def test_an_observation_that_names_no_trace_has_one_of_its_own(
    send_events: Send, ask: Ask
) -> None:
    await send_events(
        event("span-create", id="o", name="alone"),
        event("score-create", id="f", traceId="o", name="stars", value=1),
    )
    trace = await trace_of(ask, "o")
    assert (trace["name"], trace["feedback"]) == ("alone", [{"name": "stars"}])


async def test_an_observation_goes_to_the_trace_that_any_of_its_events_names(
    send_events: Send, ask: Ask, pool: Pool
) -> None:
    await send_events(event("span-update", 5, id="o", output="yo"))
    assert (await trace_of(ask, "o"))["spans"]["nodes"][0]["output"] == "yo"
    await send_events(event("trace-create", id="t", userId="ada"))
    await send_events(event("span-create", 4, id="o", traceId="t", name="s"))
    assert await trace_of(ask, "o") is None
    await send_events(event("span-update", 6, id="o", level="ERROR"))
    span = await span_of(ask)
    assert (span["name"], span["output"], span["level"]) == ("s", "yo", "ERROR")
    assert await pool.fetchval("SELECT count(*) FROM trace") == 1
    assert await users(ask) == {"ada": 1}


async def test_media_and_masked_values_are_kept_as_sent(send_events: Send, ask: Ask) -> None:
    media = "@@@langfuseMedia:type=image/png|id=cHJv|source=base64_data_uri@@@"
    await send_events(
        event("span-create", id="o", traceId="t", input=media, output="***", metadata="m")
    )
    span = await span_of(ask)
    assert (span["input"], span["output"], span["metadata"]) == (media, "***", {"metadata": "m"})


async def test_a_bad_event_is_named_and_costs_no_other(client: httpx.AsyncClient, ask: Ask) -> None:
    deep: Any = []
    for _ in range(100):
        deep = [deep]
    reasons = await refused(
        client,
        event("span-create", event_id="level", id="a", traceId="t", level="LOUD"),
        event("span-create", event_id="time", id="b", traceId="t", startTime="yesterday"),
        event("span-create", event_id="early", id="c", traceId="t", startTime="1969-12-31T23:00Z"),
        event("span-create", event_id="ahead", id="h", traceId="t", endTime="2999-01-01T00:00Z"),
        event("span-create", event_id="trace", id="d", traceId=["t"]),
        event("observation-create", event_id="type", id="e", traceId="t", type="POEM"),
        event("span-create", event_id="deep", id="f", traceId="t", input=deep),
        event("generation-create", event_id="usage", id="g", traceId="t", usageDetails=[1]),
        event("trace-create", event_id="moment", id="t", timestamp=7),
        event("span-create", event_id="fine", id="o", traceId="t", name="s"),
    )
    assert reasons == {
        "level": "level must be DEBUG, DEFAULT, WARNING or ERROR, not 'LOUD'.",
        "time": "startTime must be an ISO 8601 date and time from 1970 on, not 'yesterday'.",
        "early": "startTime must be an ISO 8601 date and time from 1970 on, not"
        " '1969-12-31T23:00Z'.",
        "ahead": "endTime must be no more than a year ahead, not '2999-01-01T00:00Z'.",
        "trace": "traceId must be a text, not ['t'].",
        "type": "type must be one of SPAN, GENERATION, EVENT, AGENT, TOOL, CHAIN, RETRIEVER,"
        " EVALUATOR, EMBEDDING, GUARDRAIL, not 'POEM'.",
        "deep": "input cannot be stored: it is nested deeper than 64 levels.",
        "usage": "usageDetails must be an object, not [1].",
        "moment": "timestamp must be an ISO 8601 date and time from 1970 on, not 7.",
    }
    assert [span["spanId"] for span in (await trace_of(ask))["spans"]["nodes"]] == ["o"]


async def test_text_and_numbers_that_cannot_be_stored_are_mended(
    client: httpx.AsyncClient, ask: Ask
) -> None:
    content = (
        '{"batch": [{"id": "e", "type": "generation-create", "body": {"id": "o\\u0000",'
        ' "traceId": "t", "name": "a\\u0000\\ud800b", "input": {"n": 1e999, "big": '
        + "9" * 40
        + '}, "usageDetails": {"input": 1e30, "output": -4, "other": NaN, "audio": 2}}}]}'
    )
    answer = await client.post(INGESTION, content=content)
    assert answer.json()["errors"] == []
    span = await span_of(ask)
    assert span["name"] == "a?b"
    assert span["input"] == {"n": "1e999", "big": "9" * 40}
    assert span["usageDetails"] == {"audio": 2, "total": 2}
