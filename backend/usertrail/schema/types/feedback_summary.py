"""Feedback aggregated by name: counts, distributions, and activity over time."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from itertools import groupby

import strawberry
from asyncpg import Record

from usertrail.graphql.field_cost import priced
from usertrail.read.breakdowns import MAX_PARTS, MAX_VALUES
from usertrail.read.measures import Scope
from usertrail.read.series import FeedbackKey, feedback_activity
from usertrail.schema.context import Info
from usertrail.schema.described import described, object_type
from usertrail.schema.inputs import arguments
from usertrail.schema.inputs.conversion import interval_of
from usertrail.schema.inputs.feedback import FeedbackDataType
from usertrail.schema.inputs.ranges import IntervalInput
from usertrail.schema.scalars import Count
from usertrail.schema.types.from_row import from_row
from usertrail.schema.types.measures import INTERVAL_START

ANNOTATIONS = (
    "The annotations of the period, which reviewers gave and no other figure counts, grouped by "
    f"name, most frequent first; at most {MAX_PARTS}."
)
# Longer numbers are written with an exponent.
_MOST_CHARACTERS = 24


@object_type("The number of feedback entries with one value, or in one range of values.")
class FeedbackBucket:
    label: str = described(
        "The value as text: a category, true or false, a number, or the bounds of a range."
    )
    count: Count = described("How many feedback entries have this value.")


@object_type("Feedback with one name and type in one interval.")
class FeedbackPoint:
    at: datetime = described(INTERVAL_START)
    count: Count = described("The number of feedback entries in the interval.")
    average: float | None = described(
        "The mean of the values, with true as 1 and false as 0; null if there are none, and for "
        "categories and texts."
    )


@object_type("An aggregate of all feedback with one name and type.")
class FeedbackSummary:
    name: str = described("The name of the feedback.")
    data_type: FeedbackDataType = described(
        "The type of the values. A name used with two types has two summaries."
    )
    count: Count = described("How many feedback entries have this value.")
    average: float | None = described(
        "The mean of the values, with true as 1 and false as 0; null for categories and texts."
    )
    distribution: list[FeedbackBucket] = described(
        "How often each value was given: by category, by true and false, or by range for numbers. "
        f"Numbers with at most 10 distinct values are counted by value. Only the {MAX_PARTS} most "
        "frequent categories are listed; the rest of count belongs to others. Empty for texts."
    )
    scope: strawberry.Private[Scope]
    annotations: strawberry.Private[bool]

    @described("One point per interval of the period, with zeros for gaps.", metadata=priced(10))
    async def activity(
        self, info: Info, interval: arguments.IntervalArg = IntervalInput.DAY
    ) -> list[FeedbackPoint]:
        points = await info.context.load(
            feedback_activity,
            FeedbackKey(self.scope.user_ids, self.name, str(self.data_type.value)),
            replace(self.scope, user_ids=None),
            interval_of(interval),
            self.annotations,
        )
        return [
            FeedbackPoint(
                at=at,
                count=Count(row["count"] if row else 0),
                average=row["average"] if row else None,
            )
            for at, row in points
        ]


def summaries(
    rows: list[Record], scope: Scope, *, annotations: bool = False
) -> list[FeedbackSummary]:
    """Of one user or of all users, from the ordered rows of `select_feedback_values`."""
    kinds = groupby(rows, key=lambda row: (row["name"], row["data_type"]))
    return [_summary(list(of_kind), scope, annotations) for _, of_kind in kinds]


def _summary(rows: list[Record], scope: Scope, annotations: bool) -> FeedbackSummary:
    return from_row(
        FeedbackSummary,
        rows[0],
        data_type=FeedbackDataType(rows[0]["data_type"]),
        distribution=[FeedbackBucket(label=of, count=n) for of, n in _counts(rows).items()],
        scope=scope,
        annotations=annotations,
    )


def _counts(rows: list[Record]) -> dict[str, Count]:
    """The number of entries with each value or in each range, by its label."""
    kind = rows[0]
    counts: dict[str, Count] = {}
    if kind["is_ranged"]:
        counts = {_range(kind, number): Count(0) for number in range(1, MAX_VALUES + 1)}
    for row in rows:
        if (label := _label(row)) is not None:
            counts[label] = Count(counts.get(label, 0) + row["value_count"])
    return counts


def _label(row: Record) -> str | None:
    if row["range"] is not None:
        return _range(row, row["range"])
    if row["number"] is not None:
        is_boolean = row["data_type"] == "BOOLEAN"
        return ("true" if row["number"] else "false") if is_boolean else _exact(row["number"])
    category: str | None = row["category"]
    return category


def _range(kind: Record, number: int) -> str:
    """Its bounds. The upper bound belongs to the next range, except in the last one."""
    width = (kind["high"] - kind["low"]) / MAX_VALUES
    return f"{_bound(kind['low'] + width * (number - 1))} – {_bound(kind['low'] + width * number)}"  # noqa: RUF001  # a range is written with a dash


def _exact(number: Decimal) -> str:
    """With every digit, so that different values have different labels."""
    plain = number.normalize()
    text = f"{plain:f}"
    return text if len(text) <= _MOST_CHARACTERS else str(plain)


def _bound(number: Decimal) -> str:
    """Rounded, since bounds are not values that were given; without an exponent if readable."""
    return f"{number:.0f}" if 10**6 <= abs(number) < 10**15 else f"{number:.6g}"
