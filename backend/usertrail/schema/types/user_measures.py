"""The measures of a user: totals, activity, latency, models and feedback over any period."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

import strawberry

from usertrail.cooperative import map_in_slices
from usertrail.database.scope import ScopedPool
from usertrail.graphql.batched_fields import BATCHED
from usertrail.graphql.field_cost import priced
from usertrail.read.activity import by_key, check_points, points, select_activity
from usertrail.read.breakdowns import (
    MAX_PARTS,
    select_annotation_values,
    select_feedback_values,
    select_latencies,
    select_model_usages,
)
from usertrail.read.feedback_sums import Owners, environment_sums, feedback_sums
from usertrail.read.measures import Scope
from usertrail.read.period import Interval, Period, previous_of
from usertrail.read.series import keyed_activity_of_users
from usertrail.read.users.totals import select_metrics
from usertrail.schema import loaders
from usertrail.schema.context import Info
from usertrail.schema.described import described
from usertrail.schema.inputs.arguments import EnvironmentsArg, IntervalArg, PeriodArg
from usertrail.schema.inputs.conversion import interval_of, scope_of
from usertrail.schema.inputs.ranges import IntervalInput
from usertrail.schema.types.change import PreviousMetrics
from usertrail.schema.types.feedback_metrics import FeedbackOf
from usertrail.schema.types.feedback_summary import ANNOTATIONS, FeedbackSummary, summaries
from usertrail.schema.types.measures import ActivityPoint, Latency, Metrics, ModelUsage
from usertrail.schema.types.series import EnvironmentActivity, ModelActivity

Value = TypeVar("Value")


@strawberry.type
class UserMeasures:
    user_id: str = described("The identifier sent by the application.")

    def _load(
        self, info: Info, read: Callable[..., Awaitable[list[Value]]], *arguments: object
    ) -> Awaitable[Value]:
        return info.context.load(read, self.user_id, *arguments)

    @described("The user's measures over the period.", graphql_type=Metrics, metadata=BATCHED)
    def metrics(
        self, info: Info, period: PeriodArg = None, environments: EnvironmentsArg = None
    ) -> Awaitable[Metrics]:
        return self._load(info, metrics_of_users, scope_of(info, period, environments))

    @described(
        "The user's measures in the previous period, and how they changed since. The previous "
        "period ends where the period begins and is as long as its elapsed part. Null for a "
        "period without a beginning.",
        metadata=priced(2),
    )
    async def previous(
        self, info: Info, period: PeriodArg = None, environments: EnvironmentsArg = None
    ) -> PreviousMetrics | None:
        scope = scope_of(info, period, environments)
        before, now = await asyncio.gather(
            self._load(info, previous_metrics_of_users, scope),
            self._load(info, metrics_of_users, scope),
        )
        return PreviousMetrics.of(*before, now) if before else None

    @described(
        "One point per interval of the period, with zeros for gaps.",
        graphql_type=list[ActivityPoint],
        metadata=BATCHED | priced(2),
    )
    def activity(
        self,
        info: Info,
        period: PeriodArg = None,
        interval: IntervalArg = IntervalInput.DAY,
        environments: EnvironmentsArg = None,
    ) -> Awaitable[list[ActivityPoint]]:
        scope = scope_of(info, period, environments)
        return self._load(info, activity_of_users, scope, interval_of(interval))

    @described(
        "The user's model usage over time: for each model, sorted by name, one point per interval "
        f"of the period, with zeros for gaps. At most {MAX_PARTS} models.",
        metadata=priced(10),
    )
    async def activity_by_model(
        self,
        info: Info,
        period: PeriodArg = None,
        interval: IntervalArg = IntervalInput.DAY,
        environments: EnvironmentsArg = None,
    ) -> list[ModelActivity]:
        scope, per = scope_of(info, period, environments), interval_of(interval)
        series = await self._load(info, keyed_activity_of_users, scope, "model", per)
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
        period: PeriodArg = None,
        interval: IntervalArg = IntervalInput.DAY,
        environments: EnvironmentsArg = None,
    ) -> list[EnvironmentActivity]:
        scope, per = scope_of(info, period, environments), interval_of(interval)
        series = await self._load(info, keyed_activity_of_users, scope, "environment", per)
        theirs = FeedbackOf(environment_sums, (scope, per), Owners((self.user_id,)))
        theirs = theirs.of(owner=self.user_id)
        return await map_in_slices(series, lambda of: EnvironmentActivity.of(*of, theirs))

    @described(
        "The latency of the user's traces in the period; null if there are none.",
        metadata=priced(20),
    )
    async def latency(
        self, info: Info, period: PeriodArg = None, environments: EnvironmentsArg = None
    ) -> Latency | None:
        scope = scope_of(info, period, environments)
        return Latency.of(await self._load(info, loaders.row_of_users, scope, select_latencies))

    @described(
        f"The user's usage of each model, most expensive first; at most {MAX_PARTS}.",
        metadata=priced(10),
    )
    async def models(
        self, info: Info, period: PeriodArg = None, environments: EnvironmentsArg = None
    ) -> list[ModelUsage]:
        scope = scope_of(info, period, environments)
        rows = await self._load(info, loaders.rows_of_users, scope, select_model_usages)
        return [ModelUsage.of(row) for row in rows]

    @described(
        "Feedback on the user's traces and sessions, grouped by name, most frequent first; at "
        f"most {MAX_PARTS}.",
        metadata=priced(10),
    )
    async def feedback_summary(
        self, info: Info, period: PeriodArg = None, environments: EnvironmentsArg = None
    ) -> list[FeedbackSummary]:
        scope = scope_of(info, period, environments)
        rows = await self._load(info, loaders.rows_of_users, scope, select_feedback_values)
        return summaries(rows, scope.of_users([self.user_id]))

    @described(ANNOTATIONS, metadata=priced(10))
    async def annotation_summary(
        self, info: Info, period: PeriodArg = None, environments: EnvironmentsArg = None
    ) -> list[FeedbackSummary]:
        scope = scope_of(info, period, environments)
        rows = await self._load(info, loaders.rows_of_users, scope, select_annotation_values)
        return summaries(rows, scope.of_users([self.user_id]), annotations=True)


async def metrics_of_users(pool: ScopedPool, user_ids: list[str], scope: Scope) -> list[Metrics]:
    rows = await loaders.row_of_users(pool, user_ids, scope, select_metrics)
    feedback = FeedbackOf(feedback_sums, (scope,), Owners(tuple(user_ids)))
    return [
        Metrics.of(row, feedback.of(owner=user_id))
        for user_id, row in zip(user_ids, rows, strict=True)
    ]


async def previous_metrics_of_users(
    pool: ScopedPool, user_ids: list[str], scope: Scope
) -> list[tuple[Period, Metrics] | None]:
    """Of all in the same previous period, if there is one."""
    before = previous_of(scope.period, datetime.now(UTC))
    if before is None:
        return [None for _ in user_ids]
    theirs = replace(scope, period=before)
    found = await metrics_of_users(pool, user_ids, theirs)
    return [(before, metrics) for metrics in found]


async def activity_of_users(
    pool: ScopedPool, user_ids: list[str], scope: Scope, interval: Interval
) -> list[list[ActivityPoint]]:
    """Raises BadInput when there are too many points."""
    check_points(scope.period, interval)
    rows = await select_activity(pool, scope.of_users(user_ids), interval)
    by_user, now = await by_key(rows, "user_id"), datetime.now(UTC)
    theirs = FeedbackOf(feedback_sums, (scope, interval), Owners(tuple(user_ids)))

    def points_of(user_id: str) -> list[ActivityPoint]:
        found = [(row["begin"], row) for row in by_user.get(user_id, ())]
        filled = points(found, scope.period, interval, now)
        return ActivityPoint.all_of(filled, theirs.of(owner=user_id))

    return await map_in_slices(user_ids, points_of)
