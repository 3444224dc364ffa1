"""The agent by OpenAI's Agents SDK, which asks for responses unless told otherwise."""

from agent_story import INSTRUCTIONS, MODEL, QUESTION, look_up_prices, search
from agents import Agent, RunConfig, Runner, function_tool
from openinference.instrumentation import using_attributes
from openinference.instrumentation.openai_agents import OpenAIAgentsInstrumentor
from otel_story import provider
from the_story import STORY

OpenAIAgentsInstrumentor().instrument(tracer_provider=provider)
agent = Agent(
    name="helper",
    instructions=INSTRUCTIONS,
    model=MODEL,
    tools=[function_tool(search), function_tool(look_up_prices)],
)
with using_attributes(user_id=STORY["userId"], session_id=STORY["sessionId"], tags=STORY["tags"]):
    Runner.run_sync(agent, QUESTION, run_config=RunConfig(workflow_name=STORY["traceName"]))
provider.shutdown()
