"""Flue, which writes OpenTelemetry's names, and its own for what these leave no room for."""

from usertrail.normalise.conventions.shape import Content, Convention

FLUE = Convention(
    # Arguments and results other than objects have names of its own.
    last_content=(
        Content(
            ("flue.tool.call.arguments", "gen_ai.tool.call.arguments"),
            ("flue.tool.call.result", "gen_ai.tool.call.result"),
        ),
    ),
)
