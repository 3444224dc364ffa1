"""A span: one step of a trace."""

from datetime import datetime
from decimal import Decimal
from enum import Enum

import strawberry
from asyncpg import Record

from usertrail.query import loaders, types
from usertrail.query.context import Info
from usertrail.query.scalars import JSON, Count
from usertrail.query.types.node import Node, global_id, json_of
from usertrail.query.types.references import AFeedback, ATrace


@strawberry.enum
class SpanType(Enum):
    SPAN = "SPAN"
    GENERATION = "GENERATION"
    EVENT = "EVENT"
    AGENT = "AGENT"
    TOOL = "TOOL"
    CHAIN = "CHAIN"
    RETRIEVER = "RETRIEVER"
    EVALUATOR = "EVALUATOR"
    EMBEDDING = "EMBEDDING"
    GUARDRAIL = "GUARDRAIL"


@strawberry.enum
class SpanLevel(Enum):
    DEBUG = "DEBUG"
    DEFAULT = "DEFAULT"
    WARNING = "WARNING"
    ERROR = "ERROR"


@strawberry.type
class Span(Node):
    span_id: str
    parent_span_id: str | None
    type: SpanType
    name: str
    started_at: datetime
    ended_at: datetime | None
    latency_ms: float | None
    time_to_first_token_ms: float | None
    level: SpanLevel
    status_message: str | None
    environment: str
    version: str | None
    model: str | None
    model_parameters: JSON | None
    prompt_name: str | None
    prompt_version: int | None
    usage_details: JSON | None = strawberry.field(
        description="Tokens by kind, as the SDK named the kinds."
    )
    cost_details: JSON | None = strawberry.field(description="US dollars by kind.")
    input_tokens: Count
    output_tokens: Count
    total_tokens: Count
    cost_usd: Decimal
    input: JSON | None
    output: JSON | None
    metadata: JSON | None
    trace_id: strawberry.Private[str]

    @classmethod
    def of(cls, row: Record) -> "Span":
        return cls(
            id=global_id("Span", row["trace_id"], row["span_id"]),
            span_id=row["span_id"],
            parent_span_id=row["parent_span_id"],
            type=SpanType(row["type"]),
            name=row["name"],
            started_at=row["started_at"],
            ended_at=row["ended_at"],
            latency_ms=row["latency_ms"],
            time_to_first_token_ms=row["time_to_first_token_ms"],
            level=SpanLevel(row["level"]),
            status_message=row["status_message"],
            environment=row["environment"],
            version=row["version"],
            model=row["model"],
            model_parameters=row["model_parameters"],
            prompt_name=row["prompt_name"],
            prompt_version=row["prompt_version"],
            usage_details=row["usage_details"],
            cost_details=row["cost_details"],
            input_tokens=row["input_tokens"],
            output_tokens=row["output_tokens"],
            total_tokens=row["total_tokens"],
            cost_usd=row["cost_usd"],
            input=json_of(row["input"]),
            output=json_of(row["output"]),
            metadata=row["metadata"],
            trace_id=row["trace_id"],
        )

    @classmethod
    async def load(
        cls, info: Info, trace_id: str | None, span_id: str | None, with_texts: bool
    ) -> "Span | None":
        if not trace_id or not span_id:
            return None
        row = await info.context.load(loaders.spans, (trace_id, span_id), with_texts)
        return cls.of(row) if row else None

    @strawberry.field
    async def trace(self, info: Info) -> ATrace:
        trace = await types.Trace.load(info, self.trace_id)
        assert trace is not None  # stored and deleted together with its spans
        return trace

    @strawberry.field(description="The oldest first.")
    async def feedback(self, info: Info) -> list[AFeedback]:
        given = await info.context.load(loaders.feedback_on, self.trace_id)
        return [types.Feedback.of(row) for row in given.by_span.get(self.span_id, ())]
