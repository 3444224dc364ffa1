"""Types for measures: totals, points of charts, latency and model usage."""

from datetime import datetime
from typing import Any

from asyncpg import Record

from usertrail.measures import Measure
from usertrail.schema.described import described, object_type
from usertrail.schema.measure_fields import (
    BY_MODEL,
    METRICS,
    RATIOS,
    SUMS,
    TIMINGS,
    ZEROS,
    Field,
    fields_of,
    with_fields,
)
from usertrail.schema.scalars import Count
from usertrail.schema.types.from_row import from_row


@object_type(
    "Measures over the traces that start in the period, with all their spans, and over the "
    "feedback created in it."
)
@with_fields(fields_of(METRICS))
class Metrics:
    @classmethod
    def of(cls, row: Record | None) -> "Metrics":
        """From a row with all sums; zeros if there is no row."""
        sums: Any = ZEROS if row is None else row
        values = {of.name: sums[of.name] for of in SUMS}
        return cls(**values, **{of.name: of.value(sums) for of in RATIOS})


@object_type("Measures of one interval of a period.")
class ActivityPoint:
    at: datetime = described(
        "Start of the interval, in UTC. Data outside the period is not counted."
    )
    metrics: Metrics = described("The measures of the interval.")


def _of_latency(measure: Measure) -> str:
    return measure.name.removeprefix("latency_")


@object_type(
    "The latency of traces in milliseconds, from the start of the first span to the end of the "
    "last."
)
@with_fields(Field(_of_latency(of), float, of.description) for of in TIMINGS)
class Latency:
    @classmethod
    def of(cls, row: Record | None) -> "Latency | None":
        if row is None:
            return None
        values: Any = {_of_latency(of): row[of.name] for of in TIMINGS}
        return cls(**values)


@object_type("The usage of one model.")
@with_fields(fields_of(BY_MODEL))
class ModelUsage:
    model: str = described("The model name, as reported in spans.")
    generation_count: Count = described(
        "The number of calls to the model. Each call counts once, even if several spans wrap it."
    )

    @classmethod
    def of(cls, row: Record) -> "ModelUsage":
        return from_row(cls, row)
