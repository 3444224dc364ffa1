"""Which attribute of which convention feeds which field: tables, the most specific name first.

Supporting another convention is one more entry here and one more captured payload in the tests.
"""

from functools import lru_cache
from typing import get_args

from usertrail.normalise.records import SpanLevel, SpanType

# --- the trace: whose it is and what it is called -------------------------------------------

USER_ID = (
    "langfuse.user.id",
    "user.id",
    "langfuse.observation.metadata.langfuse_user_id",
    "langfuse.trace.metadata.langfuse_user_id",
    "ai.telemetry.metadata.userId",
    "traceloop.association.properties.user_id",
    "enduser.id",
    "gen_ai.user",
    "llm.user",
)
SESSION_ID = (
    "langfuse.session.id",
    "session.id",
    "gen_ai.conversation.id",
    "langfuse.observation.metadata.langfuse_session_id",
    "langfuse.trace.metadata.langfuse_session_id",
    "ai.telemetry.metadata.sessionId",
    "traceloop.association.properties.session_id",
)
TRACE_NAME = ("langfuse.trace.name",)
TAGS = (
    "langfuse.trace.tags",
    "langfuse.tags",
    "langfuse.observation.metadata.langfuse_tags",
    "langfuse.trace.metadata.langfuse_tags",
    "ai.telemetry.metadata.tags",
    "tag.tags",
)
PUBLIC = ("langfuse.trace.public", "langfuse.public")
# Each is looked for on the span, then on the resource, before the next is tried.
ENVIRONMENT = ("langfuse.environment", "deployment.environment.name", "deployment.environment")
VERSION = ("langfuse.version",)
RESOURCE_VERSION = ("service.version",)
RELEASE = ("langfuse.release",)
TRACE_INPUT = ("langfuse.trace.input",)
TRACE_OUTPUT = ("langfuse.trace.output",)
ROOT_MARKS = ("langfuse.internal.as_root", "langfuse.internal.is_app_root")

# --- the span -------------------------------------------------------------------------------

SPAN_NAME = ("gen_ai.tool.name", "genkit:name", "logfire.msg", "ai.toolCall.name")
VERCEL_FUNCTION = "ai.telemetry.functionId"
VERCEL_OPERATION = "ai.operationId"
LEVEL = "langfuse.observation.level"
STATUS_MESSAGE = ("langfuse.observation.status_message",)
MODEL = (
    "langfuse.observation.model.name",
    "gen_ai.response.model",
    "ai.model.id",
    "gen_ai.request.model",
    "llm.response.model",
    "llm.model_name",
    "model",
)
# Whoever sold the tokens: the same model has another price elsewhere.
PROVIDER = ("gen_ai.provider.name", "gen_ai.system", "llm.provider", "llm.system")
MODEL_PARAMETERS = (
    "langfuse.observation.model.parameters",
    "llm.invocation_parameters",
    "model_config",
)
PROMPT_NAME = ("langfuse.observation.prompt.name", "langfuse.prompt.name")
PROMPT_VERSION = ("langfuse.observation.prompt.version", "langfuse.prompt.version")
VERCEL_PROMPT = "ai.telemetry.metadata.langfusePrompt"
COMPLETION_START = "langfuse.observation.completion_start_time"
# Time from the start to the first token, and how many of the unit make a second.
FIRST_TOKEN_DELAY = (
    ("ai.response.msToFirstChunk", 1000),
    ("ai.stream.msToFirstChunk", 1000),
    ("gen_ai.response.time_to_first_chunk", 1),
)
USAGE_DETAILS = "langfuse.observation.usage_details"
COST_DETAILS = "langfuse.observation.cost_details"
TOTAL_COST = ("gen_ai.usage.cost", "llm.cost.total")

LEVELS: dict[str, SpanLevel] = {
    **dict.fromkeys(("DEBUG", "TRACE", "VERBOSE"), "DEBUG"),
    **dict.fromkeys(("DEFAULT", "INFO", "LOG", "NOTICE", "OK", "SUCCESS"), "DEFAULT"),
    **dict.fromkeys(("WARNING", "WARN"), "WARNING"),
    **dict.fromkeys(("ERROR", "FATAL", "CRITICAL"), "ERROR"),
}

# --- the type of a span: the first table with an answer -----------------------------------

