"""What the demo is made of before it is put on the wire: spans, traces, scores, people's visits.

Instants are milliseconds after the start of the visit, so that everything but the clock is the
same whenever the demo runs.
"""

from typing import Any, NamedTuple

Attributes = dict[str, str | int | float | bool | list[str]]


class Ask(NamedTuple):
    """Who asks an application, how, and with what luck."""

    user_id: str | None
    session_id: str | None
    plan: str
    environment: str
    release: str
    error_rate: float
    start_ms: int
    # 0 for the first question of a session.
    turn: int


class Source(NamedTuple):
    """What all spans of one process have in common: its name, and what it is traced with."""

    service: str
    scope: str
    scope_version: str
    environment: str
    release: str


class DemoSpan(NamedTuple):
    # Ids in hex.
    span_id: str
    # Empty for a root.
    parent_id: str
    name: str
    start_ms: int
    end_ms: int
    attributes: Attributes
    # What the exception said, where one left the span.
    error: str | None = None
    # Of a streamed answer.
    first_token_ms: int | None = None


class DemoTrace(NamedTuple):
    source: Source
    trace_id: str
    # The root first; it ends last.
    spans: list[DemoSpan]
    # The span that made the answer, to be rated.
    answer_span_id: str
    has_failed: bool

    @property
    def end_ms(self) -> int:
        return self.spans[0].end_ms


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
