"""The story in OpenTelemetry's names for GenAI, and Langfuse's for what these have none for."""

import json
from time import sleep

from otel_story import fail_by_hand, provider, tell
from the_story import GENERATION, METADATA, STORY, TOOL


def write_answer() -> None:
    usage, (question,) = GENERATION["usage"], GENERATION["input"]
    asked = {"role": question["role"], "parts": [{"type": "text", "content": question["content"]}]}
    answered = {"role": "assistant", "parts": [{"type": "text", "content": GENERATION["output"]}]}
    parameters = GENERATION["modelParameters"].items()
    attributes = {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": GENERATION["model"],
        "gen_ai.response.model": GENERATION["model"],
        **{f"gen_ai.request.{name}": value for name, value in parameters},
        "gen_ai.usage.input_tokens": usage["input"] + usage["input_cached_tokens"],
        "gen_ai.usage.output_tokens": usage["output"] + usage["output_reasoning_tokens"],
        "gen_ai.usage.cache_read.input_tokens": usage["input_cached_tokens"],
        "gen_ai.usage.reasoning.output_tokens": usage["output_reasoning_tokens"],
        "gen_ai.response.time_to_first_chunk": 0.001,
        "gen_ai.input.messages": json.dumps([asked]),
        "gen_ai.output.messages": json.dumps([{**answered, "finish_reason": "stop"}]),
        "gen_ai.prompt.name": GENERATION["prompt"]["name"],
        "langfuse.observation.prompt.version": GENERATION["prompt"]["version"],
        "langfuse.observation.cost_details": json.dumps(GENERATION["cost"]),
        "langfuse.observation.metadata": json.dumps(GENERATION["metadata"]),
    }
    span = provider.get_tracer("story").start_span(GENERATION["name"], attributes=attributes)
    sleep(0.002)
    span.end()


tell(
    write_answer,
    fail_by_hand,
    root={
        "user.id": STORY["userId"],
        "session.id": STORY["sessionId"],
        "langfuse.trace.name": STORY["traceName"],
        "langfuse.trace.tags": STORY["tags"],
        "langfuse.trace.metadata": json.dumps(METADATA),
        "langfuse.trace.input": json.dumps(STORY["input"]),
        "langfuse.trace.output": json.dumps(STORY["output"]),
        "langfuse.release": STORY["release"],
    },
    tool={
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": TOOL["name"],
        "gen_ai.tool.call.arguments": json.dumps(TOOL["input"]),
        "gen_ai.tool.call.result": json.dumps(TOOL["output"]),
    },
)
