"""Events of Langfuse batches that create or update an observation."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple, get_args

from usertrail.errors import BadInput
from usertrail.normalise.conventions.langfuse import LEVELS
from usertrail.normalise.cost import cost_of_usage
from usertrail.normalise.fields import environment_of, flat_parameters
from usertrail.normalise.identifiers import MAX_MODEL_BYTES, storable_id
from usertrail.normalise.langfuse.traces import MAX_NAME, metadata_of
from usertrail.normalise.langfuse.values import (
    Body,
    amounts,
    any_as_text,
    identifier,
    json_object,
    moment,
    quoted,
)
from usertrail.normalise.metadata import bounded
from usertrail.normalise.records import JsonObject, SpanEvent, SpanType
from usertrail.normalise.usage import usage_of_both

_TYPES: dict[str, SpanType] = {name: name for name in get_args(SpanType)}
_INT32 = range(2**31)
_OLD_COST = {"inputCost": "input", "outputCost": "output", "totalCost": "total"}


class Kind(NamedTuple):
    """What a type of event does; `span_type` is None if the body has it."""

    span_type: SpanType | None
    is_update: bool


KINDS: dict[str, Kind] = {
    "observation-create": Kind(None, False),
    "observation-update": Kind(None, True),
    "span-update": Kind("SPAN", True),
    "generation-update": Kind("GENERATION", True),
    **{f"{name.lower()}-create": Kind(span_type, False) for name, span_type in _TYPES.items()},
}


def span_event_of(
    event_id: str, kind: Kind, body: Body, said_at: datetime, received_at: datetime
) -> SpanEvent:
    """An observation without an id gets that of the event. Raises BadInput."""
    fields = {column: read(body) for column, read in _COLUMNS.items()}
    for column, name in _INSTANTS.items():
        found = moment(body, name, received_at)
        fields[column] = found.isoformat() if found else None
    fields["type"] = kind.span_type or _type(body)
    return SpanEvent(
        trace_id=identifier(body, "traceId"),
        span_id=identifier(body, "id") or storable_id(event_id),
        event_id=storable_id(event_id),
        is_update=kind.is_update,
        said_at=said_at,
        fields={column: value for column, value in fields.items() if value not in (None, {})},
    )


def _type(body: Body) -> SpanType | None:
    sent = body.get("type")
    if sent is None:
        return None
    found = _TYPES.get(str(sent).upper())
    if found is None:
        raise BadInput(f"type must be one of {', '.join(_TYPES)}, not {quoted(sent)}.")
    return found


def _level(body: Body) -> str | None:
    sent = body.get("level")
    if not sent:
        return None
    level = LEVELS.get(str(sent).upper())
    if level is None:
        raise BadInput(f"level must be DEBUG, DEFAULT, WARNING or ERROR, not {quoted(sent)}.")
    return level


def _environment(body: Body) -> str | None:
    sent = any_as_text(body, "environment")
    return sent and environment_of(sent)


def _name(body: Body) -> str | None:
    name = any_as_text(body, "name")
    return name and name[:MAX_NAME]


def _model(body: Body) -> str | None:
    model = any_as_text(body, "model")
    return model and storable_id(model, MAX_MODEL_BYTES)


def _parameters(body: Body) -> JsonObject:
    return bounded(flat_parameters(json_object(body, "modelParameters")))


def _prompt_version(body: Body) -> int | None:
    sent = body.get("promptVersion")
    is_number = isinstance(sent, int) and not isinstance(sent, bool)
    return sent if is_number and sent in _INT32 else None


def _usage(body: Body) -> JsonObject:
    """{kind: tokens}; for each kind `usageDetails` takes precedence over the older `usage`."""
    return usage_of_both(_old_usage(body), json_object(body, "usageDetails"))


def _old_usage(body: Body) -> JsonObject:
    usage = json_object(body, "usage")
    # Other units are CHARACTERS, IMAGES and the like.
    is_tokens = usage.get("unit") in (None, "TOKENS")
    return (
        {name: count for name, count in usage.items() if name not in _OLD_COST} if is_tokens else {}
    )


def _cost(body: Body) -> JsonObject:
    usage = amounts(body, "usage")
    old = {kind: usage[name] for name, kind in _OLD_COST.items() if usage.get(name) is not None}
    given = amounts(body, "costDetails") or old
    return given or cost_of_usage({**usage, **json_object(body, "usageDetails")}).details


def _text(name: str) -> Callable[[Body], str | None]:
    return lambda body: any_as_text(body, name)


_INSTANTS = {
    "started_at": "startTime",
    "ended_at": "endTime",
    "completion_started_at": "completionStartTime",
}
_COLUMNS: dict[str, Callable[[Body], Any]] = {
    "parent_span_id": lambda body: identifier(body, "parentObservationId"),
    "name": _name,
    "level": _level,
    "status_message": _text("statusMessage"),
    "environment": _environment,
    "version": _text("version"),
    "model": _model,
    "model_parameters": _parameters,
    "prompt_name": _text("promptName"),
    "prompt_version": _prompt_version,
    "usage_details": _usage,
    "cost_details": _cost,
    "input": _text("input"),
    "output": _text("output"),
    "metadata": metadata_of,
}
