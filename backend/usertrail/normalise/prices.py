"""A project's own prices: US dollars per million tokens, by model pattern, kind and start date.

For each kind of token the most specific matching pattern with a price for it applies, or for a
broader kind. A pattern without `*` is the most specific, then the one with more characters. Of its
prices the latest applies that started before the span.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import NamedTuple

from usertrail.normalise.conventions.kinds import (
    AUDIO,
    CACHE_READ,
    CACHE_WRITE,
    CACHE_WRITE_1H,
    INPUT,
    INPUT_AUDIO,
    OUTPUT,
    REASONING,
)
from usertrail.normalise.memoize import memoized

ANYTHING = "*"
# Before any span.
ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)
_MODELS_KEPT = 1024
# In display order. Projects may add others.
KINDS = (INPUT, CACHE_READ, CACHE_WRITE, INPUT_AUDIO, OUTPUT, REASONING, AUDIO)
_POSITIONS = {kind: position for position, kind in enumerate(KINDS)}


class Price(NamedTuple):
    """`starts_at` is None for a price that applies to spans of any time."""

    model_pattern: str
    starts_at: datetime | None
    kind: str
    usd_per_million: Decimal


@memoized(1024)
def kinds_priced_as(kind: str) -> tuple[str, ...]:
    """The kinds whose price applies to this one, the most specific first.

    Only itself for a total or a kind of neither side: these may repeat tokens of other kinds.
    """
    names = [kind]
    if "total" in kind:
        return (kind,)
    if "input" in kind:
        if "audio" in kind:
            names.append(INPUT_AUDIO)
        elif "creation" in kind or "write" in kind:
            names += [CACHE_WRITE_1H, CACHE_WRITE] if "1h" in kind else [CACHE_WRITE]
        elif "cache" in kind:
            names.append(CACHE_READ)
        names.append(INPUT)
    elif "output" in kind:
        if "audio" in kind:
            names.append(AUDIO)
        elif "reasoning" in kind:
            names.append(REASONING)
        names.append(OUTPUT)
    return tuple(dict.fromkeys(names))


class _Pattern(NamedTuple):
    """A model pattern, and {kind: its prices, the latest first}."""

    text: str
    prices: Mapping[str, list[Price]]

    def price(self, kind: str, at: datetime) -> Price | None:
        for name in kinds_priced_as(kind):
            for price in self.prices.get(name, ()):
                if (price.starts_at or ALWAYS) <= at:
                    return price
        return None


class Prices:
    """All prices of a project; falsy where there are none."""

    def __init__(self, prices: Iterable[Price] = ()) -> None:
        by_pattern: dict[str, dict[str, list[Price]]] = {}
        for price in sorted(prices, key=lambda price: price.starts_at or ALWAYS, reverse=True):
            kinds = by_pattern.setdefault(price.model_pattern, {})
            kinds.setdefault(price.kind, []).append(price)
        self._patterns = sorted(
            (_Pattern(text, kinds) for text, kinds in by_pattern.items()),
            key=lambda pattern: _rank(pattern.text),
        )
        self._matching = memoized(_MODELS_KEPT)(self._find)

    def __bool__(self) -> bool:
        return bool(self._patterns)

    def price(self, model: str, kind: str, at: datetime) -> Price | None:
        """The price for this kind of token in a span that starts at `at`; None if there is none."""
        found = (pattern.price(kind, at) for pattern in self._matching(model))
        return next((price for price in found if price), None)

    def rates(self, model: str, kinds: Iterable[str], at: datetime) -> dict[str, Decimal]:
        """{kind: US dollars per million tokens} for the kinds that have a price."""
        found = ((kind, self.price(model, kind, at)) for kind in kinds)
        return {kind: price.usd_per_million for kind, price in found if price}

    def kinds(self, model: str) -> set[str]:
        """The kinds with a price for this model, at any time."""
        return {kind for pattern in self._matching(model) for kind in pattern.prices}

    def _find(self, model: str) -> tuple[_Pattern, ...]:
        name = model.lower()
        return tuple(pattern for pattern in self._patterns if matches(pattern.text, name))


NO_PRICES = Prices()


def matches(pattern: str, name: str) -> bool:
    """Whether the name matches the pattern, where `*` is any number of characters."""
    first, *others = pattern.split(ANYTHING)
    if not others:
        return name == pattern
    if not name.startswith(first):
        return False
    at = len(first)
    *middle, last = others
    # The earliest match of each part leaves the most room for the next.
    for part in middle:
        found = name.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return name.endswith(last) and len(name) - len(last) >= at


def _rank(pattern: str) -> tuple[bool, int, str]:
    """Sort key: the most specific pattern first."""
    return ANYTHING in pattern, -len(pattern.replace(ANYTHING, "")), pattern


def in_order(prices: Iterable[Price]) -> Iterator[Price]:
    """In display order: by pattern, the latest first, input before output."""
    by_kind = sorted(prices, key=lambda price: (_POSITIONS.get(price.kind, len(KINDS)), price.kind))
    by_start = sorted(by_kind, key=lambda price: price.starts_at or ALWAYS, reverse=True)
    yield from sorted(by_start, key=lambda price: price.model_pattern)
