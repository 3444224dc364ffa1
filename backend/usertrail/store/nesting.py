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
from usertrail.store.contributions import SpanSums

# A trace that waits for more parents than this is treated as one whose spans repeat others.
MAX_AWAITED = 256


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

    def place(self, span_id: str, span: SpanSums, parent: SpanSums | None) -> bool:
        """Let a span that is new to the trace take its place; `parent` is None if not stored.

        False where only a new fold can tell what then counts.
        """
        has_children = span_id in self.awaited
        self.awaited.discard(span_id)
        if parent is None and span.parent_span_id is not None:
            self.awaited.add(span.parent_span_id)
        may_repeat = (has_children and span.may_repeat) or (parent and parent.may_repeat)
        return not may_repeat and len(self.awaited) <= MAX_AWAITED


def nesting_of(spans: Mapping[str, SpanSums]) -> Nesting:
    """The tree of all spans of a trace, by id."""
    parents = {span.parent_span_id for span in spans.values()}
    awaited = {id for id in parents if id is not None and id not in spans}
    may_repeat = any(id in spans and spans[id].may_repeat for id in parents if id is not None)
    if not may_repeat and len(awaited) <= MAX_AWAITED:
        return Nesting(awaited)
    return Nesting(repeats=_repeats_of(spans))


def nesting_as_json(nesting: Nesting) -> JsonObject | None:
    """As column trace.nesting has it; null for a tree that remembers nothing."""
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

    def add_call(self, span: SpanSums) -> None:
        self.call_count += 1
        self.input_tokens += span.input_tokens
        self.output_tokens += span.output_tokens
        self.total_tokens += span.total_tokens

    def says_the_same(self, span: SpanSums) -> bool:
        if not self.call_count:
            return False
        sides = span.input_tokens, span.output_tokens
        if any(sides):
            return sides == (self.input_tokens, self.output_tokens)
        return span.total_tokens == self.total_tokens


def _repeats_of(spans: Mapping[str, SpanSums]) -> Repeats:
    below = {id: _Below() for id in spans}
    tokens = set()
    cost = set()
    for id in reversed(_parents_first(spans)):
        span, under = spans[id], below[id]
        is_call = span.calls_model and span.has_tokens
        repeats = under.says_the_same(span) if is_call else under.has_tokens
        if span.has_tokens and repeats:
            tokens.add(id)
        if span.has_cost and under.has_cost and (repeats or not is_call):
            cost.add(id)
        if is_call and not repeats:
            under.add_call(span)
        under.has_tokens |= span.has_tokens
        under.has_cost |= span.has_cost
        if (parent := below.get(span.parent_span_id or "")) is not None:
            parent.add(under)
    return Repeats(frozenset(tokens), frozenset(cost))


def _parents_first(spans: Mapping[str, SpanSums]) -> list[str]:
    """All ids, each after its parent. Parents in a circle begin with the smallest of their ids."""
    children: dict[str, list[str]] = {}
    tops = []
    for id, span in spans.items():
        if span.parent_span_id in spans:
            children.setdefault(span.parent_span_id or "", []).append(id)
        else:
            tops.append(id)
    order: dict[str, None] = {}
    for top in _tops_and_circles(tops, spans):
        waiting = [top]
        while waiting:
            id = waiting.pop()
            if id not in order:
                order[id] = None
                waiting += children.get(id, ())
    return list(order)


def _tops_and_circles(tops: Iterable[str], spans: Mapping[str, SpanSums]) -> Iterable[str]:
    yield from tops
    # Whatever hangs from no top hangs from a circle.
    yield from sorted(spans)
