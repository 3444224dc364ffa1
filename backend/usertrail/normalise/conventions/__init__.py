"""Which attribute of which convention feeds which field.

One module for each convention. To support another, write its table in a module of its own, put it
into `CONVENTIONS`, and add a payload to the tests.
"""

from collections.abc import Mapping
from typing import Any

from usertrail.normalise.conventions import genai, langfuse
from usertrail.normalise.conventions.claude_code import CLAUDE_CODE
from usertrail.normalise.conventions.flue import FLUE
from usertrail.normalise.conventions.genai import GENAI
from usertrail.normalise.conventions.genai_legacy import GENAI_LEGACY
from usertrail.normalise.conventions.generic import GENERIC
from usertrail.normalise.conventions.genkit import GENKIT
from usertrail.normalise.conventions.laminar import LAMINAR
from usertrail.normalise.conventions.langfuse import LANGFUSE
from usertrail.normalise.conventions.langgraph import LANGGRAPH
from usertrail.normalise.conventions.langsmith import LANGSMITH
from usertrail.normalise.conventions.litellm import LITELLM
from usertrail.normalise.conventions.livekit import LIVEKIT
from usertrail.normalise.conventions.mastra import MASTRA
from usertrail.normalise.conventions.mlflow import MLFLOW
from usertrail.normalise.conventions.nemo import NEMO
from usertrail.normalise.conventions.openinference import OPENINFERENCE
from usertrail.normalise.conventions.openllmetry import OPENLLMETRY
from usertrail.normalise.conventions.pydantic_ai import (
    EVENTS,
    LOGFIRE,
    LOGFIRE_DATA,
    PYDANTIC_AI,
)
from usertrail.normalise.conventions.shape import Convention, Names
from usertrail.normalise.conventions.vercel import VERCEL
from usertrail.normalise.conventions.vertex import VERTEX
from usertrail.normalise.memoize import memoized

# In order of precedence: names of one product before names that many use.
CONVENTIONS = (
    LANGFUSE,
    GENKIT,
    VERCEL,
    FLUE,
    VERTEX,
    LOGFIRE,
    LIVEKIT,
    EVENTS,
    MLFLOW,
    LAMINAR,
    LANGSMITH,
    MASTRA,
    NEMO,
    OPENLLMETRY,
    GENAI,
    LITELLM,
    GENAI_LEGACY,
    LANGGRAPH,
    OPENINFERENCE,
    GENERIC,
    PYDANTIC_AI,
    LOGFIRE_DATA,
    CLAUDE_CODE,
)


def _ordered(first: tuple[Convention, ...]) -> tuple[Convention, ...]:
    return (*first, *(convention for convention in CONVENTIONS if convention not in first))


def _all(field: str, *first: Convention) -> tuple[Any, ...]:
    """The entries of all conventions for a field without duplicates, those of `first` first."""
    return tuple(
        dict.fromkeys(item for convention in _ordered(first) for item in getattr(convention, field))
    )


def _usage_kinds(*first: Convention) -> Mapping[str, Names]:
    kinds: dict[str, dict[str, None]] = {}
    for convention in _ordered(first):
        for kind, names in convention.usage.items():
            kinds.setdefault(kind, {}).update(dict.fromkeys(names))
    return {kind: tuple(names) for kind, names in kinds.items()}


USER_ID = _all("user_id")
SESSION_ID = _all("session_id")
TRACE_NAME = _all("trace_name")
TAGS = _all("tags")
PUBLIC = _all("public")
ENVIRONMENT = _all("environment")
VERSION = _all("version")
RESOURCE_VERSION = _all("resource_version")
RELEASE = _all("release")
TRACE_INPUT = _all("trace_input")
TRACE_OUTPUT = _all("trace_output")

# A span with none of these and no family, which is no root, has no trace fields.
TRACE_NAMES = frozenset(
    (
        *(*USER_ID, *SESSION_ID, *TRACE_NAME, *TAGS, *PUBLIC, *TRACE_INPUT, *TRACE_OUTPUT),
        *langfuse.METADATA_FAMILIES,
    )
)

