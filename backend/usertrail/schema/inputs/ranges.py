"""Stretches of time and of numbers, and the SQL conditions they mean."""

from datetime import datetime
from decimal import Decimal
from enum import Enum

import strawberry

from usertrail.read.period import ALL_TIME, Period
from usertrail.read.statement import Binding
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


def period_of(given: PeriodInput | None) -> Period:
    """What it means: without an end it stops at now, unless it is all time."""
    if given is None or (given.from_ is None and given.to is None):
        return ALL_TIME
    return Period(given.from_, given.to, until_now=given.to is None)


@strawberry.enum(
    description="How much time a point of a chart stands for, in UTC, where every day has 24 hours."
)
class Interval(Enum):
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


def lies_in(
    bind: Binding, expression: str, range: CountRange | FloatRange | DecimalRange | None
) -> list[str]:
    """The SQL conditions that a number lies in a range; a number that is null lies in none."""
    if range is None:
        return []
    return [f"{expression} IS NOT NULL"] + [
        f"{expression} {sign} {bind(_exact(value), 'numeric')}"
        for sign, value in ((">=", range.min), ("<=", range.max))
        if value is not None
    ]


def _exact(value: int | float | Decimal) -> Decimal:
    """A float as it reads: 0.1 is meant to include 0.1."""
    return Decimal(str(value))


def contains(bind: Binding, search: str, *expressions: str) -> str:
    """The SQL condition that any of the texts contains this one, whatever the case."""
    escaped = search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    pattern = bind(f"%{escaped}%", "text")
    return "(" + " OR ".join(f"{expression} ILIKE {pattern}" for expression in expressions) + ")"
