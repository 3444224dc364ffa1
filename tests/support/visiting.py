"""Visitors: clients that have the public key alone, each at an address of its own."""

import base64
import hashlib
import hmac
import time
from collections.abc import Callable
from typing import Any

import httpx
from starlette.applications import Starlette

from environment import ProjectKeys

INGESTION = "/api/public/ingestion"
SCORES = "/api/public/scores"
SCORE: dict[str, Any] = {"id": "thumb", "traceId": "t1", "name": "helpful", "value": 1}

Visit = Callable[..., httpx.AsyncClient]


def visits(app: Starlette, project: ProjectKeys) -> Visit:
    """Makes a visitor of an address who brings a token, or the public key alone."""

    def visit(address: str = "203.0.113.1", token: str | None = None) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            transport=httpx.ASGITransport(app, client=(address, 50_000)),
            base_url="http://usertrail.test",
            headers={"authorization": f"Bearer {token or project.public_key}"},
        )

    return visit


def score(**given: Any) -> dict[str, Any]:
    return SCORE | given


def event(event_id: str, **given: Any) -> dict[str, Any]:
    return {
        "id": event_id,
        "type": "score-create",
        "timestamp": "2026-01-02T03:04:05Z",
        "body": SCORE | {"id": event_id} | given,
    }


def batch(*events: Any) -> dict[str, Any]:
    return {"batch": list(events)}


def token_for(keys: ProjectKeys, target: str, seconds: float = 3600) -> str:
    """What the application's server would sign for `trace:<id>` or `session:<id>`."""
    expires_at = int(time.time() + seconds)
    signing_key = hashlib.sha256(f"{keys.public_key}:{keys.secret_key}".encode()).digest()
    said = f"{target}:{expires_at}".encode()
    signature = base64.urlsafe_b64encode(hmac.digest(signing_key, said, "sha256"))
    return f"{keys.public_key}.{expires_at}.{signature.decode().rstrip('=')}"
