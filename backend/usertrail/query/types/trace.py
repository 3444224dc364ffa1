"""A trace: one request of a user, and the spans it is made of."""

from datetime import datetime
from decimal import Decimal

import strawberry
from asyncpg import Record

from usertrail.query import loaders, types
from usertrail.query.context import Info
from usertrail.query.paging import page_of
from usertrail.query.scalars import JSON, Count
from usertrail.query.selection import shows
from usertrail.query.spans import BY_START, MOST, count_spans, select_span_pages
from usertrail.query.types.node import Node, global_id, json_of
from usertrail.query.types.paged import Connection, connection
from usertrail.query.types.references import AFeedback, ASession, ASpan, AUser


@strawberry.type
class Trace(Node):
    trace_id: str
    name: str | None
    environment: str
    release: str | None
    version: str | None
    tags: list[str]
    metadata: JSON | None
    started_at: datetime
    ended_at: datetime | None
    latency_ms: float | None
    span_count: Count
    error_count: Count = strawberry.field(description="Spans whose level is ERROR.")
    input_tokens: Count
    output_tokens: Count
    total_tokens: Count
    cost_usd: Decimal
    # Empty where there is none.
    user_id: strawberry.Private[str]
    session_id: strawberry.Private[str]
    input_span_id: strawberry.Private[str | None]
    output_span_id: strawberry.Private[str | None]

    @classmethod
    def of(cls, row: Record) -> "Trace":
        return cls(
            id=global_id("Trace", row["trace_id"]),
            trace_id=row["trace_id"],
            name=row["name"],
            environment=row["environment"],
            release=row["release"],
            version=row["version"],
            tags=row["tags"],
            metadata=row["metadata"],
            started_at=row["started_at"],
            ended_at=row["ended_at"],
            latency_ms=row["latency_ms"],
            span_count=row["span_count"],
            error_count=row["error_count"],
            input_tokens=row["input_tokens"],
            output_tokens=row["output_tokens"],
            total_tokens=row["total_tokens"],
            cost_usd=row["cost_usd"],
            user_id=row["user_id"],
            session_id=row["session_id"],
            input_span_id=row["input_span_id"],
            output_span_id=row["output_span_id"],
        )

    @classmethod
    async def load(cls, info: Info, trace_id: str | None) -> "Trace | None":
        if not trace_id:
            return None
        row = await info.context.load(loaders.traces, trace_id)
        return cls.of(row) if row else None

    @strawberry.field
    async def user(self, info: Info) -> AUser | None:
        return await types.User.load(info, self.user_id)

    @strawberry.field
    async def session(self, info: Info) -> ASession | None:
        return await types.Session.load(info, self.session_id)

    @strawberry.field
    async def input(self, info: Info) -> JSON | None:
        return await self._text(info, self.input_span_id, "input")

    @strawberry.field
    async def output(self, info: Info) -> JSON | None:
        return await self._text(info, self.output_span_id, "output")

    async def _text(self, info: Info, span_id: str | None, column: str) -> JSON | None:
        if span_id is None:
            return None
        key = (self.trace_id, span_id)
        return json_of(await info.context.load(loaders.trace_texts, key, column))

    @strawberry.field(
        description=f"Flat, in order of start; parentSpanId gives the tree. At most {MOST} at once."
    )
    async def spans(
        self, info: Info, first: int | None = None, after: str | None = None
    ) -> Connection[ASpan]:
        load = info.context.load
        page = page_of(BY_START, first, after, most=MOST)
        paged = await load(select_span_pages, self.trace_id, page, shows(info, "input", "output"))
        return connection(paged, BY_START, types.Span.of, lambda: load(count_spans, self.trace_id))

    @strawberry.field(description="Given to the trace or to one of its spans, the oldest first.")
    async def feedback(self, info: Info) -> list[AFeedback]:
        given = await info.context.load(loaders.feedback_on, self.trace_id)
        return [types.Feedback.of(row) for row in given.trace]
