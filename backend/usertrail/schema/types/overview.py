"""Measures over all users and traces of a project."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated

import strawberry
from asyncpg import Record

from usertrail.cooperative import map_in_slices
from usertrail.graphql.field_cost import priced
from usertrail.latency import ACCURACY
from usertrail.read.activity import check_points, points, select_overview_activity
from usertrail.read.breakdowns import (
    MAX_PARTS,
    select_annotation_values,
    select_feedback_values,
    select_model_usages,
)
from usertrail.read.feedback_sums import feedback_sums
from usertrail.read.latency import EXACT_TRACES, select_latency
from usertrail.read.measures import Scope
from usertrail.read.overview import select_overview
from usertrail.read.period import Interval, Period, previous_of
from usertrail.schema.context import Info
from usertrail.schema.described import argument, described, object_type
from usertrail.schema.inputs import arguments
from usertrail.schema.inputs.conversion import interval_of, size_of
from usertrail.schema.inputs.ranges import IntervalInput
from usertrail.schema.measure_fields import with_fields
from usertrail.schema.types.change import PreviousOverview
from usertrail.schema.types.feedback_metrics import FeedbackOf
from usertrail.schema.types.feedback_summary import ANNOTATIONS, FeedbackSummary, summaries
from usertrail.schema.types.insights import (
    DEFAULT_SIZE,
    MAX_SIZE,
    Insight,
    InsightKind,
    select_insights,
)
from usertrail.schema.types.measures import (
    INTERVAL_START,
    Latency,
    ModelUsage,
    everybody,
    everybody_fields,
)


@object_type("The project's measures in one interval of a period.")
@with_fields(everybody_fields("interval"))
class OverviewPoint:
    at: datetime = described(INTERVAL_START)

    @classmethod
    def of(cls, at: datetime, row: Record | None, feedback: FeedbackOf) -> "OverviewPoint":
        return cls(at=at, **everybody(row, feedback.of(at=at)))

    @classmethod
    async def all_of(
        cls, rows: list[Record], period: Period, interval: Interval, feedback: FeedbackOf
    ) -> "list[OverviewPoint]":
        """With zeros for intervals without a row."""
        found = [(row["begin"], row) for row in rows]
        of_period = points(found, period, interval, datetime.now(UTC))
        return await map_in_slices(of_period, lambda of: cls.of(*of, feedback))


@object_type("Measures over all traces of a period, including those without a user.")
@with_fields(everybody_fields("period"))
class Overview:
    scope: strawberry.Private[Scope]

    @classmethod
    def of(cls, row: Record, scope: Scope) -> "Overview":
        return cls(scope=scope, **everybody(row, FeedbackOf(feedback_sums, (scope,))))

    @described(
        "The same measures in the previous period, which ends where the period begins and is as "
        "long as its elapsed part. Null for a period without a beginning.",
        metadata=priced(1_000),
    )
    async def previous(self, info: Info) -> PreviousOverview | None:
        period = previous_of(self.scope.period, datetime.now(UTC))
        if period is None:
            return None
        scope = replace(self.scope, period=period)
        before = await select_overview(info.context.pool, scope)
        return PreviousOverview.of(scope, before, self)

    @described("One point per interval of the period, with zeros for gaps.", metadata=priced(2_000))
    async def activity(
        self, info: Info, interval: arguments.IntervalArg = IntervalInput.DAY
    ) -> list[OverviewPoint]:
        per = interval_of(interval)
        check_points(self.scope.period, per)
        rows = await select_overview_activity(info.context.pool, self.scope, per)
        feedback = FeedbackOf(feedback_sums, (self.scope, per))
        return await OverviewPoint.all_of(rows, self.scope.period, per, feedback)

    @described(
        "The latency of the traces in the period; null if there are none. The mean is exact. So "
        f"are the percentiles of at most {EXACT_TRACES:,} traces; those of more are within "
        f"{ACCURACY:.0%}.",
        metadata=priced(2_000),
    )
    async def latency(self, info: Info) -> Latency | None:
        return Latency.of(await select_latency(info.context.pool, self.scope))

    @described(
        f"The usage of each model, most expensive first; at most {MAX_PARTS}.",
        metadata=priced(2_000),
    )
    async def models(self, info: Info) -> list[ModelUsage]:
        rows = await select_model_usages(info.context.pool, self.scope)
        return [ModelUsage.of(row) for row in rows]

    async def _insights(
        self,
        info: Info,
        first: Annotated[
            int | None,
            argument(
                f"The number of users to return for each kind: 1 to {MAX_SIZE}; {DEFAULT_SIZE} by "
                "default."
            ),
        ] = None,
        kinds: Annotated[
            list[InsightKind] | None, argument("Only these kinds; all kinds if omitted.")
        ] = None,
    ) -> list[Insight]:
        wanted = set(InsightKind if kinds is None else kinds)
        size = size_of(first, DEFAULT_SIZE, MAX_SIZE)
        return await select_insights(info, self.scope, datetime.now(UTC), size, wanted)

    insights = described(
        "Users whose cost, tokens, errors or feedback changed the most since the previous period, "
        "and new users who never came back. Grouped by kind, largest change first. A period "
        "without a beginning has no previous period and returns only NEVER_CAME_BACK.",
        resolver=_insights,
        metadata=priced(5_000),
    )
    worth_a_look = described(
        "The former name of insights, with the same arguments and results.",
        resolver=_insights,
        deprecation_reason="Use insights.",
        metadata=priced(5_000),
    )

    @described(
        f"Feedback of the period, grouped by name, most frequent first; at most {MAX_PARTS}.",
        metadata=priced(3_000),
    )
    async def feedback_summary(self, info: Info) -> list[FeedbackSummary]:
        rows = await select_feedback_values(info.context.pool, self.scope)
        return summaries(rows, self.scope)

    @described(ANNOTATIONS, metadata=priced(3_000))
    async def annotation_summary(self, info: Info) -> list[FeedbackSummary]:
        rows = await select_annotation_values(info.context.pool, self.scope)
        return summaries(rows, self.scope, annotations=True)
