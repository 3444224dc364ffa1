"""What the spans of a trace say about it, folded into one trace.

A span's word is ordered by its start and id, and the last word on a field counts, whatever order
the spans arrive in. Folding costs the same for the thousandth span as for the first, since the
trace remembers whose word each field is (`Trace.sources`). Two things cannot be told from that:
which older word comes back when a span takes its own back, and who said what in metadata that
disagrees. `absorb` and `same_word` tell, and the trace is then folded again from all its spans.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from usertrail.normalise.records import JsonObject, Span, TraceFields

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
NOTHING = Decimal(0)

# [start in microseconds, span id]; that of the root is preceded by 1 for a root, 0 for a guess.
Source = list[Any]


class Word(NamedTuple):
    """What one span says about its trace."""

    span_id: str
    is_root: bool
    name: str
    environment: str
    started_at: datetime
    ended_at: datetime
    has_input: bool
    has_output: bool
    # The span's own, and only a root's: elsewhere it is not about the trace.
    metadata: JsonObject
    fields: TraceFields

    def source(self) -> Source:
        return [(self.started_at - EPOCH) // MICROSECOND, self.span_id]


class Share(NamedTuple):
    """What one span adds to the sums of its trace. No model: None or empty."""

    level: str
    model: str | None
    input_tokens: int
    output_tokens: int
    total_tokens: int
    cost_usd: Decimal | None


class Version(NamedTuple):
    """All that a trace needs to know of one version of a span."""

    word: Word
    share: Share


def version_of(span: Span) -> Version:
    return Version(
        word_of(span),
        Share(
            span.level,
            span.model,
            span.input_tokens,
            span.output_tokens,
            span.total_tokens,
            span.cost_usd,
        ),
    )


def word_of(span: Span) -> Word:
    return Word(
        span.span_id,
        span.is_root,
        span.name,
        span.environment,
        span.started_at,
        span.ended_at,
        bool(span.input),
        bool(span.output),
        span.metadata if span.is_root else {},
        span.trace_fields,
    )


def same_word(one: Word, other: Word) -> bool:
    """True where two versions of a span say the same of their trace, but for their end."""
    return one._replace(ended_at=other.ended_at) == other


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


def fold(trace_id: str, versions: Iterable[Version]) -> Trace:
    """A trace from all its spans."""
    trace = Trace(trace_id)
    for word, share in sorted(versions, key=lambda version: version.word.source()):
        absorb(trace, word)
        count(trace, share)
    return trace


def count(trace: Trace, share: Share, times: int = 1) -> None:
    """Add a span to the sums of its trace; with times = -1, take a stored version of it out."""
    cost = share.cost_usd or NOTHING
    trace.span_count += times
    trace.error_count += times * (share.level == "ERROR")
    trace.input_tokens += times * share.input_tokens
    trace.output_tokens += times * share.output_tokens
    trace.total_tokens += times * share.total_tokens
    trace.cost_usd += times * cost
    if share.model:
        model = trace.models.setdefault(share.model, ModelSums())
        model.generation_count += times
        model.input_tokens += times * share.input_tokens
        model.output_tokens += times * share.output_tokens
        model.total_tokens += times * share.total_tokens
        model.cost_usd += times * cost
        if not model.generation_count:
            del trace.models[share.model]


def absorb(trace: Trace, word: Word) -> bool:
    """Let a span have its say. False where its metadata came out of order and disagrees."""
    source = word.source()
    fields = word.fields
    _take_root(trace, word, source)
    trace.ended_at = max(trace.ended_at, word.ended_at)
    for name in ("user_id", "session_id", "version", "release"):
        if value := getattr(fields, name):
            _say(trace, name, value, source)
    if name_said := fields.name or (word.is_root and word.name):
        _say(trace, "name", name_said, source)
    if fields.input or (word.is_root and word.has_input):
        _say(trace, "input_span_id", word.span_id, source)
    if fields.output or (word.is_root and word.has_output):
        _say(trace, "output_span_id", word.span_id, source)
    if fields.tags and not set(fields.tags).issubset(trace.tags):
        trace.tags = sorted({*trace.tags, *fields.tags})
    trace.public = trace.public or fields.public
    metadata = merge(word.metadata, fields.metadata) if word.metadata else fields.metadata
    return not metadata or _take_metadata(trace, metadata, source)


def merge(base: JsonObject, over: JsonObject) -> JsonObject:
    """Both objects, nested ones key by key; where they disagree, `over` counts."""
    merged = dict(base)
    for key, value in over.items():
        below = merged.get(key)
        if isinstance(value, dict) and isinstance(below, dict):
            merged[key] = merge(below, value)
        else:
            merged[key] = value
    return merged


def _take_root(trace: Trace, word: Word, source: Source) -> None:
    """Start and environment are the root's; until it is known, those of the earliest span.

    So are name, input and output, where no span has said them.
    """
    root = trace.sources.get("root")
    rank = int(word.is_root)
    if root and (-rank, *source) > (-root[0], *root[1:]):
        return
    trace.sources["root"] = [rank, *source]
    trace.started_at = word.started_at
    trace.environment = word.environment
    if "name" not in trace.sources:
        trace.name = word.name
    if "input_span_id" not in trace.sources:
        trace.input_span_id = word.span_id if word.has_input else None
    if "output_span_id" not in trace.sources:
        trace.output_span_id = word.span_id if word.has_output else None


def _say(trace: Trace, name: str, value: str, source: Source) -> None:
    said = trace.sources.get(name)
    if said is None or source >= said:
        trace.sources[name] = source
        setattr(trace, name, value)


def _take_metadata(trace: Trace, metadata: JsonObject, source: Source) -> bool:
    last = trace.sources.get("metadata")
    if last is None or source >= last:
        trace.sources["metadata"] = source
        trace.metadata = merge(trace.metadata, metadata)
        return True
    together = merge(metadata, trace.metadata)
    agreed = together == merge(trace.metadata, metadata)
    trace.metadata = together
    return agreed
