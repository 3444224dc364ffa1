"""The agent by LangGraph, as LangChain makes one; its configuration says whose run it is."""

from agent_story import INSTRUCTIONS, MODEL, QUESTION, look_up_prices, search
from langchain.agents import create_agent
from langchain.agents.middleware import wrap_tool_call
from langchain_core.messages import ToolMessage
from langchain_openai import ChatOpenAI
from langgraph.checkpoint.memory import InMemorySaver
from openinference.instrumentation.langchain import LangChainInstrumentor
from otel_story import provider
from the_story import STORY


@wrap_tool_call
def tell_the_model(request, handler):
    """What else a tool raises ends the run."""
    try:
        return handler(request)
    except RuntimeError as error:
        return ToolMessage(str(error), tool_call_id=request.tool_call["id"], status="error")


LangChainInstrumentor().instrument(tracer_provider=provider)
agent = create_agent(
    ChatOpenAI(model=MODEL, stream_usage=True),
    tools=[search, look_up_prices],
    system_prompt=INSTRUCTIONS,
    name="helper",
    checkpointer=InMemorySaver(),
    middleware=[tell_the_model],
)
parts = agent.stream(
    {"messages": [("user", QUESTION)]},
    {
        "configurable": {"thread_id": STORY["sessionId"]},
        "metadata": {"user_id": STORY["userId"], **STORY["metadata"]},
    },
    stream_mode="messages",
)
for _ in parts:
    pass
provider.shutdown()
