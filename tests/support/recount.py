"""Every total, counted the plain way: all spans and feedback in one list, nothing incremental."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from decimal import Decimal, localcontext
from typing import Any, NamedTuple

from usertrail.normalise.conventions import ALL
from usertrail.normalise.records import Feedback, Span

SIDES = ("input_tokens", "output_tokens")


class Usage(NamedTuple):
    """A span, and what of it counts."""

    span: Span
    input_tokens: int
    output_tokens: int
    total_tokens: int
    cost_usd: Decimal
    is_call: bool


class CountedTrace(NamedTuple):
    user_id: str
    session_id: str
    environment: str
    started_at: datetime
    ended_at: datetime
    spans: list[Span]
    usage: list[Usage]


class CountedFeedback(NamedTuple):
    user_id: str
    environment: str
    feedback: Feedback


def counted_traces(spans: Iterable[Span]) -> dict[str, CountedTrace]:
    """The traces that these versions of spans make, by id."""
    versions: dict[tuple[str, str], Span] = {}
    for span in sorted(spans, key=lambda span: span.ended_at):
        versions[span.trace_id, span.span_id] = span
    by_trace = defaultdict(list)
    for span in sorted(versions.values(), key=lambda span: (span.started_at, span.span_id)):
        by_trace[span.trace_id].append(span)
    return {trace_id: _counted_trace(of) for trace_id, of in by_trace.items()}


def _counted_trace(spans: list[Span]) -> CountedTrace:
    root = next((span for span in spans if span.is_root), spans[0])
    said = [span.trace_fields for span in spans]
    users = [(fields.user_id_name, fields.user_id) for fields in said if fields.user_id]
    sessions = [(fields.session_id_name, fields.session_id) for fields in said if fields.session_id]
    return CountedTrace(
        _last_of_most_specific(users, ALL.user_id),
        _last_of_most_specific(sessions, ALL.session_id),
        root.environment,
        root.started_at,
        max(span.ended_at for span in spans),
        spans,
        list(counted_usage(spans)),
    )


def counted_usage(spans: list[Span]) -> Iterator[Usage]:
    """What of each span counts, by looking at all that lies below it."""
    for span in spans:
        below = list(_below(span, spans))
        says_tokens, says_cost = any(map(_tokens_of, below)), any(one.cost_usd for one in below)
        is_call = _is_call(span)
        tokens = not _is_wrapper(span, spans) if is_call else not says_tokens
        cost = not says_cost or (is_call and tokens)
        yield Usage(
            span,
            span.input_tokens if tokens else 0,
            span.output_tokens if tokens else 0,
            span.total_tokens if tokens else 0,
            (span.cost_usd or Decimal(0)) if cost else Decimal(0),
            (tokens and any(_tokens_of(span))) or (_is_model_call(span) and not is_call),
        )


def _below(span: Span, spans: list[Span]) -> Iterator[Span]:
    for child in spans:
        if child.parent_span_id == span.span_id:
            yield child
            yield from _below(child, spans)


def _tokens_of(span: Span) -> tuple[int, int, int] | tuple[()]:
    tokens = span.input_tokens, span.output_tokens, span.total_tokens
    return tokens if any(tokens) else ()


def _is_model_call(span: Span) -> bool:
    return span.type in ("GENERATION", "EMBEDDING")


def _is_call(span: Span) -> bool:
    return _is_model_call(span) and any(_tokens_of(span))


def _is_wrapper(span: Span, spans: list[Span]) -> bool:
    calls = [one for one in _below(span, spans) if _is_call(one) and not _is_wrapper(one, spans)]
    inputs, outputs = (sum(getattr(one, side) for one in calls) for side in SIDES)
    return bool(calls) and (inputs, outputs) == (span.input_tokens, span.output_tokens)


def _last_of_most_specific(given: list[tuple[Any, str]], names: tuple[str, ...]) -> str:
    for name in names:
        if values := [value for under, value in given if (under or names[1]) == name]:
            return values[-1]
    return ""


def session_owners(traces: dict[str, CountedTrace]) -> dict[str, tuple[str, str]]:
    """The user and environment of each session's first trace that has a user."""
    owners: dict[str, tuple[str, str]] = {}
    for trace in sorted(
        traces.values(),
        key=lambda trace: (not trace.user_id, trace.started_at, trace.user_id, trace.environment),
    ):
        if trace.session_id:
            owners.setdefault(trace.session_id, (trace.user_id, trace.environment))
    return owners


