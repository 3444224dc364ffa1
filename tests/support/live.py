"""A client of graphql-transport-ws, and waiting until the app listens for changed traces."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from environment import ProjectKeys
from usertrail.database.pool import Pool
from usertrail.read.trace_feed import TraceFeed

LIVE = "subscription ($userId: String) { traceUpdated(userId: $userId) { traceId spanCount } }"
PATIENCE = 30


def basic(project: ProjectKeys) -> str:
    pair = f"{project.public_key}:{project.secret_key}"
    return "Basic " + base64.b64encode(pair.encode()).decode()


@asynccontextmanager
async def opened(
    address: str, payload: dict[str, Any] | None = None, **options: Any
) -> AsyncIterator[ClientConnection]:
    async with connect(
        f"ws://{address}/graphql",
        subprotocols=[Subprotocol("graphql-transport-ws")],
        **options,
    ) as socket:
        await socket.send(json.dumps({"type": "connection_init", "payload": payload or {}}))
        yield socket


async def receive(socket: ClientConnection) -> dict[str, Any]:
    message: dict[str, Any] = json.loads(await asyncio.wait_for(socket.recv(), PATIENCE))
    return message


async def subscribe(
    socket: ClientConnection, id: str = "1", query: str = LIVE, **variables: Any
) -> None:
    payload = {"query": query, "variables": variables}
    await socket.send(json.dumps({"id": id, "type": "subscribe", "payload": payload}))


async def listening(app: Starlette, count: int = 1) -> TraceFeed:
    """The app's feed, when so many listen."""
    for _ in range(PATIENCE * 100):
        feed: TraceFeed | None = getattr(app.state, "trace_feed", None)
        if feed and feed.is_listening and len(feed.subscribers) == count:
            return feed
        await asyncio.sleep(0.01)
    raise TimeoutError


async def silent(app: Starlette, pool: Pool) -> None:
    """Wait until nobody listens, and no connection is held for it."""
    for _ in range(PATIENCE * 100):
        feed: TraceFeed = app.state.trace_feed
        if not feed.is_listening and pool.get_size() == pool.get_idle_size():
            return
        await asyncio.sleep(0.01)
    raise TimeoutError
