"""Feedback on a trace, a span or a session."""

from datetime import datetime

import strawberry
from asyncpg import Record

from usertrail.responses.raw_json import JSON, written
from usertrail.schema import loaders, types
from usertrail.schema.context import Info
from usertrail.schema.described import described, object_type
from usertrail.schema.inputs.feedback import FeedbackDataType
from usertrail.schema.selected_fields import is_in_list, texts_of
from usertrail.schema.types.from_row import from_row
from usertrail.schema.types.node import Node, global_id
from usertrail.schema.types.references import SessionRef, SpanRef, TraceRef, UserRef


@object_type(
    "A named rating, label or text about a trace, a span or a session (a score, in Langfuse's "
    "terms)."
)
class Feedback(Node):
    feedback_id: str = described(
        "The id sent with the feedback, or generated for it. Ids of visitor feedback begin with "
        "public-key:, which is added to the id that was sent."
    )
    name: str = described("The name of the feedback, such as helpful.")
    data_type: FeedbackDataType = described("The type of the value.")
    value: float | None = described("The number; 1 or 0 for a boolean; null for all other types.")
    string_value: str | None = described(
        "The category or text; True or False for a boolean; null for a number."
    )
    comment: str | None = described("A comment on the feedback.")
    source: str = described(
        "The origin of the feedback: VISITOR if it was sent with only a public key, as from a "
        "browser; ANNOTATION if a reviewer gave it, here or in Langfuse, which counts in no total; "
        "otherwise API, or EVAL if the sender states so."
    )
    metadata: JSON | None = described("Additional data sent along.")
    created_at: datetime = described("When the feedback was created, in UTC.")
    trace_id: strawberry.Private[str | None]
    span_id: strawberry.Private[str | None]
    session_id: strawberry.Private[str | None]
    user_id: strawberry.Private[str]

    @classmethod
    def of(cls, row: Record) -> "Feedback":
        return from_row(
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

    @described(
        "The trace that the feedback is on; null for feedback on a session, and until a span of "
        "the trace arrives."
    )
    async def trace(self, info: Info) -> TraceRef | None:
        return await types.Trace.load(info, self.trace_id)

    @described("The span that the feedback is on; null for feedback on a whole trace or a session.")
    async def span(self, info: Info) -> SpanRef | None:
        return await types.Span.load(
            info, self.trace_id, self.span_id, texts_of(info, of_list=is_in_list(info))
        )

    @described(
        "The session that the feedback is on; null for feedback on a trace, even if that trace "
        "belongs to a session."
    )
    async def session(self, info: Info) -> SessionRef | None:
        return await types.Session.load(info, self.session_id)

    @described("The user of that trace or session; null if it has none.")
    async def user(self, info: Info) -> UserRef | None:
        return await types.User.load(info, self.user_id)
