"""The agent by Strands, with a made-up model that counts as Bedrock does: input without cached.

One argument, "newer", chooses the names that OpenTelemetry's conventions have now.
"""

import os
import sys

if "newer" in sys.argv:
    os.environ["OTEL_SEMCONV_STABILITY_OPT_IN"] = "gen_ai_latest_experimental"

from agent_story import INSTRUCTIONS, QUESTION, look_up_prices, search
from otel_story import provider
from strands import Agent, tool
from strands.models import Model
from the_story import GENERATION, STORY, TOOL

USAGE = GENERATION["usage"]
CALLS = {TOOL["name"]: '{"query": "sky"}', look_up_prices.__name__: "{}"}
MODEL = "us.anthropic.claude-sonnet-4-20250514-v1:0"


class Bedrock(Model):
    def __init__(self):
        self.config = {"model_id": MODEL}

    def update_config(self, **config):
        self.config.update(config)

    def get_config(self):
        return self.config

    def structured_output(self, *arguments, **more):
        raise TypeError("The story asks for no structured output")

    async def stream(self, messages, tool_specs=None, system_prompt=None, **more):
        blocks = [block for message in messages for block in message["content"]]
        called = [block["toolUse"]["name"] for block in blocks if "toolUse" in block]
        name = next((name for name in CALLS if name not in called), None)
        yield {"messageStart": {"role": "assistant"}}
        if name:
            use = {"name": name, "toolUseId": f"call-{name}"}
            yield {"contentBlockStart": {"start": {"toolUse": use}}}
            yield {"contentBlockDelta": {"delta": {"toolUse": {"input": CALLS[name]}}}}
        else:
            yield {"contentBlockStart": {"start": {}}}
            yield {"contentBlockDelta": {"delta": {"text": GENERATION["output"]}}}
        yield {"contentBlockStop": {}}
        yield {"messageStop": {"stopReason": "tool_use" if name else "end_turn"}}
        usage = {
            "inputTokens": USAGE["input"],
            "cacheReadInputTokens": USAGE["input_cached_tokens"],
            "cacheWriteInputTokens": 10,
            "outputTokens": USAGE["output"],
            "totalTokens": USAGE["input"] + USAGE["input_cached_tokens"] + 10 + USAGE["output"],
        }
        yield {"metadata": {"usage": usage, "metrics": {"latencyMs": 9, "timeToFirstByteMs": 5}}}


agent = Agent(
    model=Bedrock(),
    tools=[tool(search), tool(look_up_prices)],
    system_prompt=INSTRUCTIONS,
    name="helper",
    trace_attributes={
        "user.id": STORY["userId"],
        "session.id": STORY["sessionId"],
        "langfuse.tags": STORY["tags"],
    },
    callback_handler=None,
)
agent(QUESTION)
provider.shutdown()