ROOT_MARKS = _all("root_marks")
SPAN_NAME = _all("span_name", GENAI, GENKIT, LOGFIRE)
SPAN_NAME_WHERE = _all("span_name_where")
STATUS_MESSAGE = _all("status_message")
ERROR_MESSAGE = _all("error_message")
TYPE_TABLES = tuple(
    table
    for convention in _ordered((LANGFUSE, OPENINFERENCE, LANGSMITH, GENAI))
    for table in convention.types
)
TOOL_MARKS = _all("tool_marks")
MODEL_MARKS = _all("model_marks")
MODEL = _all("model")
MODEL_WHERE = _all("model_where")
PROVIDER = _all("provider")
MODEL_PARAMETERS = _all("model_parameters", LANGFUSE, OPENINFERENCE)
# If two families have the same name, the last one wins; the same for usage.
PARAMETER_FAMILIES = _all("parameter_families", GENAI)[::-1]
PROMPT_NAME = _all("prompt_name")
PROMPT_VERSION = _all("prompt_version")
PROMPT = _all("prompt")
COMPLETION_START = _all("completion_start")
FIRST_TOKEN_DELAY = _all("first_token_delay")
FIRST_TOKEN_EVENTS = frozenset(_all("first_token_events"))

USAGE_FAMILIES = _all("usage_families", GENAI, OPENINFERENCE)[::-1]
USAGE_KINDS = _usage_kinds(GENAI_LEGACY, GENAI, PYDANTIC_AI)
USAGE_REPEATS = _all("usage_repeats")
JSON_COST = _all("json_cost")
# They contain mappings, which are not hashable as `_all` requires.
JSON_USAGE = tuple(usage for convention in CONVENTIONS for usage in convention.json_usage)
BARE_USAGE = tuple(usage for convention in CONVENTIONS for usage in convention.bare_usage)
TOTAL_COST = _all("total_cost")
SIDE_COSTS = _all("side_costs")
WRAPPING = _all("wrapping")
WRAPPING_MARKS = _all("wrapping_marks")
# A span with none of these and no family is no model call.
CALL_NAMES = frozenset(
    (
        *MODEL,
        *MODEL_PARAMETERS,
        *TOTAL_COST,
        *(name for _, name in SIDE_COSTS),
        *(name for name, _ in FIRST_TOKEN_DELAY),
        *(table.name for table in (*MODEL_WHERE, *JSON_USAGE)),
        *(name for usage in BARE_USAGE for name in usage.kinds),
        langfuse.USAGE_DETAILS,
        *JSON_COST,
        *COMPLETION_START,
    )
)

LEVELS = langfuse.LEVELS
JSON_OBJECTS = _all("json_objects")
JSON_TEXTS = _all("json_texts")
BLANKS = _all("blanks")
# {prefix: names below it that have fields of their own}, for metadata of traces and spans.
SHARED_METADATA = {
    family: fields
    for convention in CONVENTIONS
    for family, fields in convention.metadata_families.items()
}
METADATA_FAMILIES = (*langfuse.METADATA_FAMILIES, *SHARED_METADATA)

FIRST_CONTENT = _all("first_content")
CONTENT = _all("content")
LAST_CONTENT = _all("last_content", GENAI_LEGACY)
CONTENT_FAMILIES = _all("content_families")
OUTPUT_EVENTS = {
    name: names for convention in CONVENTIONS for name, names in convention.output_events.items()
}
MESSAGES = (genai.INPUT_MESSAGES, genai.OUTPUT_MESSAGES, genai.SYSTEM_INSTRUCTIONS)

# --- families: attributes with a common prefix ----------------------------------------------

FAMILIES = (
    *METADATA_FAMILIES,
    *USAGE_FAMILIES,
    *PARAMETER_FAMILIES,
    *(family for pair in CONTENT_FAMILIES for family in pair),
)
# They have the prefix of a family and mean something else.
_LONERS = frozenset((*PROMPT_NAME, *TOTAL_COST, *(name for _, name in SIDE_COSTS)))


@memoized(8192)
def family_of(name: str) -> tuple[str, str] | None:
    """("langfuse.trace.metadata", "plan") for "langfuse.trace.metadata.plan"; None for a loner."""
    if name in _LONERS:
        return None
    for family in FAMILIES:
        if name.startswith(family) and name[len(family) : len(family) + 1] == ".":
            return family, name[len(family) + 1 :]
    return None
