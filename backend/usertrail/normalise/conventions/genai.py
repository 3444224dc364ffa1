"""OpenTelemetry's semantic conventions: those for GenAI, and general ones."""

from usertrail.normalise.conventions.kinds import (
    CACHE_READ,
    CACHE_WRITE,
    INPUT,
    OUTPUT,
    REASONING,
    TOTAL,
)
from usertrail.normalise.conventions.shape import ContentNames, Convention, TypeTable, Values

OPERATION = "gen_ai.operation.name"
INPUT_MESSAGES = "gen_ai.input.messages"
OUTPUT_MESSAGES = "gen_ai.output.messages"
SYSTEM_INSTRUCTIONS = "gen_ai.system_instructions"

_MEMORY = (
    "create_memory",
    "update_memory",
    "upsert_memory",
    "delete_memory",
    "create_memory_store",
    "delete_memory_store",
)

GENAI = Convention(
    user_id=(
        "enduser.id",
        "gen_ai.user",
        # The `user` of a request to OpenAI, as instrumentations copy it.
        "gen_ai.openai.request.user",
        "gen_ai.request.user",
    ),
    session_id=("gen_ai.conversation.id",),
    environment=("deployment.environment.name", "deployment.environment"),
    resource_version=("service.version",),
    span_name=("gen_ai.tool.name",),
    error_message=("error.message",),
    types=(
        TypeTable(
            OPERATION,
            {
                **dict.fromkeys(("chat", "completion", "text_completion"), "GENERATION"),
                **dict.fromkeys(("generate_content", "generate"), "GENERATION"),
                "fetch_response": "GENERATION",
                "embeddings": "EMBEDDING",
                **dict.fromkeys(("invoke_agent", "create_agent"), "AGENT"),
                "execute_tool": "TOOL",
                **dict.fromkeys(("invoke_workflow", "plan"), "CHAIN"),
                # They name the embedding model of the query, and generate nothing.
                **dict.fromkeys(("retrieval", "search_memory"), "RETRIEVER"),
                **dict.fromkeys(_MEMORY, "SPAN"),
            },
        ),
    ),
    tool_marks=("gen_ai.tool.name", "gen_ai.tool.call.id"),
    model_marks=("gen_ai.request.model", "gen_ai.response.model"),
    model=("gen_ai.response.model", "gen_ai.request.model"),
    provider=("gen_ai.provider.name", "gen_ai.system"),
    parameter_families=("gen_ai.request",),
    prompt_name=("gen_ai.prompt.name",),
    content=(
        ContentNames(("gen_ai.retrieval.query.text",), ("gen_ai.retrieval.documents",)),
        ContentNames(("gen_ai.memory.query.text",), ("gen_ai.memory.records",)),
    ),
    first_token_delay=(
        ("gen_ai.response.time_to_first_chunk", 1),
        ("gen_ai.client.operation.time_to_first_chunk", 1),
    ),
    usage_families=("gen_ai.usage",),
    usage={
        INPUT: ("input_tokens",),
        OUTPUT: ("output_tokens",),
        TOTAL: ("total_tokens",),
        CACHE_READ: ("cache_read.input_tokens", "cache_read_input_tokens", "cache_read_tokens"),
        CACHE_WRITE: (
            "cache_creation.input_tokens",
            "cache_creation_input_tokens",
            "cache_write_tokens",
        ),
        REASONING: ("reasoning.output_tokens",),
    },
    total_cost=("gen_ai.usage.cost",),
    wrapping=(Values(OPERATION, frozenset({"invoke_agent", "agent_step"})),),
    last_content=(ContentNames(("gen_ai.tool.call.arguments",), ("gen_ai.tool.call.result",)),),
)

# Recorded exceptions (semantic conventions, "Exceptions in spans").
EXCEPTION_EVENT = "exception"
EXCEPTION_MESSAGE = "exception.message"
# One event per message, before version 1.37 of the conventions.
MESSAGE_EVENT_ROLES = {
    f"gen_ai.{role}.message": role for role in ("system", "user", "assistant", "tool")
}
CHOICE_EVENT = "gen_ai.choice"
DETAILS_EVENT = "gen_ai.client.inference.operation.details"
# (event, attribute with the text): one event for the whole input, and one for the output.
CONTENT_EVENTS = (
    ("gen_ai.content.prompt", "gen_ai.prompt"),
    ("gen_ai.content.completion", "gen_ai.completion"),
)
