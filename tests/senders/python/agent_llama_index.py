"""The agent by LlamaIndex."""

import asyncio
import os

from agent_story import INSTRUCTIONS, MODEL, QUESTION, look_up_prices, search
from llama_index.core.agent.workflow import FunctionAgent
from llama_index.llms.openai import OpenAI
from openinference.instrumentation import using_attributes
from openinference.instrumentation.llama_index import LlamaIndexInstrumentor
from otel_story import provider
from the_story import METADATA, STORY

LlamaIndexInstrumentor().instrument(tracer_provider=provider)


async def run() -> None:
    agent = FunctionAgent(
        name="helper",
        llm=OpenAI(model=MODEL, api_base=os.environ["OPENAI_BASE_URL"]),
        system_prompt=INSTRUCTIONS,
        tools=[search, look_up_prices],
        streaming=False,
    )
    await agent.run(QUESTION)


with using_attributes(
    user_id=STORY["userId"],
    session_id=STORY["sessionId"],
    tags=STORY["tags"],
    metadata=METADATA,
):
    asyncio.run(run())
provider.shutdown()
