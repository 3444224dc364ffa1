"""Langfuse batches and scores in, one status per event out."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from usertrail.access import Caller, caller_of, select_project
from usertrail.database.pool import acquire
from usertrail.errors import BadInput, Unauthorized
from usertrail.ingest import ingest
from usertrail.langfuse_responses import InvalidData, json_answer
from usertrail.normalise.langfuse import Judged, Refused, feedback_of_score, feedback_of_visitor
from usertrail.normalise.records import Feedback
from usertrail.receive.batch import (
    Batch,
    batch_of,
    check_count,
    judged_of,
    parsed,
    shortened,
    why_of,
)
from usertrail.receive.body import MEBIBYTE, in_thread, read_body
from usertrail.receive.ingest_stat_rows import Arrival
from usertrail.receive.ingest_stats import arriving, note_erased
from usertrail.receive.visitors import admitted, store_feedback
from usertrail.rules import rules_of

MAX_BATCH_BYTES = 9 * MEBIBYTE // 2
MAX_SCORES_BYTES = MEBIBYTE


async def ingest_batch(request: Request) -> Response:
    """Store what a batch brings; the answer has one status for each of its events."""
    async with arriving(request) as arrival:
        caller = await admitted(request)
        store = _store_batch if caller.scope == "all" else _store_batch_of_visitor
        batch = await store(request, caller, arrival)
        arrival.event_count += batch.accepted_count
        arrival.refused_events.update(batch.whys)
    return Response(batch.answer, 207, media_type="application/json")


async def _store_batch(request: Request, caller: Caller, arrival: Arrival) -> Batch:
    body = await read_body(request, caller, MAX_BATCH_BYTES)
    rules = await rules_of(request, caller)
    batch = await in_thread(lambda: batch_of(judged_of(body, caller, rules)), caller, len(body))
    unstored = await ingest(request.app.state.pool, caller.project_id, batch.portions, rules)
    note_erased(arrival, unstored.event_count)
    return batch


async def _store_batch_of_visitor(request: Request, caller: Caller, arrival: Arrival) -> Batch:
    body = await read_body(request, caller, MAX_BATCH_BYTES)
    rules = await rules_of(request, caller)
    judged = await in_thread(lambda: judged_of(body, caller, rules), caller, len(body))
    refusals = await store_feedback(request, caller, judged.records.feedback, arrival)
    return await in_thread(lambda: batch_of(_with(judged, refusals)), caller, len(body))


def _with(judged: Judged, refusals: Sequence[Refused | None]) -> Judged:
    """Refusals of the feedback, too."""
    verdicts = list(judged.verdicts)
    for place, refused in zip(judged.feedback_places, refusals, strict=True):
        verdicts[place] = verdicts[place][0], refused
    return judged._replace(verdicts=verdicts)


async def post_scores(request: Request) -> Response:
    """Store one score, or an array of them."""
    async with arriving(request) as arrival:
        caller = await admitted(request)
        body = await read_body(request, caller, MAX_SCORES_BYTES)
        sent = await in_thread(lambda: parsed(body, "error"), caller, len(body))
        scores = sent if isinstance(sent, list) else [sent]
        check_count(scores, "scores")
        stored, refused = await _store_scores(request, caller, scores, arrival)
        arrival.event_count += len(stored)
        whys = await in_thread(lambda: Counter(map(why_of, refused)), caller)
        arrival.refused_events.update(whys)
    return _answer_to_many(stored, refused) if scores is sent else _answer_to_one(stored, refused)


async def _store_scores(
    request: Request, caller: Caller, scores: list[Any], arrival: Arrival
) -> tuple[list[Feedback], list[Refused]]:
    """What is stored, and why the rest is not."""
    received_at = datetime.now(UTC)
    is_visitor = caller.scope != "all"
    given, refused = await in_thread(lambda: _read(scores, received_at, is_visitor), caller)
    refusals = await store_feedback(request, caller, given, arrival)
    stored = [item for item, why in zip(given, refusals, strict=True) if why is None]
    return stored, refused + [why for why in refusals if why]


def _read(
    scores: list[Any], received_at: datetime, is_visitor: bool
) -> tuple[list[Feedback], list[Refused]]:
    read = feedback_of_visitor if is_visitor else feedback_of_score
    feedback: list[Feedback] = []
    refused: list[Refused] = []
    for score in scores:
        try:
            feedback.append(read(score, received_at))
        except BadInput as error:
            refused.append(Refused(str(error)))
    return feedback, refused


def _answer_to_one(stored: list[Feedback], refused: list[Refused]) -> Response:
    for why in refused:
        raise Unauthorized(why.reason) if why.is_forbidden else InvalidData(why.reason)
    return json_answer({"id": stored[0].feedback_id})


def _answer_to_many(stored: list[Feedback], refused: list[Refused]) -> Response:
    if not refused:
        return json_answer({"message": "Accepted"}, 202)
    reasons = [why.reason for why in refused]
    return json_answer(
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
