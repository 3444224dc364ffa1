"""A session: related traces, such as a conversation."""

import asyncio
from datetime import datetime

import strawberry
from asyncpg import Record

from usertrail.database.scope import ScopedPool
from usertrail.graphql.field_cost import priced
from usertrail.read.feedback_sums import Owners
from usertrail.read.sessions import session_feedback
from usertrail.schema import loaders, types
from usertrail.schema.context import Info
from usertrail.schema.described import described, object_type
from usertrail.schema.inputs import arguments
from usertrail.schema.types.connection import Connection, PagedList, connection
from usertrail.schema.types.feedback_metrics import FeedbackOf
from usertrail.schema.types.feedback_target import FeedbackTarget
from usertrail.schema.types.from_row import from_row
from usertrail.schema.types.lists import list_traces
from usertrail.schema.types.measures import Metrics
from usertrail.schema.types.node import Node, global_id
from usertrail.schema.types.references import TraceRef, UserRef


@object_type("A group of related traces, such as a conversation.")
class Session(FeedbackTarget, Node):
    session_id: str = described("The identifier sent by the application.")
    started_at: datetime = described("When the first trace started, in UTC.")
    ended_at: datetime = described("When the last trace to finish ended, in UTC.")
    user_id: strawberry.Private[str]

    @classmethod
    def of(cls, row: Record) -> "Session":
        return from_row(cls, row, id=global_id("Session", row["session_id"]))

    @classmethod
    async def load(cls, info: Info, session_id: str | None) -> "Session | None":
        if not session_id:
            return None
        row = await info.context.load(loaders.sessions, session_id)
        return cls.of(row) if row else None

    @classmethod
    async def load_all(cls, info: Info, session_ids: list[str]) -> "list[Session | None]":
        """In the order of the ids."""
        return list(await asyncio.gather(*(cls.load(info, id) for id in session_ids)))

    @described("The user of the first trace that has one.")
    async def user(self, info: Info) -> UserRef | None:
        return await types.User.load(info, self.user_id)

    @described("Measures over its traces, and over the feedback on them and on the session itself.")
    async def metrics(self, info: Info) -> Metrics:
        return await info.context.load(metrics_of_sessions, self.session_id)

    @connection(
        Connection[TraceRef],
        "The traces of the session, newest first by default.",
        metadata=priced(filtered=20, counted=20),
    )
    def traces(
        self,
        info: Info,
        period: arguments.PeriodArg = None,
        filter: arguments.TraceFilterArg = None,
        order_by: arguments.TraceOrderArg = None,
    ) -> PagedList[TraceRef]:
        return list_traces(info, "session", self.session_id, period, filter, order_by)

    def _feedback_target(self) -> tuple[str, tuple[str, ...]]:
        return "session", (self.session_id,)


async def metrics_of_sessions(pool: ScopedPool, session_ids: list[str]) -> list[Metrics]:
    rows = await loaders.sums_of_sessions(pool, session_ids)
    feedback = FeedbackOf(session_feedback, (), Owners(tuple(session_ids)))
    return [
        Metrics.of(row, feedback.of(owner=session_id))
        for session_id, row in zip(session_ids, rows, strict=True)
    ]
