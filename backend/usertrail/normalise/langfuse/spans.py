"""All events of one observation -> the span they make together."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from usertrail.normalise.cost import Cost, cost_of_details, priced_cost
from usertrail.normalise.fields import DEFAULT_ENVIRONMENT
from usertrail.normalise.own_names import own_ids_of, places_of
from usertrail.normalise.prices import Prices
from usertrail.normalise.records import JsonObject, Span, SpanEvent, TraceFields, merge
from usertrail.normalise.rules import NO_RULES, Rules
from usertrail.normalise.usage import sums_of

# What an observation begins as; of everything else the last word counts.
_FIRST_STAYS = frozenset({"type", "started_at", "environment"})


def span_of(
    trace_id: str, span_id: str, events: Iterable[SpanEvent], rules: Rules = NO_RULES
) -> Span:
    """The same span, whatever order its events came in: all that make come before all that change.

    One that only changes have told of begins with the first of them.
    """
    ordered = sorted(events, key=lambda event: (event.is_update, event.said_at, event.event_id))
    said = _said(ordered)
    started_at = _moment(said.get("started_at")) or min(event.said_at for event in ordered)
    usage = said.get("usage_details", {})
    sums = sums_of(usage)
    cost = _cost(said, started_at, rules.prices)
    metadata = said.get("metadata", {})
    return Span(
        trace_id=trace_id,
        span_id=span_id,
        parent_span_id=said.get("parent_span_id"),
        # Its trace has words of its own, and these do not outweigh them.
        is_root=False,
        type=said.get("type", "SPAN"),
        name=said.get("name", ""),
        started_at=started_at,
        ended_at=max(started_at, _moment(said.get("ended_at")) or started_at),
        completion_started_at=_moment(said.get("completion_started_at")),
        level=said.get("level", "DEFAULT"),
        status_message=said.get("status_message"),
        environment=said.get("environment", DEFAULT_ENVIRONMENT),
        version=said.get("version"),
        model=said.get("model"),
        model_parameters=said.get("model_parameters", {}),
        prompt_name=said.get("prompt_name"),
        prompt_version=said.get("prompt_version"),
        usage_details=usage,
        cost_details=cost.details,
        input_tokens=sums.input_tokens,
        output_tokens=sums.output_tokens,
        total_tokens=sums.total_tokens,
        cost_usd=cost.usd,
        input=said.get("input"),
        output=said.get("output"),
        metadata=metadata,
        trace_fields=TraceFields(own=own_ids_of(rules, places_of(metadata))),
    )


def _said(ordered: Iterable[SpanEvent]) -> JsonObject:
    said: JsonObject = {}
    for event in ordered:
        for column, value in event.fields.items():
            if column == "metadata":
                said[column] = merge(said.get(column, {}), value)
            elif column not in said or column not in _FIRST_STAYS:
                said[column] = value
    return said


def _cost(said: JsonObject, started_at: datetime, prices: Prices) -> Cost:
    cost = cost_of_details(said.get("cost_details", {}))
    model, usage = said.get("model"), said.get("usage_details")
    if cost.details or not model or not usage:
        return cost
    return priced_cost(model, None, usage, started_at, prices)


def _moment(said: Any) -> datetime | None:
    return said and datetime.fromisoformat(said)
