"""Langfuse scores -> feedback."""

import uuid
from datetime import datetime
from decimal import Decimal
from typing import Any, get_args

from usertrail.counted_feedback import RATED
from usertrail.errors import BadInput
from usertrail.normalise.fields import environment_of
from usertrail.normalise.identifiers import MAX_NAME_BYTES, storable_id
from usertrail.normalise.langfuse.values import Body, identifier, json_value, moment, quoted, text
from usertrail.normalise.langfuse.visitors import of_visitor, without_claims
from usertrail.normalise.rating import rating_of
from usertrail.normalise.records import Feedback, FeedbackDataType
from usertrail.normalise.text import cleaned

_DATA_TYPES: dict[str, FeedbackDataType] = {name: name for name in get_args(FeedbackDataType)}
_MAX_TEXT = 500


def feedback_of_event(event_id: str, body: Body, said_at: datetime) -> Feedback:
    """A `score-create` event of the batch endpoint. Raises BadInput.

    A score without an id gets that of the event, so that a retry does not duplicate it.
    """
    return _feedback({**body, "id": body.get("id") or event_id}, said_at)


def feedback_of_score(score: Any, received_at: datetime) -> Feedback:
    """A score of the scores endpoint. Raises BadInput."""
    if not isinstance(score, dict):
        raise BadInput("A score must be an object.")
    if score.get("source") == "EVAL":
        raise BadInput("source EVAL is accepted only in batches of events.")
    return _feedback(score, moment(score, "timestamp", received_at) or received_at)


def feedback_of_visitor(score: Any, received_at: datetime) -> Feedback:
    """The same for a score that came with a public key alone. Raises BadInput."""
    return of_visitor(feedback_of_score(without_claims(score), received_at), received_at)


def _feedback(score: dict[str, Any], created_at: datetime) -> Feedback:
    trace_id, span_id, session_id = _target(score)
    data_type, value, string_value = _value(score)
    if data_type == "CORRECTION" and session_id:
        raise BadInput("A CORRECTION is of a trace, not of a session.")
    name = "output" if data_type == "CORRECTION" else text(score, "name")
    if not name:
        raise BadInput("name must be a text of at least one character.")
    environment = score.get("environment")
    return Feedback(
        feedback_id=identifier(score, "id") or uuid.uuid4().hex,
        trace_id=trace_id,
        span_id=span_id,
        session_id=session_id,
        name=storable_id(name, MAX_NAME_BYTES),
        data_type=data_type,
        value=value,
        string_value=string_value,
        comment=text(score, "comment"),
        source=_source(score, data_type),
        metadata=json_value(score, "metadata"),
        environment=environment_of(environment) if environment else None,
        created_at=created_at,
    )


def _target(score: dict[str, Any]) -> tuple[str | None, str | None, str | None]:
    """(trace id, span id, session id): a trace, a span of a trace, or a session."""
    trace_id, span_id, session_id, run_id = (
        identifier(score, name)
        for name in ("traceId", "observationId", "sessionId", "datasetRunId")
    )
    if run_id:
        raise BadInput("Scores of dataset runs are not supported.")
    if (trace_id is None) == (session_id is None):
        raise BadInput("Exactly one of traceId and sessionId must be given.")
    if span_id and not trace_id:
        raise BadInput("observationId needs the traceId it belongs to.")
    return trace_id, span_id, session_id


def _value(score: dict[str, Any]) -> tuple[FeedbackDataType, Decimal | None, str | None]:
    """(data type, number, text), as in Feedback."""
    sent = score.get("value")
    if isinstance(sent, bool) or not isinstance(sent, int | float | str):
        raise BadInput(f"value must be a number or a text, not {quoted(sent)}.")
    implied = "CATEGORICAL" if isinstance(sent, str) else "NUMERIC"
    data_type = _DATA_TYPES.get(str(score.get("dataType") or implied))
    if data_type is None:
        raise BadInput(
            f"dataType must be one of {', '.join(_DATA_TYPES)}, not {quoted(score['dataType'])}."
        )
    if data_type in RATED:
        return _number(data_type, sent)
    if not isinstance(sent, str):
        raise BadInput(f"value must be a text for {data_type}, not {quoted(sent)}.")
    category = cleaned(sent)
    if data_type == "TEXT" and not 1 <= len(category) <= _MAX_TEXT:
        raise BadInput(f"value must have 1 to {_MAX_TEXT} characters for TEXT.")
    return data_type, None, category


def _number(
    data_type: FeedbackDataType, sent: float | str
) -> tuple[FeedbackDataType, Decimal, str | None]:
    if isinstance(sent, str):
        raise BadInput(f"value must be a finite number for {data_type}, not {quoted(sent)}.")
    if data_type == "NUMERIC":
        return data_type, rating_of("value", sent), None
    if sent not in (0, 1):
        raise BadInput(f"value must be 0 or 1 for BOOLEAN, not {quoted(sent)}.")
    return data_type, Decimal(int(sent)), "True" if sent else "False"


def _source(score: dict[str, Any], data_type: FeedbackDataType) -> str:
    source = score.get("source") or "API"
    if source not in ("API", "ANNOTATION", "EVAL"):
        raise BadInput(f"source must be API, ANNOTATION or EVAL, not {quoted(source)}.")
    if source == "ANNOTATION" and data_type != "CORRECTION" and not score.get("configId"):
        raise BadInput("source ANNOTATION needs a configId.")
    return str(source)
