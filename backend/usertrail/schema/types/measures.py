"""Types for measures: totals, points of charts, latency and model usage."""

from datetime import datetime
from typing import Any

from asyncpg import Record

from usertrail.latency import ACCURACY
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

INTERVAL_START = "Start of the interval, in UTC. Data outside the period is not counted."


@object_type(
    "Measures over the traces that start in the period, with all their spans, and over the "
    "feedback created in it."
)
@with_fields(fields_of(METRICS))
class Metrics:
    @classmethod
    def of(cls, row: Record | None) -> "Metrics":
        """From a row with all sums; zeros if there is no row."""
        return NOTHING if row is None else _metrics(row)


def _metrics(sums: Any) -> Metrics:
    values = {of.name: sums[of.name] for of in SUMS}
    return Metrics(**values, **{of.name: of.value(sums) for of in RATIOS})


# Most points of a chart of one user are like this.
NOTHING = _metrics(ZEROS)


def everybody_fields(when: str) -> list[Field]:
    """The fields of a type for the measures of everybody in the period that is named so."""
    share = (
        f"Traces of the {when} that have a userId, as a share of all traces, 0 to 1; null if there "
        "are no traces."
    )
    return [
        Field("user_count", Count, f"Users with a trace in the {when}."),
        Field("new_user_count", Count, f"Users whose first trace ever starts in the {when}."),
        Field("attributed_share", float | None, share),
        Field("metrics", Metrics, f"The measures of the {when}."),
    ]


def everybody(row: Record | None) -> dict[str, Any]:
    """The values of these fields, from a row of everybody's measures; zeros if there is no row."""
    found: Any = row or {"user_count": 0, "new_user_count": 0, "attributed_share": None}
    names = ("user_count", "new_user_count", "attributed_share")
    return {"metrics": Metrics.of(row)} | {name: found[name] for name in names}


@object_type("Measures of one interval of a period.")
class ActivityPoint:
    at: datetime = described(INTERVAL_START)
    metrics: Metrics = described("The measures of the interval.")


def _of_latency(measure: Measure) -> str:
    return measure.name.removeprefix("latency_")


@object_type(
    "The latency of traces in milliseconds, from the start of the first span to the end of the "
    "last."
)
@with_fields(
    [
        *(Field(_of_latency(of), float, of.description) for of in TIMINGS),
        Field(
            "is_exact",
            bool,
            f"Whether the percentiles are exact, and not only within {ACCURACY:.0%}.",
        ),
    ]
)
class Latency:
    @classmethod
    def of(cls, row: Any) -> "Latency | None":
        """From a row or a dict that has all of it; None if there is none."""
        if row is None:
            return None
        values: Any = {_of_latency(of): row[of.name] for of in TIMINGS}
        return cls(**values | {"is_exact": row["is_exact"]})


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
