"""The story with OpenInference: its tracer, and its instrumentation of OpenAI's client."""

import json

import openai_calls
from openinference.instrumentation import OITracer, TraceConfig, using_attributes
from openinference.instrumentation.openai import OpenAIInstrumentor
from otel_story import provider, tell
from the_story import METADATA, STORY, TOOL

OpenAIInstrumentor().instrument(tracer_provider=provider)
with using_attributes(
    user_id=STORY["userId"],
    session_id=STORY["sessionId"],
    tags=STORY["tags"],
    metadata=METADATA,
):
    tell(
        openai_calls.write_answer,
        openai_calls.fail,
        root={
            "openinference.span.kind": "CHAIN",
            "input.value": json.dumps(STORY["input"]),
            "output.value": json.dumps(STORY["output"]),
        },
        tool={
            "openinference.span.kind": "TOOL",
            "input.value": json.dumps(TOOL["input"]),
            "output.value": json.dumps(TOOL["output"]),
        },
        tracer=OITracer(provider.get_tracer("story"), config=TraceConfig()),
    )
