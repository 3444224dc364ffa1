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
from usertrail.normalise.langfuse import Judged, Refused, feedback_of_score, judge
from usertrail.normalise.records import Feedback, Records
from usertrail.normalise.rules import NO_RULES, Rules
from usertrail.normalise.text import parse_json
from usertrail.receive.arrival_rows import Arrival
from usertrail.receive.arrivals import ERASED, arriving, refused_for
from usertrail.receive.body import MEBIBYTE, in_thread, read_body
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
    caller = await caller_of(request)
    async with read_body(request, MAX_BATCH_BYTES) as body:
        batch = await _parsed(body, "errors")
        events = batch.get("batch") if isinstance(batch, dict) else None
        if not isinstance(events, list):
            raise InvalidData("The body must be an object with an array named batch.", "errors")
        only_feedback = caller.scope != "all"
        rules = await rules_of(request, caller)
        judged = await in_thread(
            lambda: judge(events, datetime.now(UTC), rules, only_feedback=only_feedback)
        )
        if any(judged.records):
            await _ingest(request, caller, judged.records, arrival, rules)
    refused = [refused for _, refused in judged.verdicts if refused]
    arrival.event_count += len(judged.verdicts) - len(refused)
    arrival.refused_events.update(
        refused_for(of.reason, Unauthorized if of.is_forbidden else BadInput) for of in refused
    )
    return judged


async def _ingest(
    request: Request, caller: Caller, records: Records, arrival: Arrival, rules: Rules = NO_RULES
) -> None:
    """Store it. What was erased is left out without a word to the sender, who would try again."""
    unstored = await ingest(request.app.state.pool, caller.project_id, records, rules)
    arrival.event_count -= unstored.event_count
    arrival.refused_events[ERASED] += unstored.event_count


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
        caller = await caller_of(request)
        async with read_body(request, MAX_SCORES_BYTES) as body:
            sent = await _parsed(body, "error")
            if isinstance(sent, list):
                return await _store_scores(request, caller, sent, arrival)
            return await _store_score(request, caller, sent, arrival)


async def _store_score(request: Request, caller: Caller, score: Any, arrival: Arrival) -> Response:
    try:
        feedback = feedback_of_score(score, datetime.now(UTC))
    except BadInput as error:
        arrival.refused_events.update([refused_for(str(error))])
        raise InvalidData(str(error)) from error
    await _ingest(request, caller, Records(feedback=[feedback]), arrival)
    arrival.event_count += 1
    return json_answer({"id": feedback.feedback_id})


async def _store_scores(
    request: Request, caller: Caller, scores: list[Any], arrival: Arrival
) -> Response:
    received_at = datetime.now(UTC)
    feedback: list[Feedback] = []
    reasons: list[str] = []
    for score in scores:
        try:
            feedback.append(feedback_of_score(score, received_at))
        except BadInput as error:
            reasons.append(str(error))
    if feedback:
        await _ingest(request, caller, Records(feedback=feedback), arrival)
    arrival.event_count += len(feedback)
    arrival.refused_events.update(map(refused_for, reasons))
    if not reasons:
        return json_answer({"message": "Accepted"}, 202)
    return json_answer(
        {
            "accepted": len(feedback),
            "rejected": len(reasons),
            "errors": [{"message": reason} for reason in reasons],
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
