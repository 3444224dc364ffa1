"""Names from before OpenTelemetry's GenAI semantic conventions, mainly used by OpenLLMetry."""

from usertrail.normalise.conventions.kinds import INPUT, OUTPUT
from usertrail.normalise.conventions.shape import ContentNames, Convention, TypeTable

GENAI_LEGACY = Convention(
    user_id=("llm.user", "llm.request.user", "llm.openai.user"),
    types=(
        TypeTable(
            "llm.request.type",
            {
                **dict.fromkeys(("chat", "completion"), "GENERATION"),
                "embedding": "EMBEDDING",
            },
        ),
    ),
    model=("llm.response.model", "llm.request.model"),
    provider=("llm.vendor",),
    usage_families=("llm.usage",),
    usage={INPUT: ("prompt_tokens",), OUTPUT: ("completion_tokens",)},
    content_families=(("gen_ai.prompt", "gen_ai.completion"),),
    last_content=(ContentNames(("gen_ai.prompt",), ("gen_ai.completion",)),),
)
