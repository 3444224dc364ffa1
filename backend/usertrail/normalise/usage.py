"""Tokens by kind, read from all that a span says of them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from usertrail.normalise import conventions
from usertrail.normalise.conventions import kinds, langfuse, providers
from usertrail.normalise.conventions.shape import JsonUsage
from usertrail.normalise.counting import NONE, Beside, counted_once, disjoint
from usertrail.normalise.fields import holds
from usertrail.normalise.metadata import Families
from usertrail.normalise.otlp_shapes import Attributes
from usertrail.normalise.remembering import remembered
from usertrail.normalise.text import json_object

# A trillion tokens in one call is a mistake, and sums of more would not fit a bigint.
MAX_COUNT = 10**12
_UPPER = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


# A kind, and the place of a name among the names of that kind: the first counts.
Meaning = tuple[str, int]


def _meanings(names_by_kind: Mapping[str, Iterable[str]]) -> dict[str, Meaning]:
    return {
        name: (kind, place)
        for kind, names in names_by_kind.items()
        for place, name in enumerate(names)
    }


_KINDS = _meanings(conventions.USAGE_KINDS)
_PROVIDER_KINDS = _meanings(providers.NAMES)
_PARTS = {name: kind for kind, names in providers.PARTS.items() for name in names}
# After all names that are attributes' own, and after all there are.
_LATER = len(_KINDS)
_NOWHERE = (10**9, 0)
# What Langfuse's own shape has, and no provider's.
_LANGFUSE_WHOLES = frozenset((kinds.INPUT, kinds.OUTPUT))
_SPLITS = (kinds.CACHE_WRITE_5M, kinds.CACHE_WRITE_1H)
# What attributes of these names repeat is counted already, so it is kept and not added.
_SAID_AGAIN = frozenset(("reasoning_tokens", *conventions.USAGE_REPEATS))


class Sums(NamedTuple):
    input_tokens: int
    output_tokens: int
    total_tokens: int


class Said(NamedTuple):
    """Tokens by kind, not yet told apart; and which sides do not hold their parts."""

    counts: dict[str, int]
    beside: Beside = NONE


def usage_of(attributes: Attributes, families: Families) -> dict[str, int]:
    """{kind: tokens}, with a "total"; empty if the span says nothing of tokens."""
    sent = attributes.get(langfuse.USAGE_DETAILS)
    if sent is not None and (details := json_object(sent)) is not None:
        return usage_of_details(details)
    named: dict[str, int] = {}
    for family in conventions.USAGE_FAMILIES:
        if family in families:
            named.update(_counts(families[family]))
    inner = _inside(attributes)
    if not named:
        return counted_once(*inner) if inner.counts else {}
    own = _of_names(named)
    return counted_once({**inner.counts, **own.counts}, inner.beside | own.beside)


def usage_of_details(details: Mapping[str, Any]) -> dict[str, int]:
    """{kind: tokens}, with a "total", of tokens by kind or of an object of a provider's."""
    said = _of_provider(details)
    return counted_once(*said) if said else disjoint(_of_kinds(_counts(details)))


def usage_of_both(older: Mapping[str, Any], newer: Mapping[str, Any]) -> dict[str, int]:
    """The usage of two such objects; kind by kind what the newer says counts."""
    if not older or not newer:
        return usage_of_details(newer or older)
    usage = {**usage_of_details(older), **usage_of_details(newer)}
    if all(_kind_as_sent(name)[0] != kinds.TOTAL for name in newer):
        usage.pop(kinds.TOTAL, None)
    return disjoint(usage)


def sums_of(details: Mapping[str, int]) -> Sums:
    """Input, output and all tokens of `{kind: tokens}`."""
    inputs = outputs = others = 0
    for kind, count in details.items():
        if "input" in kind:
            inputs += count
        elif "output" in kind:
            outputs += count
        elif kind != kinds.TOTAL:
            others += count
    return Sums(inputs, outputs, details.get(kinds.TOTAL, inputs + outputs + others))


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


# --- attributes ------------------------------------------------------------------------------


def _of_names(named: Mapping[str, int]) -> Said:
    """By kind, counts by the rests of attributes' names. Of names of one kind the first counts."""
    counts: dict[str, int] = {}
    places: dict[str, tuple[int, int]] = {}
    for name, count in named.items():
        kind, place = _KINDS.get(name) or _meaning_of(name)
        # Of one name written in two ways the larger, so that their order does not matter.
        if (place, -count) < places.get(kind, _NOWHERE):
            places[kind] = place, -count
            counts[kind] = count
    for name in conventions.USAGE_REPEATS:
        counts.pop(name, None)
    if kinds.REASONING in counts and providers.REASONING_BESIDE & set(map(_snake, named)):
        return Said(counts, frozenset({kinds.OUTPUT}))
    return Said(counts)


