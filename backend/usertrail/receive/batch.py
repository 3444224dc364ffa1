"""Batches of Langfuse events: parsed into records, with the response that the SDKs expect.

For a large batch this takes long, so it runs in a worker thread.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import orjson

from usertrail.access.caller import Caller
from usertrail.errors import BadInput, TooLarge, Unauthorized
from usertrail.ingest import RecordChunks
from usertrail.langfuse_responses import InvalidData
from usertrail.normalise.langfuse import EventRefusal, ParsedBatch, parse_batch
from usertrail.normalise.records import Records
from usertrail.normalise.rules import Rules
from usertrail.normalise.text import parse_json, size_of
from usertrail.receive.ingest_stat_rows import RefusalReason
from usertrail.receive.ingest_stats import refusal_reason

# Events of a batch, or scores of an array. The SDKs send some hundreds at most.
MAX_EVENTS = 10_000
# A response that lists thousands of errors would be larger than the request.
MAX_LISTED_ERRORS = 100


# Values in all metadata together: each is a Python object while the batch waits to be stored.
MAX_METADATA_VALUES = 250_000


class Batch(NamedTuple):
    """`reasons` counts the refused events; `answer` is sent once the accepted ones are stored."""

    chunks: RecordChunks
    accepted_count: int
    reasons: Counter[RefusalReason]
    answer: bytes


def parsed_batch_of(body: bytes, caller: Caller, rules: Rules) -> ParsedBatch:
    """Parse a request body. Raises InvalidData if it is no batch, TooLarge over a limit."""
    batch = parsed(body, "errors")
    events = batch.get("batch") if isinstance(batch, dict) else None
    if not isinstance(events, list):
        raise InvalidData("The body must be an object with an array named batch.", "errors")
    check_count(events, "events")
    parsed_batch = parse_batch(
        events, datetime.now(UTC), rules, only_feedback=caller.scope != "all"
    )
    _check_kept(parsed_batch.records)
    return parsed_batch


def batch_of(parsed_batch: ParsedBatch, size: int) -> Batch:
    """The response for a parsed batch of so many bytes, and its records in chunks."""
    accepted = [event_id for event_id, refused in parsed_batch.results if refused is None]
    refused = [(event_id, of) for event_id, of in parsed_batch.results if of is not None]
    answer = {
        "successes": [{"id": event_id, "status": 201} for event_id in accepted],
        "errors": _listed_errors(refused),
    }
    reasons = Counter(reason_of(of) for _, of in refused)
    chunks = RecordChunks(parsed_batch.records, size)
    return Batch(chunks, len(accepted), reasons, orjson.dumps(answer))


def reason_of(refused: EventRefusal) -> RefusalReason:
    return refusal_reason(refused.reason, Unauthorized if refused.is_forbidden else BadInput)


def parsed(body: bytes, key: str) -> Any:
    """The JSON value of a body. Raises InvalidData, which lists the error under `key`."""
    try:
        return parse_json(body)
    except ValueError as error:
        raise InvalidData(f"The body is not JSON: {error}.", key) from error


def check_count(items: Sequence[Any], what: str) -> None:
    """Raises TooLarge over MAX_EVENTS items; `what` is their plural."""
    if len(items) > MAX_EVENTS:
        raise TooLarge(
            f"The body has {len(items):,} {what}, and at most {MAX_EVENTS:,} may come at once; "
            "send them in several."
        )


def _check_kept(records: Records) -> None:
    """Raises TooLarge over MAX_METADATA_VALUES."""
    kept = sum(size_of(event.fields) for event in records.span_events)
    kept += sum(size_of(event.fields.metadata) for event in records.trace_events)
    kept += sum(size_of(given.metadata) for given in records.feedback)
    if kept > MAX_METADATA_VALUES:
        raise TooLarge(
            f"The metadata of the batch holds {kept:,} values, and at most "
            f"{MAX_METADATA_VALUES:,} may come at once; send them in several."
        )


def shortened(reasons: Sequence[str]) -> list[str]:
    """The first of them, and how many more there are."""
    more = len(reasons) - MAX_LISTED_ERRORS
    return (
        [*reasons[:MAX_LISTED_ERRORS], f"{more:,} more were refused."] if more > 0 else [*reasons]
    )


def _listed_errors(refused: Sequence[tuple[str, EventRefusal]]) -> list[dict[str, Any]]:
    """The refusals as the SDKs expect them, one per event; the last one sums up the rest."""
    errors = [_error(*refusal) for refusal in refused[:MAX_LISTED_ERRORS]]
    if rest := refused[MAX_LISTED_ERRORS:]:
        # The SDKs log it, and retry or not by its status.
        is_forbidden = all(of.is_forbidden for _, of in rest)
        errors.append(
            _error("", EventRefusal(f"{len(rest):,} more events were refused.", is_forbidden))
        )
    return errors


def _error(event_id: str, refused: EventRefusal) -> dict[str, Any]:
    status, message = (
        (401, "Authentication error") if refused.is_forbidden else (400, "Invalid request data")
    )
    return {
        "id": event_id or "unknown",
        "status": status,
        "message": message,
        "error": refused.reason,
    }
