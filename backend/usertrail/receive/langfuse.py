"""Langfuse batches and scores in, one status per event out."""

from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from usertrail.access import Caller, caller_of, select_project
from usertrail.database.pool import acquire
from usertrail.errors import BadInput, Unauthorized
from usertrail.ingest import ingest
from usertrail.normalise.langfuse import (
    Judged,
    Refused,
    feedback_of_score,
    feedback_of_visitor,
    judge,
)
from usertrail.normalise.records import Feedback
from usertrail.normalise.text import parse_json
from usertrail.receive.arrival_rows import Arrival, Why
from usertrail.receive.arrivals import arriving, note_erased, refused_for
from usertrail.receive.body import MEBIBYTE, in_thread, read_body
from usertrail.receive.visitors import admitted, store_feedback
from usertrail.rules import rules_of
from usertrail.sdk_answers import InvalidData, answering, json_answer

MAX_BATCH_BYTES = 9 * MEBIBYTE // 2
MAX_SCORES_BYTES = MEBIBYTE


class Verdict(NamedTuple):
    """What became of one event of a batch."""

    event_id: str
    status: int
    message: str = ""
    error: str = ""

    def as_json(self) -> dict[str, Any]:
        answer: dict[str, Any] = {"id": self.event_id, "status": self.status}
        if self.message:
            answer |= {"message": self.message, "error": self.error}
        return answer


@answering
async def ingest_batch(request: Request) -> Response:
    """Store what a batch brings; the answer has one status for each of its events."""
    async with arriving(request) as arrival:
        judged = await _store_batch(request, arrival)
    verdicts = [_verdict(*judgement) for judgement in judged.verdicts]
    return json_answer(
        {
            "successes": [verdict.as_json() for verdict in verdicts if not verdict.message],
            "errors": [verdict.as_json() for verdict in verdicts if verdict.message],
        },
        207,
    )


async def _store_batch(request: Request, arrival: Arrival) -> Judged:
    caller = await admitted(request)
    async with read_body(request, MAX_BATCH_BYTES) as body:
        batch = await _parsed(body, "errors")
        events = batch.get("batch") if isinstance(batch, dict) else None
        if not isinstance(events, list):
            raise InvalidData("The body must be an object with an array named batch.", "errors")
        is_visitor = caller.scope != "all"
        rules = await rules_of(request, caller)
        judged = await in_thread(
            lambda: judge(events, datetime.now(UTC), rules, only_feedback=is_visitor)
        )
        if is_visitor:
            judged = await _store_of_visitor(request, caller, judged, arrival)
        elif any(judged.records):
            pool = request.app.state.pool
            unstored = await ingest(pool, caller.project_id, judged.records, rules)
            note_erased(arrival, unstored.event_count)
    refused = [refused for _, refused in judged.verdicts if refused]
    arrival.event_count += len(judged.verdicts) - len(refused)
    arrival.refused_events.update(map(_why, refused))
    return judged


async def _store_of_visitor(
    request: Request, caller: Caller, judged: Judged, arrival: Arrival
) -> Judged:
    refusals = await store_feedback(request, caller, judged.records.feedback, arrival)
    verdicts = list(judged.verdicts)
    for place, refused in zip(judged.feedback_places, refusals, strict=True):
        verdicts[place] = verdicts[place][0], refused
    return judged._replace(verdicts=verdicts)


def _why(refused: Refused) -> Why:
    return refused_for(refused.reason, Unauthorized if refused.is_forbidden else BadInput)


def _verdict(event_id: str, refused: Refused | None) -> Verdict:
    if refused is None:
        return Verdict(event_id, 201)
    if refused.is_forbidden:
        return Verdict(event_id or "unknown", 401, "Authentication error", refused.reason)
    return Verdict(event_id or "unknown", 400, "Invalid request data", refused.reason)


@answering
async def post_scores(request: Request) -> Response:
    """Store one score, or an array of them."""
    async with arriving(request) as arrival:
        caller = await admitted(request)
        async with read_body(request, MAX_SCORES_BYTES) as body:
            sent = await _parsed(body, "error")
            scores = sent if isinstance(sent, list) else [sent]
            stored, refused = await _store_scores(request, caller, scores, arrival)
        arrival.event_count += len(stored)
        arrival.refused_events.update(map(_why, refused))
        return (
            _answer_to_many(stored, refused) if scores is sent else _answer_to_one(stored, refused)
        )


async def _store_scores(
    request: Request, caller: Caller, scores: list[Any], arrival: Arrival
) -> tuple[list[Feedback], list[Refused]]:
    """What is stored, and why the rest is not."""
    received_at = datetime.now(UTC)
    read = feedback_of_score if caller.scope == "all" else feedback_of_visitor
    feedback: list[Feedback] = []
    refused: list[Refused] = []
    for score in scores:
        try:
            feedback.append(read(score, received_at))
        except BadInput as error:
            refused.append(Refused(str(error)))
    refusals = await store_feedback(request, caller, feedback, arrival)
    stored = [item for item, why in zip(feedback, refusals, strict=True) if why is None]
    return stored, refused + [why for why in refusals if why]


def _answer_to_one(stored: list[Feedback], refused: list[Refused]) -> Response:
    for why in refused:
        raise Unauthorized(why.reason) if why.is_forbidden else InvalidData(why.reason)
    return json_answer({"id": stored[0].feedback_id})


def _answer_to_many(stored: list[Feedback], refused: list[Refused]) -> Response:
    if not refused:
        return json_answer({"message": "Accepted"}, 202)
    return json_answer(
        {
            "accepted": len(stored),
            "rejected": len(refused),
            "errors": [{"message": why.reason} for why in refused],
        },
        207,
    )


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


async def _parsed(body: bytes, key: str) -> Any:
    try:
        return await in_thread(lambda: parse_json(body))
    except ValueError as error:
        raise InvalidData(f"The body is not JSON: {error}.", key) from error