def counted_feedback(
    feedback: Iterable[Feedback], traces: dict[str, CountedTrace]
) -> list[CountedFeedback]:
    """The newest version of each, with the user and environment that it counts for."""
    versions: dict[str, Feedback] = {}
    for item in sorted(feedback, key=lambda item: item.created_at):
        first = versions.get(item.feedback_id, item)
        versions[item.feedback_id] = item._replace(created_at=first.created_at)
    owners = session_owners(traces)
    counted = []
    for item in versions.values():
        owner = ("", item.environment or "default")
        if item.trace_id in traces:
            owner = (traces[item.trace_id].user_id, traces[item.trace_id].environment)
        elif item.session_id in owners:
            owner = owners[item.session_id]
        counted.append(CountedFeedback(*owner, item))
    return counted


Totals = dict[str, dict[tuple[Any, ...], tuple[Any, ...]]]


def recount(spans: Iterable[Span], feedback: Iterable[Feedback]) -> Totals:
    """The rows of every table of totals, by key: sums, then first and last instant where it has."""
    with localcontext(prec=2_000):
        return _recount(spans, feedback)


def _recount(spans: Iterable[Span], feedback: Iterable[Feedback]) -> Totals:
    traces = counted_traces(spans)
    given = counted_feedback(feedback, traces)
    by_user: Any = defaultdict(list)
    ever: Any = defaultdict(list)
    by_day: Any = defaultdict(list)
    by_session: Any = defaultdict(list)
    by_model: Any = defaultdict(list)
    by_name: Any = defaultdict(list)
    for trace in traces.values():
        day = trace.started_at.astimezone(UTC).date()
        by_user[trace.user_id, trace.environment].append(trace)
        ever[(trace.user_id,)].append(trace)
        by_day[trace.user_id, day, trace.environment].append(trace)
        if trace.session_id:
            by_session[trace.user_id, trace.session_id, trace.environment].append(trace)
        for used in trace.usage:
            model = used.span.model
            if model and (used.is_call or used.total_tokens or used.cost_usd):
                by_model[trace.user_id, day, trace.environment, model].append(used)
    for item in given:
        said = item.feedback
        day = said.created_at.astimezone(UTC).date()
        by_user[item.user_id, item.environment].append(item)
        ever[(item.user_id,)].append(item)
        by_day[item.user_id, day, item.environment].append(item)
        by_name[item.user_id, day, item.environment, said.name, said.data_type].append(item)
    return {
        "user_total": {key: (*_sums(of), *_seen(key[0], of)) for key, of in by_user.items()},
        "user_ever": {key: (*_sums(of), *_seen(key[0], of)) for key, of in ever.items()},
        "user_day": {key: _sums(of) for key, of in by_day.items()},
        "user_session": {
            key: (
                *_sums(of)[:7],
                min(trace.started_at for trace in of),
                max(trace.ended_at for trace in of),
            )
            for key, of in by_session.items()
        },
        "model_day": {
            key: (sum(used.is_call for used in of), *_tokens(of)) for key, of in by_model.items()
        },
        "feedback_day": {key: _sums(of)[7:] for key, of in by_name.items()},
    }


def _sums(items: list[Any]) -> tuple[Any, ...]:
    traces = [item for item in items if isinstance(item, CountedTrace)]
    given = [item.feedback for item in items if isinstance(item, CountedFeedback)]
    spans = [span for trace in traces for span in trace.spans]
    ratings = [
        item.value
        for item in given
        if item.data_type in ("NUMERIC", "BOOLEAN") and item.value is not None
    ]
    return (
        len(traces),
        len(spans),
        sum(span.level == "ERROR" for span in spans),
        *_tokens([used for trace in traces for used in trace.usage]),
        len(given),
        len(ratings),
        sum(ratings, Decimal(0)),
    )


def _tokens(used: list[Usage]) -> tuple[Any, ...]:
    return (
        sum(usage.input_tokens for usage in used),
        sum(usage.output_tokens for usage in used),
        sum(usage.total_tokens for usage in used),
        sum((usage.cost_usd for usage in used), Decimal(0)),
    )


def _seen(user_id: str, items: list[Any]) -> tuple[datetime | None, datetime | None]:
    starts = [item.started_at for item in items if isinstance(item, CountedTrace)]
    return (min(starts), max(starts)) if user_id and starts else (None, None)
