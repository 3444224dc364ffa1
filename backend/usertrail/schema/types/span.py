"""A span: one step of a trace."""

from collections.abc import Awaitable
from datetime import datetime
from decimal import Decimal
from enum import Enum

import strawberry
from asyncpg import Record

from usertrail.read.spans import Texts
from usertrail.responses.raw_json import JSON, StoredText, written
from usertrail.schema import loaders, types
from usertrail.schema.context import Info
from usertrail.schema.inputs import arguments
from usertrail.schema.scalars import Count
from usertrail.schema.selected_fields import most_bytes
from usertrail.schema.types.judged import Judged
from usertrail.schema.types.node import Node, global_id
from usertrail.schema.types.references import ATrace
from usertrail.schema.types.row import built


@strawberry.enum(description="What a step of a trace does.")
class SpanType(Enum):
    SPAN = strawberry.enum_value("SPAN", description="Any step that says no more of itself.")
    GENERATION = strawberry.enum_value(
        "GENERATION", description="A call of a model that writes something."
    )
    EVENT = strawberry.enum_value("EVENT", description="Something that happened at one instant.")
    AGENT = strawberry.enum_value(
        "AGENT", description="Work that decides by itself what to do next."
    )
    TOOL = strawberry.enum_value("TOOL", description="A call of a tool or function.")
    CHAIN = strawberry.enum_value("CHAIN", description="Steps that follow each other.")
    RETRIEVER = strawberry.enum_value(
        "RETRIEVER", description="A search for documents to answer from."
    )
    EVALUATOR = strawberry.enum_value(
        "EVALUATOR", description="A judgement of what another step did."
    )
    EMBEDDING = strawberry.enum_value(
        "EMBEDDING", description="A call of a model that turns text into numbers."
    )
    GUARDRAIL = strawberry.enum_value("GUARDRAIL", description="A check of what may go in or out.")


@strawberry.enum(description="How serious what a span says is.")
class SpanLevel(Enum):
    DEBUG = strawberry.enum_value("DEBUG", description="Of interest to who looks for a fault.")
    DEFAULT = strawberry.enum_value("DEFAULT", description="All went as it should.")
    WARNING = strawberry.enum_value("WARNING", description="Something looks wrong, but went on.")
    ERROR = strawberry.enum_value("ERROR", description="It failed; this is counted as an error.")


@strawberry.type(description="One step of a trace: a call of a model or a tool, or any other work.")
class Span(Judged, Node):
    span_id: str = strawberry.field(
        description="The identifier as the sender gave it, unique within the trace."
    )
    parent_span_id: str | None = strawberry.field(
        description="The span that this one is part of; null at the top. It may be one that "
        "never arrived."
    )
    type: SpanType = strawberry.field(description="What the step does.")
    name: str = strawberry.field(description="What the sender calls the step.")
    started_at: datetime = strawberry.field(description="When it began, in UTC.")
    ended_at: datetime | None = strawberry.field(description="When it ended, in UTC.")
    latency_ms: float | None = strawberry.field(description="Milliseconds from start to end.")
    time_to_first_token_ms: float | None = strawberry.field(
        description="Milliseconds until a model began to answer; null where the sender does "
        "not say."
    )
    level: SpanLevel = strawberry.field(description="How serious what it says is.")
    status_message: str | None = strawberry.field(
        description="What the sender says of how it went, such as the text of an error."
    )
    environment: str = strawberry.field(description="Where it ran, such as production.")
    version: str | None = strawberry.field(
        description="The version of the application, where the sender says so."
    )
    model: str | None = strawberry.field(description="The model that was called.")
    model_parameters: JSON | None = strawberry.field(
        description="What the model was called with, such as its temperature."
    )
    prompt_name: str | None = strawberry.field(description="The prompt of a library that was used.")
    prompt_version: int | None = strawberry.field(
        description="Which version of that prompt it was."
    )
    usage_details: JSON | None = strawberry.field(
        description="Tokens by kind, as the SDK named the kinds."
    )
    cost_details: JSON | None = strawberry.field(
        description="US dollars by kind, such as input and output."
    )
    input_tokens: Count = strawberry.field(
        description="Tokens sent to the model, those read from a cache included."
    )
    output_tokens: Count = strawberry.field(
        description="Tokens that the model answered with, those spent on reasoning included."
    )
    total_tokens: Count = strawberry.field(description="Tokens of whatever kind.")
    cost_usd: Decimal = strawberry.field(
        description="US dollars: what the sender says it cost, or else its tokens by list "
        "price; 0 where neither is known."
    )
    repeats_tokens: bool = strawberry.field(
        description="Whether spans below it say these tokens already, so that they do not count "
        "once more for the trace: it sums up calls, or wraps one."
    )
    repeats_cost: bool = strawberry.field(
        description="Whether spans below it say this cost already, so that it does not count once "
        "more for the trace."
    )
    input_bytes: Count = strawberry.field(
        description="How long the input is, in bytes of UTF-8; 0 where there is none."
    )
    output_bytes: Count = strawberry.field(
        description="How long the output is, in bytes of UTF-8; 0 where there is none."
    )
    metadata: JSON | None = strawberry.field(description="Whatever else was sent with it.")
    trace_id: strawberry.Private[str]
    # None where it is longer than any field of the query shows it.
    input_text: strawberry.Private[StoredText]
    output_text: strawberry.Private[StoredText]

    @classmethod
    def of(cls, row: Record) -> "Span":
        return built(
            cls,
            row,
            id=global_id("Span", row["trace_id"], row["span_id"]),
            type=SpanType(row["type"]),
            level=SpanLevel(row["level"]),
            model_parameters=written(row["model_parameters"]),
            usage_details=written(row["usage_details"]),
            cost_details=written(row["cost_details"]),
            metadata=written(row["metadata"]),
            input_text=StoredText(row["input"]),
            output_text=StoredText(row["output"]),
        )

    @classmethod
    async def load(
        cls, info: Info, trace_id: str | None, span_id: str | None, texts: Texts
    ) -> "Span | None":
        if not trace_id or not span_id:
            return None
        row = await info.context.load(loaders.spans, (trace_id, span_id), texts)
        return cls.of(row) if row else None

    @strawberry.field(
        description="What went in: JSON where the sender sent JSON, else text. Null where it is "
        "longer than maxBytes.",
        graphql_type=JSON | None,
    )
    def input(self, max_bytes: arguments.MaxBytes = None) -> JSON | Awaitable[JSON] | None:
        return self._shown(self.input_text, self.input_bytes, max_bytes)

    @strawberry.field(
        description="What came out: JSON where the sender sent JSON, else text. Null where it is "
        "longer than maxBytes.",
        graphql_type=JSON | None,
    )
    def output(self, max_bytes: arguments.MaxBytes = None) -> JSON | Awaitable[JSON] | None:
        return self._shown(self.output_text, self.output_bytes, max_bytes)

    def _shown(
        self, text: StoredText, size: int, max_bytes: int | None
    ) -> JSON | Awaitable[JSON] | None:
        """A text that was not read because of its length is none."""
        is_short = size <= most_bytes(max_bytes, of_list=False)
        return text.meaning() if is_short else None

    @strawberry.field(description="The trace it is a step of.")
    async def trace(self, info: Info) -> ATrace:
        trace = await types.Trace.load(info, self.trace_id)
        assert trace is not None  # stored and deleted together with its spans
        return trace

    def _judged(self) -> tuple[str, tuple[str, ...]]:
        return "span", (self.trace_id, self.span_id)
