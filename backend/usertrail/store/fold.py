"""What its spans and events say about a trace, folded into one trace.

A contribution is ordered by its start and id, and the last one on a field counts, whatever order
they arrive in; of users and sessions, the last of those given under the most specific name. Folding
costs the same for the thousandth span as for the first, since the trace remembers whose each field
is (`Trace.sources`), and each key of its metadata. It cannot be told from that which older
contribution comes back when a span takes its own back. `absorb` and `same_contribution` tell, and
the trace is then folded again from all its spans.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from typing import Any

from usertrail.measures import Counted, Sums, add, sums_of, types_by_model
from usertrail.normalise.precedence import session_id_rank, user_id_rank
from usertrail.normalise.records import NO_FIELDS, JsonObject, Span, merge
from usertrail.store.contributions import (
    EPOCH,
    Contribution,
    Rank,
    Source,
    SpanState,
    SpanSums,
    contribution_of,
    state_of,
    sums_of_span,
)
from usertrail.store.nesting import MAX_AWAITED, Nesting, nesting_of
from usertrail.store.trace_metadata import add_metadata

SPAN_SUMS = tuple((of.name, of.of) for of in sums_of(Counted.SPANS))
NO_SUMS: Sums = {name: 0 for name, _ in SPAN_SUMS}
MODEL_SUMS: Sums = dict.fromkeys(types_by_model(), 0)
NOBODY: Source = []
# Among the sources, who said which key (trace_metadata.py). Older traces remember only the last who
# said any, by which nothing can be added: they are folded anew.
METADATA, OLD_METADATA = "metadata_keys", "metadata"
_RANKS = {"user_id": user_id_rank, "session_id": session_id_rank}


@dataclass(slots=True)
class Trace:
    """A row of table trace, as it is folded. No user, session: empty text."""

    trace_id: str
    user_id: str = ""
    session_id: str = ""
    name: str | None = None
    environment: str = "default"
    release: str | None = None
    version: str | None = None
    tags: list[str] = field(default_factory=list)
    metadata: JsonObject = field(default_factory=dict)
    public: bool = False
    input_span_id: str | None = None
    output_span_id: str | None = None
    started_at: datetime = EPOCH
    ended_at: datetime = EPOCH
    # What its spans add up to, and those of them that each model ran.
    sums: Sums = field(default_factory=NO_SUMS.copy)
    models: dict[str, Sums] = field(default_factory=dict)
    sources: dict[str, Any] = field(default_factory=dict)
    nesting: Nesting = field(default_factory=Nesting)


def fold(trace_id: str, states: Iterable[SpanState]) -> Trace:
    """A trace from all its spans and events."""
    trace = Trace(trace_id)
    spans: dict[str, SpanSums] = {}
    for contribution, span in sorted(states, key=lambda state: state.contribution.source()):
        _take(trace, contribution)
        if span:
            spans[contribution.id] = span
    trace.nesting = nesting_of(spans)
    repeats = trace.nesting.repeats
    for id, span in spans.items():
        counted = span
        if repeats:
            counted = _without(span, id in repeats.tokens, id in repeats.cost)
        count(trace, counted)
    trace.ended_at = max(trace.ended_at, trace.started_at)
    return trace


def fold_spans(trace_id: str, spans: Mapping[str, Span]) -> Trace:
    """The same of spans by id, no events among them: of most only the sums and the end matter."""
    named = (span.parent_span_id for span in spans.values())
    parents = {parent_id for parent_id in named if parent_id is not None}
    awaited = parents - spans.keys()
    inner = (sums_of_span(spans[id]) for id in parents & spans.keys())
    if len(awaited) > MAX_AWAITED or any(span.may_repeat for span in inner):
        return fold(trace_id, map(state_of, spans.values()))
    trace = Trace(trace_id, nesting=Nesting(awaited))
    for contribution in sorted(_speaking(spans.values()), key=Contribution.source):
        _take(trace, contribution)
    for name, of in SPAN_SUMS:
        trace.sums[name] = sum(filter(None, map(of, spans.values())))
    for span in spans.values():
        if span.model:
            _count_model(trace, sums_of_span(span), 1)
    trace.ended_at = max(trace.started_at, *map(attrgetter("ended_at"), spans.values()))
    return trace


def _speaking(spans: Collection[Span]) -> Iterator[Contribution]:
    """What is said by those that say anything of their trace, or by which it begins."""
    has_root = False
    silent: list[Span] = []
    for span in spans:
        if span.is_root or span.trace_fields != NO_FIELDS:
            has_root = has_root or span.is_root
            yield contribution_of(span)
        else:
            silent.append(span)
    if silent and not has_root:
        yield contribution_of(min(silent, key=attrgetter("started_at", "span_id")))


def _without(span: SpanSums, tokens: bool, cost: bool) -> SpanSums:
    """What a span adds, but for tokens or cost that spans below it say already."""
    if not tokens and not cost:
        return span
    counted = span._replace(calls_model=span.calls_model and not tokens)
    if tokens:
        counted = counted._replace(input_tokens=0, output_tokens=0, total_tokens=0)
    return counted._replace(cost_usd=None) if cost else counted


def count(trace: Trace, span: SpanSums | None, times: int = 1) -> None:
    """Add a span to the sums of its trace; with times = -1, take a stored state of it out."""
    if span is None:
        return
    add(trace.sums, _added(span), times)
    if span.model:
        _count_model(trace, span, times)


def _count_model(trace: Trace, span: SpanSums, times: int) -> None:
    # An agent may name the model that the calls below it used.
    if not span.model or not span.may_repeat:
        return
    model = trace.models.setdefault(span.model, MODEL_SUMS.copy())
    added = _added(span) | {"generation_count": int(span.calls_model or span.has_tokens)}
    add(model, {name: added[name] for name in MODEL_SUMS if name in added}, times)
    if not model["generation_count"] and not model["cost_usd"]:
        del trace.models[span.model]


def _added(span: SpanSums) -> Sums:
    return {name: value for name, of in SPAN_SUMS if (value := of(span))}


def absorb(trace: Trace, contribution: Contribution) -> bool:
    """Let a span or event have its say. False where only a new fold can tell what then holds.

    So it is where a trace that said when it began, after its spans had ended, turns out to have
    begun earlier.
    """
    started_at = trace.started_at
    may_end_earlier = trace.ended_at == started_at and trace.sources["root"][0] == Rank.TRACE
    agreed = _take(trace, contribution)
    trace.ended_at = max(trace.ended_at, trace.started_at)
    return agreed and not (may_end_earlier and trace.started_at < started_at)


def _take(trace: Trace, contribution: Contribution) -> bool:
    source = contribution.source()
    fields = contribution.fields
    _take_root(trace, contribution, source)
    trace.ended_at = max(trace.ended_at, contribution.ended_at)
    if fields.user_id:
        _identify(trace, "user_id", fields.user_id, source, fields.user_id_name)
    if fields.session_id:
        _identify(trace, "session_id", fields.session_id, source, fields.session_id_name)
    for whose, (identifier, own_name, place) in fields.own.items():
        _identify(trace, whose, identifier, source, own_name, place)
    for name in ("version", "release"):
        if value := getattr(fields, name):
            _say(trace, name, value, source)
    if name_said := fields.name or (contribution.rank == Rank.ROOT and contribution.name):
        _say(trace, "name", name_said, source)
    if fields.input or (contribution.rank == Rank.ROOT and contribution.has_input):
        _say(trace, "input_span_id", contribution.id, source)
    if fields.output or (contribution.rank == Rank.ROOT and contribution.has_output):
        _say(trace, "output_span_id", contribution.id, source)
    if fields.tags and not set(fields.tags).issubset(trace.tags):
        trace.tags = sorted({*trace.tags, *fields.tags})
    trace.public = trace.public or fields.public
    metadata = (
        merge(contribution.metadata, fields.metadata) if contribution.metadata else fields.metadata
    )
    return not metadata or _take_metadata(trace, metadata, source)


def _take_root(trace: Trace, contribution: Contribution, source: Source) -> None:
    """Start and environment are the root's; until it is known, those of the earliest span.

    So are name, input and output, where nobody has said them. An event of the trace comes before
    its root, with an environment only if it names one.
    """
    ranked = [int(contribution.rank), *source]
    root = trace.sources.get("root", NOBODY)
    of_environment = trace.sources.get("environment", root)
    if contribution.environment and _leads(ranked, of_environment):
        of_environment = ranked
        trace.environment = contribution.environment
    if _leads(ranked, root):
        root = trace.sources["root"] = ranked
        trace.started_at = contribution.started_at
        if "name" not in trace.sources:
            trace.name = contribution.name
        if "input_span_id" not in trace.sources:
            trace.input_span_id = contribution.id if contribution.has_input else None
        if "output_span_id" not in trace.sources:
            trace.output_span_id = contribution.id if contribution.has_output else None
    trace.sources.pop("environment", None)
    if of_environment != root:
        trace.sources["environment"] = of_environment


def _leads(ranked: Source, held: Source) -> bool:
    return not held or (-ranked[0], *ranked[1:]) <= (-held[0], *held[1:])


def _say(trace: Trace, name: str, value: str, source: Source) -> None:
    said = trace.sources.get(name)
    if said is None or source >= said:
        trace.sources[name] = source
        setattr(trace, name, value)


def _identify(
    trace: Trace, field: str, value: str, source: Source, name: str | None, *place: int
) -> None:
    """Take a user or session, unless one given under a more specific name is known."""
    named = [*source, name, *place] if name else source
    said = trace.sources.get(field)
    if said is None or _outweighs(field, named, said):
        trace.sources[field] = named
        setattr(trace, field, value)


def _outweighs(field: str, named: Source, said: Source) -> bool:
    """Whether a user or session comes before the known one; most have one name in all spans."""
    if named[2:] == said[2:]:
        return named >= said
    rank = _RANKS[field]
    return (rank(*named[2:]), named[:2]) >= (rank(*said[2:]), said[:2])


def _take_metadata(trace: Trace, metadata: JsonObject, source: Source) -> bool:
    if OLD_METADATA in trace.sources:
        return False
    sayers = trace.sources.get(METADATA)
    trace.sources[METADATA] = add_metadata(trace.metadata, sayers, metadata, source)
    return True
