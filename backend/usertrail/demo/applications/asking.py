"""What every application of the demo is asked and answers."""

from random import Random
from typing import NamedTuple

from usertrail.demo import phrases
from usertrail.demo.shapes import Attributes, DemoTrace
from usertrail.demo.tracing import TraceBuilder


class Ask(NamedTuple):
    """Who asks, how, and with what luck."""

    user_id: str | None
    session_id: str | None
    plan: str
    environment: str
    release: str
    error_rate: float
    # Milliseconds after the visit's start.
    start_ms: int
    # 0 for the first question of a session.
    turn: int


class Answered(NamedTuple):
    trace: DemoTrace
    # The span that made the answer, to be rated.
    answer_span_id: bytes
    has_failed: bool
    end_ms: int


def answered_by(builder: TraceBuilder, span_id: bytes, has_failed: bool) -> Answered:
    trace = builder.finish()
    return Answered(trace, span_id, has_failed, trace.spans[0].end_ms)


def maybe_error(rng: Random, rate: float, texts: tuple[str, ...]) -> str | None:
    text = phrases.fill_text(rng, rng.choice(texts))
    return text if rng.random() < rate else None


def langfuse_trace(ask: Ask, name: str, tags: list[str]) -> Attributes:
    """What the Langfuse SDKs put on the span that says something of its trace."""
    attributes: Attributes = {
        "langfuse.trace.name": name,
        "langfuse.trace.tags": tags,
        "langfuse.trace.metadata.plan": ask.plan,
    }
    if ask.user_id is not None:
        attributes["user.id"] = ask.user_id
    if ask.session_id is not None:
        attributes["session.id"] = ask.session_id
    return attributes
