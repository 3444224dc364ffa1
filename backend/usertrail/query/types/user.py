"""A user of the application, and everything of theirs."""

import asyncio
from collections.abc import Awaitable
from datetime import datetime

import strawberry
from asyncpg import Record

from usertrail.query import loaders, types
from usertrail.query.context import Info
from usertrail.query.executor import LOADED
from usertrail.query.feedback import NEWEST_FIRST as NEWEST_FEEDBACK
from usertrail.query.feedback import count_feedback, select_feedback_pages
from usertrail.query.inputs import (
    Interval,
    arguments,
    environments_of,
    period_of,
)
from usertrail.query.paging import page_of
from usertrail.query.scalars import JSON
from usertrail.query.sessions import NEWEST_FIRST as NEWEST_SESSIONS
from usertrail.query.sessions import count_sessions, select_session_pages
from usertrail.query.traces import count_traces, select_trace_pages, sort_of
from usertrail.query.types.change import PreviousMetrics
from usertrail.query.types.measured import activity_of_users, metrics_of_users
from usertrail.query.types.measures import (
    ActivityPoint,
    FeedbackSummary,
    Latency,
    Metrics,
    ModelUsage,
    summaries,
)
from usertrail.query.types.node import Node, global_id
from usertrail.query.types.paged import Connection, connection
from usertrail.query.types.references import AFeedback, ASession, ATrace


@strawberry.type(
    description="Somebody whom the application named in a trace, and everything of theirs."
)
class User(Node):
    user_id: str = strawberry.field(description="The identifier as the application sent it.")
    name: str | None = strawberry.field(
        description="What people call the user, once identifyUser said it."
    )
    email: str | None = strawberry.field(
        description="The e-mail address, once identifyUser said it."
    )
    properties: JSON | None = strawberry.field(
        description="A JSON object of whatever else identifyUser said."
    )
    first_seen_at: datetime = strawberry.field(
        description="When their first trace ever starts, in UTC."
    )
    last_seen_at: datetime = strawberry.field(
        description="When their latest trace ever starts, in UTC."
    )
    environments: list[str] = strawberry.field(
        description="Environments that their traces came from, in order of the names."
    )

    @classmethod
    def of(cls, row: Record) -> "User":
        return cls(
            id=global_id("User", row["user_id"]),
            user_id=row["user_id"],
            name=row["name"],
            email=row["email"],
            properties=row["properties"],
            first_seen_at=row["first_seen_at"],
            last_seen_at=row["last_seen_at"],
            environments=row["environments"],
        )

    @classmethod
    async def load(cls, info: Info, user_id: str) -> "User | None":
        """None for nobody, and for who has no trace."""
        if not user_id:
            return None
        row = await info.context.load(loaders.users, user_id)
        return cls.of(row) if row else None

    @classmethod
    async def load_all(cls, info: Info, user_ids: list[str]) -> "dict[str, User | None]":
        rows = await asyncio.gather(
            *(info.context.load(loaders.users, user_id) for user_id in user_ids)
        )
        return {
            user_id: cls.of(row) if row else None
            for user_id, row in zip(user_ids, rows, strict=True)
        }

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
        "without a beginning."
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
        metadata=LOADED,
    )
    def activity(
        self,
        info: Info,
        period: arguments.InPeriod = None,
        interval: arguments.Per = Interval.DAY,
        environments: arguments.Environments = None,
    ) -> Awaitable[list[ActivityPoint]]:
        return info.context.load(
            activity_of_users,
            self.user_id,
            period_of(period),
            interval or Interval.DAY,
            environments_of(environments),
        )

    @strawberry.field(
        description="How long their traces of the period took; null where there are none."
    )
    async def latency(self, info: Info, period: arguments.InPeriod = None) -> Latency | None:
        row = await info.context.load(loaders.latency_of_users, self.user_id, period_of(period))
        return Latency.of(row)

    @strawberry.field(description="What they asked of each model, the dearest first.")
    async def models(self, info: Info, period: arguments.InPeriod = None) -> list[ModelUsage]:
        rows = await info.context.load(loaders.models_of_users, self.user_id, period_of(period))
        return [ModelUsage.of(row) for row in rows]

    @strawberry.field(description="Feedback on what is theirs, by name, the most frequent first.")
    async def feedback_summary(
        self, info: Info, period: arguments.InPeriod = None
    ) -> list[FeedbackSummary]:
        return summaries(
            await info.context.load(
                loaders.feedback_values_of_users, self.user_id, period_of(period)
            )
        )

    @strawberry.field(
        description="The requests they made. The newest first where no order is given."
    )
    async def traces(
        self,
        info: Info,
        first: arguments.First = None,
        after: arguments.After = None,
        last: arguments.Last = None,
        before: arguments.Before = None,
        period: arguments.InPeriod = None,
        filter: arguments.WhichTraces = None,
        order_by: arguments.TracesBy = None,
    ) -> Connection[ATrace]:
        load, of, within = info.context.load, self.user_id, period_of(period)
        sort = sort_of(order_by)
        page = page_of(sort, first, after, last, before)
        paged = await load(select_trace_pages, of, "user", page, within, filter, order_by)
        return connection(
            paged, sort, types.Trace.of, lambda: load(count_traces, of, "user", within, filter)
        )

    @strawberry.field(
        description="Sessions they first took part in within the period, newest first."
    )
    async def sessions(
        self,
        info: Info,
        first: arguments.First = None,
        after: arguments.After = None,
        last: arguments.Last = None,
        before: arguments.Before = None,
        period: arguments.InPeriod = None,
    ) -> Connection[ASession]:
        load, of, within = info.context.load, self.user_id, period_of(period)
        page = page_of(NEWEST_SESSIONS, first, after, last, before)
        paged = await load(select_session_pages, of, page, within)
        found = await types.Session.load_all(info, [row["session_id"] for row in paged.rows])
        return connection(
            paged,
            NEWEST_SESSIONS,
            lambda row: found[row["session_id"]],
            lambda: load(count_sessions, of, within),
        )

    @strawberry.field(description="Feedback on what is theirs, the newest first.")
    async def feedback(
        self,
        info: Info,
        first: arguments.First = None,
        after: arguments.After = None,
        last: arguments.Last = None,
        before: arguments.Before = None,
        period: arguments.InPeriod = None,
        filter: arguments.WhichFeedback = None,
    ) -> Connection[AFeedback]:
        load, of, within = info.context.load, self.user_id, period_of(period)
        page = page_of(NEWEST_FEEDBACK, first, after, last, before)
        paged = await load(select_feedback_pages, of, "user", page, within, filter)
        return connection(
            paged,
            NEWEST_FEEDBACK,
            types.Feedback.of,
            lambda: load(count_feedback, of, "user", within, filter),
        )
