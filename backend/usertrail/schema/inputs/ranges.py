"""Ranges of time and of numbers."""

from datetime import datetime
from decimal import Decimal
from enum import Enum

import strawberry

from usertrail.schema.described import enum_value, input_type, optional
from usertrail.schema.scalars import Count

MIN_BOUND = "The smallest value included; no lower bound if omitted."
MAX_BOUND = "The largest value included; no upper bound if omitted."


@input_type(
    "A half-open time range [from, to). Without from it has no beginning; without to it ends at "
    "the current time, so timestamps in the future are excluded. Without both it covers all time, "
    "including the future. If from is not before to, the range is empty.",
    name="Period",
)
class PeriodInput:
    from_: datetime | None = optional(
        "Start of the range, inclusive; no beginning if omitted.", name="from"
    )
    to: datetime | None = optional(
        "End of the range, exclusive, which may lie in the future; the current time if omitted."
    )


@strawberry.enum(
    name="Interval",
    description="The time covered by one point of a chart, in UTC, where every day has 24 hours.",
)
class IntervalInput(Enum):
    HOUR = enum_value("hour", "From one full hour to the next.")
    DAY = enum_value("day", "A day, from midnight to midnight UTC.")
    WEEK = enum_value("week", "A week, from Monday at midnight UTC to the next Monday.")
    MONTH = enum_value("month", "A calendar month, from the first day at midnight UTC.")


@input_type("A range with inclusive bounds; an omitted bound is unlimited.")
class CountRange:
    min: Count | None = optional(MIN_BOUND)
    max: Count | None = optional(MAX_BOUND)


@input_type(
    "A range with inclusive bounds; an omitted bound is unlimited. Decimals such as 0.1 are "
    "compared exactly."
)
class FloatRange:
    min: float | None = optional(MIN_BOUND)
    max: float | None = optional(MAX_BOUND)


@input_type("A range with inclusive bounds; an omitted bound is unlimited.")
class DecimalRange:
    min: Decimal | None = optional(MIN_BOUND)
    max: Decimal | None = optional(MAX_BOUND)
