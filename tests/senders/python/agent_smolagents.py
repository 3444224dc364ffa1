"""The agent by smolagents, which gives its answer by a tool."""

from agent_story import INSTRUCTIONS, MODEL, QUESTION, look_up_prices, search
from openinference.instrumentation import using_attributes
from openinference.instrumentation.smolagents import SmolagentsInstrumentor
from otel_story import provider
from smolagents import OpenAIModel, ToolCallingAgent, tool
from the_story import METADATA, STORY

SmolagentsInstrumentor().instrument(tracer_provider=provider)
agent = ToolCallingAgent(
    tools=[tool(search), tool(look_up_prices)],
    model=OpenAIModel(model_id=MODEL),
    instructions=INSTRUCTIONS,
    max_steps=4,
    verbosity_level=0,
)
with using_attributes(
    user_id=STORY["userId"],
    session_id=STORY["sessionId"],
    tags=STORY["tags"],
    metadata=METADATA,
):
    agent.run(QUESTION)
provider.shutdown()
