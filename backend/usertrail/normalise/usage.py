"""Tokens by kind, each token counted once."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from usertrail.normalise import conventions
from usertrail.normalise.conventions import kinds, langfuse
from usertrail.normalise.conventions.shape import JsonUsage
from usertrail.normalise.fields import holds
from usertrail.normalise.metadata import Families
from usertrail.normalise.otlp_shapes import Attributes
from usertrail.normalise.text import json_object

# A trillion tokens in one call is a mistake, and sums of more would not fit a bigint.
MAX_COUNT = 10**12
_OPENAI_TOTAL = "total_tokens"
_OPENAI_SHAPES = (("prompt_tokens", "completion_tokens"), ("input_tokens", "output_tokens"))


# {name: its kind, and its place among the names of that kind: the first counts}
_KINDS = {
    name: (kind, place)
    for kind, names in conventions.USAGE_KINDS.items()
    for place, name in enumerate(names)
}
_LAST = len(_KINDS)


class Sums(NamedTuple):
    input_tokens: int
    output_tokens: int
    total_tokens: int


def usage_of(attributes: Attributes, families: Families) -> dict[str, int]:
    """{kind: tokens}, with a "total"; empty if the span says nothing of tokens."""
    sent = attributes.get(langfuse.USAGE_DETAILS)
    if sent is not None and (details := json_object(sent)) is not None:
        return usage_of_details(details)
    counts: dict[str, int] = {}
    for family in conventions.USAGE_FAMILIES:
        if family in families:
            counts.update(_counts(families[family]))
    inner: dict[str, int] = {}
    for usage in conventions.JSON_USAGE:
        if usage.name in attributes and (usage.where is None or holds(attributes, usage.where)):
            inner.update(_from_json(usage, attributes[usage.name]))
    return _from_names(counts, inner) if counts or inner else {}


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


def _from_json(usage: JsonUsage, sent: Any) -> dict[str, int]:
    """The counts in a JSON object, by kind."""
    whole = json_object(sent) or {}
    found = {
        kind: next(
            (count for path in paths if (count := _count(_at(whole, path))) is not None), None
        )
        for kind, paths in usage.kinds.items()
    }
    return {kind: count for kind, count in found.items() if count is not None}


def _at(whole: Any, path: str) -> Any:
    for step in path.split("."):
        whole = whole.get(step) if isinstance(whole, dict) else None
    return whole


def _from_names(counts: dict[str, int], inner: Mapping[str, int]) -> dict[str, int]:
    """Counts by the names they came under, and those found inside JSON: each token once.

    Every further count that says "input" or "output" is taken to be a part of that. What says
    neither repeats what other kinds count: it is kept, and not added.
    """
    usage = dict(inner)
    others: dict[str, int] = {}
    places: dict[str, int] = {}
    for name, count in counts.items():
        kind, place = _KINDS.get(name, (None, 0))
        if kind is None:
            others[name.removeprefix("details.")] = count
        elif place < places.get(kind, _LAST):
            places[kind] = place
            usage[kind] = count
    for name in conventions.USAGE_REPEATS:
        others.pop(name, None)
    for whole, parts in kinds.PARTS.items():
        if whole in usage:
            held = [usage.get(part, 0) for part in parts]
            held += [count for name, count in others.items() if whole in name]
            usage[whole] = max(0, usage[whole] - sum(held))
    if kinds.TOTAL not in usage:
        sides = {**usage, **others}
        added = {
            kind: count for kind, count in sides.items() if "input" in kind or "output" in kind
        }
        usage[kinds.TOTAL] = sum((added or sides).values())
    return {**others, **usage}
