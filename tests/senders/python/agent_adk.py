"""The agent by Google's Agent Development Kit, with a made-up model that counts as Gemini does."""

import asyncio
import os

os.environ["OTEL_SEMCONV_STABILITY_OPT_IN"] = "gen_ai_latest_experimental"
os.environ["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = "SPAN_ONLY"

from agent_story import INSTRUCTIONS, QUESTION, look_up_prices, search
from google.adk.agents import LlmAgent
from google.adk.models.base_llm import BaseLlm
from google.adk.models.llm_response import LlmResponse
from google.adk.runners import InMemoryRunner
from google.genai import types
from otel_story import provider
from the_story import GENERATION, STORY, TOOL

USAGE = GENERATION["usage"]
CALLS = {TOOL["name"]: TOOL["input"], look_up_prices.__name__: {}}


class Model(BaseLlm):
    async def generate_content_async(self, request, stream=False):
        parts = [part for content in request.contents for part in content.parts]
        called = [part.function_call.name for part in parts if part.function_call]
        part = types.Part(text=GENERATION["output"])
        for name, arguments in CALLS.items():
            if name not in called:
                call = types.FunctionCall(id=f"call-{name}", name=name, args=arguments)
                part = types.Part(function_call=call)
                break
        yield LlmResponse(
            content=types.Content(role="model", parts=[part]),
            model_version=self.model,
            usage_metadata=types.GenerateContentResponseUsageMetadata(
                prompt_token_count=USAGE["input"] + USAGE["input_cached_tokens"],
                cached_content_token_count=USAGE["input_cached_tokens"],
                candidates_token_count=USAGE["output"],
                thoughts_token_count=USAGE["output_reasoning_tokens"],
                total_token_count=USAGE["total"],
            ),
        )


def tell_the_model(tool, args, tool_context, error):
    """What a tool raises ends the run unless this is there."""
    return {"error": str(error)}


agent = LlmAgent(
    name="helper",
    model=Model(model="gemini-2.5-pro"),
    instruction=INSTRUCTIONS,
    tools=[search, look_up_prices],
    on_tool_error_callback=tell_the_model,
)


async def run() -> None:
    runner = InMemoryRunner(agent=agent, app_name="story")
    whose = {"user_id": STORY["userId"], "session_id": STORY["sessionId"]}
    await runner.session_service.create_session(app_name="story", **whose)
    question = types.Content(role="user", parts=[types.Part(text=QUESTION)])
    async for _ in runner.run_async(**whose, new_message=question):
        pass


# Its own spans do not name the user.
with provider.get_tracer("app").start_as_current_span(
    "chat", attributes={"user.id": STORY["userId"]}
):
    asyncio.run(run())
provider.shutdown()
