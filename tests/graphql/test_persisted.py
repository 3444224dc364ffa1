"""A query by its hash alone, as Apollo's clients try at first, by every way there is.

Apollo Server without persisted queries answers with the message PersistedQueryNotSupported and the
code PERSISTED_QUERY_NOT_SUPPORTED; Apollo Client looks for either, Apollo Kotlin and iOS for the
message. They send the query itself then, and hashes no more.
"""

import json
from typing import Any

import httpx
import pytest

from environment import ProjectKeys
from live import basic, opened, receive

HASH = {"persistedQuery": {"version": 1, "sha256Hash": "0" * 64}}
QUERY = "{ project { name } }"
REFUSED = [
    {
        "message": "PersistedQueryNotSupported",
        "extensions": {"code": "PERSISTED_QUERY_NOT_SUPPORTED"},
    }
]
ANSWER = {"data": {"project": {"name": "Test"}}}
OLD, NEW = "application/json", "application/graphql-response+json"


@pytest.mark.parametrize(("accept", "status"), [(OLD, 200), ("*/*", 200), (NEW, 400)])
@pytest.mark.parametrize("query", [{}, {"query": None}, {"query": ""}])
@pytest.mark.parametrize("more", [{}, {"operationName": "Q"}, {"variables": {"n": 1}}])
async def test_over_http(
    client: httpx.AsyncClient, accept: str, status: int, query: dict[str, Any], more: dict[str, Any]
) -> None:
    request = {**query, **more, "extensions": HASH}
    by_post = await client.post("/graphql", json=request, headers={"accept": accept})
    params = {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in request.items()
        if value is not None
    }
    by_get = await client.get("/graphql", params=params, headers={"accept": accept})
    for answer in (by_post, by_get):
        assert (answer.status_code, answer.json()) == (status, {"errors": REFUSED})


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_over_server_sent_events(client: httpx.AsyncClient, method: str) -> None:
    sent: dict[str, Any] = (
        {"params": {"extensions": json.dumps(HASH)}}
        if method == "GET"
        else {"json": {"extensions": HASH}}
    )
    headers = {"accept": "text/event-stream"}
    answer = await client.request(method, "/graphql", headers=headers, **sent)
    (told,) = [line for line in answer.text.splitlines() if line.startswith("data: {")]
    assert json.loads(told.removeprefix("data: ")) == {"errors": REFUSED}


async def test_over_a_websocket_which_stays_open(address: str, project: ProjectKeys) -> None:
    async with opened(address, {"authorization": basic(project)}) as socket:
        await receive(socket)
        for payload in ({"extensions": HASH}, {"query": None, "extensions": HASH}):
            await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": payload}))
            assert await receive(socket) == {"id": "1", "type": "error", "payload": REFUSED}
        whole = {"query": QUERY, "extensions": HASH}
        await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": whole}))
        assert await receive(socket) == {"id": "1", "type": "next", "payload": ANSWER}


async def test_the_query_that_comes_with_its_hash_is_answered(client: httpx.AsyncClient) -> None:
    answer = await client.post("/graphql", json={"query": QUERY, "extensions": HASH})
    assert answer.json() == ANSWER


@pytest.mark.parametrize("extensions", [None, {}, {"persistedQuery": None}, {"other": 1}])
async def test_without_a_hash_a_query_is_missed(
    client: httpx.AsyncClient, extensions: object
) -> None:
    answer = await client.post("/graphql", json={"extensions": extensions})
    assert answer.status_code == 400
    assert "No GraphQL query" in answer.json()["errors"][0]["message"]
