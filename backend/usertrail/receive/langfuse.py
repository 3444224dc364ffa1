"""Langfuse's ingestion endpoints: batches of events, and scores."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from usertrail.access.caller import Caller, caller_of
from usertrail.access.projects import select_project
from usertrail.database.pool import acquire
from usertrail.errors import BadInput, Unauthorized
from usertrail.ingest import ingest
from usertrail.langfuse_responses import InvalidData, json_response
from usertrail.normalise.langfuse import (
    EventRefusal,
    ParsedBatch,
    feedback_of_score,
    feedback_of_visitor,
)
from usertrail.normalise.records import Feedback
from usertrail.receive.batch import (
    Batch,
    batch_of,
    check_count,
    parsed,
    parsed_batch_of,
    reason_of,
    shortened,
)
from usertrail.receive.body import MEBIBYTE, admitted_body, in_thread, read_body
from usertrail.receive.ingest_stat_rows import RequestStats
from usertrail.receive.ingest_stats import record_erased, recording
from usertrail.receive.visitors import admitted_caller, store_feedback
from usertrail.rules.rules_cache import rules_of

MAX_BATCH_BYTES = 9 * MEBIBYTE // 2
MAX_SCORES_BYTES = MEBIBYTE


async def ingest_batch(request: Request) -> Response:
    """Store a batch of events; the response has one status per event (207 Multi-Status)."""
    async with recording(request) as stats:
        caller = await admitted_caller(request)
        store = _store_batch if caller.scope == "all" else _store_batch_of_visitor
        batch = await store(request, caller, stats)
        stats.event_count += batch.accepted_count
        stats.refused_events.update(batch.reasons)
    return Response(batch.answer, 207, media_type="application/json")


async def _store_batch(request: Request, caller: Caller, stats: RequestStats) -> Batch:
    async with admitted_body(request, caller, MAX_BATCH_BYTES) as body:
        rules = await rules_of(request, caller)
        batch = await in_thread(
            lambda: batch_of(parsed_batch_of(body, caller, rules), len(body)), caller, len(body)
        )
        dropped = await ingest(request.app.state.pool, caller.project_id, batch.chunks, rules)
    record_erased(stats, dropped.event_count)
    return batch


async def _store_batch_of_visitor(request: Request, caller: Caller, stats: RequestStats) -> Batch:
    body = await read_body(request, caller, MAX_BATCH_BYTES)
    rules = await rules_of(request, caller)
    parsed_batch = await in_thread(lambda: parsed_batch_of(body, caller, rules), caller, len(body))
    refusals = await store_feedback(request, caller, parsed_batch.records.feedback, stats)
    return await in_thread(
        lambda: batch_of(_with_refusals(parsed_batch, refusals), len(body)), caller, len(body)
    )


def _with_refusals(
    parsed_batch: ParsedBatch, refusals: Sequence[EventRefusal | None]
) -> ParsedBatch:
    """The same with what storing the feedback refused: one entry per piece of feedback."""
    results = list(parsed_batch.results)
    for place, refused in zip(parsed_batch.feedback_indexes, refusals, strict=True):
        results[place] = results[place]._replace(refusal=refused)
    return parsed_batch._replace(results=results)


async def post_scores(request: Request) -> Response:
    """Store one score, or an array of them."""
    async with recording(request) as stats:
        caller = await admitted_caller(request)
        body = await read_body(request, caller, MAX_SCORES_BYTES)
        sent = await in_thread(lambda: parsed(body, "error"), caller, len(body))
        scores = sent if isinstance(sent, list) else [sent]
        check_count(scores, "scores")
        stored, refused = await _store_scores(request, caller, scores, stats)
        stats.event_count += len(stored)
        reasons = await in_thread(lambda: Counter(map(reason_of, refused)), caller)
        stats.refused_events.update(reasons)
    return _multi_response(stored, refused) if scores is sent else _single_response(stored, refused)


async def _store_scores(
    request: Request, caller: Caller, scores: list[Any], stats: RequestStats
) -> tuple[list[Feedback], list[EventRefusal]]:
    """The stored feedback, and the refusals of the rest."""
    received_at = datetime.now(UTC)
    is_visitor = caller.scope != "all"
    given, refused = await in_thread(lambda: _read(scores, received_at, is_visitor), caller)
    refusals = await store_feedback(request, caller, given, stats)
    stored = [item for item, refusal in zip(given, refusals, strict=True) if refusal is None]
    return stored, refused + [refusal for refusal in refusals if refusal]


def _read(
    scores: list[Any], received_at: datetime, is_visitor: bool
) -> tuple[list[Feedback], list[EventRefusal]]:
    read = feedback_of_visitor if is_visitor else feedback_of_score
    feedback: list[Feedback] = []
    refused: list[EventRefusal] = []
    for score in scores:
        try:
            feedback.append(read(score, received_at))
        except BadInput as error:
            refused.append(EventRefusal(str(error)))
    return feedback, refused


def _single_response(stored: list[Feedback], refused: list[EventRefusal]) -> Response:
    for refusal in refused:
        raise (
            Unauthorized(refusal.reason) if refusal.is_forbidden else InvalidData(refusal.reason)
        )
    return json_response({"id": stored[0].feedback_id})


def _multi_response(stored: list[Feedback], refused: list[EventRefusal]) -> Response:
    if not refused:
        return json_response({"message": "Accepted"}, 202)
    reasons = [refusal.reason for refusal in refused]
    return json_response(
        {
            "accepted": len(stored),
            "rejected": len(reasons),
            "errors": [{"message": reason} for reason in shortened(reasons)],
        },
        207,
    )


async def projects(request: Request) -> Response:
    """The one project that the key belongs to."""
    caller = await caller_of(request)
    async with acquire(request.app.state.pool) as db:
        project = await select_project(db, caller.project_id)
    found = [project] if project else []
    return json_response(
        {
            "data": [
                {
                    "id": project_id,
                    "name": name,
                    "organization": {"id": "usertrail", "name": "Usertrail"},
                    "metadata": {},
                }
                for project_id, name in found
            ]
        }
    )


async def health(request: Request) -> Response:
    """The process is up, in Langfuse's format."""
    return json_response({"status": "OK", "version": _version()})


@cache
def _version() -> str:
    try:
        return version("usertrail")
    except PackageNotFoundError:
        # Run from a checkout that was never installed.
        return "unknown"
