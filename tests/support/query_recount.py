"""What GraphQL must answer, counted the plain way from all spans and feedback."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any, NamedTuple

import pytest

from recount import CountedFeedback, CountedTrace, counted_feedback, counted_traces
from traffic import BEGIN, DAYS, moment
from usertrail.normalise.records import Feedback, Span

RATINGS = ("NUMERIC", "BOOLEAN")
Json = dict[str, Any]


class Chosen(NamedTuple):
    """Bounds of a period, None for open, and the environments asked for, None for any."""

    start: datetime | None = None
    end: datetime | None = None
    environments: list[str] | None = None

    def holds(self, at: datetime, environment: str) -> bool:
        return (
            (self.start is None or at >= self.start)
            and (self.end is None or at < self.end)
            and (self.environments is None or environment in self.environments)
        )

    @property
    def period(self) -> Json:
        return {
            "from": self.start and self.start.isoformat(),
            "to": self.end and self.end.isoformat(),
        }


class Recount:
    def __init__(self, spans: Iterable[Span], feedback: Iterable[Feedback]) -> None:
        by_id = counted_traces(spans)
        self.traces = by_id
        self.feedback = counted_feedback(feedback, by_id)

    def traces_of(self, user_id: str | None, chosen: Chosen) -> list[CountedTrace]:
        return [
            trace
            for trace in self.traces.values()
            if user_id in (None, trace.user_id)
            and chosen.holds(trace.started_at, trace.environment)
        ]

    def feedback_of(self, user_id: str | None, chosen: Chosen) -> list[CountedFeedback]:
        return [
            given
            for given in self.feedback
            if user_id in (None, given.user_id)
            and chosen.holds(given.feedback.created_at, given.environment)
        ]

    def session_starts(self, user_id: str | None, chosen: Chosen) -> list[datetime]:
        """When the sessions begin that begin in the period."""
        starts: dict[str, datetime] = {}
        for trace in self.traces_of(user_id, Chosen(None, None, chosen.environments)):
            if trace.session_id:
                known = starts.get(trace.session_id, trace.started_at)
                starts[trace.session_id] = min(known, trace.started_at)
        return [at for at in starts.values() if chosen._replace(environments=None).holds(at, "")]

    def metrics(self, user_id: str | None, chosen: Chosen) -> Json:
        traces = self.traces_of(user_id, chosen)
        given = [item.feedback for item in self.feedback_of(user_id, chosen)]
        return sums(traces, len(self.session_starts(user_id, chosen)), given)

    def seen(self, user_id: str, environments: list[str] | None = None) -> list[datetime]:
        chosen = Chosen(None, None, environments)
        return sorted(trace.started_at for trace in self.traces_of(user_id, chosen))

    def user_ids(self, chosen: Chosen) -> list[str]:
        return sorted({trace.user_id for trace in self.traces_of(None, chosen)} - {""})

    def new_users(self, chosen: Chosen) -> int:
        everybody = self.user_ids(Chosen(None, None, chosen.environments))
        firsts = [self.seen(user_id, chosen.environments)[0] for user_id in everybody]
        return sum(chosen._replace(environments=None).holds(first, "") for first in firsts)

    def activity(
        self, user_id: str | None, chosen: Chosen, interval: str, now: datetime
    ) -> list[tuple[datetime, Chosen]]:
        """The start of each interval, and what of the period lies in it."""
        happened = [trace.started_at for trace in self.traces_of(user_id, chosen)]
        happened += [given.feedback.created_at for given in self.feedback_of(user_id, chosen)]
        start = chosen.start or min(happened, default=None)
        if start is None:
            return []
        end = chosen.end or max([now, *happened]) + timedelta(microseconds=1)
        cuts = []
        begin = floor(start, interval)
        while begin < end and start < end:
            following = floor(begin + STEPS[interval], interval)
            cuts.append(
                (begin, Chosen(max(begin, start), min(following, end), chosen.environments))
            )
            begin = following
        return cuts

    def latency(self, user_id: str | None, chosen: Chosen) -> Json | None:
        lengths = [trace.ended_at - trace.started_at for trace in self.traces_of(user_id, chosen)]
        if not lengths:
            return None
        times = sorted(length / timedelta(milliseconds=1) for length in lengths)
        return {
            "averageMs": sum(lengths, timedelta()) / timedelta(microseconds=1) / len(times) / 1000,
            "p50Ms": percentile(times, 0.5),
            "p95Ms": percentile(times, 0.95),
            "p99Ms": percentile(times, 0.99),
        }

    def models(self, user_id: str | None, chosen: Chosen) -> list[Json]:
        by_model = defaultdict(list)
        for trace in self.traces_of(user_id, chosen):
            for span in trace.spans:
                if span.model:
                    by_model[span.model].append(span)
        counted = [
            {"model": model, "generationCount": len(spans), **tokens(spans)}
            for model, spans in by_model.items()
        ]
        return sorted(
            counted,
            key=lambda of: (-Decimal(of["costUsd"]), -of["totalTokens"], of["model"]),
        )

    def summaries(self, user_id: str | None, chosen: Chosen) -> list[Json]:
        kinds = defaultdict(list)
        for given in self.feedback_of(user_id, chosen):
            kinds[given.feedback.name, given.feedback.data_type].append(given.feedback)
        counted = [
            {
                "name": name,
                "dataType": data_type,
                "count": len(of),
                "average": average(of),
                "distribution": distribution(data_type, of),
            }
            for (name, data_type), of in kinds.items()
        ]
        return sorted(counted, key=lambda kind: (-kind["count"], kind["name"], kind["dataType"]))


STEPS = {
    "HOUR": timedelta(hours=1),
    "DAY": timedelta(days=1),
    "WEEK": timedelta(days=7),
    "MONTH": timedelta(days=31),
}


def floor(at: datetime, interval: str) -> datetime:
    if interval == "HOUR":
        return at.replace(minute=0, second=0, microsecond=0)
    day = at.replace(hour=0, minute=0, second=0, microsecond=0)
    if interval == "WEEK":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if interval == "MONTH" else day


def instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def money(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def sums(traces: list[CountedTrace], session_count: int, given: list[Feedback]) -> Json:
    spans = [span for trace in traces for span in trace.spans]
    return {
        "traceCount": len(traces),
        "sessionCount": session_count,
        "spanCount": len(spans),
        "errorCount": sum(span.level == "ERROR" for span in spans),
        **tokens(spans),
        "feedbackCount": len(given),
        "feedbackAverage": average(given),
    }


def tokens(spans: list[Span]) -> Json:
    return {
        "inputTokens": sum(span.input_tokens for span in spans),
        "outputTokens": sum(span.output_tokens for span in spans),
        "totalTokens": sum(span.total_tokens for span in spans),
        "costUsd": money(sum((span.cost_usd or Decimal(0) for span in spans), Decimal(0))),
    }


def ratings(given: Iterable[Feedback]) -> list[Decimal]:
    return [of.value for of in given if of.data_type in RATINGS and of.value is not None]


def average(given: Iterable[Feedback]) -> float | None:
    values = ratings(given)
    return float(sum(values) / len(values)) if values else None


def percentile(values: list[float], share: float) -> float:
    place = share * (len(values) - 1)
    below = values[int(place)]
    above = values[min(int(place) + 1, len(values) - 1)]
    return below + (above - below) * (place - int(place))


def distribution(data_type: str, given: list[Feedback]) -> list[Json]:
    if data_type in ("TEXT", "CORRECTION"):
        return []
    counts: dict[Any, int] = defaultdict(int)
    for of in given:
        counts[of.string_value if data_type == "CATEGORICAL" else of.value] += 1
    label: Callable[[Any], str] = str
    if data_type == "CATEGORICAL":
        buckets = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    elif data_type == "NUMERIC" and len(counts) > 10:
        return ranges(counts)
    else:
        buckets = sorted(counts.items())
        label = short if data_type == "NUMERIC" else lambda value: "true" if value else "false"
    return [{"label": label(value), "count": count} for value, count in buckets]


def ranges(counts: dict[Decimal, int]) -> list[Json]:
    low, high = min(counts), max(counts)
    width = (high - low) / 10
    found = [0] * 10
    for value, count in counts.items():
        found[min(int((value - low) / width), 9)] += count
    return [
        {"label": f"{short(low + width * n)} – {short(low + width * (n + 1))}", "count": count}  # noqa: RUF001  # as answered
        for n, count in enumerate(found)
    ]


def short(number: Decimal) -> str:
    return f"{number:.6g}"


def any_period(random: Random, recount: Recount) -> Chosen:
    starts = [trace.started_at for trace in recount.traces.values()]

    def bound() -> datetime | None:
        day = BEGIN + timedelta(days=random.randrange(DAYS + 1))
        return random.choice([None, day, day, moment(random), random.choice(starts)])

    environments = [None, None, ["production"], ["staging", "default"], ["nowhere"], []]
    return Chosen(bound(), bound(), random.choice(environments))


def close(answered: Any, expected: Any) -> bool:
    """Equal, but for the last digits of a float."""
    if isinstance(expected, float):
        return bool(answered == pytest.approx(expected, rel=1e-9))
    if isinstance(expected, dict):
        return set(answered) >= set(expected) and all(
            close(answered[name], value) for name, value in expected.items()
        )
    if isinstance(expected, list):
        return len(answered) == len(expected) and all(map(close, answered, expected))
    return bool(answered == expected)
