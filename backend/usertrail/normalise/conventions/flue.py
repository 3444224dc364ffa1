"""Flue: OpenTelemetry's names, and its own for values these do not allow."""

from usertrail.normalise.conventions.shape import ContentNames, Convention

FLUE = Convention(
    # Arguments and results that are no objects.
    last_content=(
        ContentNames(
            ("flue.tool.call.arguments", "gen_ai.tool.call.arguments"),
            ("flue.tool.call.result", "gen_ai.tool.call.result"),
        ),
    ),
)
