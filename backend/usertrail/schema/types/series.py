"""Measures over time for each model or environment."""

from datetime import datetime
from typing import Any

from asyncpg import Record

from usertrail.read.series import Points
from usertrail.schema.described import described, object_type
from usertrail.schema.measure_fields import BY_MODEL, ZEROS, fields_of, with_fields
from usertrail.schema.scalars import Count
from usertrail.schema.types.feedback_metrics import FeedbackOf
from usertrail.schema.types.measures import INTERVAL_START, ActivityPoint


@object_type("The usage of one model in one interval.")
@with_fields(fields_of(BY_MODEL))
class ModelPoint:
    at: datetime = described(INTERVAL_START)
    generation_count: Count = described(
        "The number of calls to the model in traces that start in the interval."
    )

    @classmethod
    def of(cls, at: datetime, row: Record | None) -> "ModelPoint":
        sums: Any = {of.name: row[of.name] if row else ZEROS[of.name] for of in BY_MODEL}
        return cls(at=at, generation_count=row["generation_count"] if row else Count(0), **sums)


@object_type("The usage of one model over time.")
class ModelActivity:
    model: str = described("The model name, as reported in spans.")
    points: list[ModelPoint] = described(
        "One point per interval, at the same times for every model."
    )

    @classmethod
    def of(cls, model: str, points: Points) -> "ModelActivity":
        return cls(model=model, points=[ModelPoint.of(at, row) for at, row in points])


@object_type("The activity in one environment over time.")
class EnvironmentActivity:
    environment: str = described("The deployment environment, such as production.")
    points: list[ActivityPoint] = described(
        "One point per interval, at the same times for every environment."
    )

    @classmethod
    def of(cls, environment: str, points: Points, feedback: FeedbackOf) -> "EnvironmentActivity":
        there = feedback.of(environment=environment)
        return cls(environment=environment, points=ActivityPoint.all_of(points, there))
