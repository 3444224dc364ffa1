"""`trace-create` events of Langfuse batches, which create or update a trace."""

from datetime import datetime
from typing import Any

from usertrail.normalise.conventions.langfuse import TRACE_SESSION_ID, TRACE_USER_ID
from usertrail.normalise.fields import environment_of, is_true, tags_of
from usertrail.normalise.identifiers import storable_id
from usertrail.normalise.langfuse.values import (
    Body,
    any_as_text,
    identifier,
    json_value,
    moment,
)
from usertrail.normalise.metadata import bounded
from usertrail.normalise.own_names import metadata_sources, own_ids_of
from usertrail.normalise.records import JsonObject, TraceEvent, TraceFields
from usertrail.normalise.rules import Rules
from usertrail.normalise.text import storable

MAX_NAME = 1000


def trace_event_of(
    event_id: str, body: Body, said_at: datetime, received_at: datetime, rules: Rules
) -> TraceEvent:
    """A trace without an id gets that of the event. Raises BadInput.

    Events of a trace are ordered by the timestamp of the body, else by `said_at`, that of the
    event: the JavaScript SDK may queue an update before what it updates.
    """
    name = any_as_text(body, "name")
    user_id = any_as_text(body, "userId")
    session_id = any_as_text(body, "sessionId")
    environment = body.get("environment")
    metadata = metadata_of(body)
    return TraceEvent(
        trace_id=identifier(body, "id") or storable_id(event_id),
        event_id=storable_id(event_id),
        said_at=moment(body, "timestamp", received_at) or said_at,
        environment=environment_of(storable(environment)) if environment else None,
        fields=TraceFields(
            user_id=user_id and storable_id(user_id),
            session_id=session_id and storable_id(session_id),
            name=name and name[:MAX_NAME],
            version=any_as_text(body, "version"),
            release=any_as_text(body, "release"),
            input=any_as_text(body, "input"),
            output=any_as_text(body, "output"),
            tags=_tags(body),
            metadata=metadata,
            public=is_true(body.get("public")),
            user_id_name=TRACE_USER_ID if user_id else None,
            session_id_name=TRACE_SESSION_ID if session_id else None,
            own=own_ids_of(rules, metadata_sources(metadata)),
        ),
    )


def metadata_of(body: Body) -> JsonObject:
    """An object as it is; anything else has no keys, and is kept under the key metadata."""
    metadata: Any = json_value(body, "metadata")
    if isinstance(metadata, dict):
        return bounded(metadata)
    return {} if metadata is None else bounded({"metadata": metadata})


def _tags(body: Body) -> tuple[str, ...]:
    tags = json_value(body, "tags")
    return tags_of(tags) if tags else ()
