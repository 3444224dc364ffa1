"""The price of a field, by what its statement reads; declared in the metadata of the field.

One unit is about the cost of reading an object by its key. Statements that scan many rows have the
price they would have in a large project, so that an operation can contain only a few of them.
"""

from collections.abc import Callable
from math import ceil
from typing import Any, NamedTuple

PRICE = "price"
# The maximum length of a list without pages.
MAX_LENGTH = "max_length"
# The minimum, as a fraction of a year: shorter periods cost the same.
MIN_SHARE_OF_YEAR = 0.1


class Price(NamedTuple):
    """Prices for a year or all time; shorter periods cost less."""

    read: int
    # Added by a filter: if few rows match, all of them are scanned to fill a page.
    filtered: int = 0
    # The price of `totalCount` of such a list.
    counted: int = 1

    def of(self, years: float, *, is_filtered: bool) -> int:
        return _part(self.read + (self.filtered if is_filtered else 0), years)

    def of_count(self, years: float) -> int:
        return _part(self.counted, years)


KEY = Price(1)


class Sizes(NamedTuple):
    """How the arguments of a schema determine a cost. They receive unvalidated values."""

    # The default page size, and the maximum length of any list.
    default: int
    max: int
    # The length of a `period` in years.
    years_of: Callable[[object], float]
    # The number of points of a series, from its `interval` and `period`.
    points_of: Callable[[object, object], int]


def priced(read: int = 1, *, filtered: int = 0, counted: int = 1) -> dict[str, Any]:
    """The metadata of a field that reads more than a row by its key."""
    return {PRICE: Price(read, filtered, counted)}


def _part(whole: int, years: float) -> int:
    return ceil(whole * min(max(years, MIN_SHARE_OF_YEAR), 1))
