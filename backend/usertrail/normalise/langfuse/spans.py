"""Merges all events of one observation into a span."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from usertrail.normalise.cost import Cost, cost_of_details, priced_cost
from usertrail.normalise.fields import DEFAULT_ENVIRONMENT
from usertrail.normalise.own_names import metadata_sources, own_ids_of
from usertrail.normalise.prices import Prices
from usertrail.normalise.records import JsonObject, Span, SpanEvent, TraceFields, merge
from usertrail.normalise.rules import NO_RULES, Rules
from usertrail.normalise.usage import sums_of

# For these fields the first value is kept, for all others the last.
_FIRST_STAYS = frozenset({"type", "started_at", "environment"})


def span_of(
    trace_id: str, span_id: str, events: Iterable[SpanEvent], rules: Rules = NO_RULES
) -> Span:
    """The span of these events, independent of their order of arrival.

    Create events are applied before updates. Without a start time, the span starts at the first
    event.
    """
    ordered = sorted(events, key=lambda event: (event.is_update, event.said_at, event.event_id))
    fields = _merged_fields(ordered)
    started_at = _moment(fields.get("started_at")) or min(event.said_at for event in ordered)
    usage = fields.get("usage_details", {})
    sums = sums_of(usage)
    cost = _cost(fields, started_at, rules.prices)
    metadata = fields.get("metadata", {})
    return Span(
        trace_id=trace_id,
        span_id=span_id,
        parent_span_id=fields.get("parent_span_id"),
        # Trace fields come in trace events, and those of a root span must not override them.
        is_root=False,
        type=fields.get("type", "SPAN"),
        name=fields.get("name", ""),
        started_at=started_at,
        ended_at=max(started_at, _moment(fields.get("ended_at")) or started_at),
        completion_started_at=_moment(fields.get("completion_started_at")),
        level=fields.get("level", "DEFAULT"),
        status_message=fields.get("status_message"),
        environment=fields.get("environment", DEFAULT_ENVIRONMENT),
        version=fields.get("version"),
        model=fields.get("model"),
        model_parameters=fields.get("model_parameters", {}),
        prompt_name=fields.get("prompt_name"),
        prompt_version=fields.get("prompt_version"),
        usage_details=usage,
        cost_details=cost.details,
        input_tokens=sums.input_tokens,
        output_tokens=sums.output_tokens,
        total_tokens=sums.total_tokens,
        cost_usd=cost.usd,
        input=fields.get("input"),
        output=fields.get("output"),
        metadata=metadata,
        trace_fields=TraceFields(own=own_ids_of(rules, metadata_sources(metadata))),
    )


def _merged_fields(ordered: Iterable[SpanEvent]) -> JsonObject:
    fields: JsonObject = {}
    for event in ordered:
        for column, value in event.fields.items():
            if column == "metadata":
                fields[column] = merge(fields.get(column, {}), value)
            elif column not in fields or column not in _FIRST_STAYS:
                fields[column] = value
    return fields


def _cost(fields: JsonObject, started_at: datetime, prices: Prices) -> Cost:
    cost = cost_of_details(fields.get("cost_details", {}))
    model, usage = fields.get("model"), fields.get("usage_details")
    if cost.details or not model or not usage:
        return cost
    return priced_cost(model, None, usage, started_at, prices)


def _moment(fields: Any) -> datetime | None:
    return fields and datetime.fromisoformat(fields)
