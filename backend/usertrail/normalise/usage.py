"""Tokens by kind, from all attributes of a span that count tokens."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from usertrail.normalise.conventions import ALL, kinds, providers
from usertrail.normalise.conventions.shape import Convention, JsonUsage
from usertrail.normalise.counting import NO_SIDES, ExclusiveSides, counted_once, disjoint
from usertrail.normalise.fields import holds
from usertrail.normalise.memoize import memoized
from usertrail.normalise.metadata import Families
from usertrail.normalise.otlp_shapes import Attributes
from usertrail.normalise.text import json_object

# More than a trillion tokens in one call is an error, and their sums would overflow bigint.
MAX_COUNT = 10**12
_UPPER = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


# (kind, rank of a name among the names of the kind): the lowest rank is used.
Meaning = tuple[str, int]


def _meanings(names_by_kind: Mapping[str, Iterable[str]]) -> dict[str, Meaning]:
    return {
        name: (kind, rank)
        for kind, names in names_by_kind.items()
        for rank, name in enumerate(names)
    }


_KINDS = _meanings(ALL.usage)
_PROVIDER_KINDS = _meanings(providers.NAMES)
_PARTS = {name: kind for kind, names in providers.PARTS.items() for name in names}
# Ranks after all names of conventions, and after all.
_LATER = len(_KINDS)
_LAST_RANK = (10**9, 0)
# Kinds of Langfuse's usage details, which no provider's usage object has.
_LANGFUSE_WHOLES = frozenset((kinds.INPUT, kinds.OUTPUT))
_SPLITS = (kinds.CACHE_WRITE_5M, kinds.CACHE_WRITE_1H)
# Attributes that repeat tokens of others: kept, and not added.
_REPEATED = frozenset(("reasoning_tokens", *ALL.usage_repeats))


class Sums(NamedTuple):
    input_tokens: int
    output_tokens: int
    total_tokens: int


class TokenCounts(NamedTuple):
    """{kind: tokens} that may overlap, and the sides that exclude their movable kinds."""

    counts: dict[str, int]
    exclusive: ExclusiveSides = NO_SIDES


def usage_of(
    attributes: Attributes,
    families: Families,
    tables: Convention,
    details: Mapping[str, Any] | None,
) -> dict[str, int]:
    """{kind: tokens} with a "total"; empty if the span counts no tokens.

    `details` are Langfuse's usage details if the span has any; `tables` as in `fields`.
    """
    if details is not None:
        return usage_of_details(details)
    named: dict[str, int] = {}
    # Of two families with the same name the first in the table wins.
    for family in reversed(tables.usage_families):
        if family in families:
            named.update(_counts(families[family]))
    inner = _inside(attributes, tables)
    if not named:
        return counted_once(*inner) if inner.counts else {}
    own = _of_names(named)
    return counted_once({**inner.counts, **own.counts}, inner.exclusive | own.exclusive)


def usage_of_details(details: Mapping[str, Any]) -> dict[str, int]:
    """{kind: tokens} with a "total", from Langfuse's usage details or a provider's usage object."""
    counts_of_provider = _of_provider(details)
    return (
        counted_once(*counts_of_provider)
        if counts_of_provider
        else disjoint(_of_kinds(_counts(details)))
    )


def usage_of_both(older: Mapping[str, Any], newer: Mapping[str, Any]) -> dict[str, int]:
    """The usage of two such objects merged; the newer wins for each kind."""
    if not older or not newer:
        return usage_of_details(newer or older)
    usage = {**usage_of_details(older), **usage_of_details(newer)}
    if all(_kind_as_sent(name)[0] != kinds.TOTAL for name in newer):
        usage.pop(kinds.TOTAL, None)
    return disjoint(usage)


def sums_of(details: Mapping[str, int]) -> Sums:
    """Input, output and total tokens of {kind: tokens}."""
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
    """The values that are integers from 0 to MAX_COUNT, also as text."""
    counts: dict[str, int] = {}
    for kind, value in sent.items():
        count = _count(value)
        if count is not None:
            counts[kind] = count
    return counts


def _count(value: Any) -> int | None:
    if type(value) is int:
        return value if 0 <= value <= MAX_COUNT else None
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 20:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return int(value) if value == int(value) and 0 <= value <= MAX_COUNT else None


# --- attributes ------------------------------------------------------------------------------


def _of_names(named: Mapping[str, int]) -> TokenCounts:
    """{kind: tokens} from attribute names without prefix; per kind the lowest rank is used."""
    counts: dict[str, int] = {}
    ranks: dict[str, tuple[int, int]] = {}
    for name, count in named.items():
        kind, rank = _KINDS.get(name) or _meaning_of(name)
        # Of two spellings of one name the larger count, independent of their order.
        if (rank, -count) < ranks.get(kind, _LAST_RANK):
            ranks[kind] = rank, -count
            counts[kind] = count
    for name in ALL.usage_repeats:
        counts.pop(name, None)
    if kinds.REASONING in counts and providers.EXCLUSIVE_REASONING & set(map(_snake, named)):
        return TokenCounts(counts, frozenset({kinds.OUTPUT}))
    return TokenCounts(counts)


@memoized(1024)
def _meaning_of(name: str) -> Meaning:
    """Kind and rank of a name that is in no convention: a provider's, or a new kind."""
    own = name.removeprefix("details.")
    meaning = None if own in _REPEATED else _provider_meaning(own)
    return (meaning[0], _LATER + meaning[1]) if meaning else (own, _LATER + len(name))


