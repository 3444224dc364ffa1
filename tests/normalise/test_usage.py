"""Tokens counted once, what they cost, and where input and output are found."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from usertrail.normalise.cost import priced_cost
from wire import attributes, read

OTHER = "my.own.instrumentation"
MARCH_2026 = datetime(2026, 3, 1, tzinfo=UTC)
USAGE = "langfuse.observation.usage_details"
COST = "langfuse.observation.cost_details"


@pytest.mark.parametrize(
    ("sent", "usage"),
    [
        ('{"input": 10, "output": 5}', {"input": 10, "output": 5, "total": 15}),
        ('{"input": 10, "total": 12}', {"input": 10, "total": 12}),
        # No total is below its parts.
        ('{"input": 10, "total": 3}', {"input": 10, "total": 10}),
        ('{"input": "10", "output": 5.0, "a": 1.5, "b": -1, "c": true}', [10, 5, 15]),
        ('{"input": 1000000000001, "output": 5}', {"output": 5, "total": 5}),
        ("[]", {}),
        ("{}", {}),
    ],
)
def test_usage_details_are_whole_numbers_with_a_total(sent: str, usage: Any) -> None:
    found = read({USAGE: sent, "gen_ai.usage.input_tokens": 9}).usage_details
    assert (list(found.values()) if isinstance(usage, list) else found) == usage


def test_usage_details_that_are_no_json_leave_it_to_the_other_names() -> None:
    span = read({USAGE: "many", "gen_ai.usage.input_tokens": 9})
    assert span.usage_details == {"input": 9, "total": 9}


def test_the_details_of_openai_are_taken_out_of_what_holds_them() -> None:
    sent = {
        "prompt_tokens": 11,
        "completion_tokens": 7,
        "total_tokens": 18,
        "prompt_tokens_details": {"cached_tokens": 4, "audio_tokens": None},
        "completion_tokens_details": {"reasoning_tokens": 9},
    }
    span = read({USAGE: json.dumps(sent)})
    assert span.usage_details == {
        "total": 20,
        "input": 7,
        "input_cached_tokens": 4,
        "output": 0,
        "output_reasoning_tokens": 9,
    }
    assert (span.input_tokens, span.output_tokens, span.total_tokens) == (11, 9, 20)
    # What else an object of a provider's says is no token.
    assert read({USAGE: json.dumps({**sent, "cost": 1})}).usage_details == span.usage_details


@pytest.mark.parametrize(
    ("named", "usage"),
    [
        (
            {
                "gen_ai.usage.input_tokens": 100,
                "gen_ai.usage.output_tokens": 30,
                "gen_ai.usage.cache_read.input_tokens": 40,
                "gen_ai.usage.cache_creation.input_tokens": 10,
                "gen_ai.usage.reasoning.output_tokens": 5,
                "gen_ai.usage.cost": 0.1,
            },
            {
                "input": 50,
                "output": 25,
                "input_cached_tokens": 40,
                "input_cache_creation": 10,
                "output_reasoning_tokens": 5,
                "total": 130,
            },
        ),
        (
            {"gen_ai.usage.prompt_tokens": 3, "gen_ai.usage.details.requests": 1},
            {"input": 3, "requests": 1, "total": 3},
        ),
        (
            {"llm.token_count.prompt": 5, "llm.token_count.prompt_details.audio": 2},
            {"input": 5, "prompt_details.audio": 2, "total": 5},
        ),
    ],
)
def test_tokens_under_names_of_their_own_are_counted_once(
    named: dict[str, Any], usage: dict[str, int]
) -> None:
    assert read(named, scope=OTHER).usage_details == usage


@pytest.mark.parametrize("operation", ["invoke_agent", "agent_step"])
def test_an_agent_calls_no_model_and_its_tokens_are_kept(operation: str) -> None:
    named = {
        "gen_ai.operation.name": operation,
        "gen_ai.request.model": "gpt-4o",
        "gen_ai.usage.input_tokens": 9,
        "gen_ai.usage.cost": 0.1,
    }
    span = read(named, scope=OTHER)
    assert span.type != "GENERATION"
    assert (span.model, span.total_tokens, span.cost_usd) == ("gpt-4o", 9, Decimal("0.1"))


@pytest.mark.parametrize(
    ("named", "cost"),
    [
        ({COST: '{"input": 0.1, "output": 0.2}'}, "0.3"),
        ({COST: '{"input": 0.1, "output": 0.2, "total": 0.25}'}, "0.25"),
        ({COST: '{"input": 0.1, "cache": 0.2}'}, "0.3"),
        ({COST: '{"total": -1, "input": NaN, "output": "1"}', USAGE: '{"input": 1}'}, "0.0000025"),
        ({"gen_ai.usage.cost": 0.1, "llm.cost.total": 9.0}, "0.1"),
        ({"llm.cost.total": 0.30000000000000004}, "0.30000000000000004"),
        ({"gen_ai.usage.cost": 1e300}, None),
        ({}, None),
    ],
)
def test_a_cost_that_is_sent_is_taken_exactly(named: dict[str, Any], cost: str | None) -> None:
    span = read({**named, "langfuse.observation.model.name": "gpt-4o"})
    assert span.cost_usd == (None if cost is None else Decimal(cost))


@pytest.mark.parametrize(
    ("model", "usage", "cost"),
    [
        ("gpt-4o", {"input": 1_000_000, "output": 1_000_000, "total": 2_000_000}, "12.5"),
        ("openai/gpt-4o", {"input": 1_000_000, "input_cached_tokens": 1_000_000}, "3.75"),
        ("gpt-4o", {"output": 1, "output_reasoning_tokens": 1, "reasoning_tokens": 1}, "0.00002"),
        ("claude-3-5-sonnet-20241022", {"input_cache_creation": 1_000_000}, "3.75"),
        ("gpt-realtime", {"input_audio_tokens": 10, "output_audio_tokens": 10}, "0.00096"),
        ("gpt-4o", {"input": 0, "output": 0}, "0"),
        ("gpt-4o", {"total": 5}, None),
        ("a-model-nobody-knows", {"input": 5}, None),
    ],
)
def test_a_cost_is_worked_out_by_model_and_kind(
    model: str, usage: dict[str, int], cost: str | None
) -> None:
    assert priced_cost(model, None, usage, MARCH_2026).usd == (
        None if cost is None else Decimal(cost)
    )


def test_a_long_input_costs_what_long_inputs_cost() -> None:
    short = priced_cost("gemini-2.5-pro", None, {"input": 200_000}, MARCH_2026)
    long = priced_cost("gemini-2.5-pro", None, {"input": 200_001}, MARCH_2026)
    assert short.usd == Decimal("0.25")
    assert long.usd == Decimal("0.5000025")


def test_a_worked_out_cost_names_its_sides() -> None:
    span = read({USAGE: '{"input": 100, "output": 10}', "model": "gpt-4o"})
    assert span.cost_details == {"input": 0.00025, "output": 0.0001, "total": 0.00035}
    assert span.cost_usd == Decimal("0.00035")


def test_a_model_name_of_any_length_fits_an_index() -> None:
    model = read({"langfuse.observation.model.name": "m" * 500}).model
    assert model is not None
    assert len(model.encode()) <= 200


def test_model_parameters_are_text_and_numbers() -> None:
    sent = '{"temperature": 0.2, "stop": ["a", "b"], "stream": true, "n": 1}'
    expected = {"temperature": 0.2, "stop": '["a","b"]', "stream": "true", "n": 1}
    assert read({"langfuse.observation.model.parameters": sent}).model_parameters == expected
    single = {
        "gen_ai.request.model": "m",
        "gen_ai.request.top_p": 0.5,
        "gen_ai.request.stop": ["a"],
    }
    assert read(single, scope=OTHER).model_parameters == {"top_p": 0.5, "stop": '["a"]'}


@pytest.mark.parametrize(
    ("named", "content"),
    [
        ({"langfuse.observation.input": "a", "input.value": "b"}, ("a", None)),
        ({"langfuse.observation.input": "", "input.value": "b"}, ("b", None)),
        ({"traceloop.entity.input": "a", "output.value": "b"}, ("a", "b")),
        ({"input": 5, "output": ["x"]}, ("5", '["x"]')),
        ({"gen_ai.tool.call.arguments": "{}", "gen_ai.tool.call.result": "1"}, ("{}", "1")),
        (
            {"gen_ai.prompt.0.role": "user", "gen_ai.prompt.0.content": "hi"},
            ('[{"role":"user","content":"hi"}]', None),
        ),
        (
            {"llm.output_messages.1.n": 2, "llm.output_messages.0.n": 1},
            (None, '[{"n":1},{"n":2}]'),
        ),
        ({"gen_ai.prompt.999999999999.content": "hi"}, ('[{"content":"hi"}]', None)),
        (
            {"gen_ai.input.messages": '["m"]', "gen_ai.system_instructions": "be brief"},
            ('[{"role":"system","content":"be brief"},"m"]', None),
        ),
        ({}, (None, None)),
    ],
)
def test_input_and_output_are_those_of_the_first_convention(
    named: dict[str, Any], content: tuple[str | None, str | None]
) -> None:
    span = read(named, scope=OTHER)
    assert (span.input, span.output) == content


def test_messages_sent_as_events_become_lists() -> None:
    events = [
        {"name": "gen_ai.user.message", "attributes": attributes({"content": "hi"})},
        {"name": "gen_ai.choice", "attributes": attributes({"index": 0})},
        {"name": "gen_ai.choice", "attributes": attributes({"index": 1})},
    ]
    span = read({"input.value": "not this"}, span={"events": events}, scope=OTHER)
    assert span.input == '[{"role":"user","content":"hi"}]'
    assert span.output == '[{"index":0},{"index":1}]'


def test_content_in_the_details_of_an_inference_is_found() -> None:
    details = {"gen_ai.input.messages": "[1]", "gen_ai.output.messages": "[2]"}
    event = {
        "name": "gen_ai.client.inference.operation.details",
        "attributes": attributes(details),
    }
    span = read(span={"events": [event]}, scope=OTHER)
    assert (span.input, span.output) == ("[1]", "[2]")
