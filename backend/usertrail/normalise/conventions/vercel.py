"""Vercel's AI SDK, up to version 6; from 7 on it writes OpenTelemetry's names beside a few own."""

from usertrail.normalise.conventions.kinds import (
    CACHE_READ,
    CACHE_WRITE,
    INPUT,
    OUTPUT,
    REASONING,
    TOTAL,
)
from usertrail.normalise.conventions.shape import (
    ContentNames,
    Convention,
    JsonUsage,
    TypeTable,
    Values,
)
from usertrail.normalise.records import SpanType

OPERATION = "ai.operationId"
FUNCTION = "ai.telemetry.functionId"
METADATA = "ai.telemetry.metadata"
# The same from version 7 on.
CONTEXT = "ai.settings.context"

_GENERATIONS = frozenset(
    {
        "ai.generateText.doGenerate",
        "ai.streamText.doStream",
        "ai.generateObject.doGenerate",
        "ai.streamObject.doStream",
    }
)
_TYPES: dict[str, SpanType] = {
    **dict.fromkeys(_GENERATIONS, "GENERATION"),
    **dict.fromkeys(("ai.embed.doEmbed", "ai.embedMany.doEmbed"), "EMBEDDING"),
    "ai.toolCall": "TOOL",
}

VERCEL = Convention(
    user_id=(f"{METADATA}.userId", f"{CONTEXT}.userId"),
    session_id=(f"{METADATA}.sessionId", f"{CONTEXT}.sessionId"),
    tags=(f"{METADATA}.tags", f"{CONTEXT}.tags"),
    span_name=("ai.toolCall.name",),
    types=(
        # Here the name of the function follows that of the operation.
        TypeTable("operation.name", _TYPES, with_model=_GENERATIONS, is_prefix=True),
        TypeTable(OPERATION, _TYPES, with_model=_GENERATIONS),
    ),
    model=("gen_ai.response.model", "ai.model.id", "gen_ai.request.model"),
    parameter_families=("ai.settings",),
    prompt=(f"{METADATA}.langfusePrompt",),
    first_token_delay=(("ai.response.msToFirstChunk", 1000), ("ai.stream.msToFirstChunk", 1000)),
    usage_families=("ai.usage",),
    usage={
        INPUT: ("inputTokens", "promptTokens", "tokens"),
        OUTPUT: ("outputTokens", "completionTokens"),
        TOTAL: ("totalTokens",),
        CACHE_READ: ("cachedInputTokens", "inputTokenDetails.cacheReadTokens"),
        CACHE_WRITE: ("inputTokenDetails.cacheWriteTokens",),
        REASONING: ("reasoningTokens", "outputTokenDetails.reasoningTokens"),
    },
    usage_repeats=("inputTokenDetails.noCacheTokens", "outputTokenDetails.textTokens"),
    json_usage=(
        JsonUsage(
            "ai.response.providerMetadata",
            {
                CACHE_READ: (
                    "openai.cachedPromptTokens",
                    "deepseek.promptCacheHitTokens",
                    "google.usageMetadata.cachedContentTokenCount",
                    "anthropic.usage.cache_read_input_tokens",
                    "bedrock.usage.cacheReadInputTokens",
                ),
                CACHE_WRITE: (
                    "anthropic.usage.cache_creation_input_tokens",
                    "anthropic.cacheCreationInputTokens",
                    "bedrock.usage.cacheCreationInputTokens",
                    "bedrock.usage.cacheWriteInputTokens",
                ),
                REASONING: ("openai.reasoningTokens",),
                "accepted_prediction_tokens": ("openai.acceptedPredictionTokens",),
                "rejected_prediction_tokens": ("openai.rejectedPredictionTokens",),
            },
        ),
    ),
    # These wrap the call of the model, which is a span of its own.
    wrapping=(
        Values(
            OPERATION,
            frozenset(
                {
                    "ai.generateText",
                    "ai.streamText",
                    "ai.generateObject",
                    "ai.streamObject",
                    "ai.embed",
                    "ai.embedMany",
                }
            ),
        ),
    ),
    metadata_families={
        METADATA: ("userId", "sessionId", "tags", "langfusePrompt"),
        CONTEXT: ("userId", "sessionId", "tags"),
    },
    first_content=(
        ContentNames(
            ("ai.prompt.messages", "ai.prompt", "ai.toolCall.args", "ai.value", "ai.values"),
            (
                "ai.response.text",
                "ai.result.text",
                "ai.toolCall.result",
                "ai.response.object",
                "ai.result.object",
                "ai.response.toolCalls",
                "ai.result.toolCalls",
                "ai.embedding",
                "ai.embeddings",
            ),
        ),
    ),
)
# A model may answer with a text and call tools at once.
TEXT_AND_TOOL_CALLS = ("ai.response.text", "ai.response.toolCalls")
