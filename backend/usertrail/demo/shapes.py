"""What the demo is made of before it is put on the wire: spans, traces, scores, people's visits.

Instants are milliseconds after the start of the visit, so that everything but the clock is the
same whenever the demo runs.
"""

from typing import Any, NamedTuple

Attributes = dict[str, str | int | float | bool | list[str]]


class Service(NamedTuple):
    """The application that sends: its name, and the instrumentation it is written with."""

    name: str
    scope: str
    scope_version: str


class DemoSpan(NamedTuple):
    span_id: bytes
    # Empty for a root.
    parent_id: bytes
    name: str
    start_ms: int
    end_ms: int
    attributes: Attributes
    # What the exception said, where one left the span.
    error: str | None = None
    # Of a streamed answer.
    first_token_ms: int | None = None


class DemoTrace(NamedTuple):
    trace_id: bytes
    service: Service
    environment: str
    release: str
    spans: list[DemoSpan]


class Score(NamedTuple):
    """Feedback: the body of a `score-create` event, without its time."""

    at_ms: int
    body: dict[str, Any]


class Visit(NamedTuple):
    """What one person does in one sitting."""

    # Whole days before the end of the demo's period; 0 is the last 24 hours.
    days_ago: int
    # Two draws, 0 to 1: the hour of the day, and whether a weekend is kept free.
    hour_draw: float
    weekend_draw: float
    length_ms: int
    traces: list[DemoTrace]
    scores: list[Score]
