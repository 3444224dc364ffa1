"""The agent by Haystack, in a pipeline."""

from agent_story import INSTRUCTIONS, MODEL, QUESTION, look_up_prices, search
from haystack import Pipeline
from haystack.components.agents import Agent
from haystack.components.generators.chat import OpenAIChatGenerator
from haystack.core.errors import PipelineRuntimeError
from haystack.dataclasses import ChatMessage
from haystack.tools import create_tool_from_function
from openinference.instrumentation import using_attributes
from openinference.instrumentation.haystack import HaystackInstrumentor
from otel_story import provider
from the_story import METADATA, STORY

HaystackInstrumentor().instrument(tracer_provider=provider)


def pipeline(tool):
    """An agent that is told of a tool's failure gives no sign of it; this one ends with it."""
    agent = Agent(
        chat_generator=OpenAIChatGenerator(model=MODEL),
        tools=[create_tool_from_function(tool)],
        system_prompt=INSTRUCTIONS,
        raise_on_tool_invocation_failure=True,
    )
    pipeline = Pipeline()
    pipeline.add_component("helper", agent)
    return pipeline


asked = {"helper": {"messages": [ChatMessage.from_user(QUESTION)]}}
with (
    using_attributes(
        user_id=STORY["userId"],
        session_id=STORY["sessionId"],
        tags=STORY["tags"],
        metadata=METADATA,
    ),
    provider.get_tracer("app").start_as_current_span("chat"),
):
    pipeline(search).run(asked)
    try:
        pipeline(look_up_prices).run(asked)
    except PipelineRuntimeError:
        pass
    else:
        raise AssertionError("it did not fail")
provider.shutdown()
