"""Events of Langfuse batches, each on its own: what it means, or why it means nothing."""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from usertrail.errors import BadInput, Unauthorized
from usertrail.normalise.langfuse.observations import KINDS, span_event_of
from usertrail.normalise.langfuse.scores import feedback_of_event
from usertrail.normalise.langfuse.traces import trace_event_of
from usertrail.normalise.langfuse.values import moment, shown
from usertrail.normalise.langfuse.visitors import of_visitor, unclaimed
from usertrail.normalise.records import Feedback, Records, SpanEvent, TraceEvent
from usertrail.normalise.rules import NO_RULES, Rules

logger = logging.getLogger(__name__)

_OPEN_TO_PUBLIC_KEY = frozenset({"score-create", "sdk-log"})


class Refused(NamedTuple):
    """Why an event is not stored. `is_forbidden`: the key may send only feedback."""

    reason: str
    is_forbidden: bool = False


_Meaning = Feedback | TraceEvent | SpanEvent | None


class Judged(NamedTuple):
    records: Records
    # For each event its id, empty if it has none that can be used, and why it is not stored.
    verdicts: list[tuple[str, Refused | None]]
    # The place among the verdicts of each piece of feedback.
    feedback_places: list[int]


def judge(
    events: Iterable[Any],
    received_at: datetime,
    rules: Rules = NO_RULES,
    *,
    only_feedback: bool = False,
) -> Judged:
    """Read a batch. `received_at` is the time of events that name none.

    Only feedback: as a public key alone may send it.
    """
    found: list[_Meaning] = []
    places: list[int] = []
    verdicts: list[tuple[str, Refused | None]] = []
    for event in events:
        event_id = _event_id(event)
        refused = None
        try:
            if only_feedback:
                meaning = _meaning_of_visitor(event, event_id, received_at)
            else:
                meaning = _meaning(event, event_id, received_at, rules)
            found.append(meaning)
            if isinstance(meaning, Feedback):
                places.append(len(verdicts))
        except Unauthorized as error:
            refused = Refused(str(error), is_forbidden=True)
        except BadInput as error:
            refused = Refused(str(error))
        except Exception:
            # A bug must not cost the other events of the batch.
            logger.exception("An event could not be read")
            refused = Refused("Unexpected error.")
        verdicts.append((event_id or "", refused))
    records = Records(
        feedback=[record for record in found if isinstance(record, Feedback)],
        trace_events=[record for record in found if isinstance(record, TraceEvent)],
        span_events=[record for record in found if isinstance(record, SpanEvent)],
    )
    return Judged(records, verdicts, places)


def _is_open(event: Any) -> bool:
    return not isinstance(event, dict) or event.get("type") in _OPEN_TO_PUBLIC_KEY


def _event_id(event: Any) -> str | None:
    event_id = event.get("id") if isinstance(event, dict) else None
    is_valid = isinstance(event_id, str) and 1 <= len(event_id) <= 800 and "\r" not in event_id
    return event_id if is_valid else None


def _meaning_of_visitor(event: Any, event_id: str | None, received_at: datetime) -> _Meaning:
    """Raises Unauthorized for what no public key may send, else as `_meaning`."""
    if not _is_open(event):
        raise Unauthorized("Access Scope Denied")
    said = unclaimed(event)
    if isinstance(said, dict):
        said["body"] = unclaimed(said.get("body"))
    meaning = _meaning(said, event_id, received_at, NO_RULES)
    return of_visitor(meaning, received_at) if isinstance(meaning, Feedback) else meaning


def _meaning(event: Any, event_id: str | None, received_at: datetime, rules: Rules) -> _Meaning:
    """None for what asks nothing of us. Raises BadInput with what is wrong."""
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
        raise BadInput(f"Events of type {shown(event_type)} are not supported.")
    return span_event_of(event_id, kind, body, said_at, received_at)
