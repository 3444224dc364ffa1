"""Sums, points in time, durations, models and feedback values."""

from datetime import datetime
from decimal import Decimal
from enum import Enum
from itertools import groupby

import strawberry
from asyncpg import Record

from usertrail.query.distributions import MOST_VALUES
from usertrail.query.scalars import Count

NOTHING = Decimal(0)
COUNTS = (
    "trace_count",
    "session_count",
    "span_count",
    "error_count",
    "input_tokens",
    "output_tokens",
    "total_tokens",
    "feedback_count",
)


@strawberry.type(
    description="Sums over traces that start in the period, with all their spans, and over "
    "feedback given in it."
)
class Metrics:
    trace_count: Count = strawberry.field(
        description="How many traces there are: requests that users made."
    )
    session_count: Count = strawberry.field(
        description="Sessions whose first trace starts in the period: a session counts once, "
        "whatever the days it spans."
    )
    span_count: Count = strawberry.field(
        description="How many spans the traces have: calls of models and tools, and other steps."
    )
    error_count: Count = strawberry.field(description="How many spans have the level ERROR.")
    error_rate: float | None = strawberry.field(
        description="Spans with the level ERROR as a share of all, 0 to 1; null when there are no "
        "spans."
    )
    input_tokens: Count = strawberry.field(
        description="Tokens sent to models, those read from a cache included."
    )
    output_tokens: Count = strawberry.field(
        description="Tokens that models answered with, those spent on reasoning included."
    )
    total_tokens: Count = strawberry.field(description="Tokens of whatever kind.")
    cost_usd: Decimal = strawberry.field(
        description="US dollars: what senders say a span cost, or else what its model and "
        "tokens cost by list price."
    )
    feedback_count: Count = strawberry.field(
        description="How often feedback was given, of whatever kind."
    )
    feedback_average: float | None = strawberry.field(
        description="Mean of numeric and boolean feedback values; null when there is none."
    )

    @classmethod
    def of(cls, row: Record | None) -> "Metrics":
        """Of a row with all measures; zeros where there is no row."""
        if row is None:
            return cls(
                **dict.fromkeys(COUNTS, Count(0)),
                error_rate=None,
                cost_usd=NOTHING,
                feedback_average=None,
            )
        ratings, spans = row["rating_count"], row["span_count"]
        return cls(
            **{name: row[name] for name in COUNTS},
            error_rate=row["error_count"] / spans if spans else None,
            cost_usd=row["cost_usd"],
            feedback_average=float(row["rating_sum"] / ratings) if ratings else None,
        )


@strawberry.type(description="What happened in one interval of a period.")
class ActivityPoint:
    at: datetime = strawberry.field(
        description="Start of the interval, in UTC. What lies outside the period is not counted."
    )
    metrics: Metrics = strawberry.field(description="The sums of the interval.")


@strawberry.type(description="How long traces took, from first start to last end, in milliseconds.")
class Latency:
    average_ms: float = strawberry.field(description="The mean, in milliseconds.")
    p50_ms: float = strawberry.field(
        description="Milliseconds that half of the traces did not exceed."
    )
    p95_ms: float = strawberry.field(
        description="Milliseconds that 95 % of the traces did not exceed."
    )
    p99_ms: float = strawberry.field(
        description="Milliseconds that 99 % of the traces did not exceed."
    )

    @classmethod
    def of(cls, row: Record | None) -> "Latency | None":
        if row is None:
            return None
        p50_ms, p95_ms, p99_ms = row["percentiles"]
        return cls(average_ms=row["average_ms"], p50_ms=p50_ms, p95_ms=p95_ms, p99_ms=p99_ms)


