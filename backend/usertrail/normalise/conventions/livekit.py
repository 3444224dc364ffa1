"""LiveKit Agents: speech in, speech out."""

from usertrail.normalise.conventions.shape import ContentNames, Convention

LIVEKIT = Convention(
    first_token_delay=(("lk.response.ttft", 1),),
    content=(
        ContentNames(
            (
                "lk.input_text",
                "lk.user_transcript",
                "lk.chat_ctx",
                "lk.user_input",
                "lk.function_tool.arguments",
            ),
            ("lk.function_tool.output", "lk.response.text", "lk.response.function_calls"),
        ),
    ),
)
