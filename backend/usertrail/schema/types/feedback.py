"""Feedback: given to a trace, a span or a session."""

from datetime import datetime

import strawberry
from asyncpg import Record

from usertrail.responses.raw_json import JSON, written
from usertrail.schema import loaders, types
from usertrail.schema.context import Info
from usertrail.schema.inputs import FeedbackDataType
from usertrail.schema.selected_fields import is_in_list, texts_of
from usertrail.schema.types.node import Node, global_id
from usertrail.schema.types.references import ASession, ASpan, ATrace, AUser
from usertrail.schema.types.row import built


@strawberry.type(
    description="What somebody or something said of a trace, a span or a session, by one name."
)
class Feedback(Node):
    feedback_id: str = strawberry.field(
        description="The id it was sent with, or was given; after public-key: for a visitor's."
    )
    name: str = strawberry.field(description="What is judged, such as helpful.")
    data_type: FeedbackDataType = strawberry.field(description="Which kind of value it holds.")
    value: float | None = strawberry.field(
        description="The number; 1 or 0 for a boolean; null for everything else."
    )
    string_value: str | None = strawberry.field(
        description="The category or text; True or False for a boolean; null for a number."
    )
    comment: str | None = strawberry.field(description="What somebody wrote along with it.")
    source: str = strawberry.field(
        description="Where it comes from: VISITOR for what came with a public key alone, as from a "
        "browser; API, or what its sender says, such as ANNOTATION or EVAL."
    )
    metadata: JSON | None = strawberry.field(description="Whatever else was sent with it.")
    created_at: datetime = strawberry.field(description="When it was given, in UTC.")
    trace_id: strawberry.Private[str | None]
    span_id: strawberry.Private[str | None]
    session_id: strawberry.Private[str | None]
    user_id: strawberry.Private[str]

    @classmethod
    def of(cls, row: Record) -> "Feedback":
        return built(
            cls,
            row,
            id=global_id("Feedback", row["feedback_id"]),
            data_type=FeedbackDataType(row["data_type"]),
            comment=row["comment"] or None,
            metadata=written(row["metadata"]),
        )

    @classmethod
    async def load(cls, info: Info, feedback_id: str) -> "Feedback | None":
        row = await info.context.load(loaders.feedback, feedback_id)
        return cls.of(row) if row else None

    @strawberry.field(
        description="The trace it was given to; null for a session, and while nothing of the "
        "trace has arrived."
    )
    async def trace(self, info: Info) -> ATrace | None:
        return await types.Trace.load(info, self.trace_id)

    @strawberry.field(
        description="The span it was given to; null for feedback on a whole trace or a session."
    )
    async def span(self, info: Info) -> ASpan | None:
        return await types.Span.load(
            info, self.trace_id, self.span_id, texts_of(info, of_list=is_in_list(info))
        )

    @strawberry.field(
        description="The session it was given to; null for feedback on a trace, whatever "
        "session that is in."
    )
    async def session(self, info: Info) -> ASession | None:
        return await types.Session.load(info, self.session_id)

    @strawberry.field(description="Whose trace or session it was given to; null for nobody.")
    async def user(self, info: Info) -> AUser | None:
        return await types.User.load(info, self.user_id)
