"""Rows of table span -> observations of Langfuse's API."""

from collections.abc import Callable
from typing import Any

from asyncpg import Record

from usertrail.normalise.text import text_of
from usertrail.responses.raw_json import meaning_of, written
from usertrail.rest.serializers.values import Item, instant, loaded

DEFAULT_GROUPS = ("core", "basic")
# Longer metadata values are truncated, unless their key is to be expanded.
SHOWN_OF_METADATA = 200


def observation_item(row: Record, project_id: str) -> Item:
    costs = _costs(row)
    return {
        **_core(row, project_id),
        **_basic(row),
        **_times(row),
        "input": meaning_of(row["input"]),
        "output": meaning_of(row["output"]),
        "metadata": written(row["metadata"]) or {},
        **_model(row),
        "usageDetails": written(row["usage_details"]) or {},
        "costDetails": costs,
        "usage": {
            "unit": "TOKENS",
            "input": row["input_tokens"],
            "output": row["output_tokens"],
            "total": row["total_tokens"],
        },
        "unit": "TOKENS",
        "promptTokens": row["input_tokens"],
        "completionTokens": row["output_tokens"],
        "totalTokens": row["total_tokens"],
        "calculatedInputCost": _cost_of(costs, "input"),
        "calculatedOutputCost": _cost_of(costs, "output"),
        "calculatedTotalCost": costs.get("total"),
        **_prompt(row),
        **_durations(row),
    }


def observation_parts(
    row: Record, trace: Record, project_id: str, groups: set[str], in_full: set[str]
) -> Item:
    """An item with the requested groups of fields; input and output as stored."""
    item = _core(row, project_id)
    for group, part in PARTS.items():
        if group in groups:
            item |= part(row, trace, in_full)
    return item


def _core(row: Record, project_id: str) -> Item:
    return {
        "id": row["span_id"],
        "traceId": row["trace_id"],
        "projectId": project_id,
        "parentObservationId": row["parent_span_id"],
        "type": row["type"],
        "startTime": instant(row["started_at"]),
        "endTime": instant(row["ended_at"]),
    }


def _basic(row: Record) -> Item:
    return {
        "name": row["name"],
        "level": row["level"],
        "statusMessage": row["status_message"],
        "version": row["version"],
        "environment": row["environment"],
    }


def _times(row: Record) -> Item:
    return {
        "completionStartTime": instant(row["completion_started_at"]),
        "createdAt": instant(row["started_at"]),
        "updatedAt": instant(row["ended_at"]),
    }


def _prompt(row: Record) -> Item:
    return {
        "promptId": None,
        "promptName": row["prompt_name"],
        "promptVersion": row["prompt_version"],
    }


def _durations(row: Record) -> Item:
    """Latency and time to first token, in seconds."""
    first_token = row["time_to_first_token_ms"]
    return {
        "latency": row["latency_ms"] / 1000,
        "timeToFirstToken": None if first_token is None else first_token / 1000,
    }


def _model(row: Record) -> Item:
    """The model without prices, for there is no table of models: a span is stored with its cost.

    Parameters that are text or numbers stay as they are, others are compact JSON.
    """
    parameters = loaded(row["model_parameters"])
    return {
        "model": row["model"],
        "modelParameters": {
            name: value if _is_plain(value) else text_of(value)
            for name, value in parameters.items()
        },
        "modelId": None,
        "inputPrice": None,
        "outputPrice": None,
        "totalPrice": None,
    }


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _costs(row: Record) -> dict[str, float]:
    """{kind: US dollars}, with a total if it is known."""
    costs: dict[str, float] = loaded(row["cost_details"])
    if row["cost_usd"] is not None:
        costs.setdefault("total", float(row["cost_usd"]))
    return costs


def _usage(row: Record) -> Item:
    costs = _costs(row)
    return {
        "usageDetails": written(row["usage_details"]) or {},
        "costDetails": costs,
        "totalCost": costs.get("total"),
        "usagePricingTierName": None,
    }


def _cost_of(costs: dict[str, float], side: str) -> float | None:
    parts = [cost for kind, cost in costs.items() if side in kind]
    return sum(parts) if parts else None


def _short(metadata: Item, in_full: set[str]) -> Item:
    return {
        key: value
        if key in in_full or len(text_of(value)) <= SHOWN_OF_METADATA
        else text_of(value)[:SHOWN_OF_METADATA]
        for key, value in metadata.items()
    }


# What the groups of fields hold beside the core, of a span, its trace and the keys of metadata that
# are to be expanded.
PARTS: dict[str, Callable[[Record, Record, set[str]], Item]] = {
    "basic": lambda row, trace, _: {
        **_basic(row),
        "bookmarked": False,
        "public": trace["public"],
        "userId": trace["user_id"] or None,
        "sessionId": trace["session_id"] or None,
        "isRootObservation": row["is_root"] or row["parent_span_id"] is None,
    },
    "time": lambda row, *_: _times(row),
    "io": lambda row, *_: {"input": row["input"] or None, "output": row["output"] or None},
    "metadata": lambda row, _, in_full: {"metadata": _short(loaded(row["metadata"]), in_full)},
    "model": lambda row, *_: {
        **_model(row),
        "providedModelName": row["model"],
        "internalModelId": None,
    },
    "usage": lambda row, *_: _usage(row),
    "prompt": lambda row, *_: _prompt(row),
    "metrics": lambda row, *_: _durations(row),
    "trace_context": lambda row, trace, _: {
        "traceName": trace["name"],
        "tags": sorted(trace["tags"]),
        "release": trace["release"],
    },
}
GROUPS = ("core", *PARTS)
