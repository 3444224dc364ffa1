"""Which spans of a trace say again what spans below them say: their usage counts once.

An agent, a chain or a tool often adds up the tokens of the calls below it, and a call of a model
may be wrapped by a span that says the same. So

- a span that calls no model counts its tokens only while no span below it has any, and its cost
  likewise;
- a call of a model whose calls below say the same tokens is their wrapper: its tokens do not count,
  and its cost only while no span below it has any.

Who lies below whom is told by all spans of a trace together. A trace in which a span that could
repeat others has anything below it is therefore folded anew whenever it changes. All other traces
remember no more than which parents they still wait for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from usertrail.normalise.records import JsonObject
from usertrail.store.contributions import Share

# A trace that waits for more parents than this is treated as one whose spans repeat others.
MOST_AWAITED = 256


class Repeats(NamedTuple):
    """The ids of the spans whose tokens, and those whose cost, other spans say already."""

    tokens: frozenset[str] = frozenset()
    cost: frozenset[str] = frozenset()


@dataclass(slots=True)
class Nesting:
    """What a trace remembers of its tree."""

    # The parents that its spans name and that have not come. Empty beside `repeats`.
    awaited: set[str] = field(default_factory=set)
    # None where no span could repeat another.
    repeats: Repeats | None = None

    def place(self, span_id: str, share: Share, parent: Share | None) -> bool:
        """Let a span that is new to the trace take its place; `parent` is None if not stored.

        False where only a new fold can tell what then counts.
        """
        has_children = span_id in self.awaited
        self.awaited.discard(span_id)
        if parent is None and share.parent_span_id is not None:
            self.awaited.add(share.parent_span_id)
        may_repeat = (has_children and share.may_repeat) or (parent and parent.may_repeat)
        return not may_repeat and len(self.awaited) <= MOST_AWAITED


def nesting_of(shares: Mapping[str, Share]) -> Nesting:
    """The tree of all spans of a trace, by id."""
    parents = {share.parent_span_id for share in shares.values()}
    awaited = {id for id in parents if id is not None and id not in shares}
    may_repeat = any(id in shares and shares[id].may_repeat for id in parents if id is not None)
    if not may_repeat and len(awaited) <= MOST_AWAITED:
        return Nesting(awaited)
    return Nesting(repeats=_repeats_of(shares))


def nesting_as_json(nesting: Nesting) -> JsonObject | None:
    if nesting.repeats is not None:
        return {name: sorted(ids) for name, ids in nesting.repeats._asdict().items()}
    return {"awaited": sorted(nesting.awaited)} if nesting.awaited else None


def nesting_of_json(stored: JsonObject | None) -> Nesting:
    if not stored:
        return Nesting()
    if "awaited" in stored:
        return Nesting(set(stored["awaited"]))
    return Nesting(repeats=Repeats(frozenset(stored["tokens"]), frozenset(stored["cost"])))


@dataclass(slots=True)
class _Below:
    """What lies below a span: whether any has tokens or cost, and what the calls that count say."""

    has_tokens: bool = False
    has_cost: bool = False
    call_count: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    total_tokens: int = 0

    def add(self, other: "_Below") -> None:
        self.has_tokens |= other.has_tokens
        self.has_cost |= other.has_cost
        self.call_count += other.call_count
        self.input_tokens += other.input_tokens
        self.output_tokens += other.output_tokens
        self.total_tokens += other.total_tokens

    def add_call(self, share: Share) -> None:
        self.call_count += 1
        self.input_tokens += share.input_tokens
        self.output_tokens += share.output_tokens
        self.total_tokens += share.total_tokens

    def says_the_same(self, share: Share) -> bool:
        if not self.call_count:
            return False
        sides = share.input_tokens, share.output_tokens
        if any(sides):
            return sides == (self.input_tokens, self.output_tokens)
        return share.total_tokens == self.total_tokens


def _repeats_of(shares: Mapping[str, Share]) -> Repeats:
    below = {id: _Below() for id in shares}
    tokens = set()
    cost = set()
    for id in reversed(_parents_first(shares)):
        share, under = shares[id], below[id]
        is_call = share.calls_model and share.has_tokens
        repeats = under.says_the_same(share) if is_call else under.has_tokens
        if share.has_tokens and repeats:
            tokens.add(id)
        if share.has_cost and under.has_cost and (repeats or not is_call):
            cost.add(id)
        if is_call and not repeats:
            under.add_call(share)
        under.has_tokens |= share.has_tokens
        under.has_cost |= share.has_cost
        if (parent := below.get(share.parent_span_id or "")) is not None:
            parent.add(under)
    return Repeats(frozenset(tokens), frozenset(cost))


def _parents_first(shares: Mapping[str, Share]) -> list[str]:
    """All ids, each after its parent. Parents in a circle begin with the smallest of their ids."""
    children: dict[str, list[str]] = {}
    tops = []
    for id, share in shares.items():
        if share.parent_span_id in shares:
            children.setdefault(share.parent_span_id or "", []).append(id)
        else:
            tops.append(id)
    order: dict[str, None] = {}
    for top in _tops_and_circles(tops, shares):
        waiting = [top]
        while waiting:
            id = waiting.pop()
            if id not in order:
                order[id] = None
                waiting += children.get(id, ())
    return list(order)


def _tops_and_circles(tops: Iterable[str], shares: Mapping[str, Share]) -> Iterable[str]:
    yield from tops
    # Whatever hangs from no top hangs from a circle.
    yield from sorted(shares)
