"""A trace: one request of a user, and the spans it is made of."""

from collections.abc import Awaitable
from datetime import datetime

import strawberry
from asyncpg import Record

from usertrail.cooperative import map_in_slices
from usertrail.database.long_text import LongText
from usertrail.read.spans import BY_START, MOST, count_spans, select_span_pages
from usertrail.read.traces import MOST_TAGS
from usertrail.responses.raw_json import JSON, written
from usertrail.schema import loaders, types
from usertrail.schema.context import Info
from usertrail.schema.inputs import arguments
from usertrail.schema.measure_fields import OF_SPANS, TYPES, Field, sentence, with_fields
from usertrail.schema.scalars import Count
from usertrail.schema.selected_fields import is_in_list, most_bytes, texts_of
from usertrail.schema.types.judged import Judged
from usertrail.schema.types.node import Node, global_id
from usertrail.schema.types.paged import Connection, Listed, connection
from usertrail.schema.types.references import ASession, ASpan, AUser
from usertrail.schema.types.row import built


@strawberry.type(description="One request of a user, and all that was done to answer it.")
@with_fields(Field(of.name, TYPES[of.type], f"{sentence(of.noun)}.") for of in OF_SPANS)
class Trace(Judged, Node):
    trace_id: str = strawberry.field(description="The identifier as the sender gave it.")
    name: str | None = strawberry.field(description="What the application calls such requests.")
    environment: str = strawberry.field(description="Where it ran, such as production.")
    release: str | None = strawberry.field(
        description="The release of the application, where the sender says so."
    )
    version: str | None = strawberry.field(
        description="The version of whatever made the trace, where the sender says so."
    )
    tags: list[str] = strawberry.field(
        description="Labels that any of its spans gave it, in order, each once: the first "
        f"{MOST_TAGS} of them."
    )
    tag_count: Count = strawberry.field(description="How many tags it has, those not shown too.")
    started_at: datetime = strawberry.field(
        description="When the first of its spans starts, in UTC."
    )
    ended_at: datetime | None = strawberry.field(
        description="When the last of its spans to end does, in UTC."
    )
    latency_ms: float | None = strawberry.field(
        description="Milliseconds from first start to last end."
    )
    user_id_attribute: str | None = strawberry.field(
        description="The attribute that named the user, such as user.id: the most specific of "
        "those that its spans have."
    )
    session_id_attribute: str | None = strawberry.field(
        description="The attribute that named the session, such as session.id."
    )
    # Empty where there is none.
    user_id: strawberry.Private[str]
    session_id: strawberry.Private[str]
    short_metadata: strawberry.Private[str | LongText | None]
    has_long_metadata: strawberry.Private[bool]
    input_span_id: strawberry.Private[str | None]
    output_span_id: strawberry.Private[str | None]

    @classmethod
    def of(cls, row: Record) -> "Trace":
        return built(
            cls,
            row,
            id=global_id("Trace", row["trace_id"]),
            short_metadata=row["metadata"],
        )

    @classmethod
    async def load(cls, info: Info, trace_id: str | None) -> "Trace | None":
        if not trace_id:
            return None
        row = await info.context.load(loaders.traces, trace_id)
        return cls.of(row) if row else None

    @strawberry.field(
        description="Whatever else was sent with it, the say of all its spans together.",
        graphql_type=JSON | None,
    )
    def metadata(self, info: Info) -> JSON | Awaitable[JSON | None] | None:
        return self._long_metadata(info) if self.has_long_metadata else written(self.short_metadata)

    async def _long_metadata(self, info: Info) -> JSON | None:
        return written(await info.context.load(loaders.metadata_of_traces, self.trace_id))

    @strawberry.field(description="Who made the request; null where no span names a user.")
    async def user(self, info: Info) -> AUser | None:
        return await types.User.load(info, self.user_id)

    @strawberry.field(description="The conversation it is part of; null where no span names one.")
    async def session(self, info: Info) -> ASession | None:
        return await types.Session.load(info, self.session_id)

    @strawberry.field(
        description="What was asked: JSON where the sender sent JSON, else text. Null where it is "
        "longer than maxBytes."
    )
    async def input(self, info: Info, max_bytes: arguments.MaxBytes = None) -> JSON | None:
        said = await self._said(info, self.input_span_id, "input", max_bytes)
        return await _come(said.stored.meaning())

    @strawberry.field(
        description="What was answered: JSON where the sender sent JSON, else text. Null where it "
        "is longer than maxBytes."
    )
    async def output(self, info: Info, max_bytes: arguments.MaxBytes = None) -> JSON | None:
        said = await self._said(info, self.output_span_id, "output", max_bytes)
        return await _come(said.stored.meaning())

    @strawberry.field(
        description="How long the input is, in bytes of UTF-8; 0 where there is none."
    )
    async def input_bytes(self, info: Info) -> Count:
        return Count((await self._said(info, self.input_span_id, "input", 0)).bytes)

    @strawberry.field(
        description="How long the output is, in bytes of UTF-8; 0 where there is none."
    )
    async def output_bytes(self, info: Info) -> Count:
        return Count((await self._said(info, self.output_span_id, "output", 0)).bytes)

    async def _said(
        self, info: Info, span_id: str | None, column: str, max_bytes: int | None
    ) -> loaders.Said:
        most = most_bytes(max_bytes, of_list=is_in_list(info))
        if span_id is None:
            return loaders.NOTHING
        return await info.context.load(loaders.trace_texts, (self.trace_id, span_id), column, most)

    @connection(
        Connection[ASpan],
        f"Its steps, flat and in order of start; parentSpanId gives the tree. At most {MOST} at "
        "once.",
        given={"first": arguments.FirstSpans, "after": arguments.After},
        most=MOST,
    )
    def spans(self, info: Info) -> Listed[ASpan]:
        load, texts = info.context.load, texts_of(info, of_list=True)
        return Listed(
            BY_START,
            lambda page: load(select_span_pages, self.trace_id, page, texts),
            lambda rows: map_in_slices(rows, types.Span.of),
            lambda: load(count_spans, self.trace_id),
        )

    def _judged(self) -> tuple[str, tuple[str, ...]]:
        return "trace", (self.trace_id,)


async def _come(value: JSON | Awaitable[JSON] | None) -> JSON | None:
    return await value if isinstance(value, Awaitable) else value
