"""Names that were used before OpenTelemetry agreed on GenAI, most of all by OpenLLMetry."""

from usertrail.normalise.conventions.kinds import INPUT, OUTPUT
from usertrail.normalise.conventions.shape import Content, Convention, TypeTable

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
    last_content=(Content(("gen_ai.prompt",), ("gen_ai.completion",)),),
)
