"""What tokens of a model cost, told before any arrive."""

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from usertrail.normalise.conventions.kinds import INPUT, OUTPUT
from usertrail.normalise.cost import rates_of
from usertrail.normalise.prices import KINDS, Price, Prices


class PricedKind(NamedTuple):
    """`own` is None where the price is that of the built-in table."""

    kind: str
    usd_per_million: Decimal
    own: Price | None


def priced_kinds(model: str, at: datetime, prices: Prices) -> list[PricedKind]:
    """The kinds of token that have a price, in calls of a few tokens that start then.

    Without those that cost what their side does for want of a price of their own.
    """
    kinds = dict.fromkeys([*KINDS, *sorted(prices.kinds(model))], 1)
    rates = rates_of(model, None, kinds, at, prices)
    found = []
    for kind, rate in rates.items():
        own = prices.price(model, kind, at)
        side = INPUT if "input" in kind else OUTPUT
        side_rate = None if kind == side else rates.get(side)
        is_as_its_side = own.kind != kind if own else rate == side_rate
        if not is_as_its_side:
            found.append(PricedKind(kind, rate, own))
    return sorted(found, key=lambda priced: list(kinds).index(priced.kind))
