"""The cost of a model call in US dollars: as sent, else computed from model and tokens.

Prices are the project's own, else those bundled with `genai-prices`, which need no network. The
cost is stored with the span, so later price changes do not affect it.
"""

import math
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Context, Decimal
from functools import reduce
from typing import Any, NamedTuple

from genai_prices.types import ModelPrice, TieredPrices

from usertrail.normalise.conventions import kinds
from usertrail.normalise.conventions.shape import Convention
from usertrail.normalise.counting import side_of
from usertrail.normalise.memoize import memoized
from usertrail.normalise.models import is_free, model_info
from usertrail.normalise.otlp_shapes import Attributes
from usertrail.normalise.prices import NO_PRICES, Prices, kinds_priced_as
from usertrail.normalise.text import json_object

_MAX_COST = 10**9
_PER = Decimal(10**6)
# The default precision of 28 digits would round the product of a long price and many tokens.
_EXACT = Context(prec=200)
# {kind of token: the field of a price in genai-prices}
_TABLE_NAMES = {
    kinds.INPUT: "input_mtok",
    kinds.INPUT_AUDIO: "input_audio_mtok",
    kinds.CACHE_READ: "cache_read_mtok",
    kinds.CACHE_WRITE: "cache_write_mtok",
    kinds.CACHE_WRITE_1H: "cache_write_1h_mtok",
    kinds.OUTPUT: "output_mtok",
    kinds.AUDIO: "output_audio_mtok",
}


class Cost(NamedTuple):
    """`details` is US dollars by kind, as `Span.cost_details`."""

    details: dict[str, float]
    # None where neither the sender nor the price table knows it.
    usd: Decimal | None


UNKNOWN = Cost({}, None)
FREE = Cost({"input": 0.0, "output": 0.0, "total": 0.0}, Decimal(0))


def sent_cost(attributes: Attributes, tables: Convention, usage: Mapping[str, Any] | None) -> Cost:
    """The cost that the span states, also in its usage details; UNKNOWN if it states none."""
    for name in tables.json_cost:
        if name in attributes and (details := json_object(attributes[name])) is not None:
            return cost_of_details(details)
    single = _single_costs(attributes, tables)
    cost = cost_of_details(single) if single else UNKNOWN
    return cost if cost.details or not usage else cost_of_usage(usage)


def _single_costs(attributes: Attributes, tables: Convention) -> dict[str, Any]:
    for name in tables.total_cost:
        if name in attributes:
            return {"total": attributes[name]}
    return {side: attributes[name] for side, name in tables.side_costs if name in attributes}


def cost_of_usage(usage: Mapping[str, Any]) -> Cost:
    """The cost that OpenRouter puts into its usage object (its docs, "Usage accounting").

    With the caller's own provider key (is_byok), `cost` is only OpenRouter's fee, and the price of
    the provider is added.
    """
    cost = _cost(usage.get("cost")) if "cost_details" in usage or "is_byok" in usage else None
    if cost is None:
        return UNKNOWN
    details = usage.get("cost_details")
    if usage.get("is_byok") is True and isinstance(details, dict):
        cost += _cost(details.get("upstream_inference_cost")) or 0
    return Cost({"total": float(cost)}, cost)


def cost_of_details(details: Mapping[str, Any]) -> Cost:
    """The cost by kind as the sender names the kinds; values that are no amount are left out."""
    costs = {kind: cost for kind, value in details.items() if (cost := _cost(value)) is not None}
    return Cost({kind: float(cost) for kind, cost in costs.items()}, _total(costs))


def _cost(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return Decimal(repr(value)) if math.isfinite(value) and 0 <= value <= _MAX_COST else None


def _total(costs: Mapping[str, Decimal]) -> Decimal | None:
    """The total as sent, else the sum of the kinds; a total is never added to its parts."""
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
    model: str,
    provider: str | None,
    usage: Mapping[str, int],
    started_at: datetime,
    prices: Prices = NO_PRICES,
) -> Cost:
    """The cost by these prices, else by the table; UNKNOWN if no kind has a price in either."""
    rates = rates_of(model, provider, usage, started_at, prices)
    if not rates:
        return FREE if is_free(model) else UNKNOWN
    parts = {kinds.INPUT: Decimal(0), kinds.OUTPUT: Decimal(0)}
    for kind, rate in rates.items():
        # Kinds of neither side count in the total only.
        side = kinds_priced_as(kind)[-1]
        parts[side] = _EXACT.fma(rate, usage[kind], parts.get(side, 0))
    costs = {side: _EXACT.divide(part, _PER) for side, part in parts.items()}
    total = reduce(_EXACT.add, costs.values())
    return Cost(
        {**{side: float(cost) for side, cost in costs.items()}, "total": float(total)}, total
    )


def rates_of(
    model: str,
    provider: str | None,
    usage: Mapping[str, int],
    started_at: datetime,
    prices: Prices = NO_PRICES,
) -> dict[str, Decimal]:
    """{kind: US dollars per million tokens} for the kinds of the usage that have a price."""
    rates = _fixed_rates(model, provider, *usage)
    if rates is None:
        rates = _rates_at(model, provider, usage, started_at)
    return {**rates, **prices.rates(model, usage, started_at)} if prices else rates


@memoized(1024)
def _fixed_rates(model: str, provider: str | None, *names: str) -> dict[str, Decimal] | None:
    """The rates of these kinds by the table; None where they may differ between two spans."""
    info = None if is_free(model) else model_info(model, provider)
    if info is None:
        return {}
    price = info.prices
    if not isinstance(price, ModelPrice):
        return None
    is_tiered = any(isinstance(rate, TieredPrices) for rate in price.__dict__.values())
    return None if is_tiered else _rates(price, names, 0)


def _rates_at(
    model: str, provider: str | None, usage: Mapping[str, int], started_at: datetime
) -> dict[str, Decimal]:
    info = model_info(model, provider)
    if info is None:
        return {}
    prices = info.prices
    price = prices if isinstance(prices, ModelPrice) else info.get_prices(started_at)
    # Some models cost more per token once the input is long.
    return _rates(price, usage, sum(count for kind, count in usage.items() if "input" in kind))


def _rates(price: ModelPrice, names: Iterable[str], input_tokens: int) -> dict[str, Decimal]:
    rates = {kind: _rate(price, _price_names(kind), input_tokens) for kind in names}
    return {kind: rate for kind, rate in rates.items() if rate is not None}


@memoized(1024)
def _price_names(kind: str) -> tuple[str, ...]:
    """Fields of genai-prices for the price of this kind, the most specific first."""
    return tuple(_TABLE_NAMES[name] for name in kinds_priced_as(kind) if name in _TABLE_NAMES)


def _rate(price: ModelPrice, names: Iterable[str], input_tokens: int) -> Decimal | None:
    """US dollars per million tokens, of the tier that the input reaches."""
    for name in names:
        # Attribute access would look a missing price up in a registry, which is slow.
        rate = price.__dict__.get(name)
        if isinstance(rate, TieredPrices):
            reached = [tier.price for tier in rate.tiers if input_tokens > tier.start]
            return reached[-1] if reached else rate.base
        if rate is not None:
            return Decimal(rate)
    return None
