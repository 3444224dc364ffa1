"""Each token counted once, whatever mixture of names it came under."""

import re
from collections.abc import Iterable, Mapping
from itertools import combinations

from usertrail.normalise.conventions import kinds

Counts = dict[str, int]
# The sides whose movable kinds are counted beside them, not within.
Beside = frozenset[str]

SIDES = (kinds.INPUT, kinds.OUTPUT)
NONE: Beside = frozenset()
_TOTAL = re.compile(r"(?i)(?=.*total)(?:total|tokens?|count|usage|input|output|[._-])+")


def side_of(kind: str) -> str | None:
    """Input or output; None for a kind that names neither."""
    return next((side for side in SIDES if side in kind), None)


def counted_once(said: Mapping[str, int], beside: Beside = NONE) -> Counts:
    """{kind: tokens} whose input and output no longer hold their parts, with a total of at least
    the sum of them.

    Every kind that says "input" or "output" is taken to be a part of that. What says neither
    repeats what other kinds count: it is kept, and not added. `beside` is what the sender's
    convention has; a total that is given decides where it fits.
    """
    usage = _without_further_totals(_writes_split(dict(said)))
    wholes = [side for side in SIDES if side in usage]
    movable = {side: sum(usage.get(kind, 0) for kind in kinds.MOVABLE[side]) for side in wholes}
    parts = {side: _parts(usage, side) for side in wholes}
    chosen = _beside(usage, movable, [kind for held in parts.values() for kind in held], beside)
    for side in wholes:
        left = usage[side] - (0 if side in chosen else movable[side])
        usage[side] = _take_out(usage, parts[side], max(0, left))
    return _with_total(usage)


def disjoint(said: Mapping[str, int]) -> Counts:
    """The same of kinds that hold nothing of each other, as Langfuse defines them.

    They stay what they are, and so does a total that could be of kinds within each other.
    """
    usage = _without_further_totals(dict(said))
    if kinds.TOTAL in usage:
        least = sum(_held_by_itself(usage, side) for side in SIDES)
        usage[kinds.TOTAL] = max(usage[kinds.TOTAL], least)
    elif usage:
        usage[kinds.TOTAL] = sum(count for kind, count in usage.items() if "total" not in kind)
    return usage


def _held_by_itself(usage: Mapping[str, int], side: str) -> int:
    """The least that a side can be: what it says, and beside it what it is too small to hold."""
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
    """What was written to the cache for an hour, and the rest of what was written.

    Senders give the sum, its parts by how long they are kept, or both.
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
    """A key that says "total" is the sum of others, so it counts only where these are missing."""
    sums: Counts = {}
    for name in [name for name in usage if name != kinds.TOTAL and _TOTAL.fullmatch(name)]:
        kind = side_of(name) or kinds.TOTAL
        sums[kind] = max(sums.get(kind, 0), usage.pop(name))
    for kind, count in sums.items():
        if kind not in map(side_of, usage):
            usage.setdefault(kind, count)
    return usage


def _parts(usage: Counts, side: str) -> list[str]:
    """The kinds that are a part of the side wherever they come from, in an order of their own."""
    apart = (side, *kinds.MOVABLE[side], *kinds.APART)
    return sorted(kind for kind in usage if kind not in apart and side_of(kind) == side)


def _take_out(usage: Counts, parts: Iterable[str], left: int) -> int:
    """What is left of the side. Parts that overlap with others hold no more than there is."""
    for part in parts:
        usage[part] = min(usage[part], left)
        left -= usage[part]
    return left


def _beside(
    usage: Mapping[str, int], movable: Mapping[str, int], within: Iterable[str], convention: Beside
) -> Beside:
    """The sides that do not hold their movable kinds, of which they have these many tokens.

    `within` are the kinds that a side holds in any case. An input that is smaller than what was
    cached of it cannot hold it.
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
