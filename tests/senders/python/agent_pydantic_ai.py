"""The agent by Pydantic AI, in a span that names the user; its answer has a type."""

from agent_story import INSTRUCTIONS, MODEL, QUESTION, look_up_prices, search
from otel_story import provider
from pydantic import BaseModel
from pydantic_ai import Agent, InstrumentationSettings, ModelRetry
from pydantic_ai.models.openai import OpenAIChatModel
from the_story import STORY


class Answer(BaseModel):
    answer: str


def look_up() -> str:
    try:
        return look_up_prices()
    except RuntimeError as error:
        # Whatever else a tool raises ends the run.
        raise ModelRetry(str(error)) from error


Agent.instrument_all(InstrumentationSettings(tracer_provider=provider))
agent = Agent(OpenAIChatModel(MODEL), name="helper", instructions=INSTRUCTIONS, output_type=Answer)
agent.tool_plain(search)
agent.tool_plain(name="look_up_prices")(look_up)
who = {"user.id": STORY["userId"], "session.id": STORY["sessionId"]}
with provider.get_tracer("app").start_as_current_span("chat", attributes=who):
    agent.run_sync(QUESTION)
provider.shutdown()
