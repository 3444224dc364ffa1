"""Tokens by kind, each token counted once."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from usertrail.normalise import conventions
from usertrail.normalise.metadata import Families
from usertrail.normalise.otlp_shapes import Attributes
from usertrail.normalise.text import json_object

# A trillion tokens in one call is a mistake, and sums of more would not fit a bigint.
MAX_COUNT = 10**12
_OPENAI_TOTAL = "total_tokens"
_OPENAI_SHAPES = (("prompt_tokens", "completion_tokens"), ("input_tokens", "output_tokens"))


class Sums(NamedTuple):
    input_tokens: int
    output_tokens: int
    total_tokens: int


def usage_of(attributes: Attributes, families: Families) -> dict[str, int]:
    """{kind: tokens}, with a "total"; empty if the span says nothing of tokens."""
    sent = attributes.get(conventions.USAGE_DETAILS)
    if sent is not None and (details := json_object(sent)) is not None:
        return usage_of_details(details)
    sent_by_kind = {
        **families.get(conventions.LLM_USAGE, {}),
        **families.get(conventions.GEN_AI_USAGE, {}),
    }
    return _with_total(_from_families(_counts(sent_by_kind))) if sent_by_kind else {}


def usage_of_details(details: Mapping[str, Any]) -> dict[str, int]:
    """{kind: tokens}, with a "total", of tokens by kind or of OpenAI's own shape."""
    return _with_total(_from_openai(details) or _counts(details))


def sums_of(details: Mapping[str, int]) -> Sums:
    """Input, output and all tokens of `{kind: tokens}`."""
    inputs = outputs = others = 0
    for kind, count in details.items():
        if "input" in kind:
            inputs += count
        elif "output" in kind:
            outputs += count
        elif kind != "total":
            others += count
    return Sums(inputs, outputs, details.get("total", inputs + outputs + others))


def _with_total(details: dict[str, int]) -> dict[str, int]:
    if details and "total" not in details:
        details["total"] = sum(details.values())
    return details


def _counts(sent: Mapping[str, Any]) -> dict[str, int]:
    """Of what was sent, the whole numbers from 0 on; text is read as a number."""
    counts: dict[str, int] = {}
    for kind, value in sent.items():
        count = _count(value)
        if count is not None:
            counts[kind] = count
    return counts


def _count(value: Any) -> int | None:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 20:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if value == int(value) and 0 <= value <= MAX_COUNT else None


def _from_openai(details: Mapping[str, Any]) -> dict[str, int]:
    """OpenAI's own shape, whose details are part of its prompt and completion tokens."""
    for prompt, completion in _OPENAI_SHAPES:
        required = {prompt, completion, _OPENAI_TOTAL}
        if required <= details.keys() <= required | {f"{prompt}_details", f"{completion}_details"}:
            break
    else:
        return {}
    counts = _counts(details)
    usage = {"total": counts[_OPENAI_TOTAL]} if _OPENAI_TOTAL in counts else {}
    for kind, name in (("input", prompt), ("output", completion)):
        given = details.get(f"{name}_details")
        parts = _counts(given) if isinstance(given, dict) else {}
        usage[kind] = max(0, counts.get(name, 0) - sum(parts.values()))
        usage.update({f"{kind}_{part}": count for part, count in parts.items()})
    return usage


def _from_families(counts: dict[str, int]) -> dict[str, int]:
    usage: dict[str, int] = {}
    for kind, names in conventions.USAGE_KINDS.items():
        found = [counts.pop(name) for name in names if name in counts]
        if found:
            usage[kind] = found[0]
    for whole, parts in conventions.PARTS.items():
        if whole in usage:
            usage[whole] = max(0, usage[whole] - sum(usage.get(part, 0) for part in parts))
    counts.pop("cost", None)
    for name, count in counts.items():
        usage[name.removeprefix("details.")] = count
    return usage
