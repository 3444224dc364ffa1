"""What a call cost, in US dollars: as the sender says, else by model and tokens.

The prices come with `genai-prices` and are read without a network. A cost is stored with its span,
so prices that change later change nothing that is stored.
"""

import math
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from genai_prices.data_snapshot import get_snapshot
from genai_prices.types import ModelInfo, ModelPrice, TieredPrices

from usertrail.normalise import conventions
from usertrail.normalise.conventions import langfuse
from usertrail.normalise.otlp_shapes import Attributes
from usertrail.normalise.text import json_object

_MAX_COST = 10**9
_PER = Decimal(10**6)
# Where a model is looked for when its name alone does not say who sells it.
_SELLERS = ("openai", "aws", "google", "voyageai", "cohere", "mistral", "x-ai")


class Cost(NamedTuple):
    details: dict[str, float]
    # None where neither the sender nor the price table knows it.
    usd: Decimal | None


UNKNOWN = Cost({}, None)


def sent_cost(attributes: Attributes) -> Cost:
    """The cost that the span itself names."""
    given = attributes.get(langfuse.COST_DETAILS)
    details = json_object(given) if given is not None else None
    if details is None:
        details = _single_costs(attributes)
    return cost_of_details(details)


def _single_costs(attributes: Attributes) -> dict[str, Any]:
    for name in conventions.TOTAL_COST:
        if name in attributes:
            return {"total": attributes[name]}
    return {side: attributes[name] for side, name in conventions.SIDE_COSTS if name in attributes}


def cost_of_details(details: Mapping[str, Any]) -> Cost:
    """The cost by kind as the sender names it; what is no amount of money is left out."""
    costs = {kind: cost for kind, value in details.items() if (cost := _cost(value)) is not None}
    return Cost({kind: float(cost) for kind, cost in costs.items()}, _total(costs))


def _cost(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return Decimal(repr(value)) if math.isfinite(value) and 0 <= value <= _MAX_COST else None


def _total(costs: Mapping[str, Decimal]) -> Decimal | None:
    """The total given; input and output where nothing else is given; never a guess."""
    if "total" in costs or not costs or costs.keys() - {"input", "output"}:
        return costs.get("total")
    return sum(costs.values(), Decimal(0))


def priced_cost(
    model: str, provider: str | None, usage: Mapping[str, int], started_at: datetime
) -> Cost:
    """The cost by the price table; UNKNOWN if it lacks the model or no kind has a price."""
    info = _model_info(model, provider)
    if info is None:
        return UNKNOWN
    price = _price_at(info, started_at)
    # Some models cost more per token once the input is long.
    input_tokens = sum(count for kind, count in usage.items() if "input" in kind)
    parts = {"input": Decimal(0), "output": Decimal(0)}
    priced = False
    for kind, count in usage.items():
        side, names = _price_names(kind)
        rate = _rate(price, names, input_tokens)
        if rate is not None:
            parts[side] += rate * count / _PER
            priced = True
    if not priced:
        return UNKNOWN
    total = parts["input"] + parts["output"]
    return Cost(
        {**{side: float(cost) for side, cost in parts.items()}, "total": float(total)}, total
    )


@lru_cache(maxsize=1024)
def _price_names(kind: str) -> tuple[str, tuple[str, ...]]:
    """Which side a kind of token is on, and the names of its price, the most specific first.

    A kind that names neither side repeats tokens which another kind counts, so it has no price.
    """
    if "input" in kind:
        if "audio" in kind:
            return "input", ("input_audio_mtok", "input_mtok")
        if "creation" in kind or "write" in kind:
            return "input", ("cache_write_mtok", "input_mtok")
        if "cache" in kind:
            return "input", ("cache_read_mtok", "input_mtok")
        return "input", ("input_mtok",)
    if "output" in kind:
        names = ("output_mtok",)
        return "output", ("output_audio_mtok", *names) if "audio" in kind else names
    return "input", ()


def _rate(price: ModelPrice, names: Iterable[str], input_tokens: int) -> Decimal | None:
    """US dollars for a million tokens."""
    for name in names:
        # Its attribute access looks a missing price up in a registry, which is slow.
        rate = price.__dict__.get(name)
        if isinstance(rate, TieredPrices):
            reached = [tier.price for tier in rate.tiers if input_tokens > tier.start]
            return reached[-1] if reached else rate.base
        if rate is not None:
            return Decimal(rate)
    return None


def _price_at(info: ModelInfo, started_at: datetime) -> ModelPrice:
    prices = info.prices
    return prices if isinstance(prices, ModelPrice) else info.get_prices(started_at)


@lru_cache(maxsize=4096)
def _model_info(model: str, provider: str | None) -> ModelInfo | None:
    """The model by its name and seller, "seller/model" included."""
    seller, slash, rest = model.partition("/")
    attempts: list[tuple[str, str | None]] = [(model, provider), (model, None)]
    if slash:
        attempts += [(rest, seller), (rest, None)]
    attempts += [(rest or model, name) for name in _SELLERS]
    for name, provider_id in attempts:
        try:
            return get_snapshot().find_provider_model(name, None, provider_id, None)[1]
        except LookupError:
            continue
    return None
