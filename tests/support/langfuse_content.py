"""One of everything that a Langfuse holds, as the events that brought it there."""

from typing import Any

Told = dict[str, Any]


def event(type: str, at: str, **body: Any) -> Told:
    return {"id": f"event-{type}-{body['id']}", "type": type, "timestamp": at, "body": body}


def at(text: str) -> str:
    """A moment of the day that everything here takes place on, to the millisecond."""
    return f"2026-03-10T{text}Z"


def score(id: str, value: object, **given: object) -> Told:
    body = {"id": id, "name": "stars", "value": value, "comment": f"of {id}", **given}
    return event("score-create", at("12:30:00.000"), **body)


EVENTS = [
    event(
        *("trace-create", at("12:00:00.000")),
        id="trace one/ä",
        timestamp=at("12:00:00.000"),
        name="chat-turn",
        userId="ada@example.com",
        sessionId="session-7",
        release="2026.11",
        version="1.4.0",
        environment="staging",
        public=True,
        tags=["web", "beta"],
        metadata={"plan": "pro", "limits": {"daily": [10, 20]}},
        input={"question": "Why?"},
        output="42",
    ),
    event(
        *("chain-create", at("12:00:00.100")),
        id="root",
        traceId="trace one/ä",
        name="handle",
        startTime=at("12:00:00.100"),
        endTime=at("12:00:04.000"),
        environment="staging",
        metadata={"long": "x" * 900, "deep": {"er": "y" * 200}, "a,b": 7},
        input=0,
        output=[1, 2.5, None, {"k": "ü\u2028"}],
    ),
    event(
        *("generation-create", at("12:00:01.000")),
        id="generation",
        traceId="trace one/ä",
        parentObservationId="root",
        name="write",
        startTime=at("12:00:01.000"),
        completionStartTime=at("12:00:01.250"),
        endTime=at("12:00:02.000"),
        environment="staging",
        version="1.4.1",
        model="gpt-4o",
        modelParameters={"temperature": 0.2, "stop": "no"},
        usageDetails={"input": 100, "output": 40, "input_cached_tokens": 60, "total": 200},
        # Neither what the price table says nor what its parts add up to.
        costDetails={"input": 0.001, "output": 1e-9, "total": 0.0123456789},
        promptName="answer-prompt",
        promptVersion=3,
        input=[{"role": "user", "content": "Why?"}],
        output="Because.",
    ),
    event(
        *("tool-create", at("12:00:02.000")),
        id="failure",
        traceId="trace one/ä",
        parentObservationId="generation",
        name="look-up",
        startTime=at("12:00:02.000"),
        endTime=at("12:00:02.500"),
        environment="staging",
        level="ERROR",
        statusMessage="boom: no such table",
    ),
    event(
        *("event-create", at("12:00:03.000")),
        id="event",
        traceId="trace one/ä",
        parentObservationId="root",
        name="cache-miss",
        startTime=at("12:00:03.000"),
        environment="staging",
        level="WARNING",
    ),
    event("trace-create", at("12:10:00.000"), id="bare", timestamp=at("12:10:00.000")),
    event(
        *("span-create", at("12:20:00.000")),
        id="orphan",
        traceId="never told of",
        parentObservationId="never sent",
        name="orphan",
        startTime=at("12:20:00.000"),
        endTime=at("12:20:01.000"),
    ),
    score("numeric", 4.25, traceId="trace one/ä", metadata={"by": "hand"}),
    score("boolean", 1, dataType="BOOLEAN", traceId="trace one/ä", observationId="generation"),
    score("categorical", "friendly", traceId="trace one/ä", observationId="failure"),
    score("text", "Well done", dataType="TEXT", traceId="trace one/ä"),
    score("correction", "43", dataType="CORRECTION", traceId="trace one/ä"),
    score("annotated", 2, source="ANNOTATION", configId="config", traceId="bare"),
    score("evaluated", 0, source="EVAL", traceId="bare"),
    score("of the session", -1.5, sessionId="session-7"),
    score("of no trace", 3, traceId="nobody knows", environment="staging"),
]
