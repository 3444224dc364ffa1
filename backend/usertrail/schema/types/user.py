"""A user of the application, and everything of theirs."""

import asyncio
from datetime import datetime

import strawberry
from asyncpg import Record

from usertrail.graphql.field_cost import priced
from usertrail.read.feedback import NEWEST_FIRST as NEWEST_FEEDBACK
from usertrail.read.feedback import count_feedback, select_feedback_pages
from usertrail.read.paging import page_of
from usertrail.read.sessions import NEWEST_FIRST as NEWEST_SESSIONS
from usertrail.read.sessions import count_sessions, select_session_pages
from usertrail.read.traces import count_traces, select_trace_pages, sort_of
from usertrail.read.users.users import MOST_ENVIRONMENTS
from usertrail.responses.raw_json import written
from usertrail.schema import loaders, types
from usertrail.schema.context import Info
from usertrail.schema.inputs import arguments, period_of
from usertrail.schema.scalars import JSON, Count
from usertrail.schema.types.measured_user import MeasuredUser
from usertrail.schema.types.node import Node, global_id
from usertrail.schema.types.paged import Connection, connection
from usertrail.schema.types.references import AFeedback, ASession, ATrace


@strawberry.type(
    description="Somebody whom the application named in a trace, and everything of theirs."
)
class User(MeasuredUser, Node):
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
        description="Environments that their traces came from, in order of the names: the first "
        f"{MOST_ENVIRONMENTS} of them."
    )
    environment_count: Count = strawberry.field(
        description="How many environments their traces came from, those not shown too."
    )

    @classmethod
    def of(cls, row: Record) -> "User":
        return cls(
            id=global_id("User", row["user_id"]),
            user_id=row["user_id"],
            name=row["name"],
            email=row["email"],
            properties=written(row["properties"]),
            first_seen_at=row["first_seen_at"],
            last_seen_at=row["last_seen_at"],
            environments=row["environments"],
            environment_count=row["environment_count"],
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
        description="The requests they made. The newest first where no order is given.",
        metadata=priced(filtered=20, counted=20),
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
        return await connection(
            paged, sort, types.Trace.of, lambda: load(count_traces, of, "user", within, filter)
        )

    @strawberry.field(
        description="Sessions they first took part in within the period, newest first.",
        metadata=priced(10, counted=20),
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
        return await connection(
            paged,
            NEWEST_SESSIONS,
            lambda row: found[row["session_id"]],
            lambda: load(count_sessions, of, within),
        )

    @strawberry.field(
        description="Feedback on what is theirs, the newest first.",
        metadata=priced(filtered=20, counted=20),
    )
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
        return await connection(
            paged,
            NEWEST_FEEDBACK,
            types.Feedback.of,
            lambda: load(count_feedback, of, "user", within, filter),
        )
