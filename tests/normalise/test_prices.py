"""What a call costs, under any spelling of its model, by the price lists of those who sell it."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from make import START
from usertrail.normalise.cost import priced_cost
from usertrail.normalise.langfuse import parse_batch, span_of
from wire import read

MARCH_2026 = datetime(2026, 3, 1, tzinfo=UTC)
USAGE = "langfuse.observation.usage_details"
COST = "langfuse.observation.cost_details"


# US dollars for a million tokens of input, by the seller's list in the year it names the model.
@pytest.mark.parametrize(
    ("model", "price"),
    [
        ("gpt-4o", "2.5"),
        ("openai:gpt-4o", "2.5"),
        ("openai.responses:gpt-5", "1.25"),
        ("litellm_proxy/openai/gpt-4o", "2.5"),
        ("litellm_proxy/azure/gpt-4o", "2.5"),
        ("gateway/openai:gpt-4o", "2.5"),
        ("openai/gpt-4o:nitro", "2.5"),
        ("gpt-4o:2024-08-06", "2.5"),
        ("gpt-5.2-20251211", "1.75"),
        ("publishers/google/models/gemini-2.5-flash", "0.3"),
        ("projects/p/locations/us/publishers/google/models/gemini-2.5-flash", "0.3"),
        ("google-gla:gemini-2.5-flash", "0.3"),
        ("gemini-2.0-flash@001", "0.1"),
        ("accounts/fireworks/models/deepseek-v3-0324", "0.9"),
        ("accounts/fireworks/models/deepseek-v3", "0.9"),
        ("fireworks_ai/accounts/fireworks/models/deepseek-v3", "0.9"),
        ("vertex_ai/claude-opus-4-1@20250805", "15"),
        ("us.anthropic.claude-sonnet-4-20250514-v1:0", "3"),
        ("bedrock:us.anthropic.claude-sonnet-4-20250514-v1:0", "3"),
        (
            "arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.claude-sonnet-4-20250514-v1:0",
            "3",
        ),
        # OpenRouter's permanent name of anthropic/claude-sonnet-4.5, and with its seller.
        ("anthropic/claude-4.5-sonnet-20250929", "3"),
        ("openrouter/anthropic/claude-4.5-sonnet-20250929", "3"),
        ("ft:gpt-4o-2024-08-06:acme::id", "3.75"),
        ("meta-llama/llama-3.3-70b-instruct:free", "0"),
    ],
)
def test_a_model_has_its_price_whatever_comes_before_its_name(model: str, price: str) -> None:
    # Long inputs cost more with some sellers, so of a thousandth.
    cost = priced_cost(model, None, {"input": 1000}, MARCH_2026)
    assert cost.usd == Decimal(price) / 1000


@pytest.mark.parametrize(
    "model",
    [
        "my-gpt-4o",
        "deepseek-r1:7b",
        "deepseek-r1-distill-llama-70b",
        "claude-3-5-sonnet-clone",
        "custom/claude-opus-4-5-tuned",
        "gpt-4o-tuned-by-us",
        "acme/my-gemini-1.5-flash",
        "my-claude-3-5-sonnet-20241022",
        "not-amazon.nova-pro-v1:0",
        "llama3.2:1b",
        "azure/our-deployment",
        "openai:",
        "/",
        "",
        ":",
        "a:b:c:d/e:f",
    ],
)
def test_a_name_that_merely_contains_another_has_no_price(model: str) -> None:
    assert priced_cost(model, None, {"input": 1000}, MARCH_2026).usd is None


def test_what_the_cache_keeps_for_an_hour_costs_more() -> None:
    """Anthropic, "Pricing": 6.25 USD a million for five minutes, 10 USD for an hour."""
    kinds = {"input_cache_creation": 1_000_000, "input_cache_creation_1h": 1_000_000}
    assert priced_cost("claude-opus-4-5", None, kinds, MARCH_2026).usd == Decimal("16.25")


def test_a_total_is_priced_for_none_of_its_parts() -> None:
    kinds = {"input": 1000, "total_input_tokens": 1000, "total": 1000}
    assert priced_cost("gpt-4o", None, kinds, MARCH_2026).usd == Decimal("0.0025")


@pytest.mark.parametrize(
    ("sent", "cost"),
    [
        ({"input": 0.00348, "output": 0.001044, "cache_read_input_tokens": 0.000116}, "0.00464"),
        ({"input": 0.1, "output": 0.2, "total": 0.25}, "0.25"),
        ({"input_cost": 0.1, "output_cost": 0.2, "total_cost": 0.3}, "0.3"),
        ({"input": 0.1, "cached": 0.2, "input_total": 0.1, "output_total": 0.4}, "0.7"),
        ({"search": 0.5}, "0.5"),
    ],
)
def test_costs_by_kind_are_added_but_for_their_totals(sent: dict[str, Any], cost: str) -> None:
    assert read({COST: json.dumps(sent)}).cost_usd == Decimal(cost)


@pytest.mark.parametrize(
    ("said", "cost"),
    [
        ({"cost": 0.00014, "is_byok": False, "cost_details": {}}, "0.00014"),
        # With a key of the caller's own the provider charges apart from OpenRouter's fee.
        (
            {"cost": 0.00001, "is_byok": True, "cost_details": {"upstream_inference_cost": 0.0002}},
            "0.00021",
        ),
        # Of others a "cost" may be in any currency.
        ({"cost": 3}, "0.00025"),
    ],
)
def test_what_openrouter_charged_is_the_cost(said: dict[str, Any], cost: str) -> None:
    """OpenRouter, "Usage accounting": `cost` is what the account is charged, in US dollars."""
    usage = {"prompt_tokens": 100, "completion_tokens": 0, "total_tokens": 100, **said}
    named = {USAGE: json.dumps(usage), "langfuse.observation.model.name": "openai/gpt-4o"}
    assert read(named).cost_usd == Decimal(cost)
    body = {"id": "g", "traceId": "t", "model": "openai/gpt-4o", "usage": usage}
    event = {"id": "e", "type": "generation-create", "timestamp": START.isoformat(), "body": body}
    [event_said] = parse_batch([event], START).records.span_events
    assert span_of("t", "g", [event_said]).cost_usd == Decimal(cost)
