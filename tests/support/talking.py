"""Conversations: turns with a question and an answer."""

from typing import Any

import httpx

from browsing import span
from environment import RunningServer


def said(n: int, *, user: str = "ann", session: str = "talk", **given: Any) -> dict[str, Any]:
    """A turn of a conversation, a minute after the one of the number before."""
    named = {
        "session.id": session,
        "langfuse.observation.output": f"Answer {n}",
        **given.pop("named", {}),
    }
    given = {"minutes_ago": 100 - n, "input": f"Question {n}", "cost": 0.25, **given}
    return span(n, user=user, named=named, **given)


def rate_session(server: RunningServer, session: str, name: str, value: str) -> None:
    httpx.post(
        f"{server.url}/api/public/scores",
        json={"sessionId": session, "name": name, "value": value, "dataType": "CATEGORICAL"},
        auth=(server.public_key, server.secret_key),
    ).raise_for_status()
