"""What is said over REST of everything that Usertrail has not."""

from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette


@pytest.fixture
async def visitor(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    """Without keys."""
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://usertrail.test"
    ) as client:
        yield client


ELSEWHERE = [
    ("GET", "/v2/prompts/greeting", "prompt management"),
    ("GET", "/v2/prompts/folder%2Fgreeting?label=production", "prompt management"),
    ("POST", "/v2/prompts", "prompt management"),
    ("GET", "/v2/datasets/all", "datasets"),
    ("POST", "/dataset-items", "datasets"),
    ("POST", "/dataset-run-items", "datasets"),
    ("GET", "/experiments", "experiments"),
    ("GET", "/score-configs", "score configs"),
    ("GET", "/annotation-queues", "annotation queues"),
    ("GET", "/comments", "comments"),
    ("GET", "/models", "price table"),
    ("POST", "/media", "media"),
    ("PATCH", "/media/some-id", "media"),
    ("GET", "/metrics", "GraphQL"),
    ("GET", "/v2/metrics", "GraphQL"),
    ("PUT", "/llm-connections", "connections"),
    ("GET", "/organizations/projects", "organizations"),
]


@pytest.mark.parametrize(("method", "path", "word"), ELSEWHERE)
async def test_what_there_is_not_is_said_by_a_status_that_nobody_tries_again(
    client: httpx.AsyncClient, method: str, path: str, word: str
) -> None:
    answer = await client.request(method, f"/api/public{path}", json={})
    assert answer.status_code == 404
    assert answer.json()["error"] == "LangfuseNotFoundError"
    assert word in answer.json()["message"]


async def test_an_address_that_nobody_has_is_not_found(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.get("/api/public/nothing/at/all")
    assert answer.status_code == 404
    assert answer.json() == {
        "message": "There is no /api/public/nothing/at/all.",
        "error": "LangfuseNotFoundError",
    }


@pytest.mark.parametrize(
    ("method", "path"),
    [("PUT", "/traces"), ("POST", "/traces/trace"), ("DELETE", "/sessions"), ("GET", "/ingestion")],
)
async def test_a_wrong_method_is_named_so(
    client: httpx.AsyncClient, method: str, path: str
) -> None:
    answer = await client.request(method, f"/api/public{path}")
    assert answer.status_code == 405
    assert answer.json() == {"message": "Method not allowed", "error": "MethodNotAllowedError"}


async def test_options_are_answered_without_keys(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.options("/api/public/traces")
    assert (answer.status_code, answer.content) == (204, b"")
