"""A user of the application, with all their data."""

import asyncio
from datetime import datetime

from asyncpg import Record

from usertrail.graphql.field_cost import priced
from usertrail.read.lists import Listing
from usertrail.read.sessions import NEWEST_FIRST, OF_USER
from usertrail.read.users.profiles import MAX_ENVIRONMENTS
from usertrail.responses.raw_json import JSON, written
from usertrail.schema import loaders, types
from usertrail.schema.context import Info
from usertrail.schema.described import described, object_type
from usertrail.schema.inputs import arguments
from usertrail.schema.inputs.conversion import period_of
from usertrail.schema.scalars import Count
from usertrail.schema.types.connection import Connection, PagedList, connection
from usertrail.schema.types.from_row import from_row
from usertrail.schema.types.lists import list_feedback, list_traces, paged_list
from usertrail.schema.types.node import Node, global_id
from usertrail.schema.types.references import FeedbackRef, SessionRef, TraceRef
from usertrail.schema.types.user_measures import UserMeasures


@object_type("A user of the application, with all their data.")
class User(UserMeasures, Node):
    name: str | None = described("The display name set by identifyUser; null if not set.")
    email: str | None = described("The email address set by identifyUser; null if not set.")
    properties: JSON | None = described(
        "A JSON object with further details set by identifyUser; null if not set."
    )
    first_seen_at: datetime = described("When the user's first trace ever started, in UTC.")
    last_seen_at: datetime = described("When the user's latest trace ever started, in UTC.")
    environments: list[str] = described(
        f"Environments of the user's traces, sorted by name; the first {MAX_ENVIRONMENTS}."
    )
    environment_count: Count = described(
        "The number of environments of the user's traces, including those not listed."
    )

    @classmethod
    def of(cls, row: Record) -> "User":
        return from_row(
            cls, row, id=global_id("User", row["user_id"]), properties=written(row["properties"])
        )

    @classmethod
    async def load(cls, info: Info, user_id: str) -> "User | None":
        """None if the id is empty or the user has no trace."""
        if not user_id:
            return None
        row = await info.context.load(loaders.users, user_id)
        return cls.of(row) if row else None

    @classmethod
    async def load_all(cls, info: Info, user_ids: list[str]) -> "list[User | None]":
        """In the order of the ids."""
        # The loader's own futures, without a task for each.
        load = info.context.load
        rows = await asyncio.gather(*(load(loaders.users, user_id) for user_id in user_ids))
        return [cls.of(row) if row else None for row in rows]

    @connection(
        Connection[TraceRef],
        "The user's traces, newest first by default.",
        metadata=priced(filtered=20, counted=20),
    )
    def traces(
        self,
        info: Info,
        period: arguments.PeriodArg = None,
        filter: arguments.TraceFilterArg = None,
        order_by: arguments.TraceOrderArg = None,
    ) -> PagedList[TraceRef]:
        return list_traces(info, "user", self.user_id, period, filter, order_by)

    @connection(
        Connection[SessionRef],
        "Sessions in which the user's first trace starts within the period, newest first.",
        metadata=priced(10, counted=20),
    )
    def sessions(self, info: Info, period: arguments.PeriodArg = None) -> PagedList[SessionRef]:
        listing = Listing(OF_USER, NEWEST_FIRST, period=period_of(period))
        return paged_list(
            info,
            listing,
            self.user_id,
            lambda rows: types.Session.load_all(info, [row["session_id"] for row in rows]),
        )

    @connection(
        Connection[FeedbackRef],
        "Feedback on the user's traces and sessions, newest first.",
        metadata=priced(filtered=20, counted=20),
    )
    def feedback(
        self,
        info: Info,
        period: arguments.PeriodArg = None,
        filter: arguments.FeedbackFilterArg = None,
    ) -> PagedList[FeedbackRef]:
        return list_feedback(info, "user", self.user_id, period, filter)
