"""NVIDIA's NeMo Agent Toolkit: `span_exporter.py` and `SpanKind` of nvidia-nat-core.

It writes OpenInference's names beside its own, which began with "aiq" up to 1.1.
"""

from usertrail.normalise.conventions.shape import Convention, TypeTable, Values
from usertrail.normalise.records import SpanType

_PREFIXES = ("nat", "aiq")
_USER_IDS = tuple(f"{prefix}.user.id" for prefix in _PREFIXES)
_SESSION_IDS = tuple(f"{prefix}.conversation.id" for prefix in _PREFIXES)
# What it writes instead of leaving it out.
_UNKNOWN = frozenset({"unknown"})
_TYPES: dict[str, SpanType] = {
    "LLM": "GENERATION",
    "TOOL": "TOOL",
    "AGENT": "AGENT",
    **dict.fromkeys(("WORKFLOW", "TASK", "FUNCTION"), "CHAIN"),
    "EMBEDDER": "EMBEDDING",
    "RETRIEVER": "RETRIEVER",
    "GUARDRAIL": "GUARDRAIL",
    "EVALUATOR": "EVALUATOR",
}

NEMO = Convention(
    user_id=_USER_IDS,
    session_id=_SESSION_IDS,
    types=tuple(TypeTable(f"{prefix}.span.kind", _TYPES) for prefix in _PREFIXES),
    blanks=tuple(Values(name, _UNKNOWN) for name in (*_USER_IDS, *_SESSION_IDS)),
)
