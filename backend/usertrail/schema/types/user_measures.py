"""The measures of a user: totals, activity, latency, models and feedback over any period."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import strawberry

from usertrail.cooperative import map_in_slices
from usertrail.graphql.batched_fields import BATCHED
from usertrail.graphql.field_cost import priced
from usertrail.read.breakdowns import (
    MAX_PARTS,
    select_feedback_values,
    select_latencies,
    select_model_usages,
)
from usertrail.read.measures import Scope
from usertrail.read.series import keyed_activity_of_users
from usertrail.schema import loaders
from usertrail.schema.context import Info
from usertrail.schema.described import described
from usertrail.schema.inputs import arguments
from usertrail.schema.inputs.conversion import environments_of, interval_of, period_of
from usertrail.schema.inputs.ranges import IntervalInput, PeriodInput
from usertrail.schema.types.change import PreviousMetrics
from usertrail.schema.types.feedback_summary import FeedbackSummary, summaries
from usertrail.schema.types.measures import ActivityPoint, Latency, Metrics, ModelUsage
from usertrail.schema.types.metrics_loaders import activity_of_users, metrics_of_users
from usertrail.schema.types.series import EnvironmentActivity, ModelActivity

Value = TypeVar("Value")


@strawberry.type
class UserMeasures:
    user_id: str = described("The identifier sent by the application.")

    def _load(
        self,
        info: Info,
        read: Callable[..., Awaitable[list[Value]]],
        period: PeriodInput | None,
        environments: list[str] | None,
        *more: object,
    ) -> Awaitable[Value]:
        within, among = period_of(period), environments_of(environments)
        return info.context.load(read, self.user_id, within, among, *more)

    @described("The user's measures over the period.", graphql_type=Metrics, metadata=BATCHED)
    def metrics(
        self,
        info: Info,
        period: arguments.PeriodArg = None,
        environments: arguments.EnvironmentsArg = None,
    ) -> Awaitable[Metrics]:
        return self._load(info, metrics_of_users, period, environments)

    @described(
        "The user's measures in the previous period, and how they changed since. The previous "
        "period ends where the period begins and is as long as its elapsed part. Null for a "
        "period without a beginning.",
        metadata=priced(2),
    )
    async def previous(
        self,
        info: Info,
        period: arguments.PeriodArg = None,
        environments: arguments.EnvironmentsArg = None,
    ) -> PreviousMetrics | None:
        before, now = await asyncio.gather(
            self._load(info, loaders.metrics_of_users_before, period, environments),
            self._load(info, metrics_of_users, period, environments),
        )
        if before is None:
            return None
        return PreviousMetrics.of(before.period, Metrics.of(before.row), now)

    @described(
        "One point per interval of the period, with zeros for gaps.",
        graphql_type=list[ActivityPoint],
        metadata=BATCHED | priced(2),
    )
    def activity(
        self,
        info: Info,
        period: arguments.PeriodArg = None,
        interval: arguments.IntervalArg = IntervalInput.DAY,
        environments: arguments.EnvironmentsArg = None,
    ) -> Awaitable[list[ActivityPoint]]:
        return self._load(info, activity_of_users, period, environments, interval_of(interval))

    @described(
        "The user's model usage over time: for each model, sorted by name, one point per interval "
        f"of the period, with zeros for gaps. At most {MAX_PARTS} models.",
        metadata=priced(10),
    )
    async def activity_by_model(
        self,
        info: Info,
        period: arguments.PeriodArg = None,
        interval: arguments.IntervalArg = IntervalInput.DAY,
        environments: arguments.EnvironmentsArg = None,
    ) -> list[ModelActivity]:
        per = interval_of(interval)
        read = keyed_activity_of_users
        series = await self._load(info, read, period, environments, "model", per)
        return await map_in_slices(series, lambda of: ModelActivity.of(*of))

    @described(
        "The user's activity per environment, sorted by name, with one point per interval of the "
        "period and zeros for gaps. A session counts in each environment where it has traces. At "
        f"most {MAX_PARTS} environments.",
        metadata=priced(10),
    )
    async def activity_by_environment(
        self,
        info: Info,
        period: arguments.PeriodArg = None,
        interval: arguments.IntervalArg = IntervalInput.DAY,
        environments: arguments.EnvironmentsArg = None,
    ) -> list[EnvironmentActivity]:
        per = interval_of(interval)
        read = keyed_activity_of_users
        series = await self._load(info, read, period, environments, "environment", per)
        return await map_in_slices(series, lambda of: EnvironmentActivity.of(*of))

    @described(
        "The latency of the user's traces in the period; null if there are none.",
        metadata=priced(20),
    )
    async def latency(
        self,
        info: Info,
        period: arguments.PeriodArg = None,
        environments: arguments.EnvironmentsArg = None,
    ) -> Latency | None:
        read = loaders.row_of_users
        return Latency.of(await self._load(info, read, period, environments, select_latencies))

    @described(
        f"The user's usage of each model, most expensive first; at most {MAX_PARTS}.",
        metadata=priced(10),
    )
    async def models(
        self,
        info: Info,
        period: arguments.PeriodArg = None,
        environments: arguments.EnvironmentsArg = None,
    ) -> list[ModelUsage]:
        read = loaders.rows_of_users
        rows = await self._load(info, read, period, environments, select_model_usages)
        return [ModelUsage.of(row) for row in rows]

    @described(
        "Feedback on the user's traces and sessions, grouped by name, most frequent first; at "
        f"most {MAX_PARTS}.",
        metadata=priced(10),
    )
    async def feedback_summary(
        self,
        info: Info,
        period: arguments.PeriodArg = None,
        environments: arguments.EnvironmentsArg = None,
    ) -> list[FeedbackSummary]:
        read = loaders.rows_of_users
        rows = await self._load(info, read, period, environments, select_feedback_values)
        within, among = period_of(period), environments_of(environments)
        return summaries(rows, Scope(info.context.project_id, within, among, (self.user_id,)))
