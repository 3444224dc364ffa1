"""The story by a chain of LangChain's, with Langfuse's callback handler and a made-up model."""

from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessage
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableLambda
from langchain_core.tools import tool
from langfuse import get_client
from langfuse.langchain import CallbackHandler
from the_story import FAILURE, GENERATION, METADATA, STEP, STORY, TOOL

USAGE = GENERATION["usage"]


@tool(TOOL["name"])
def search(query: str) -> list[str]:
    """Find documents."""
    return TOOL["output"]


@tool(FAILURE["name"])
def look_up_prices() -> str:
    """Find prices."""
    raise RuntimeError(FAILURE["statusMessage"])


def find(question: dict[str, str]) -> dict[str, str]:
    search.invoke(TOOL["input"])
    try:
        look_up_prices.invoke({})
    except RuntimeError:
        return question
    raise AssertionError("it did not fail")


answer = AIMessage(
    GENERATION["output"],
    usage_metadata={
        "input_tokens": USAGE["input"] + USAGE["input_cached_tokens"],
        "output_tokens": USAGE["output"] + USAGE["output_reasoning_tokens"],
        "total_tokens": USAGE["total"],
        "input_token_details": {"cache_read": USAGE["input_cached_tokens"]},
        "output_token_details": {"reasoning": USAGE["output_reasoning_tokens"]},
    },
)
model = GenericFakeChatModel(messages=iter([answer]))
chain = (
    RunnableLambda(find).with_config(run_name=STEP["name"])
    | ChatPromptTemplate.from_messages([("user", "{question}")])
    | model.bind(**GENERATION["modelParameters"]).with_config(
        run_name=GENERATION["name"],
        metadata={**GENERATION["metadata"], "ls_model_name": GENERATION["model"]},
    )
    | StrOutputParser()
)
chain.with_config(run_name=STORY["root"]["name"]).invoke(
    STORY["input"],
    config={
        "callbacks": [CallbackHandler()],
        "metadata": {
            "langfuse_user_id": STORY["userId"],
            "langfuse_session_id": STORY["sessionId"],
            "langfuse_tags": STORY["tags"],
            **METADATA,
        },
    },
)
get_client().flush()
