"""Counts each token once, whatever mixture of kinds a sender reports.

Some conventions report cached or reasoning tokens within input and output, others in addition to
them. Stored kinds never overlap, as Langfuse defines its usage details.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import combinations

from usertrail.normalise.conventions import kinds

Counts = dict[str, int]
# The sides (input, output) that do not include their movable kinds (cached, reasoning).
ExclusiveSides = frozenset[str]

SIDES = (kinds.INPUT, kinds.OUTPUT)
NO_SIDES: ExclusiveSides = frozenset()
_TOTAL = re.compile(r"(?i)(?=.*total)(?:total|tokens?|count|usage|input|output|[._-])+")


def side_of(kind: str) -> str | None:
    """Input or output; None for a kind that names neither."""
    for side in SIDES:
        if side in kind:
            return side
    return None


def counted_once(counts: Mapping[str, int], exclusive: ExclusiveSides = NO_SIDES) -> Counts:
    """{kind: tokens} without overlaps, with a total of at least the sum of them.

    A kind with "input" or "output" in its name is a part of that side. Kinds of neither side repeat
    tokens of others: they are kept, and not added. `exclusive` is by the sender's convention; if a
    total was sent that fits another reading only, that reading is used.
    """
    if counts.keys() <= kinds.PLAIN:
        return _of_plain(counts)
    usage = _without_further_totals(_writes_split(dict(counts)))
    wholes = [side for side in SIDES if side in usage]
    movable = {side: sum(usage.get(kind, 0) for kind in kinds.MOVABLE[side]) for side in wholes}
    parts = {side: _parts(usage, side) for side in wholes}
    chosen = _exclusive_sides(
        usage, movable, [kind for held in parts.values() for kind in held], exclusive
    )
    for side in wholes:
        left = usage[side] - (0 if side in chosen else movable[side])
        usage[side] = _subtract(usage, parts[side], max(0, left))
    return _with_total(usage)


def disjoint(counts: Mapping[str, int]) -> Counts:
    """The same for kinds that do not overlap, as in Langfuse's usage details.

    Counts stay as they are, and so does a total that could be one of overlapping kinds.
    """
    if counts.keys() <= kinds.PLAIN:
        return _of_plain(counts)
    usage = _without_further_totals(dict(counts))
    if kinds.TOTAL in usage:
        least = sum(_minimum_of(usage, side) for side in SIDES)
        usage[kinds.TOTAL] = max(usage[kinds.TOTAL], least)
    elif usage:
        usage[kinds.TOTAL] = sum(count for kind, count in usage.items() if "total" not in kind)
    return usage


def _of_plain(counts: Mapping[str, int]) -> Counts:
    """Both of the above for kinds that cannot overlap."""
    usage = dict(counts)
    if usage:
        total = usage.get(kinds.INPUT, 0) + usage.get(kinds.OUTPUT, 0)
        usage[kinds.TOTAL] = max(usage.get(kinds.TOTAL, 0), total)
    return usage


def _minimum_of(usage: Mapping[str, int], side: str) -> int:
    """The least tokens of a side: its count, plus its parts if they exceed it."""
    whole = usage.get(side, 0)
    parts = sum(count for kind, count in usage.items() if kind != side and side_of(kind) == side)
    return whole + parts if parts > whole else whole


def _with_total(usage: Counts) -> Counts:
    sides = {kind: count for kind, count in usage.items() if side_of(kind)}
    total = sum(sides.values())
    if kinds.TOTAL in usage:
        usage[kinds.TOTAL] = max(usage[kinds.TOTAL], total)
    elif usage:
        usage[kinds.TOTAL] = total if sides else sum(usage.values())
    return usage


def _writes_split(usage: Counts) -> Counts:
    """Cache writes as two kinds, those for an hour and the rest.

    Senders report the sum, its parts by time to live (5 minutes, 1 hour), or both.
    """
    minutes, hour = usage.pop(kinds.CACHE_WRITE_5M, None), usage.get(kinds.CACHE_WRITE_1H)
    if minutes is None and hour is None:
        return usage
    parts = (minutes or 0) + (hour or 0)
    usage[kinds.CACHE_WRITE] = max(usage.get(kinds.CACHE_WRITE, 0), parts) - (hour or 0)
    if not hour:
        usage.pop(kinds.CACHE_WRITE_1H, None)
    return usage


def _without_further_totals(usage: Counts) -> Counts:
    """A key with "total" in its name sums up others: used only where these are missing."""
    sums: Counts = {}
    for name in [name for name in usage if name != kinds.TOTAL and _TOTAL.fullmatch(name)]:
        kind = side_of(name) or kinds.TOTAL
        sums[kind] = max(sums.get(kind, 0), usage.pop(name))
    for kind, count in sums.items():
        if kind not in map(side_of, usage):
            usage.setdefault(kind, count)
    return usage


def _parts(usage: Counts, side: str) -> list[str]:
    """The kinds that every convention reports within the side, in a fixed order."""
    apart = (side, *kinds.MOVABLE[side], *kinds.APART)
    return sorted(kind for kind in usage if kind not in apart and side_of(kind) == side)


def _subtract(usage: Counts, parts: Iterable[str], left: int) -> int:
    """What is left of the side after its parts, each cut to what is left before it."""
    for part in parts:
        usage[part] = min(usage[part], left)
        left -= usage[part]
    return left


def _exclusive_sides(
    usage: Mapping[str, int],
    movable: Mapping[str, int],
    within: Iterable[str],
    convention: ExclusiveSides,
) -> ExclusiveSides:
    """The sides that do not include their movable kinds, whose tokens are `movable`.

    `within` are the kinds that every convention includes. An input with fewer tokens than its
    cached ones cannot include these.
    """
    held = [side for side in movable if movable[side]]
    larger = {side for side in held if movable[side] > usage[side]}
    forced = frozenset(side for side in larger if side == kinds.INPUT or side in convention)
    usual = frozenset(larger | {side for side in held if side in convention})
    total = usage.get(kinds.TOTAL)
    if total is None or not held:
        return usual
    sides = sum(count for kind, count in usage.items() if side_of(kind))
    least = sides - sum(movable.values()) - sum(usage[kind] for kind in within)
    choices = [frozenset(some) for size in (0, 1, 2) for some in combinations(held, size)]
    for choice in (usual, *choices):
        if forced <= choice and least + sum(movable[side] for side in choice) == total:
            return choice
    return usual
