"""The agent by Agno, whose runs say whose they are."""

from agent_story import INSTRUCTIONS, MODEL, QUESTION, look_up_prices, search
from agno.agent import Agent
from agno.models.openai import OpenAIChat
from openinference.instrumentation.agno import AgnoInstrumentor
from otel_story import provider
from the_story import STORY

AgnoInstrumentor().instrument(tracer_provider=provider)
agent = Agent(
    name="helper",
    model=OpenAIChat(id=MODEL),
    instructions=INSTRUCTIONS,
    tools=[search, look_up_prices],
    telemetry=False,
)
agent.run(QUESTION, user_id=STORY["userId"], session_id=STORY["sessionId"])
provider.shutdown()
