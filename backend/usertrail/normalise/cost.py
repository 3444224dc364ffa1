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

from genai_prices.types import ModelInfo, ModelPrice, TieredPrices

from usertrail.normalise import conventions
from usertrail.normalise.conventions import langfuse
from usertrail.normalise.counting import side_of
from usertrail.normalise.models import is_free, model_info
from usertrail.normalise.otlp_shapes import Attributes
from usertrail.normalise.text import json_object

_MAX_COST = 10**9
_PER = Decimal(10**6)


class Cost(NamedTuple):
    details: dict[str, float]
    # None where neither the sender nor the price table knows it.
    usd: Decimal | None


UNKNOWN = Cost({}, None)
FREE = Cost({"input": 0.0, "output": 0.0, "total": 0.0}, Decimal(0))


def sent_cost(attributes: Attributes) -> Cost:
    """The cost that the span itself names."""
    for name in conventions.JSON_COST:
        if name in attributes and (details := json_object(attributes[name])) is not None:
            return cost_of_details(details)
    single = cost_of_details(_single_costs(attributes))
    usage = json_object(attributes.get(langfuse.USAGE_DETAILS))
    return single if single.details or not usage else cost_of_usage(usage)


def _single_costs(attributes: Attributes) -> dict[str, Any]:
    for name in conventions.TOTAL_COST:
        if name in attributes:
            return {"total": attributes[name]}
    return {side: attributes[name] for side, name in conventions.SIDE_COSTS if name in attributes}


def cost_of_usage(usage: Mapping[str, Any]) -> Cost:
    """What OpenRouter charged, which it says among the tokens ("Usage accounting" of its docs).

    For a call with a key of the caller's own that is its fee, and the provider's price comes apart.
    """
    cost = _cost(usage.get("cost")) if "cost_details" in usage or "is_byok" in usage else None
    if cost is None:
        return UNKNOWN
    details = usage.get("cost_details")
    if usage.get("is_byok") is True and isinstance(details, dict):
        cost += _cost(details.get("upstream_inference_cost")) or 0
    return Cost({"total": float(cost)}, cost)


def cost_of_details(details: Mapping[str, Any]) -> Cost:
    """The cost by kind as the sender names it; what is no amount of money is left out."""
    costs = {kind: cost for kind, value in details.items() if (cost := _cost(value)) is not None}
    return Cost({kind: float(cost) for kind, cost in costs.items()}, _total(costs))


def _cost(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return Decimal(repr(value)) if math.isfinite(value) and 0 <= value <= _MAX_COST else None


def _total(costs: Mapping[str, Decimal]) -> Decimal | None:
    """The total given, else the sum of the kinds; a total is never added to its parts."""
    totals = {kind: cost for kind, cost in costs.items() if "total" in kind.lower()}
    overall = [cost for kind, cost in totals.items() if side_of(kind) is None]
    if "total" in costs or overall:
        return costs.get("total", max(overall))
    of_sides = {side_of(kind) for kind in totals}
    added = [
        cost for kind, cost in costs.items() if kind in totals or side_of(kind) not in of_sides
    ]
    return sum(added, Decimal(0)) if added else None


def priced_cost(
    model: str, provider: str | None, usage: Mapping[str, int], started_at: datetime
) -> Cost:
    """The cost by the price table; UNKNOWN if it lacks the model or no kind has a price."""
    if is_free(model):
        return FREE
    info = model_info(model, provider)
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
    if "total" in kind:
        return "input", ()
    if "input" in kind:
        if "audio" in kind:
            return "input", ("input_audio_mtok", "input_mtok")
        if "creation" in kind or "write" in kind:
            hour = ("cache_write_1h_mtok",) if "1h" in kind else ()
            return "input", (*hour, "cache_write_mtok", "input_mtok")
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
