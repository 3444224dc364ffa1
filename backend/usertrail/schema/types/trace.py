"""A trace: one request of a user, with its spans."""

from collections.abc import Awaitable
from datetime import datetime

import strawberry
from asyncpg import Record

from usertrail.cooperative import map_in_slices
from usertrail.database.long_values.text import LongText
from usertrail.normalise.messages import assistant_message, user_message
from usertrail.read.lists import count_list_rows
from usertrail.read.spans import MAX_SPANS, OF_TRACE, select_span_pages
from usertrail.read.traces import MAX_TAGS
from usertrail.responses.raw_json import JSON, written
from usertrail.schema import loaders, types
from usertrail.schema.context import Info
from usertrail.schema.described import described, object_type
from usertrail.schema.inputs import arguments
from usertrail.schema.measure_fields import OF_SPANS, TYPES, Field, sentence, with_fields
from usertrail.schema.scalars import Count
from usertrail.schema.selected_fields import byte_limit, is_in_list, texts_of
from usertrail.schema.types.connection import Connection, PagedList, connection
from usertrail.schema.types.feedback_target import FeedbackTarget
from usertrail.schema.types.from_row import from_row
from usertrail.schema.types.node import Node, global_id
from usertrail.schema.types.references import SessionRef, SpanRef, UserRef

# A page of a conversation, both ways, then still fits in an answer.
MAX_MESSAGE_SOURCE = 512 * 1024


@object_type("One request of a user, with all the work done to answer it.")
@with_fields(Field(of.name, TYPES[of.type], f"{sentence(of.noun)}.") for of in OF_SPANS)
class Trace(FeedbackTarget, Node):
    trace_id: str = described("The identifier assigned by the sender.")
    name: str | None = described("The name given by the application.")
    environment: str = described("The deployment environment, such as production.")
    release: str | None = described("The release of the application, if reported by the sender.")
    version: str | None = described(
        "The version of the component that created the trace, if reported by the sender."
    )
    tags: list[str] = described(
        f"Tags set by any of its spans, sorted and without duplicates; the first {MAX_TAGS}."
    )
    tag_count: Count = described("The number of tags, including those not listed.")
    started_at: datetime = described("When the first span started, in UTC.")
    ended_at: datetime | None = described("When the last span to finish ended, in UTC.")
    latency_ms: float | None = described(
        "Milliseconds from the start of the first span to the end of the last."
    )
    user_id_attribute: str | None = described(
        "The attribute that the user id was read from, such as user.id: the most specific one in "
        "its spans."
    )
    session_id_attribute: str | None = described(
        "The attribute that the session id was read from, such as session.id."
    )
    # Empty if there is none.
    user_id: strawberry.Private[str]
    session_id: strawberry.Private[str]
    short_metadata: strawberry.Private[str | LongText | None]
    has_long_metadata: strawberry.Private[bool]
    input_span_id: strawberry.Private[str | None]
    output_span_id: strawberry.Private[str | None]

    @classmethod
    def of(cls, row: Record) -> "Trace":
        return from_row(
            cls, row, id=global_id("Trace", row["trace_id"]), short_metadata=row["metadata"]
        )

    @classmethod
    async def load(cls, info: Info, trace_id: str | None) -> "Trace | None":
        if not trace_id:
            return None
        row = await info.context.load(loaders.traces, trace_id)
        return cls.of(row) if row else None

    @described(
        "Additional data sent with the trace, merged from all its spans.", graphql_type=JSON | None
    )
    def metadata(self, info: Info) -> JSON | Awaitable[JSON | None] | None:
        return self._long_metadata(info) if self.has_long_metadata else written(self.short_metadata)

    async def _long_metadata(self, info: Info) -> JSON | None:
        return written(await info.context.load(loaders.metadata_of_traces, self.trace_id))

    @described("The user who made the request; null if no span names one.")
    async def user(self, info: Info) -> UserRef | None:
        return await types.User.load(info, self.user_id)

    @described("The session that the trace belongs to; null if no span names one.")
    async def session(self, info: Info) -> SessionRef | None:
        return await types.Session.load(info, self.session_id)

    @described(
        "The input of the trace: JSON if sent as JSON, otherwise a string. Null if longer than "
        "maxBytes."
    )
    async def input(self, info: Info, max_bytes: arguments.MaxBytes = None) -> JSON | None:
        return await self._meaning(info, self.input_span_id, "input", max_bytes)

    @described(
        "The output of the trace: JSON if sent as JSON, otherwise a string. Null if longer than "
        "maxBytes."
    )
    async def output(self, info: Info, max_bytes: arguments.MaxBytes = None) -> JSON | None:
        return await self._meaning(info, self.output_span_id, "output", max_bytes)

    @described("The size of the input in bytes of UTF-8; 0 if there is none.")
    async def input_bytes(self, info: Info) -> Count:
        return Count((await self._text(info, self.input_span_id, "input", 0)).bytes)

    @described("The size of the output in bytes of UTF-8; 0 if there is none.")
    async def output_bytes(self, info: Info) -> Count:
        return Count((await self._text(info, self.output_span_id, "output", 0)).bytes)

    @described(
        "What the user said: the text of the last user message of the input, or its question or "
        "only text, whichever way the application sent it. Null if the input has no such text or "
        "is longer than 512 KiB."
    )
    async def user_message(self, info: Info) -> str | None:
        stored = (await self._text(info, self.input_span_id, "input", MAX_MESSAGE_SOURCE)).stored
        return await stored.found_in(user_message)

    @described(
        "What was answered: the text of the last assistant message of the output, or its answer "
        "or only text. Null if the output has no such text or is longer than 512 KiB."
    )
    async def assistant_message(self, info: Info) -> str | None:
        stored = (await self._text(info, self.output_span_id, "output", MAX_MESSAGE_SOURCE)).stored
        return await stored.found_in(assistant_message)

    async def _meaning(
        self, info: Info, span_id: str | None, column: str, max_bytes: int | None
    ) -> JSON | None:
        meaning = (await self._text(info, span_id, column, max_bytes)).stored.meaning()
        return await meaning if isinstance(meaning, Awaitable) else meaning

    async def _text(
        self, info: Info, span_id: str | None, column: str, max_bytes: int | None
    ) -> loaders.TraceText:
        limit = byte_limit(max_bytes, of_list=is_in_list(info))
        if span_id is None:
            return loaders.NO_TEXT
        return await info.context.load(loaders.trace_texts, (self.trace_id, span_id), column, limit)

    @connection(
        Connection[SpanRef],
        "The spans as a flat list, sorted by start time; use parentSpanId to build the tree. "
        f"At most {MAX_SPANS} per page.",
        page_arguments={"first": arguments.FirstSpans, "after": arguments.After},
        max_size=MAX_SPANS,
    )
    def spans(self, info: Info) -> PagedList[SpanRef]:
        load, texts = info.context.load, texts_of(info, of_list=True)
        return PagedList(
            OF_TRACE.sort,
            lambda page: load(select_span_pages, self.trace_id, page, texts),
            lambda rows: map_in_slices(rows, types.Span.of),
            lambda: load(count_list_rows, self.trace_id, OF_TRACE),
        )

    def _feedback_target(self) -> tuple[str, tuple[str, ...]]:
        return "trace", (self.trace_id,)
