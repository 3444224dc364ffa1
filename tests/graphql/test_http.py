"""GraphQL over HTTP: methods, media types, statuses, who may ask, and the page to explore with."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from environment import ProjectKeys
from usertrail import page as pages
from usertrail.request_limits import BODY

NEW = "application/graphql-response+json"
OLD = "application/json"
QUERY = "{ project { name } }"
ANSWER = {"data": {"project": {"name": "Test"}}}


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, OLD),
        ("*/*", OLD),
        (NEW, NEW),
        (OLD, OLD),
        (f"{NEW}, {OLD};q=0.9", NEW),
        (f"{NEW};q=0.5, {OLD}", OLD),
        (f"{NEW};q=no, {OLD}", OLD),
    ],
)
async def test_the_media_type_that_is_asked_for(
    client: httpx.AsyncClient, accept: str | None, media_type: str
) -> None:
    headers = {} if accept is None else {"accept": accept}
    answer = await client.post("/graphql", json={"query": QUERY}, headers=headers)
    assert answer.headers["content-type"] == f"{media_type}; charset=utf-8"
    assert answer.headers["vary"] == "Accept"
    assert answer.headers["cache-control"] == "no-store"
    assert (answer.status_code, answer.json()) == (200, ANSWER)


@pytest.mark.parametrize(("accept", "status"), [(NEW, 400), (OLD, 200)])
@pytest.mark.parametrize(
    "request_",
    [
        {"query": "{"},
        {"query": "{ nothing }"},
        {"query": "query ($x: Int!) { project { name } }"},
        {"query": QUERY, "operationName": "Other"},
        {"query": f"query A {QUERY} query B {QUERY}"},
    ],
)
async def test_what_was_not_executed_has_no_data(
    client: httpx.AsyncClient, accept: str, status: int, request_: dict[str, str]
) -> None:
    answer = await client.post("/graphql", json=request_, headers={"accept": accept})
    assert answer.status_code == status
    assert set(answer.json()) == {"errors"}


async def test_what_failed_in_part_has_what_did_not(client: httpx.AsyncClient) -> None:
    query = 'query { project { name } node(id: "?") { id } }'
    answer = await client.post("/graphql", json={"query": query}, headers={"accept": NEW})
    body = answer.json()
    assert answer.status_code == 200
    assert body["data"] == {"project": {"name": "Test"}, "node": None}
    assert body["errors"][0]["path"] == ["node"]


async def test_a_query_may_come_by_get_and_a_mutation_may_not(client: httpx.AsyncClient) -> None:
    query = "query ($id: String!) { user(userId: $id) { id } }"
    variables = json.dumps({"id": "nobody"})
    answer = await client.get("/graphql", params={"query": query, "variables": variables})
    assert answer.json() == {"data": {"user": None}}
    mutation = 'mutation Erase { deleteUser(input: { userId: "a" }) { deletedTraceCount } }'
    both = f"query Name {QUERY} {mutation}"
    for accept in (NEW, OLD, "*/*", "text/event-stream"):
        for params in ({"query": mutation}, {"query": both, "operationName": "Erase"}):
            answer = await client.get("/graphql", params=params, headers={"accept": accept})
            assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
            (error,) = answer.json()["errors"]
            assert error["extensions"]["code"] == "BAD_REQUEST"
            assert "POST" in error["message"]


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"{", OLD),
        (b"", OLD),
        (b"[]", OLD),
        (b"7", OLD),
        (b'{"query": 7}', OLD),
        (b'{"query": "{ project { name } }", "variables": "x"}', OLD),
        (b'[{"query": "{ project { name } }"}]', OLD),
        (b'{"query": "{ project { name } }", "operationName": 7}', OLD),
        (
            b'{"query": "{ project { name } }", "variables": ' + b"[" * 5000 + b"]" * 5000 + b"}",
            OLD,
        ),
        (b'{"query": "{ project { name } }", "first": ' + b"7" * 5000 + b"x}", OLD),
        (b'{"query": "{ project { name } }"}', "text/plain"),
        (b"query=%7B+project+%7B+name+%7D+%7D", "application/x-www-form-urlencoded"),
        (b'{"query": "{ project { name } }"}', ""),
    ],
)
async def test_a_request_that_is_none(
    client: httpx.AsyncClient, body: bytes, content_type: str
) -> None:
    headers = {"content-type": content_type} if content_type else {}
    answer = await client.post("/graphql", content=body, headers=headers)
    assert 400 <= answer.status_code < 500
    assert answer.json()["errors"][0]["message"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
async def test_another_method(client: httpx.AsyncClient, method: str) -> None:
    answer = await client.request(method, "/graphql", json={"query": QUERY})
    assert answer.status_code == 405


async def test_without_keys_there_is_no_answer(app: Starlette, project: ProjectKeys) -> None:
    async def ask(**headers: str) -> httpx.Response:
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://usertrail.test"
        ) as nobody:
            return await nobody.post("/graphql", json={"query": QUERY}, headers=headers)

    answer = await ask()
    assert answer.status_code == 401
    assert answer.json()["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED"}
    answer = await ask(authorization="Basic bm90OnRoZXJl")
    assert answer.status_code == 401
    # The public key is in every visitor's browser.
    answer = await ask(authorization=f"Bearer {project.public_key}")
    assert answer.status_code == 403
    assert answer.json()["errors"][0]["extensions"] == {"code": "FORBIDDEN"}


async def test_a_browser_gets_the_page_to_explore_with(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pages, "built_files", lambda: tmp_path)
    browser: dict[str, Any] = {"headers": {"accept": "text/html,*/*;q=0.8"}, "auth": None}
    assert (await client.get("/graphql", **browser)).status_code == 503
    (tmp_path / "graphiql.html").write_text("<!doctype html><title>Explore</title>")
    answer = await client.get("/graphql", **browser)
    assert answer.status_code == 200
    assert "<title>Explore</title>" in answer.text
    # So does who opens a link to a query, which the page then shows.
    linked = await client.get("/graphql", params={"query": QUERY}, **browser)
    assert "<title>Explore</title>" in linked.text


@pytest.mark.parametrize(
    "accept", ["text/html;q=0.5, application/json", "application/json, text/html", "*/*"]
)
async def test_a_program_that_takes_pages_as_well_gets_an_answer(
    client: httpx.AsyncClient, accept: str
) -> None:
    answer = await client.get("/graphql", params={"query": QUERY}, headers={"accept": accept})
    assert answer.json() == ANSWER


async def test_a_batch_is_refused(client: httpx.AsyncClient) -> None:
    answer = await client.post("/graphql", json=[{"query": QUERY}])
    assert answer.status_code == 400
    assert "one operation at a time" in answer.json()["errors"][0]["message"]


async def test_a_body_that_is_too_large(client: httpx.AsyncClient) -> None:
    most = BODY.max
    query = json.dumps({"query": QUERY}).encode()
    fits = await client.post("/graphql", content=query.ljust(most), headers={"content-type": OLD})
    assert fits.json() == ANSWER

    async def unannounced() -> AsyncIterator[bytes]:
        for _ in range(most // 1000 + 1):
            yield b" " * 1000

    for content in (query.ljust(most + 1), unannounced()):
        answer = await client.post("/graphql", content=content, headers={"content-type": OLD})
        assert answer.status_code == 413
        (error,) = answer.json()["errors"]
        assert error["extensions"]["code"] == "LIMIT_EXCEEDED"
        assert error["extensions"]["limit"] == most < error["extensions"]["value"]
        assert str(most) in error["message"]
