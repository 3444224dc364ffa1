"""Events of Langfuse batches (POST /api/public/ingestion) -> records, each on its own."""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from usertrail.errors import BadInput, Unauthorized
from usertrail.normalise.langfuse.observations import KINDS, span_event_of
from usertrail.normalise.langfuse.scores import feedback_of_event
from usertrail.normalise.langfuse.traces import trace_event_of
from usertrail.normalise.langfuse.values import moment, quoted
from usertrail.normalise.langfuse.visitors import of_visitor, without_claims
from usertrail.normalise.records import Feedback, Records, SpanEvent, TraceEvent
from usertrail.normalise.rules import NO_RULES, Rules

logger = logging.getLogger(__name__)

_OPEN_TO_PUBLIC_KEY = frozenset({"score-create", "sdk-log"})


class EventRefusal(NamedTuple):
    """Why an event is refused; `is_forbidden` if the key may not send this type of event."""

    reason: str
    is_forbidden: bool = False


_Record = Feedback | TraceEvent | SpanEvent | None


class EventResult(NamedTuple):
    """`event_id` is empty where the event has no valid one; `refusal` is None if it is accepted."""

    event_id: str
    refusal: EventRefusal | None


class ParsedBatch(NamedTuple):
    """The records to store, and one result per event in the order of the batch."""

    records: Records
    results: list[EventResult]
    # For each of `records.feedback` the index of its result.
    feedback_indexes: list[int]


def parse_batch(
    events: Iterable[Any],
    received_at: datetime,
    rules: Rules = NO_RULES,
    *,
    only_feedback: bool = False,
) -> ParsedBatch:
    """Parse a batch. Events without a timestamp get `received_at`, an aware instant.

    With `only_feedback` everything but scores is refused, as for a public key alone. Raises
    nothing: an event that cannot be parsed is refused, and the others are not.
    """
    records_found: list[_Record] = []
    feedback_indexes: list[int] = []
    results: list[EventResult] = []
    for event in events:
        event_id = _event_id(event)
        refused = None
        try:
            if only_feedback:
                record = _visitor_record(event, event_id, received_at)
            else:
                record = _record(event, event_id, received_at, rules)
            records_found.append(record)
            if isinstance(record, Feedback):
                feedback_indexes.append(len(results))
        except Unauthorized as error:
            refused = EventRefusal(str(error), is_forbidden=True)
        except BadInput as error:
            refused = EventRefusal(str(error))
        except Exception:
            # A bug must not affect the other events of the batch.
            logger.exception("An event could not be parsed")
            refused = EventRefusal("Unexpected error.")
        results.append(EventResult(event_id or "", refused))
    records = Records(
        feedback=[record for record in records_found if isinstance(record, Feedback)],
        trace_events=[record for record in records_found if isinstance(record, TraceEvent)],
        span_events=[record for record in records_found if isinstance(record, SpanEvent)],
    )
    return ParsedBatch(records, results, feedback_indexes)


def _is_open(event: Any) -> bool:
    return not isinstance(event, dict) or event.get("type") in _OPEN_TO_PUBLIC_KEY


def _event_id(event: Any) -> str | None:
    event_id = event.get("id") if isinstance(event, dict) else None
    is_valid = isinstance(event_id, str) and 1 <= len(event_id) <= 800 and "\r" not in event_id
    return event_id if is_valid else None


def _visitor_record(event: Any, event_id: str | None, received_at: datetime) -> _Record:
    """Raises Unauthorized for what no public key may send, else as `_record`."""
    if not _is_open(event):
        raise Unauthorized("Access Scope Denied")
    claimed = without_claims(event)
    if isinstance(claimed, dict):
        claimed["body"] = without_claims(claimed.get("body"))
    record = _record(claimed, event_id, received_at, NO_RULES)
    return of_visitor(record, received_at) if isinstance(record, Feedback) else record


def _record(event: Any, event_id: str | None, received_at: datetime, rules: Rules) -> _Record:
    """None for an event without effect (sdk-log). Raises BadInput."""
    if not isinstance(event, dict):
        raise BadInput("An event must be an object.")
    if event_id is None:
        raise BadInput("id must be a text of 1 to 800 characters without a carriage return.")
    event_type = event.get("type")
    if event_type == "sdk-log":
        return None
    body = event.get("body")
    if not isinstance(body, dict):
        raise BadInput("body must be an object.")
    said_at = moment(event, "timestamp", received_at) or received_at
    if event_type == "score-create":
        return feedback_of_event(event_id, body, said_at)
    if event_type == "trace-create":
        return trace_event_of(event_id, body, said_at, received_at, rules)
    kind = KINDS.get(event_type) if isinstance(event_type, str) else None
    if kind is None:
        raise BadInput(f"Events of type {quoted(event_type)} are not supported.")
    return span_event_of(event_id, kind, body, said_at, received_at)
