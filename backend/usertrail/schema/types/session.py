"""A session: traces that belong together, as one conversation does."""

import asyncio
from datetime import datetime

import strawberry
from asyncpg import Record

from usertrail.graphql.field_cost import priced
from usertrail.read.paging import page_of
from usertrail.read.period import ALL_TIME
from usertrail.read.traces import count_traces, select_trace_pages, sort_of
from usertrail.schema import loaders, types
from usertrail.schema.context import Info
from usertrail.schema.inputs import arguments
from usertrail.schema.types.judged import Judged
from usertrail.schema.types.measures import Metrics
from usertrail.schema.types.node import Node, global_id
from usertrail.schema.types.paged import Connection, connection
from usertrail.schema.types.references import ATrace, AUser


@strawberry.type(description="Traces that belong together, as one conversation does.")
class Session(Judged, Node):
    session_id: str = strawberry.field(description="The identifier as the application sent it.")
    started_at: datetime = strawberry.field(description="When its first trace starts, in UTC.")
    ended_at: datetime = strawberry.field(
        description="When the last of its traces to end does, in UTC."
    )
    user_id: strawberry.Private[str]

    @classmethod
    def of(cls, row: Record) -> "Session":
        return cls(
            id=global_id("Session", row["session_id"]),
            session_id=row["session_id"],
            started_at=row["started_at"],
            ended_at=row["ended_at"],
            user_id=row["user_id"],
        )

    @classmethod
    async def load(cls, info: Info, session_id: str | None) -> "Session | None":
        if not session_id:
            return None
        row = await info.context.load(loaders.sessions, session_id)
        return cls.of(row) if row else None

    @classmethod
    async def load_all(cls, info: Info, session_ids: list[str]) -> "dict[str, Session | None]":
        loaded = await asyncio.gather(*(cls.load(info, id) for id in session_ids))
        return dict(zip(session_ids, loaded, strict=True))

    @strawberry.field(description="The user of its first trace that has one.")
    async def user(self, info: Info) -> AUser | None:
        return await types.User.load(info, self.user_id)

    @strawberry.field(
        description="Sums of its traces, and of the feedback on these and on the session itself."
    )
    async def metrics(self, info: Info) -> Metrics:
        return Metrics.of(await info.context.load(loaders.metrics_of_sessions, self.session_id))

    @strawberry.field(
        description="The requests made in it. The newest first where no order is given.",
        metadata=priced(counted=20),
    )
    async def traces(
        self,
        info: Info,
        first: arguments.First = None,
        after: arguments.After = None,
        last: arguments.Last = None,
        before: arguments.Before = None,
        order_by: arguments.TracesBy = None,
    ) -> Connection[ATrace]:
        load, of = info.context.load, self.session_id
        sort = sort_of(order_by)
        page = page_of(sort, first, after, last, before)
        paged = await load(select_trace_pages, of, "session", page, ALL_TIME, None, order_by)
        return await connection(
            paged,
            sort,
            types.Trace.of,
            lambda: load(count_traces, of, "session", ALL_TIME, None),
        )

    def _judged(self) -> tuple[str, tuple[str, ...]]:
        return "session", (self.session_id,)
