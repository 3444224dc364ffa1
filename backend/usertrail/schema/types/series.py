"""Measures by interval of each model or environment."""

from datetime import datetime
from typing import Any

import strawberry
from asyncpg import Record

from usertrail.read.series import Points
from usertrail.schema.measure_fields import BY_MODEL, ZEROS, shown, with_fields
from usertrail.schema.scalars import Count
from usertrail.schema.types.measures import ActivityPoint, Metrics


@strawberry.type(description="What was asked of one model in one interval.")
@with_fields(shown(BY_MODEL))
class ModelPoint:
    at: datetime = strawberry.field(
        description="Start of the interval, in UTC. What lies outside the period is not counted."
    )
    generation_count: Count = strawberry.field(
        description="How many calls of it were made in traces that start in the interval."
    )

    @classmethod
    def of(cls, at: datetime, row: Record | None) -> "ModelPoint":
        sums: Any = {of.name: row[of.name] if row else ZEROS[of.name] for of in BY_MODEL}
        return cls(at=at, generation_count=row["generation_count"] if row else Count(0), **sums)


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
