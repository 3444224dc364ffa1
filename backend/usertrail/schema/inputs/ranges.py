"""Ranges of time and of numbers."""

from datetime import datetime
from decimal import Decimal
from enum import Enum

import strawberry

from usertrail.schema.scalars import Count

MIN_BOUND = "The smallest value included; no lower bound if omitted."
MAX_BOUND = "The largest value included; no upper bound if omitted."


@strawberry.input(
    name="Period",
    description="A half-open time range [from, to). Without from it has no beginning; without "
    "to it ends at the current time, so timestamps in the future are excluded. "
    "Without both it covers all time, including the future. If from is not before "
    "to, the range is empty.",
)
class PeriodInput:
    from_: datetime | None = strawberry.field(
        name="from",
        default=None,
        description="Start of the range, inclusive; no beginning if omitted.",
    )
    to: datetime | None = strawberry.field(
        default=None,
        description="End of the range, exclusive, which may lie in the future; the current "
        "time if omitted.",
    )


@strawberry.enum(
    name="Interval",
    description="The time covered by one point of a chart, in UTC, where every day has 24 hours.",
)
class IntervalInput(Enum):
    HOUR = strawberry.enum_value("hour", description="From one full hour to the next.")
    DAY = strawberry.enum_value("day", description="A day, from midnight to midnight UTC.")
    WEEK = strawberry.enum_value(
        "week", description="A week, from Monday at midnight UTC to the next Monday."
    )
    MONTH = strawberry.enum_value(
        "month", description="A calendar month, from the first day at midnight UTC."
    )


@strawberry.input(description="A range with inclusive bounds; an omitted bound is unlimited.")
class CountRange:
    min: Count | None = strawberry.field(default=None, description=MIN_BOUND)
    max: Count | None = strawberry.field(default=None, description=MAX_BOUND)


@strawberry.input(
    description="A range with inclusive bounds; an omitted bound is unlimited. Decimals such "
    "as 0.1 are compared exactly."
)
class FloatRange:
    min: float | None = strawberry.field(default=None, description=MIN_BOUND)
    max: float | None = strawberry.field(default=None, description=MAX_BOUND)


@strawberry.input(description="A range with inclusive bounds; an omitted bound is unlimited.")
class DecimalRange:
    min: Decimal | None = strawberry.field(default=None, description=MIN_BOUND)
    max: Decimal | None = strawberry.field(default=None, description=MAX_BOUND)
