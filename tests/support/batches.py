"""Events as the batch endpoint takes them, and what became of them, asked of GraphQL."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx

from asking import Ask

Body = dict[str, Any]
Event = dict[str, Any]
Send = Callable[..., Awaitable[Any]]

INGESTION = "/api/public/ingestion"
TRACE = """
query Trace($traceId: String!) { trace(traceId: $traceId) {
  traceId name environment release version tags metadata input output startedAt latencyMs
  user { userId } session { sessionId } feedback { name }
  spans { nodes {
    spanId parentSpanId type name level statusMessage environment version model modelParameters
    startedAt endedAt timeToFirstTokenMs usageDetails costDetails inputTokens outputTokens
    totalTokens costUsd input output metadata promptName promptVersion
  } }
} }
"""


def at(second: float) -> str:
    return f"2026-01-02T03:04:{second:09.6f}+00:00"


def event(type_: str, said: float = 0, event_id: str | None = None, **body: Any) -> Event:
    event_id = event_id or f"{type_}-{body.get('id')}-{said}"[:100]
    return {"id": event_id, "type": type_, "timestamp": at(said), "body": body}


def sender(client: httpx.AsyncClient) -> Send:
    """Sends events, all of which must be taken."""

    async def send(*events: Event) -> None:
        answer = await client.post(INGESTION, json={"batch": events})
        assert answer.status_code == 207
        assert answer.json()["errors"] == []

    return send


async def refused(client: httpx.AsyncClient, *events: Event) -> dict[str, str]:
    """Why, by event id."""
    answer = (await client.post(INGESTION, json={"batch": events})).json()
    assert {error["status"] for error in answer["errors"]} == {400}
    return {error["id"]: error["error"] for error in answer["errors"]}


async def trace_of(ask: Ask, trace_id: str = "t") -> Any:
    return (await ask(TRACE, traceId=trace_id))["trace"]


async def span_of(ask: Ask, span_id: str = "o", trace_id: str = "t") -> Any:
    [span] = [
        span
        for span in (await trace_of(ask, trace_id))["spans"]["nodes"]
        if span["spanId"] == span_id
    ]
    return span


async def users(ask: Ask) -> dict[str, int]:
    """Traces by user."""
    found = await ask("{ users { nodes { userId metrics { traceCount } } } }")
    return {node["userId"]: node["metrics"]["traceCount"] for node in found["users"]["nodes"]}
