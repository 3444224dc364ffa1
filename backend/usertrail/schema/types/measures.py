"""Types for measures: totals, points of charts, latency and model usage."""

import asyncio
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import strawberry
from asyncpg import Record

from usertrail.latency import ACCURACY
from usertrail.measures import Measure
from usertrail.read.breakdowns import MAX_PARTS
from usertrail.schema.context import Info
from usertrail.schema.described import described, object_type
from usertrail.schema.inputs.conversion import asked_feedback
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
from usertrail.schema.types.feedback_metrics import (
    DataTypeArg,
    FeedbackMetrics,
    FeedbackOf,
    NameArg,
    NamesArg,
    feedback_kinds,
)
from usertrail.schema.types.from_row import from_row

INTERVAL_START = "Start of the interval, in UTC. Data outside the period is not counted."


@object_type(
    "Measures over the traces that start in the period, with all their spans, and over the "
    "feedback created in it."
)
@with_fields(fields_of(METRICS))
class Metrics:
    feedback_of: strawberry.Private[FeedbackOf]

    @classmethod
    def of(cls, row: Record | None, feedback: FeedbackOf) -> "Metrics":
        """From a row with all sums; zeros if there is no row."""
        sums: Any = ZEROS if row is None else row
        values = {of.name: sums[of.name] for of in SUMS}
        ratios = {of.name: of.value(sums) for of in RATIOS}
        return cls(feedback_of=feedback, **values, **ratios)

    @described(
        "Measures of the feedback with one name, which is on one scale; null if the project has "
        "no such feedback. Without a name, of the main feedback: of the name that was chosen for "
        "the project, else of the one that is rated most."
    )
    async def feedback(
        self, info: Info, name: NameArg = None, data_type: DataTypeArg = None
    ) -> FeedbackMetrics | None:
        asked = asked_feedback("feedback", name, data_type)
        kind = asked.among(await feedback_kinds(info))
        return None if kind is None else await self.feedback_of.metrics(info, kind)

    @described(
        "The same for each name and type of feedback in the project, the main feedback first; at "
        f"most {MAX_PARTS}."
    )
    async def feedback_by_name(self, info: Info, names: NamesArg = None) -> list[FeedbackMetrics]:
        kinds = await feedback_kinds(info)
        asked = [kind for kind in kinds if names is None or kind["name"] in names][:MAX_PARTS]
        of = self.feedback_of
        return list(await asyncio.gather(*(of.metrics(info, kind) for kind in asked)))


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


def everybody(row: Record | None, feedback: FeedbackOf) -> dict[str, Any]:
    """The values of these fields, from a row of everybody's measures; zeros if there is no row."""
    found: Any = row or {"user_count": 0, "new_user_count": 0, "attributed_share": None}
    names = ("user_count", "new_user_count", "attributed_share")
    return {"metrics": Metrics.of(row, feedback)} | {name: found[name] for name in names}


@object_type("Measures of one interval of a period.")
class ActivityPoint:
    at: datetime = described(INTERVAL_START)
    metrics: Metrics = described("The measures of the interval.")

    @classmethod
    def all_of(
        cls, points: Iterable[tuple[datetime, Record | None]], feedback: FeedbackOf
    ) -> "list[ActivityPoint]":
        return [cls(at=at, metrics=Metrics.of(row, feedback.of(at=at))) for at, row in points]


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