TYPE = "langfuse.observation.type"
OPERATION = "gen_ai.operation.name"
TYPE_TABLES: tuple[tuple[str, dict[str, SpanType]], ...] = (
    (TYPE, {kind.lower(): kind for kind in get_args(SpanType)}),
    (
        "openinference.span.kind",
        {kind: kind for kind in get_args(SpanType) if kind not in ("SPAN", "GENERATION", "EVENT")}
        | {"LLM": "GENERATION"},
    ),
    (
        OPERATION,
        {
            **dict.fromkeys(("chat", "completion", "text_completion"), "GENERATION"),
            **dict.fromkeys(("generate_content", "generate"), "GENERATION"),
            "embeddings": "EMBEDDING",
            **dict.fromkeys(("invoke_agent", "create_agent"), "AGENT"),
            "execute_tool": "TOOL",
        },
    ),
    (
        "genkit:metadata:subtype",
        {
            **dict.fromkeys(("model", "background-model"), "GENERATION"),
            "embedder": "EMBEDDING",
            "tool": "TOOL",
            "retriever": "RETRIEVER",
            "evaluator": "EVALUATOR",
        },
    ),
    (
        VERCEL_OPERATION,
        {
            **dict.fromkeys(("ai.embed.doEmbed", "ai.embedMany.doEmbed"), "EMBEDDING"),
            "ai.toolCall": "TOOL",
        },
    ),
)
# These are generations only where they name a model.
VERCEL_GENERATIONS = (
    "ai.generateText.doGenerate",
    "ai.streamText.doStream",
    "ai.generateObject.doGenerate",
    "ai.streamObject.doStream",
)
TOOL_MARKS = ("gen_ai.tool.name", "gen_ai.tool.call.id")
MODEL_MARKS = tuple(name for name in MODEL if name not in ("ai.model.id", "llm.response.model"))
# Langfuse's Python SDK up to 3.3 called a generation "span" when it was made by an update.
GENERATION_MARKS = (
    "langfuse.observation.model.name",
    "langfuse.observation.model.parameters",
    USAGE_DETAILS,
    COST_DETAILS,
    "langfuse.observation.prompt.name",
    "langfuse.observation.prompt.version",
    COMPLETION_START,
)
# The tokens and cost of these repeat those of their children.
REPEATING_OPERATIONS = ("invoke_agent", "agent_step")

# --- families: attributes whose names begin alike -------------------------------------------

TRACE_METADATA = "langfuse.trace.metadata"
SPAN_METADATA = "langfuse.observation.metadata"
ANY_METADATA = "langfuse.metadata"
VERCEL_METADATA = "ai.telemetry.metadata"
# Of Vercel's metadata, what has a field of its own.
VERCEL_FIELDS = frozenset({"userId", "sessionId", "tags", "langfusePrompt"})
GEN_AI_USAGE = "gen_ai.usage"
LLM_USAGE = "llm.token_count"
GEN_AI_REQUEST = "gen_ai.request"
LLM_PARAMETERS = "llm.invocation_parameters"
GEN_AI_PROMPT = "gen_ai.prompt"
GEN_AI_COMPLETION = "gen_ai.completion"
LLM_INPUT_MESSAGES = "llm.input_messages"
LLM_OUTPUT_MESSAGES = "llm.output_messages"
METADATA_FAMILIES = (TRACE_METADATA, SPAN_METADATA, ANY_METADATA, VERCEL_METADATA)
FAMILIES = (
    *METADATA_FAMILIES,
    GEN_AI_USAGE,
    LLM_USAGE,
    GEN_AI_REQUEST,
    LLM_PARAMETERS,
    GEN_AI_PROMPT,
    GEN_AI_COMPLETION,
    LLM_INPUT_MESSAGES,
    LLM_OUTPUT_MESSAGES,
)


@lru_cache(maxsize=8192)
def family_of(name: str) -> tuple[str, str] | None:
    """("langfuse.trace.metadata", "plan") for "langfuse.trace.metadata.plan"; None for a loner."""
    for family in FAMILIES:
        if name.startswith(family) and name[len(family) : len(family) + 1] == ".":
            return family, name[len(family) + 1 :]
    return None


# --- tokens: kind -> the names it is sent under, in the families above ----------------------

CACHE_READ = "input_cached_tokens"
CACHE_WRITE = "input_cache_creation"
REASONING = "output_reasoning_tokens"
AUDIO = "output_audio_tokens"
USAGE_KINDS = {
    "input": ("prompt_tokens", "input_tokens", "prompt"),
    "output": ("completion_tokens", "output_tokens", "completion"),
    "total": ("total_tokens", "total"),
    CACHE_READ: (
        "cache_read.input_tokens",
        "cache_read_input_tokens",
        "cache_read_tokens",
        "details.cache_read_tokens",
        "details.cache_read_input_tokens",
        "prompt_details.cache_read",
        CACHE_READ,
    ),
    CACHE_WRITE: (
        "cache_creation.input_tokens",
        "cache_creation_input_tokens",
        "cache_write_tokens",
        "details.cache_write_tokens",
        "details.cache_creation_input_tokens",
        "prompt_details.cache_write",
        CACHE_WRITE,
    ),
    REASONING: ("reasoning.output_tokens", "completion_details.reasoning"),
    AUDIO: ("completion_details.audio",),
}
# Input and output hold these when they arrive; they are counted once, under their own kind.
PARTS = {"input": (CACHE_READ, CACHE_WRITE), "output": (REASONING, AUDIO)}

# --- input and output as two plain attributes -----------------------------------------------

LANGFUSE_CONTENT = ("langfuse.observation.input", "langfuse.observation.output")
CONTENT_AFTER_EVENTS = (
    ("gcp.vertex.agent.llm_request", "gcp.vertex.agent.llm_response"),
    ("gcp.vertex.agent.tool_call_args", "gcp.vertex.agent.tool_response"),
    ("prompt", "all_messages_events"),
    ("mlflow.spanInputs", "mlflow.spanOutputs"),
    ("traceloop.entity.input", "traceloop.entity.output"),
    ("input.value", "output.value"),
    ("input", "output"),
    ("tool_arguments", "tool_response"),
)
MESSAGE_EVENT_ROLES = {
    f"gen_ai.{role}.message": role for role in ("system", "user", "assistant", "tool")
}
MAX_PATH_STEPS = 16
CONTENT_AT_LAST = (("gen_ai.tool.call.arguments", "gen_ai.tool.call.result"),)
