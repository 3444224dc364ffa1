"""What a user did: sums, points in time, durations, models and feedback, of any period."""

import asyncio
from collections.abc import Awaitable

import strawberry

from usertrail.graphql.field_cost import priced
from usertrail.graphql.loaded import LOADED
from usertrail.read.breakdowns import MOST_PARTS
from usertrail.read.measures import Scope
from usertrail.read.series import environment_activity_of_users, model_activity_of_users
from usertrail.schema import loaders
from usertrail.schema.context import Info
from usertrail.schema.inputs import IntervalInput, arguments
from usertrail.schema.inputs.questions import environments_of, interval_of, period_of
from usertrail.schema.types.change import PreviousMetrics
from usertrail.schema.types.feedback_summary import FeedbackSummary, summaries
from usertrail.schema.types.measured import activity_of_users, metrics_of_users
from usertrail.schema.types.measures import ActivityPoint, Latency, Metrics, ModelUsage
from usertrail.schema.types.series import EnvironmentActivity, ModelActivity
from usertrail.turns import in_turns


@strawberry.type
class MeasuredUser:
    user_id: str = strawberry.field(description="The identifier as the application sent it.")

    @strawberry.field(
        description="Sums of what they did in the period.", graphql_type=Metrics, metadata=LOADED
    )
    def metrics(
        self,
        info: Info,
        period: arguments.InPeriod = None,
        environments: arguments.Environments = None,
    ) -> Awaitable[Metrics]:
        return info.context.load(
            metrics_of_users, self.user_id, period_of(period), environments_of(environments)
        )

    @strawberry.field(
        description="Sums of what they did in the period before, which ends where this one begins "
        "and is as long as what is over of it, and how far each moved since; null for a period "
        "without a beginning.",
        metadata=priced(2),
    )
    async def previous(
        self,
        info: Info,
        period: arguments.InPeriod = None,
        environments: arguments.Environments = None,
    ) -> PreviousMetrics | None:
        within, among = period_of(period), environments_of(environments)
        load, of = info.context.load, self.user_id
        before, now = await asyncio.gather(
            load(loaders.metrics_of_users_before, of, within, among),
            load(metrics_of_users, of, within, among),
        )
        if before is None:
            return None
        return PreviousMetrics.of(before.period, Metrics.of(before.row), now)

    @strawberry.field(
        description="One point per interval of the period, gaps filled with zeros.",
        graphql_type=list[ActivityPoint],
        metadata=LOADED | priced(2),
    )
    def activity(
        self,
        info: Info,
        period: arguments.InPeriod = None,
        interval: arguments.Per = IntervalInput.DAY,
        environments: arguments.Environments = None,
    ) -> Awaitable[list[ActivityPoint]]:
        return info.context.load(
            activity_of_users,
            self.user_id,
            period_of(period),
            interval_of(interval),
            environments_of(environments),
        )

    @strawberry.field(
        description="What they asked of each model, in order of the names, each with one point "
        f"per interval of the period, gaps filled with zeros. {MOST_PARTS} models at most.",
        metadata=priced(10),
    )
    async def activity_by_model(
        self,
        info: Info,
        period: arguments.InPeriod = None,
        interval: arguments.Per = IntervalInput.DAY,
        environments: arguments.Environments = None,
    ) -> list[ModelActivity]:
        series = await info.context.load(
            model_activity_of_users,
            self.user_id,
            period_of(period),
            interval_of(interval),
            environments_of(environments),
        )
        return await in_turns(series, lambda of: ModelActivity.of(*of))

    @strawberry.field(
        description="What they did in each environment, in order of the names, each with one point "
        "per interval of the period, gaps filled with zeros. A session counts in each environment "
        f"it has traces in. {MOST_PARTS} environments at most.",
        metadata=priced(10),
    )
    async def activity_by_environment(
        self,
        info: Info,
        period: arguments.InPeriod = None,
        interval: arguments.Per = IntervalInput.DAY,
        environments: arguments.Environments = None,
    ) -> list[EnvironmentActivity]:
        series = await info.context.load(
            environment_activity_of_users,
            self.user_id,
            period_of(period),
            interval_of(interval),
            environments_of(environments),
        )
        return await in_turns(series, lambda of: EnvironmentActivity.of(*of))

    @strawberry.field(
        description="How long their traces of the period took; null where there are none.",
        metadata=priced(20),
    )
    async def latency(
        self,
        info: Info,
        period: arguments.InPeriod = None,
        environments: arguments.Environments = None,
    ) -> Latency | None:
        among = environments_of(environments)
        of_user = info.context.load(
            loaders.latency_of_users, self.user_id, period_of(period), among
        )
        return Latency.of(await of_user)

    @strawberry.field(
        description=f"What they asked of each model, the dearest first: {MOST_PARTS} at most.",
        metadata=priced(10),
    )
    async def models(
        self,
        info: Info,
        period: arguments.InPeriod = None,
        environments: arguments.Environments = None,
    ) -> list[ModelUsage]:
        among = environments_of(environments)
        of_user = info.context.load(loaders.models_of_users, self.user_id, period_of(period), among)
        return [ModelUsage.of(row) for row in await of_user]

    @strawberry.field(
        description="Feedback on what is theirs, by name, the most frequent first: "
        f"{MOST_PARTS} at most.",
        metadata=priced(10),
    )
    async def feedback_summary(
        self,
        info: Info,
        period: arguments.InPeriod = None,
        environments: arguments.Environments = None,
    ) -> list[FeedbackSummary]:
        within, among = period_of(period), environments_of(environments)
        load, of = info.context.load, self.user_id
        rows = await load(loaders.feedback_values_of_users, of, within, among)
        return summaries(rows, Scope(info.context.project_id, within, among, (of,)))