@remembered(1024)
def _meaning_of(name: str) -> Meaning:
    """What a name means that is no convention's: a provider's, or a kind of its own."""
    own = name.removeprefix("details.")
    meaning = None if own in _SAID_AGAIN else _provider_meaning(own)
    return (meaning[0], _LATER + meaning[1]) if meaning else (own, _LATER + len(name))


def _inside(attributes: Attributes) -> Said:
    """The counts that attributes hold in JSON, and those of names that mean tokens by chance."""
    counts: dict[str, int] = {}
    beside: Beside = NONE
    for usage in conventions.JSON_USAGE:
        if usage.name in attributes and (usage.where is None or holds(attributes, usage.where)):
            found = _from_json(usage, attributes[usage.name])
            counts.update(found.counts)
            beside |= found.beside
    for bare in conventions.BARE_USAGE:
        if holds(attributes, bare.where):
            found_here = _counts({kind: attributes.get(name) for name, kind in bare.kinds.items()})
            counts.update(found_here)
            beside |= bare.beside
    return Said(counts, beside)


def _from_json(usage: JsonUsage, sent: Any) -> Said:
    """The counts in a JSON object, by kind."""
    # LangSmith writes Python's own form of an object.
    whole = json_object(sent) or json_object(str(sent).replace("'", '"')) or {}
    if usage.objects_at:
        inner = next((found for path in usage.objects_at if (found := _at(whole, path))), None)
        return (_of_provider(inner) if isinstance(inner, dict) else None) or Said({})
    found = {
        kind: next(
            (count for path in paths if (count := _count(_at(whole, path))) is not None), None
        )
        for kind, paths in usage.kinds.items()
    }
    return Said({kind: count for kind, count in found.items() if count is not None})


def _at(whole: Any, path: str) -> Any:
    for step in path.split(".") if path else ():
        whole = whole.get(step) if isinstance(whole, dict) else None
    return whole


# --- objects ---------------------------------------------------------------------------------


def _of_kinds(counts: Mapping[str, int]) -> dict[str, int]:
    """Kinds as the sender calls them; of names of one kind the first counts.

    What was written to the cache may stand beside the sum of its splits.
    """
    best: dict[str, tuple[int, str]] = {}
    for name in counts:
        kind, place = _kind_as_sent(name)
        if kind not in best or (place, name) < best[kind]:
            best[kind] = (place, name)
    found = {
        kind if kind in (*_LANGFUSE_WHOLES, kinds.TOTAL, *_SPLITS) else name: counts[name]
        for kind, (_, name) in best.items()
    }
    if kinds.CACHE_WRITE in best and all(split in best for split in _SPLITS):
        written = best[kinds.CACHE_WRITE][1]
        if counts[written] == sum(found[split] for split in _SPLITS):
            del found[written]
    return found


def _kind_as_sent(name: str) -> Meaning:
    """Langfuse's name of a kind counts before all others."""
    kind, place = _KINDS.get(name) or _meaning_of(name)
    return (kind, -1) if kind == name else (kind, place)


def _of_provider(details: Mapping[str, Any]) -> Said | None:
    """The counts by kind, where the object is one in which a provider says a usage."""
    counts: dict[str, int] = {}
    names: dict[str, str] = {}
    places: dict[str, tuple[int, int]] = {}
    for name, value in _flat(details):
        count = _count(value)
        kind, place = _provider_meaning(name) or (name, 0)
        if count is None or providers.REPEATS.fullmatch(name):
            continue
        if kind == name and providers.NO_TOKENS.search(name):
            continue
        if (place, -count) < places.get(kind, _NOWHERE):
            places[kind], names[kind], counts[kind] = (place, -count), name, count
    if not names.keys() & _LANGFUSE_WHOLES or _LANGFUSE_WHOLES & details.keys():
        return None
    beside = set()
    if names.get(kinds.INPUT) == providers.BESIDE_INPUT and (
        providers.CACHES_BESIDE & set(names.values())
    ):
        beside.add(kinds.INPUT)
    if providers.REASONING_BESIDE & set(names.values()):
        beside.add(kinds.OUTPUT)
    return Said(counts, frozenset(beside))


def _flat(details: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Names in snake case, with those of inner objects after a dot."""
    for name, value in details.items():
        if not isinstance(value, dict):
            yield _snake(name), value
            continue
        for inner, below in value.items():
            yield f"{_snake(name)}.{_snake(inner)}", below


@remembered(1024)
def _snake(name: str) -> str:
    return _UPPER.sub("_", name).lower()


@remembered(1024)
def _provider_meaning(name: str) -> Meaning | None:
    """None for a name that no provider is known to have."""
    name = _snake(name)
    details = providers.DETAILS.fullmatch(name)
    if not details:
        return _PROVIDER_KINDS.get(name)
    is_input, _, part = details.groups()
    side = kinds.INPUT if is_input else kinds.OUTPUT
    # Before the names outside of details, which may be of another convention.
    return _PARTS.get(part) or f"{side}_{part}", -1
