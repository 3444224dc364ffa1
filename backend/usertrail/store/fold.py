"""What its spans and events say about a trace, folded into one trace.

A word is ordered by its start and id, and the last word on a field counts, whatever order they
arrive in; of users and sessions, the last of those given under the most specific name. Folding
costs the same for the thousandth span as for the first, since the trace remembers whose word each
field is (`Trace.sources`). Two things cannot be told from that: which older word comes back when a
span takes its own back, and who said what in metadata that disagrees. `absorb` and `same_word`
tell, and the trace is then folded again from all its spans.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from usertrail.normalise.precedence import session_id_rank, user_id_rank
from usertrail.normalise.records import JsonObject, merge, merge_into
from usertrail.store.contributions import EPOCH, Rank, Share, Source, Version, Word
from usertrail.store.nesting import Nesting, nesting_of

NOTHING = Decimal(0)
NOBODY: Source = []
_RANKS = {"user_id": user_id_rank, "session_id": session_id_rank}


@dataclass(slots=True)
class ModelSums:
    """A model's share of a trace: spans, tokens, US dollars."""

    generation_count: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    total_tokens: int = 0
    cost_usd: Decimal = NOTHING


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
    span_count: int = 0
    error_count: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    total_tokens: int = 0
    cost_usd: Decimal = NOTHING
    models: dict[str, ModelSums] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    nesting: Nesting = field(default_factory=Nesting)


def fold(trace_id: str, versions: Iterable[Version]) -> Trace:
    """A trace from all its spans and events."""
    trace = Trace(trace_id)
    shares: dict[str, Share] = {}
    for word, share in sorted(versions, key=lambda version: version.word.source()):
        _take(trace, word)
        if share:
            shares[word.id] = share
    trace.nesting = nesting_of(shares)
    repeats = trace.nesting.repeats
    for id, share in shares.items():
        counted = share
        if repeats:
            counted = _without(share, id in repeats.tokens, id in repeats.cost)
        count(trace, counted)
    trace.ended_at = max(trace.ended_at, trace.started_at)
    return trace


def _without(share: Share, tokens: bool, cost: bool) -> Share:
    """What a span adds, but for tokens or cost that spans below it say already."""
    if not tokens and not cost:
        return share
    counted = share._replace(calls_model=share.calls_model and not tokens)
    if tokens:
        counted = counted._replace(input_tokens=0, output_tokens=0, total_tokens=0)
    return counted._replace(cost_usd=None) if cost else counted


def count(trace: Trace, share: Share | None, times: int = 1) -> None:
    """Add a span to the sums of its trace; with times = -1, take a stored version of it out."""
    if share is None:
        return
    cost = share.cost_usd or NOTHING
    trace.span_count += times
    trace.error_count += times * (share.level == "ERROR")
    trace.input_tokens += times * share.input_tokens
    trace.output_tokens += times * share.output_tokens
    trace.total_tokens += times * share.total_tokens
    trace.cost_usd += times * cost
    # An agent may name the model that the calls below it used.
    if share.model and share.may_repeat:
        model = trace.models.setdefault(share.model, ModelSums())
        model.generation_count += times * (share.calls_model or share.has_tokens)
        model.input_tokens += times * share.input_tokens
        model.output_tokens += times * share.output_tokens
        model.total_tokens += times * share.total_tokens
        model.cost_usd += times * cost
        if not model.generation_count and not model.cost_usd:
            del trace.models[share.model]


def absorb(trace: Trace, word: Word) -> bool:
    """Let a span or event have its say. False where only a new fold can tell what then holds.

    So it is where metadata came out of order and disagrees, and where a trace that said when it
    began, after its spans had ended, turns out to have begun earlier.
    """
    started_at = trace.started_at
    may_end_earlier = trace.ended_at == started_at and trace.sources["root"][0] == Rank.TRACE
    agreed = _take(trace, word)
    trace.ended_at = max(trace.ended_at, trace.started_at)
    return agreed and not (may_end_earlier and trace.started_at < started_at)


def _take(trace: Trace, word: Word) -> bool:
    source = word.source()
    fields = word.fields
    _take_root(trace, word, source)
    trace.ended_at = max(trace.ended_at, word.ended_at)
    if fields.user_id:
        _identify(trace, "user_id", fields.user_id, source, fields.user_id_name)
    if fields.session_id:
        _identify(trace, "session_id", fields.session_id, source, fields.session_id_name)
    for whose, (identifier, own_name, place) in fields.own.items():
        _identify(trace, whose, identifier, source, own_name, place)
    for name in ("version", "release"):
        if value := getattr(fields, name):
            _say(trace, name, value, source)
    if name_said := fields.name or (word.rank == Rank.ROOT and word.name):
        _say(trace, "name", name_said, source)
    if fields.input or (word.rank == Rank.ROOT and word.has_input):
        _say(trace, "input_span_id", word.id, source)
    if fields.output or (word.rank == Rank.ROOT and word.has_output):
        _say(trace, "output_span_id", word.id, source)
    if fields.tags and not set(fields.tags).issubset(trace.tags):
        trace.tags = sorted({*trace.tags, *fields.tags})
    trace.public = trace.public or fields.public
    metadata = merge(word.metadata, fields.metadata) if word.metadata else fields.metadata
    return not metadata or _take_metadata(trace, metadata, source)


def _take_root(trace: Trace, word: Word, source: Source) -> None:
    """Start and environment are the root's; until it is known, those of the earliest span.

    So are name, input and output, where nobody has said them. An event of the trace comes before
    its root, with an environment only if it names one.
    """
    ranked = [int(word.rank), *source]
    root = trace.sources.get("root", NOBODY)
    of_environment = trace.sources.get("environment", root)
    if word.environment and _leads(ranked, of_environment):
        of_environment = ranked
        trace.environment = word.environment
    if _leads(ranked, root):
        root = trace.sources["root"] = ranked
        trace.started_at = word.started_at
        if "name" not in trace.sources:
            trace.name = word.name
        if "input_span_id" not in trace.sources:
            trace.input_span_id = word.id if word.has_input else None
        if "output_span_id" not in trace.sources:
            trace.output_span_id = word.id if word.has_output else None
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
    # Nothing here costs more where the trace has more keys: thousands of events may bring some.
    last = trace.sources.get("metadata")
    if last is None or source >= last:
        trace.sources["metadata"] = source
        merge_into(trace.metadata, metadata)
        return True
    held = {key: trace.metadata[key] for key in metadata if key in trace.metadata}
    together = merge(metadata, held)
    trace.metadata.update(together)
    return together == merge(held, metadata)
