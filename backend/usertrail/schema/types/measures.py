"""Sums, points in time, durations and models."""

from datetime import datetime
from decimal import Decimal

import strawberry
from asyncpg import Record

from usertrail.schema.scalars import Count
from usertrail.schema.types.row import built

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
    generation_count: Count = strawberry.field(
        description="How many calls of it were made, each counted once however many spans wrap it."
    )
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
        return built(cls, row)
