"""Laminar: `attributes.py` and `LaminarSpanType` of lmnr."""

from usertrail.normalise.conventions.kinds import INPUT, OUTPUT
from usertrail.normalise.conventions.shape import ContentNames, Convention, TypeTable

_ASSOCIATED = "lmnr.association.properties"
_METADATA = f"{_ASSOCIATED}.metadata"

LAMINAR = Convention(
    user_id=(f"{_ASSOCIATED}.user_id", f"{_ASSOCIATED}.userId"),
    session_id=(f"{_ASSOCIATED}.session_id", f"{_ASSOCIATED}.sessionId"),
    tags=(f"{_ASSOCIATED}.tags", f"{_ASSOCIATED}.labels"),
    types=(
        # A DEFAULT span is what else it says of itself.
        TypeTable(
            "lmnr.span.type",
            {
                **dict.fromkeys(("LLM", "CACHED"), "GENERATION"),
                "TOOL": "TOOL",
                **dict.fromkeys(("PIPELINE", "EXECUTOR"), "CHAIN"),
                **dict.fromkeys(("EVALUATOR", "HUMAN_EVALUATOR", "EVALUATION"), "EVALUATOR"),
            },
        ),
    ),
    side_costs=((INPUT, "gen_ai.usage.input_cost"), (OUTPUT, "gen_ai.usage.output_cost")),
    metadata_families={_METADATA: ()},
    content=(ContentNames(("lmnr.span.input",), ("lmnr.span.output",)),),
)