@strawberry.type(description="What was asked of one model.")
class ModelUsage:
    model: str = strawberry.field(description="The name of the model as the spans have it.")
    generation_count: Count = strawberry.field(description="How many spans name it.")
    input_tokens: Count = strawberry.field(
        description="Tokens sent to it, those read from a cache included."
    )
    output_tokens: Count = strawberry.field(
        description="Tokens that it answered with, those spent on reasoning included."
    )
    total_tokens: Count = strawberry.field(
        description="Tokens of whatever kind that those spans count."
    )
    cost_usd: Decimal = strawberry.field(description="What those spans cost, in US dollars.")

    @classmethod
    def of(cls, row: Record) -> "ModelUsage":
        return cls(
            model=row["model"],
            generation_count=row["generation_count"],
            input_tokens=row["input_tokens"],
            output_tokens=row["output_tokens"],
            total_tokens=row["total_tokens"],
            cost_usd=row["cost_usd"],
        )


@strawberry.enum(description="Which kind of value feedback holds.")
class FeedbackDataType(Enum):
    NUMERIC = strawberry.enum_value("NUMERIC", description="A number on whatever scale.")
    BOOLEAN = strawberry.enum_value("BOOLEAN", description="Yes or no, counted as 1 and 0.")
    CATEGORICAL = strawberry.enum_value("CATEGORICAL", description="One word of several.")
    TEXT = strawberry.enum_value(
        "TEXT", description="Free text, which is neither averaged nor counted by value."
    )
    CORRECTION = strawberry.enum_value(
        "CORRECTION", description="The text that would have been right."
    )


@strawberry.type(description="How often one value, or one of a range, was given.")
class FeedbackBucket:
    label: str = strawberry.field(
        description="The value as people read it: a category, true or false, a number, or the "
        "bounds of a range."
    )
    count: Count = strawberry.field(description="How often it was given.")


@strawberry.type(description="All feedback of one name and kind, summed up.")
class FeedbackSummary:
    name: str = strawberry.field(description="What was judged.")
    data_type: FeedbackDataType = strawberry.field(
        description="Which kind of value it holds; a name that was used for two has two summaries."
    )
    count: Count = strawberry.field(description="How often it was given.")
    average: float | None = strawberry.field(
        description="The mean of its values, true as 1 and false as 0; null for categories and "
        "texts."
    )
    distribution: list[FeedbackBucket] = strawberry.field(
        description="How often each value was given: categories, true/false, or ranges of a "
        "number. A number of at most 10 values has one each. Empty for texts."
    )


def summaries(rows: list[Record]) -> list[FeedbackSummary]:
    """Of one user, or of everybody: rows of `select_feedback_values`, which are in order."""
    kinds = groupby(rows, key=lambda row: (row["name"], row["data_type"]))
    return [_summary(list(of_kind)) for _, of_kind in kinds]


def _summary(rows: list[Record]) -> FeedbackSummary:
    kind = rows[0]
    counts: dict[str, int] = {}
    if kind["is_ranged"]:
        counts = {_range(kind, number): 0 for number in range(1, MOST_VALUES + 1)}
    for row in rows:
        if (label := _label(row)) is not None:
            counts[label] = counts.get(label, 0) + row["value_count"]
    return FeedbackSummary(
        name=kind["name"],
        data_type=FeedbackDataType(kind["data_type"]),
        count=kind["count"],
        average=kind["average"],
        distribution=[FeedbackBucket(label=of, count=Count(n)) for of, n in counts.items()],
    )


def _label(row: Record) -> str | None:
    if row["range"] is not None:
        return _range(row, row["range"])
    if row["number"] is not None:
        return ("true" if row["number"] else "false") if _is_boolean(row) else _short(row["number"])
    category: str | None = row["category"]
    return category


def _is_boolean(row: Record) -> bool:
    return bool(row["data_type"] == "BOOLEAN")


def _range(kind: Record, number: int) -> str:
    """Its bounds; the upper one is the next range's, but for the last range."""
    width = (kind["high"] - kind["low"]) / MOST_VALUES
    return f"{_short(kind['low'] + width * (number - 1))} – {_short(kind['low'] + width * number)}"  # noqa: RUF001  # a range is written with a dash


def _short(number: Decimal) -> str:
    return f"{number:.6g}"
