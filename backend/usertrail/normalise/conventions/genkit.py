"""Genkit, Google's framework for JS, Go and Python."""

from usertrail.normalise.conventions.shape import (
    ContentNames,
    Convention,
    JsonUsage,
    TypeTable,
    Values,
)

_SUBTYPE = "genkit:metadata:subtype"
_MODEL = Values(_SUBTYPE, frozenset({"model", "background-model"}))

GENKIT = Convention(
    span_name=("genkit:name",),
    types=(
        TypeTable(
            _SUBTYPE,
            {
                **dict.fromkeys(("model", "background-model"), "GENERATION"),
                "embedder": "EMBEDDING",
                "tool": "TOOL",
                "retriever": "RETRIEVER",
                "evaluator": "EVALUATOR",
            },
        ),
    ),
    model_where=(_MODEL,),
    json_usage=(JsonUsage("genkit:output", where=_MODEL, objects_at=("usage",)),),
    first_content=(ContentNames(("genkit:input",), ("genkit:output",)),),
)
