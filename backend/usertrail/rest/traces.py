"""Traces: listed, one with all that belongs to it, deleted."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import orjson
from asyncpg import Record
from starlette.responses import Response

from usertrail.errors import BadInput, NotFound
from usertrail.ingest import delete_traces
from usertrail.normalise.identifiers import storable_id
from usertrail.query import loaders
from usertrail.rest.columns import OBSERVATIONS, TRACE_PARAMETERS, TRACES
from usertrail.rest.conditions import Condition
from usertrail.rest.endpoint import Reading, reading
from usertrail.rest.items.observations import observation_item
from usertrail.rest.items.scores import score_item
from usertrail.rest.items.traces import GROUPS, trace_details, trace_item
from usertrail.rest.items.values import Item
from usertrail.rest.parameters import conditions_of, groups_of, page_of
from usertrail.rest.rows import (
    OBSERVATION_COLUMNS,
    TRACE_COLUMNS,
    Order,
    Texts,
    count_rows,
    select_rows,
    select_span_ids,
    select_texts,
)
from usertrail.sdk_answers import json_answer

# More are not read into memory for one answer.
MOST_OBSERVATIONS = 10_000
MOST_DELETED = 1_000

# Clauses, and whether they may be null.
ORDERS = {
    "timestamp": ("started_at", False),
    "id": ("trace_id", False),
    "name": ("name", True),
    "userId": ("nullif(user_id, '')", True),
    "sessionId": ("nullif(session_id, '')", True),
    "release": ("release", True),
    "version": ("version", True),
    "public": ("public", False),
    # No trace is.
    "bookmarked": ("started_at", False),
}
_DIRECTIONS = {"asc": False, "desc": True}
_FROM_START = Order("started_at", ("span_id",), descending=False)


@reading
async def list_traces(reading: Reading) -> Response:
    query = reading.request.query_params
    page, groups = page_of(query), groups_of(query, GROUPS, GROUPS)
    conditions = conditions_of(query, TRACE_PARAMETERS)
    order = _order_of(query.get("orderBy") or "timestamp.desc")
    pool, project_id = reading.pool, reading.project_id
    rows = await select_rows(
        pool, project_id, TRACES, TRACE_COLUMNS, conditions, order, page.limit, page.offset
    )
    total = await count_rows(pool, project_id, TRACES, conditions)
    texts = await select_texts(pool, project_id, rows) if "io" in groups else {}
    spans = await _span_ids(reading, rows) if "observations" in groups else {}
    scores = await _score_ids(reading, rows) if "scores" in groups else {}
    data = [
        _chosen(row, project_id, groups, texts)
        | {
            "observations": spans.get(row["trace_id"], []),
            "scores": scores.get(row["trace_id"], []),
        }
        for row in rows
    ]
    return json_answer({"data": data, "meta": page.meta(total)})


@reading
async def get_trace(reading: Reading) -> Response:
    groups = groups_of(reading.request.query_params, GROUPS, GROUPS)
    pool, project_id = reading.pool, reading.project_id
    trace_id = reading.request.path_params["trace_id"]
    this = [Condition("id", "string", "=", trace_id)]
    rows = await select_rows(
        pool, project_id, TRACES, TRACE_COLUMNS, this, _order_of("timestamp.desc"), 1
    )
    if not rows:
        raise NotFound(f"Trace {trace_id} not found within authorized project")
    (trace,) = rows
    texts = await select_texts(pool, project_id, rows) if "io" in groups else {}
    item = _chosen(trace, project_id, groups, texts)
    item["observations"] = await _spans(reading, trace) if "observations" in groups else []
    item["scores"] = await _scores(reading, trace) if "scores" in groups else []
    return json_answer(item)


@reading
async def delete_trace(reading: Reading) -> Response:
    trace_id = storable_id(reading.request.path_params["trace_id"])
    await delete_traces(reading.connections, reading.project_id, [trace_id])
    return json_answer({"message": "Trace deleted successfully"})


@reading
async def delete_many_traces(reading: Reading) -> Response:
    trace_ids = _trace_ids(await reading.request.body())
    await delete_traces(reading.connections, reading.project_id, trace_ids)
    return json_answer({"message": "Traces deleted successfully"})


def _trace_ids(body: bytes) -> list[str]:
    try:
        trace_ids: Any = orjson.loads(body)["traceIds"]
        if not isinstance(trace_ids, list) or not 1 <= len(trace_ids) <= MOST_DELETED:
            raise ValueError
        return sorted({storable_id(trace_id) for trace_id in trace_ids})
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BadInput(
            f"The body must be an object whose traceIds are 1 to {MOST_DELETED} texts."
        ) from None


def _order_of(text: str) -> Order:
    column, _, direction = text.partition(".")
    if column not in ORDERS or direction not in _DIRECTIONS:
        raise BadInput(
            f"orderBy must be one of {', '.join(ORDERS)} and .asc or .desc, not {text[:60]!r}."
        )
    clause, nullable = ORDERS[column]
    return Order(clause, ("trace_id",), _DIRECTIONS[direction], nullable)


def _chosen(row: Record, project_id: str, groups: set[str], texts: Texts) -> Item:
    """A trace without the groups of fields that were not asked for."""
    item = trace_item(row, project_id, texts.get(row["trace_id"], {}))
    item |= trace_details(row, project_id)
    if "io" not in groups:
        for name in ("input", "output", "metadata"):
            del item[name]
    if "metrics" not in groups:
        item |= {"latency": -1, "totalCost": -1}
    return item


async def _span_ids(reading: Reading, rows: Sequence[Record]) -> dict[str, list[str]]:
    ids = defaultdict(list)
    trace_ids = [row["trace_id"] for row in rows]
    for span in await select_span_ids(reading.pool, reading.project_id, trace_ids):
        ids[span["trace_id"]].append(span["span_id"])
    return ids


async def _score_ids(reading: Reading, rows: Sequence[Record]) -> dict[str, list[str]]:
    trace_ids = [row["trace_id"] for row in rows]
    given = await loaders.feedback_on(reading.pool, reading.project_id, trace_ids)
    return {
        trace_id: [score["feedback_id"] for score in on.trace]
        for trace_id, on in zip(trace_ids, given, strict=True)
    }


async def _spans(reading: Reading, trace: Record) -> list[Item]:
    """All spans in order of start."""
    if trace["span_count"] > MOST_OBSERVATIONS:
        raise BadInput(
            f"The trace has {trace['span_count']:,} observations, more than the "
            f"{MOST_OBSERVATIONS:,} of one answer: read them by /api/public/observations?traceId=, "
            "and the trace with fields=core,io,scores,metrics."
        )
    rows = await select_rows(
        reading.pool,
        reading.project_id,
        OBSERVATIONS,
        f"{OBSERVATION_COLUMNS}, input, output",
        [Condition("traceId", "string", "=", trace["trace_id"])],
        _FROM_START,
        MOST_OBSERVATIONS,
    )
    return [observation_item(row, reading.project_id) for row in rows]


async def _scores(reading: Reading, trace: Record) -> list[Item]:
    """All scores of the trace and its spans, but for corrections, which no client knows here."""
    (given,) = await loaders.feedback_on(reading.pool, reading.project_id, [trace["trace_id"]])
    return [
        score_item(row, reading.project_id)
        for row in given.trace
        if row["data_type"] != "CORRECTION"
    ]
