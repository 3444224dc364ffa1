"""What a field costs by what its statement reads: said beside the field, in its metadata.

A unit is about what it takes to read an object by its key. Statements that go through many rows
cost what they do in a large project, so that an operation may hold only a few of them.
"""

from collections.abc import Callable
from math import ceil
from typing import Any, NamedTuple

PRICE = "price"
# How many a list without pages has at most.
LISTED = "listed"
# Of a year. What is for a shorter time costs as little.
LEAST_SHARE = 0.1


class Price(NamedTuple):
    """Of a year, or of all time; shorter periods cost less."""

    read: int
    # What a filter adds: where few rows pass it, all are looked at for a page of them.
    filtered: int = 0
    # What `totalCount` costs of such a list.
    counted: int = 1

    def of(self, years: float, *, is_filtered: bool) -> int:
        return _part(self.read + (self.filtered if is_filtered else 0), years)

    def of_count(self, years: float) -> int:
        return _part(self.counted, years)


KEY = Price(1)


class Sizes(NamedTuple):
    """What the arguments of a schema mean for a cost. Values come as sent, not checked yet."""

    # Of a page that is asked for without a size, and the most that any list has.
    default: int
    most: int
    # How many years there are in a `period`.
    years_of: Callable[[object], float]
    # How many points a series has by its `interval`, in its `period`.
    points_of: Callable[[object, object], int]


def priced(read: int = 1, *, filtered: int = 0, counted: int = 1) -> dict[str, Any]:
    """The metadata of a field that reads more than a row by its key."""
    return {PRICE: Price(read, filtered, counted)}


def _part(whole: int, years: float) -> int:
    return ceil(whole * min(max(years, LEAST_SHARE), 1))