def _inside(attributes: Attributes, tables: Convention) -> TokenCounts:
    """Counts within JSON attributes, and of attributes that count tokens only on certain spans."""
    counts: dict[str, int] = {}
    exclusive: ExclusiveSides = NO_SIDES
    for usage in tables.json_usage:
        if usage.name in attributes and (usage.where is None or holds(attributes, usage.where)):
            found = _from_json(usage, attributes[usage.name])
            counts.update(found.counts)
            exclusive |= found.exclusive
    for bare in tables.bare_usage:
        if holds(attributes, bare.where):
            found_here = _counts({kind: attributes.get(name) for name, kind in bare.kinds.items()})
            counts.update(found_here)
            exclusive |= bare.exclusive
    return TokenCounts(counts, exclusive)


def _from_json(usage: JsonUsage, sent: Any) -> TokenCounts:
    """{kind: tokens} from a JSON object."""
    # LangSmith writes the repr of a Python dict.
    whole = json_object(sent) or json_object(str(sent).replace("'", '"')) or {}
    if usage.objects_at:
        inner = next((found for path in usage.objects_at if (found := _at(whole, path))), None)
        return (_of_provider(inner) if isinstance(inner, dict) else None) or TokenCounts({})
    found = {
        kind: next(
            (count for path in paths if (count := _count(_at(whole, path))) is not None), None
        )
        for kind, paths in usage.kinds.items()
    }
    return TokenCounts({kind: count for kind, count in found.items() if count is not None})


def _at(whole: Any, path: str) -> Any:
    for step in path.split(".") if path else ():
        whole = whole.get(step) if isinstance(whole, dict) else None
    return whole


# --- objects ---------------------------------------------------------------------------------


def _of_kinds(counts: Mapping[str, int]) -> dict[str, int]:
    """Kinds as the sender names them; per kind the name of the lowest rank is used.

    Cache writes are left out where they are the sum of both their splits.
    """
    if counts.keys() <= kinds.PLAIN:
        return dict(counts)
    best: dict[str, tuple[int, str]] = {}
    for name in counts:
        kind, rank = _kind_as_sent(name)
        if kind not in best or (rank, name) < best[kind]:
            best[kind] = (rank, name)
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
    """Kind and rank of a name; Langfuse's own name of a kind ranks first."""
    kind, rank = _KINDS.get(name) or _meaning_of(name)
    return (kind, -1) if kind == name else (kind, rank)


def _of_provider(details: Mapping[str, Any]) -> TokenCounts | None:
    """The counts of a provider's usage object; None if it is none."""
    if not _LANGFUSE_WHOLES.isdisjoint(details):
        return None
    counts: dict[str, int] = {}
    names: dict[str, str] = {}
    ranks: dict[str, tuple[int, int]] = {}
    for name, value in _flat(details):
        count = _count(value)
        kind, rank = _provider_meaning(name) or (name, 0)
        if count is None or providers.REPEATS.fullmatch(name):
            continue
        if kind == name and providers.NO_TOKENS.search(name):
            continue
        if (rank, -count) < ranks.get(kind, _LAST_RANK):
            ranks[kind], names[kind], counts[kind] = (rank, -count), name, count
    if _LANGFUSE_WHOLES.isdisjoint(names):
        return None
    exclusive = set()
    if names.get(kinds.INPUT) == providers.EXCLUSIVE_INPUT and (
        providers.EXCLUSIVE_CACHES & set(names.values())
    ):
        exclusive.add(kinds.INPUT)
    if providers.EXCLUSIVE_REASONING & set(names.values()):
        exclusive.add(kinds.OUTPUT)
    return TokenCounts(counts, frozenset(exclusive))


def _flat(details: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """(name in snake case, value), with a dot between the names of nested objects."""
    for name, value in details.items():
        if not isinstance(value, dict):
            yield _snake(name), value
            continue
        for inner, below in value.items():
            yield f"{_snake(name)}.{_snake(inner)}", below


@memoized(1024)
def _snake(name: str) -> str:
    return _UPPER.sub("_", name).lower()


@memoized(1024)
def _provider_meaning(name: str) -> Meaning | None:
    """Kind and rank of a name in a provider's usage object; None if it is unknown."""
    name = _snake(name)
    details = providers.DETAILS.fullmatch(name)
    if not details:
        return _PROVIDER_KINDS.get(name)
    is_input, _, part = details.groups()
    side = kinds.INPUT if is_input else kinds.OUTPUT
    # Ranks before names outside of the details object, which may be of another convention.
    return _PARTS.get(part) or f"{side}_{part}", -1
