"""Sums, points in time, durations and models."""

from datetime import datetime
from typing import Any

import strawberry
from asyncpg import Record

from usertrail.schema.measure_fields import (
    BY_MODEL,
    RATIOS,
    SHOWN,
    SUMS,
    ZEROS,
    shown,
    with_fields,
)
from usertrail.schema.scalars import Count


@strawberry.type(
    description="Sums over traces that start in the period, with all their spans, and over "
    "feedback given in it."
)
@with_fields(shown(SHOWN))
class Metrics:
    @classmethod
    def of(cls, row: Record | None) -> "Metrics":
        """Of a row with all sums; zeros where there is no row."""
        sums: Any = ZEROS if row is None else row
        values = {of.name: sums[of.name] for of in SUMS}
        return cls(**values, **{of.name: of.value(sums) for of in RATIOS})


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
@with_fields(shown(BY_MODEL))
class ModelUsage:
    model: str = strawberry.field(description="The name of the model as the spans have it.")
    generation_count: Count = strawberry.field(
        description="How many calls of it were made, each counted once however many spans wrap it."
    )

    @classmethod
    def of(cls, row: Record) -> "ModelUsage":
        sums: Any = {of.name: row[of.name] for of in BY_MODEL}
        return cls(model=row["model"], generation_count=row["generation_count"], **sums)
