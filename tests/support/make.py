"""Records with sensible defaults: a test names only what matters to it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from usertrail.normalise.records import Feedback, Span, TraceFields

START = datetime(2026, 3, 10, 12, tzinfo=UTC)
numbers = count(1)


def span(trace_id: str = "trace", span_id: str | None = None, **given: Any) -> Span:
    """A span of one second; without a parent it is the root.

    Fields of the trace (user_id, session_id, tags...) may be given as `trace_<field>` or, for the
    user and the session, by their own names.
    """
    said = {
        name: given.pop(key)
        for name in TraceFields._fields
        for key in (f"trace_{name}", *([name] if name in ("user_id", "session_id") else []))
        if key in given
    }
    started_at = given.get("started_at", START)
    parent = given.get("parent_span_id")
    tokens = given.get("input_tokens", 0) + given.get("output_tokens", 0)
    values: dict[str, Any] = {
        "trace_id": trace_id,
        "span_id": span_id or f"span-{next(numbers)}",
        "parent_span_id": None,
        "is_root": parent is None,
        "type": "GENERATION" if given.get("model") else "SPAN",
        "name": "step",
        "started_at": started_at,
        "ended_at": started_at + timedelta(seconds=1),
        "completion_started_at": None,
        "level": "DEFAULT",
        "status_message": None,
        "environment": "default",
        "version": None,
        "model": None,
        "model_parameters": {},
        "prompt_name": None,
        "prompt_version": None,
        "usage_details": {},
        "cost_details": {},
        "input_tokens": 0,
        "output_tokens": 0,
        "total_tokens": tokens,
        "cost_usd": None,
        "input": None,
        "output": None,
        "metadata": {},
        "trace_fields": TraceFields(**said),
    }
    return Span(**(values | given))


def feedback(feedback_id: str | None = None, value: object = 1, **given: Any) -> Feedback:
    """Numeric, boolean or categorical by the type of the value; on trace "trace" unless told."""
    if isinstance(value, bool):
        kind = {"data_type": "BOOLEAN", "value": Decimal(value), "string_value": str(value)}
    elif isinstance(value, str):
        kind = {"data_type": "CATEGORICAL", "value": None, "string_value": value}
    else:
        kind = {"data_type": "NUMERIC", "value": Decimal(str(value)), "string_value": None}
    values: dict[str, Any] = {
        "feedback_id": feedback_id or f"feedback-{next(numbers)}",
        "trace_id": None if "session_id" in given else "trace",
        "span_id": None,
        "session_id": None,
        "name": "rating",
        **kind,
        "comment": None,
        "source": "API",
        "metadata": None,
        "environment": None,
        "created_at": START,
    }
    return Feedback(**(values | given))
