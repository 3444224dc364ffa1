"""The story with OpenTelemetry's own instrumentation of OpenAI's client."""

import json
import os

import openai_calls
from opentelemetry.instrumentation.genai.openai import OpenAIInstrumentor
from otel_story import provider, tell
from the_story import STORY, TOOL

# Messages are left out unless one asks for them.
os.environ["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = "SPAN_ONLY"
os.environ["OTEL_SEMCONV_STABILITY_OPT_IN"] = "gen_ai_latest_experimental"

OpenAIInstrumentor().instrument(tracer_provider=provider)
tell(
    openai_calls.write_answer,
    openai_calls.fail,
    root={"user.id": STORY["userId"], "gen_ai.conversation.id": STORY["sessionId"]},
    tool={
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": TOOL["name"],
        "gen_ai.tool.call.arguments": json.dumps(TOOL["input"]),
        "gen_ai.tool.call.result": json.dumps(TOOL["output"]),
    },
)
