"""The story in the names that OpenTelemetry's conventions for GenAI had at first."""

import json

from otel_story import fail_by_hand, provider, tell
from the_story import GENERATION, STORY, TOOL


def write_answer() -> None:
    usage, (question,) = GENERATION["usage"], GENERATION["input"]
    attributes = {
        "llm.request.type": "chat",
        "gen_ai.system": "openai",
        "gen_ai.request.model": GENERATION["model"],
        "gen_ai.request.temperature": GENERATION["modelParameters"]["temperature"],
        "gen_ai.request.max_tokens": GENERATION["modelParameters"]["max_tokens"],
        "gen_ai.usage.prompt_tokens": usage["input"] + usage["input_cached_tokens"],
        "gen_ai.usage.completion_tokens": usage["output"] + usage["output_reasoning_tokens"],
        "gen_ai.usage.cache_read_input_tokens": usage["input_cached_tokens"],
        "llm.usage.total_tokens": usage["total"],
        "gen_ai.usage.cost": GENERATION["cost"]["total"],
        "gen_ai.prompt.0.role": question["role"],
        "gen_ai.prompt.0.content": question["content"],
        "gen_ai.completion.0.role": "assistant",
        "gen_ai.completion.0.content": GENERATION["output"],
    }
    provider.get_tracer("story").start_span(GENERATION["name"], attributes=attributes).end()


tell(
    write_answer,
    fail_by_hand,
    root={"enduser.id": STORY["userId"], "gen_ai.conversation.id": STORY["sessionId"]},
    tool={
        "gen_ai.tool.name": TOOL["name"],
        "gen_ai.tool.call.arguments": json.dumps(TOOL["input"]),
        "gen_ai.tool.call.result": json.dumps(TOOL["output"]),
    },
)
