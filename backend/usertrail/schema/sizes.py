"""How unvalidated arguments determine the cost of a field."""

from datetime import UTC, datetime, timedelta

from usertrail.errors import BadInput
from usertrail.graphql.field_cost import Sizes
from usertrail.read.activity import MAX_POINTS
from usertrail.read.paging import DEFAULT_SIZE
from usertrail.read.period import LENGTHS, Interval
from usertrail.read.spans import MAX_SPANS
from usertrail.read.values import parse_instant

# An open period counts as a year.
YEAR = timedelta(days=366)


def years_of(period: object) -> float:
    return _length_of(period) / YEAR


def points_of(interval: object, period: object) -> int:
    each = LENGTHS[Interval.__members__.get(str(interval), Interval.DAY)]
    return min(int(_length_of(period) / each) + 1, MAX_POINTS)


def _length_of(period: object) -> timedelta:
    bounds = period if isinstance(period, dict) else {}
    start, end = _instant(bounds.get("from")), _instant(bounds.get("to"))
    if start is None:
        return YEAR
    return max((end or datetime.now(UTC)) - start, timedelta())


def _instant(value: object) -> datetime | None:
    try:
        return parse_instant(value)
    except BadInput:
        return None


# The list of a trace's spans is the longest there is.
SIZES = Sizes(DEFAULT_SIZE, MAX_SPANS, years_of, points_of)
