"""Traces: listed, one with all that belongs to it, deleted."""

from collections import defaultdict
from typing import Any

import orjson
from asyncpg import Record
from starlette.requests import Request
from starlette.responses import Response

from usertrail.errors import BadInput, LimitExceeded, TooLarge
from usertrail.ingest import delete_traces
from usertrail.langfuse_responses import json_response
from usertrail.normalise.identifiers import storable_id
from usertrail.read import feedback, spans, traces
from usertrail.read.columns import FEEDBACK, SPAN, TRACE
from usertrail.read.conditions import OPTIONS, Condition, equals
from usertrail.read.lists import Listing, Rows
from usertrail.read.paging import Sort
from usertrail.request_limits import BODY, check_values
from usertrail.rest.answers import built_answer
from usertrail.rest.columns import TRACE_PARAMETERS, TRACES
from usertrail.rest.endpoint import ProjectRequest, project_endpoint
from usertrail.rest.parameters import conditions_of, groups_of
from usertrail.rest.serializers.observations import observation_item
from usertrail.rest.serializers.scores import score_item
from usertrail.rest.serializers.traces import GROUPS, trace_details, trace_item
from usertrail.rest.serializers.values import Item

# More are not read into memory for one answer.
MAX_OBSERVATIONS = 10_000
MAX_SCORES = 10_000
MAX_DELETED = 1_000

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
_FROM_START = Sort("", "started_at", "instant", ("span_id",), descending=False)
_FROM_FIRST = Sort("", "created_at", "instant", ("feedback_id",), descending=False)


@project_endpoint
async def list_traces(asked: ProjectRequest) -> Response:
    groups = groups_of(asked.query, GROUPS, GROUPS)
    conditions = conditions_of(asked.query, TRACES, TRACE_PARAMETERS)
    sort = _sort_of(asked.query.get("orderBy") or "timestamp.desc")
    pool, project_id = asked.pool, asked.project_id
    rows, meta = await asked.page(Listing(_shown(groups), sort, conditions))
    trace_ids = [row["trace_id"] for row in rows]
    texts = await traces.texts_by_trace(pool, rows) if "io" in groups else {}
    span_ids: dict[str, list[str]] = defaultdict(list)
    if "observations" in groups:
        for row in await spans.select_span_ids(pool, trace_ids):
            span_ids[row["trace_id"]].append(row["span_id"])
    scores: dict[str, list[str]] = defaultdict(list)
    if "scores" in groups:
        for row in await feedback.select_feedback_ids(pool, trace_ids):
            scores[row["trace_id"]].append(row["feedback_id"])

    def build() -> Item:
        data = [
            _chosen(row, project_id, groups, texts)
            | {"observations": span_ids[row["trace_id"]], "scores": scores[row["trace_id"]]}
            for row in rows
        ]
        return {"data": data, "meta": meta}

    return await built_answer(build)


@project_endpoint
async def get_trace(asked: ProjectRequest) -> Response:
    groups = groups_of(asked.query, GROUPS, GROUPS)
    pool, project_id = asked.pool, asked.project_id
    newest = _sort_of("timestamp.desc")
    trace = await asked.one("Trace", _shown(groups), TRACE["trace_id"], newest)
    texts = await traces.texts_by_trace(pool, [trace]) if "io" in groups else {}
    of_spans = await _spans(asked, trace) if "observations" in groups else []
    scores = await _scores(asked, trace) if "scores" in groups else []
    return await built_answer(
        lambda: {
            **_chosen(trace, project_id, groups, texts),
            "observations": [observation_item(row, project_id) for row in of_spans],
            "scores": [score_item(row, project_id) for row in scores],
        }
    )


@project_endpoint
async def delete_trace(asked: ProjectRequest) -> Response:
    await delete_traces(asked.connections, asked.project_id, [storable_id(asked.id)])
    return json_response({"message": "Trace deleted successfully"})


@project_endpoint
async def delete_many_traces(asked: ProjectRequest) -> Response:
    trace_ids = _trace_ids(await _small_body(asked.request))
    await delete_traces(asked.connections, asked.project_id, trace_ids)
    return json_response({"message": "Traces deleted successfully"})


async def _small_body(request: Request) -> bytes:
    """A body that may be read on the event loop. Raises TooLarge."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            BODY.check(len(body))
        check_values(bytes(body))
    except LimitExceeded as error:
        raise TooLarge(str(error)) from None
    return bytes(body)


def _trace_ids(body: bytes) -> list[str]:
    try:
        trace_ids: Any = orjson.loads(body)["traceIds"]
        if not isinstance(trace_ids, list) or not 1 <= len(trace_ids) <= MAX_DELETED:
            raise ValueError
        return sorted({storable_id(trace_id) for trace_id in trace_ids})
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BadInput(
            f"The body must be an object whose traceIds are 1 to {MAX_DELETED} strings."
        ) from None


def _sort_of(text: str) -> Sort:
    column, _, direction = text.partition(".")
    if column not in ORDERS or direction not in _DIRECTIONS:
        raise BadInput(
            f"orderBy must be one of {', '.join(ORDERS)} and .asc or .desc, not {text[:60]!r}."
        )
    clause, nullable = ORDERS[column]
    return Sort("", clause, "text", ("trace_id",), _DIRECTIONS[direction], nullable)


def _shown(groups: set[str]) -> Rows:
    return traces.WHOLE if "io" in groups else traces.SHORT


def _chosen(row: Record, project_id: str, groups: set[str], texts: traces.Texts) -> Item:
    """A trace without the groups of fields that were not asked for."""
    item = trace_item(row, project_id, texts.get(row["trace_id"], {}))
    item |= trace_details(row, project_id)
    if "io" not in groups:
        for name in ("input", "output", "metadata"):
            del item[name]
    if "metrics" not in groups:
        item |= {"latency": -1, "totalCost": -1}
    return item


async def _spans(asked: ProjectRequest, trace: Record) -> list[Record]:
    """All spans in order of start."""
    if trace["span_count"] > MAX_OBSERVATIONS:
        raise BadInput(
            f"The trace has {trace['span_count']:,} observations, more than the "
            f"{MAX_OBSERVATIONS:,} of one response: fetch them from "
            "/api/public/observations?traceId=, and the trace with fields=core,io,scores,metrics."
        )
    in_trace = [equals(SPAN["trace_id"], trace["trace_id"])]
    return await asked.first(MAX_OBSERVATIONS, Listing(spans.WHOLE, _FROM_START, in_trace))


async def _scores(asked: ProjectRequest, trace: Record) -> list[Record]:
    """All scores of the trace and its spans, but for corrections, which no client knows here."""
    on_trace = [
        equals(FEEDBACK["trace_id"], trace["trace_id"]),
        Condition(FEEDBACK["data_type"], OPTIONS["none of"], ["CORRECTION"]),
    ]
    rows = await asked.first(MAX_SCORES + 1, Listing(feedback.WHOLE, _FROM_FIRST, on_trace))
    if len(rows) > MAX_SCORES:
        raise BadInput(
            f"The trace has more than the {MAX_SCORES:,} scores of one response: fetch them from "
            "/api/public/v2/scores?traceId=, and the trace with "
            "fields=core,io,observations,metrics."
        )
    return rows
