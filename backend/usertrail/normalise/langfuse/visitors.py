"""Feedback that came with a public key alone: which fields are trusted, and how long they may be.

Anybody can read the key in a page, so time, source and environment are not trusted, and ids get a
prefix so that they cannot replace the application's feedback.
"""

from datetime import datetime
from typing import Any

import orjson

from usertrail.errors import BadInput
from usertrail.normalise.identifiers import storable_id
from usertrail.normalise.records import VISITOR, Feedback

# The prefix of ids that came with a public key.
ID_PREFIX = "public-key:"

MAX_CATEGORY_LENGTH, MAX_COMMENT_LENGTH, MAX_CORRECTION_LENGTH = 100, 4_000, 10_000
MAX_METADATA_BYTES = 4_000


def without_claims(score: Any) -> Any:
    """A score, or its event, without timestamp and source."""
    if not isinstance(score, dict):
        return score
    return {name: value for name, value in score.items() if name not in ("timestamp", "source")}


def of_visitor(feedback: Feedback, received_at: datetime) -> Feedback:
    """The feedback as a visitor's. Raises BadInput if a text is too long."""
    _check_length("value", feedback.string_value, _max_text_length(feedback.data_type))
    _check_length("comment", feedback.comment, MAX_COMMENT_LENGTH)
    if len(orjson.dumps(feedback.metadata)) > MAX_METADATA_BYTES:
        raise BadInput(f"metadata may have {MAX_METADATA_BYTES:,} bytes from a public key.")
    return feedback._replace(
        feedback_id=prefixed_id(feedback.feedback_id),
        source=VISITOR,
        # Filters list every environment; that of the trace or session is used once it is known.
        environment=None,
        created_at=received_at,
    )


def prefixed_id(feedback_id: str) -> str:
    """The id with the prefix. Idempotent, so a client may send a returned id again."""
    is_own = feedback_id.startswith(ID_PREFIX)
    return feedback_id if is_own else storable_id(ID_PREFIX + feedback_id)


def _max_text_length(data_type: str) -> int:
    return MAX_CATEGORY_LENGTH if data_type == "CATEGORICAL" else MAX_CORRECTION_LENGTH


def _check_length(name: str, text: str | None, most: int) -> None:
    if text is not None and len(text) > most:
        raise BadInput(f"{name} may have {most:,} characters from a public key.")
