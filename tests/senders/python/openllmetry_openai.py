"""The story with OpenLLMetry's instrumentation of OpenAI's client.

The other spans say what Traceloop's decorators say, in the names that its package has for that.
"""

import json

import openai_calls
from opentelemetry.instrumentation.openai import OpenAIInstrumentor
from opentelemetry.semconv_ai import SpanAttributes
from otel_story import provider, tell
from the_story import METADATA, STORY, TOOL

ASSOCIATED = SpanAttributes.TRACELOOP_ASSOCIATION_PROPERTIES

OpenAIInstrumentor().instrument(tracer_provider=provider)
tell(
    openai_calls.write_answer,
    openai_calls.fail,
    root={
        SpanAttributes.TRACELOOP_SPAN_KIND: "workflow",
        SpanAttributes.TRACELOOP_ENTITY_NAME: STORY["root"]["name"],
        SpanAttributes.TRACELOOP_ENTITY_INPUT: json.dumps(STORY["input"]),
        SpanAttributes.TRACELOOP_ENTITY_OUTPUT: json.dumps(STORY["output"]),
        f"{ASSOCIATED}.user_id": STORY["userId"],
        f"{ASSOCIATED}.session_id": STORY["sessionId"],
        f"{ASSOCIATED}.plan": METADATA["plan"],
    },
    tool={
        SpanAttributes.TRACELOOP_SPAN_KIND: "tool",
        SpanAttributes.TRACELOOP_ENTITY_NAME: TOOL["name"],
        SpanAttributes.TRACELOOP_ENTITY_INPUT: json.dumps(TOOL["input"]),
        SpanAttributes.TRACELOOP_ENTITY_OUTPUT: json.dumps(TOOL["output"]),
    },
)
