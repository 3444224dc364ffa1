"""Which attribute of which convention feeds which field.

One module for each convention. To support another, write its table in a module of its own, put it
into `CONVENTIONS`, and add a payload to the tests.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
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
from usertrail.normalise.conventions.shape import Convention
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


# Conventions that precede all others for a field.
_FIRST: Mapping[str, tuple[Convention, ...]] = {
    "span_name": (GENAI, GENKIT, LOGFIRE),
    "types": (LANGFUSE, OPENINFERENCE, LANGSMITH, GENAI),
    "model_parameters": (LANGFUSE, OPENINFERENCE),
    "parameter_families": (GENAI,),
    "usage_families": (GENAI, OPENINFERENCE),
    "usage": (GENAI_LEGACY, GENAI, PYDANTIC_AI),
    "last_content": (GENAI_LEGACY,),
}


def _merged(field: str) -> Any:
    """A field of all conventions: its entries in order of precedence, each once."""
    parts = [getattr(convention, field) for convention in (*_FIRST.get(field, ()), *CONVENTIONS)]
    if not isinstance(parts[0], Mapping):
        return _unique(parts)
    keys = dict.fromkeys(key for part in parts for key in part)
    return {key: _unique(part.get(key, ()) for part in parts) for key in keys}


def _unique(parts: Iterable[Iterable[Any]]) -> tuple[Any, ...]:
    entries: list[Any] = []
    for part in parts:
        # Some contain mappings, so they are not hashable.
        entries += [entry for entry in part if entry not in entries]
    return tuple(entries)


ALL = Convention(**{field: _merged(field) for field in Convention._fields})

# A span with none of these and no metadata, which is no root, has no trace fields.
TRACE_NAMES = frozenset(
    (
        *(*ALL.user_id, *ALL.session_id, *ALL.trace_name, *ALL.tags, *ALL.public),
        *(*ALL.trace_input, *ALL.trace_output, *langfuse.METADATA_FAMILIES),
    )
)
# A span with none of these is no model call.
CALL_FAMILIES = frozenset((*ALL.usage_families, *ALL.parameter_families))
CALL_NAMES = frozenset(
    (
        *(*ALL.model, *ALL.model_parameters, *ALL.total_cost, *ALL.json_cost),
        *(*ALL.completion_start, langfuse.USAGE_DETAILS),
        *(name for _, name in ALL.side_costs),
        *(name for name, _ in ALL.first_token_delay),
        *(where.name for where in ALL.model_where),
        *(usage.name for usage in ALL.json_usage),
        *(name for usage in ALL.bare_usage for name in usage.kinds),
    )
)
# Metadata of traces and spans; ALL.metadata_families holds that of both.
METADATA_FAMILIES = (*langfuse.METADATA_FAMILIES, *ALL.metadata_families)
MESSAGES = (genai.INPUT_MESSAGES, genai.OUTPUT_MESSAGES, genai.SYSTEM_INSTRUCTIONS)

# --- the names that are there ---------------------------------------------------------------

# Fields whose entries are each read from one attribute of a span.
_OF_ATTRIBUTES = (
    *("user_id", "session_id", "trace_name", "tags", "public", "environment", "version"),
    *("release", "trace_input", "trace_output", "root_marks", "span_name", "span_name_where"),
    *("status_message", "error_message", "types", "tool_marks", "model_marks", "model"),
    *("model_where", "provider", "model_parameters", "prompt_name", "prompt_version", "prompt"),
    *("completion_start", "json_usage", "total_cost", "json_cost", "wrapping", "wrapping_marks"),
)
_NOTHING: dict[str, Any] = dict.fromkeys(_OF_ATTRIBUTES, ())
# {attribute: (field, position in ALL) of the entries that are read from it}
_ENTRIES: Mapping[str, list[tuple[str, int]]] = defaultdict(list)
for _field in _OF_ATTRIBUTES:
    for _position, _entry in enumerate(getattr(ALL, _field)):
        _ENTRIES[getattr(_entry, "name", _entry)].append((_field, _position))


def narrowed(names: Iterable[str]) -> Convention:
    """ALL without the entries that are read from other attributes than these."""
    positions: dict[str, list[int]] = {}
    for name in names:
        for field, position in _ENTRIES.get(name, ()):
            positions.setdefault(field, []).append(position)
    entries: dict[str, Any] = {
        field: tuple(getattr(ALL, field)[position] for position in sorted(found))
        for field, found in positions.items()
    }
    return ALL._replace(**_NOTHING | entries)


# --- families: attributes with a common prefix ----------------------------------------------

FAMILIES = (
    *METADATA_FAMILIES,
    *ALL.usage_families,
    *ALL.parameter_families,
    *(family for pair in ALL.content_families for family in pair),
)
# They have the prefix of a family and mean something else.
_LONERS = frozenset((*ALL.prompt_name, *ALL.total_cost, *(name for _, name in ALL.side_costs)))


@memoized(8192)
def family_of(name: str) -> tuple[str, str] | None:
    """("langfuse.trace.metadata", "plan") for "langfuse.trace.metadata.plan"; None for a loner."""
    if name in _LONERS:
        return None
    for family in FAMILIES:
        if name.startswith(family) and name[len(family) : len(family) + 1] == ".":
            return family, name[len(family) + 1 :]
    return None
