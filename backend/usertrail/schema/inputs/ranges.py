"""Stretches of time and of numbers."""

from datetime import datetime
from decimal import Decimal
from enum import Enum

import strawberry

from usertrail.schema.scalars import Count

LEAST = "The least value that lies within; any where left out."
MOST = "The greatest value that lies within; any where left out."


@strawberry.input(
    name="Period",
    description="A half-open stretch of time [from, to). Without from it holds all that is "
    "earlier; without to it ends now, and what a sender's clock put ahead of now is not in it. "
    "Without either it is all time, what lies ahead included. Where from is not before to it holds "
    "nothing.",
)
class PeriodInput:
    from_: datetime | None = strawberry.field(
        name="from", default=None, description="The first instant within; any where left out."
    )
    to: datetime | None = strawberry.field(
        default=None,
        description="The first instant after it, which may lie ahead; now where left out.",
    )


@strawberry.enum(
    name="Interval",
    description="How much time a point of a chart stands for, in UTC, where every day has 24 "
    "hours.",
)
class IntervalInput(Enum):
    HOUR = strawberry.enum_value("hour", description="From one full hour to the next.")
    DAY = strawberry.enum_value("day", description="From midnight to midnight, UTC.")
    WEEK = strawberry.enum_value("week", description="From Monday, midnight UTC, to the next one.")
    MONTH = strawberry.enum_value("month", description="From the first of a month to the next.")


@strawberry.input(description="Inclusive bounds; one left out is open.")
class CountRange:
    min: Count | None = strawberry.field(default=None, description=LEAST)
    max: Count | None = strawberry.field(default=None, description=MOST)


@strawberry.input(
    description="Inclusive bounds; one left out is open. A decimal such as 0.1 is meant exactly."
)
class FloatRange:
    min: float | None = strawberry.field(default=None, description=LEAST)
    max: float | None = strawberry.field(default=None, description=MOST)


@strawberry.input(description="Inclusive bounds; one left out is open.")
class DecimalRange:
    min: Decimal | None = strawberry.field(default=None, description=LEAST)
    max: Decimal | None = strawberry.field(default=None, description=MOST)
