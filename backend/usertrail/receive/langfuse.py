"""Langfuse batches and scores in, one status per event out."""

from collections import Counter
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from usertrail.access import Caller, caller_of, select_project
from usertrail.database.pool import acquire
from usertrail.errors import BadInput
from usertrail.ingest import ingest
from usertrail.normalise.langfuse import feedback_of_score
from usertrail.normalise.records import Feedback, Records
from usertrail.receive.arrival_rows import Arrival, Why
from usertrail.receive.arrivals import arriving, refused_for
from usertrail.receive.batch import check_count, parsed, read_batch, shortened
from usertrail.receive.body import MEBIBYTE, in_thread, read_body
from usertrail.rules import rules_of
from usertrail.sdk_answers import InvalidData, answering, json_answer

MAX_BATCH_BYTES = 9 * MEBIBYTE // 2
MAX_SCORES_BYTES = MEBIBYTE


@answering
async def ingest_batch(request: Request) -> Response:
    """Store what a batch brings; the answer has one status for each of its events."""
    async with arriving(request) as arrival:
        caller = await caller_of(request)
        body = await read_body(request, caller, MAX_BATCH_BYTES)
        rules = await rules_of(request, caller)
        batch = await in_thread(lambda: read_batch(body, caller, rules), caller, len(body))
        await ingest(request.app.state.pool, caller.project_id, batch.portions, rules)
        arrival.event_count = batch.accepted_count
        arrival.refused_events.update(batch.whys)
    return Response(batch.answer, 207, media_type="application/json")


@answering
async def post_scores(request: Request) -> Response:
    """Store one score, or an array of them."""
    async with arriving(request) as arrival:
        caller = await caller_of(request)
        body = await read_body(request, caller, MAX_SCORES_BYTES)
        sent = await in_thread(lambda: parsed(body, "error"), caller, len(body))
        if isinstance(sent, list):
            return await _store_scores(request, caller, sent, arrival)
        return await _store_score(request, caller, sent, arrival)


async def _store_score(request: Request, caller: Caller, score: Any, arrival: Arrival) -> Response:
    try:
        feedback = feedback_of_score(score, datetime.now(UTC))
    except BadInput as error:
        arrival.refused_events.update([refused_for(str(error))])
        raise InvalidData(str(error)) from error
    await ingest(request.app.state.pool, caller.project_id, Records(feedback=[feedback]))
    arrival.event_count = 1
    return json_answer({"id": feedback.feedback_id})


async def _store_scores(
    request: Request, caller: Caller, scores: list[Any], arrival: Arrival
) -> Response:
    check_count(scores, "scores")
    received_at = datetime.now(UTC)
    feedback, reasons, whys = await in_thread(lambda: _judged(scores, received_at), caller)
    if feedback:
        await ingest(request.app.state.pool, caller.project_id, Records(feedback=feedback))
    arrival.event_count = len(feedback)
    arrival.refused_events.update(whys)
    if not reasons:
        return json_answer({"message": "Accepted"}, 202)
    return json_answer(
        {
            "accepted": len(feedback),
            "rejected": len(reasons),
            "errors": [{"message": reason} for reason in shortened(reasons)],
        },
        207,
    )


def _judged(
    scores: list[Any], received_at: datetime
) -> tuple[list[Feedback], list[str], Counter[Why]]:
    """What is given, and why the rest is not taken, as told to the sender and to the project."""
    feedback: list[Feedback] = []
    reasons: list[str] = []
    for score in scores:
        try:
            feedback.append(feedback_of_score(score, received_at))
        except BadInput as error:
            reasons.append(str(error))
    return feedback, reasons, Counter(map(refused_for, reasons))


@answering
async def projects(request: Request) -> Response:
    """The one project that the key belongs to."""
    caller = await caller_of(request)
    async with acquire(request.app.state.pool) as db:
        project = await select_project(db, caller.project_id)
    found = [project] if project else []
    return json_answer(
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
    """The process is up, as Langfuse says it."""
    return json_answer({"status": "OK", "version": _version()})


@cache
def _version() -> str:
    try:
        return version("usertrail")
    except PackageNotFoundError:
        # Run from a checkout that was never installed.
        return "unknown"
