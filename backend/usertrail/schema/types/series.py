"""Measures by interval of each model or environment."""

from datetime import datetime
from decimal import Decimal

import strawberry
from asyncpg import Record

from usertrail.read.series import Points
from usertrail.schema.scalars import Count
from usertrail.schema.types.measures import NOTHING, ActivityPoint, Metrics


@strawberry.type(description="What was asked of one model in one interval.")
class ModelPoint:
    at: datetime = strawberry.field(
        description="Start of the interval, in UTC. What lies outside the period is not counted."
    )
    generation_count: Count = strawberry.field(
        description="How many calls of it were made in traces that start in the interval."
    )
    input_tokens: Count = strawberry.field(
        description="Tokens sent to it, those read from a cache included."
    )
    output_tokens: Count = strawberry.field(
        description="Tokens that it answered with, those spent on reasoning included."
    )
    total_tokens: Count = strawberry.field(
        description="Tokens of whatever kind that those calls took."
    )
    cost_usd: Decimal = strawberry.field(description="What those calls cost, in US dollars.")

    @classmethod
    def of(cls, at: datetime, row: Record | None) -> "ModelPoint":
        return cls(
            at=at,
            generation_count=Count(row["generation_count"] if row else 0),
            input_tokens=Count(row["input_tokens"] if row else 0),
            output_tokens=Count(row["output_tokens"] if row else 0),
            total_tokens=Count(row["total_tokens"] if row else 0),
            cost_usd=row["cost_usd"] if row else NOTHING,
        )


@strawberry.type(description="What was asked of one model, by interval.")
class ModelActivity:
    model: str = strawberry.field(description="The name of the model as the spans have it.")
    points: list[ModelPoint] = strawberry.field(
        description="One point per interval, at the same instants for every model."
    )

    @classmethod
    def of(cls, model: str, points: Points) -> "ModelActivity":
        return cls(model=model, points=[ModelPoint.of(at, row) for at, row in points])


@strawberry.type(description="What was done in one environment, by interval.")
class EnvironmentActivity:
    environment: str = strawberry.field(description="Where it ran, such as production.")
    points: list[ActivityPoint] = strawberry.field(
        description="One point per interval, at the same instants for every environment."
    )

    @classmethod
    def of(cls, environment: str, points: Points) -> "EnvironmentActivity":
        found = [ActivityPoint(at=at, metrics=Metrics.of(row)) for at, row in points]
        return cls(environment=environment, points=found)
