"""Over REST nobody reads or deletes what is of another project, or with half a key."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from langfuse.api.client import AsyncFernLangfuse
from starlette.applications import Starlette

import make
from environment import ProjectKeys
from rest_client import AskRest, rest_asker
from usertrail.access.keys import create_key
from usertrail.access.projects import create_project
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.records import Records
from usertrail.verify import verify

READS = [
    "/traces",
    "/traces/trace",
    "/observations",
    "/observations/span",
    "/v2/observations",
    "/scores",
    "/scores/rating",
    "/v2/scores",
    "/v2/scores/rating",
    "/v3/scores",
    "/sessions",
    "/sessions/session",
]


@pytest.fixture
async def stored(pool: Pool, project: ProjectKeys) -> None:
    span = make.span("trace", "span", user_id="user", session_id="session", input="secret")
    await ingest(pool, project.project_id, Records([span], [make.feedback("rating")]))


@pytest.fixture
async def stranger(app: Starlette, pool: Pool) -> AsyncIterator[httpx.AsyncClient]:
    """With the keys of another project, which holds nothing."""
    async with pool.acquire() as db:
        keys = await create_key(db, await create_project(db, "Other"))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://usertrail.test", auth=keys
    ) as client:
        yield client


@pytest.fixture
async def visitor(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    """Without keys."""
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://usertrail.test"
    ) as client:
        yield client


@pytest.mark.parametrize("path", READS)
@pytest.mark.usefixtures("stored")
async def test_no_project_reads_another(
    ask_rest: AskRest, stranger: httpx.AsyncClient, path: str
) -> None:
    own = await ask_rest(path)
    assert own.get("data") != []
    if "data" in own:
        assert (await rest_asker(stranger)(path))["data"] == []
    else:
        await rest_asker(stranger)(path, status=404)


@pytest.mark.usefixtures("stored")
async def test_no_filter_reaches_the_trace_of_another_project(
    stranger: httpx.AsyncClient, pool: Pool
) -> None:
    """The other project has a trace of the same id, whose user and tags are its own."""
    owner = await stranger.get("/api/public/projects")
    other_id = owner.json()["data"][0]["id"]
    span = make.span("trace", "span", user_id="another", trace_tags=("theirs",))
    await ingest(pool, other_id, Records([span], [make.feedback("theirs", trace_id="trace")]))
    ask = rest_asker(stranger)
    for path in ("/traces", "/observations", "/v2/observations", "/scores", "/v2/scores"):
        assert (await ask(path, userId="user"))["data"] == []
        assert len((await ask(path, userId="another"))["data"]) == 1
    assert (await ask("/v2/scores"))["data"][0]["trace"]["userId"] == "another"
    assert (await ask("/traces/trace"))["observations"][0]["input"] is None


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("DELETE", "/traces/trace", None, 200),
        ("DELETE", "/traces", {"traceIds": ["trace", "none"]}, 200),
        ("DELETE", "/scores/rating", None, 202),
    ],
)
@pytest.mark.usefixtures("stored")
async def test_no_project_deletes_from_another(
    client: httpx.AsyncClient,
    stranger: httpx.AsyncClient,
    pool: Pool,
    method: str,
    path: str,
    body: Any,
    status: int,
) -> None:
    address = f"/api/public{path}"
    target = "/api/public/v2/scores/rating" if "scores" in path else "/api/public/traces/trace"
    answer = await stranger.request(method, address, json=body)
    assert answer.status_code == status
    assert (await client.get(target)).status_code == 200
    for _ in range(2):  # the second time there is nothing left to delete
        answer = await client.request(method, address, json=body)
        assert answer.status_code == status
        assert isinstance(answer.json()["message"], str)
    assert (await client.get(target)).status_code == 404
    assert await verify(pool) == []


@pytest.mark.usefixtures("stored")
async def test_the_sdk_deletes_what_it_sent(
    sdk: AsyncFernLangfuse, ask_rest: AskRest, pool: Pool, project: ProjectKeys
) -> None:
    spans = [make.span(f"trace-{number}") for number in range(3)]
    await ingest(pool, project.project_id, Records(spans))
    await sdk.score.delete("rating")
    await sdk.trace.delete("trace")
    await sdk.trace.delete_multiple(trace_ids=["trace-0", "trace-2"])
    assert [trace["id"] for trace in (await ask_rest("/traces"))["data"]] == ["trace-1"]
    assert (await ask_rest("/v2/scores"))["data"] == []
    assert await verify(pool) == []


@pytest.mark.parametrize("path", READS)
async def test_reading_takes_both_keys(
    visitor: httpx.AsyncClient, project: ProjectKeys, path: str
) -> None:
    address = f"/api/public{path}"
    answer = await visitor.get(address)
    assert (answer.status_code, answer.json()) == (401, {"message": "No authorization header"})
    answer = await visitor.get(address, auth=(project.public_key, "wrong"))
    assert answer.status_code == 401
    public = {"authorization": f"Bearer {project.public_key}"}
    answer = await visitor.get(address, headers=public)
    assert answer.status_code == 403
    assert set(answer.json()) == {"message"}


@pytest.mark.parametrize("path", ["/traces/trace", "/traces", "/scores/rating"])
@pytest.mark.usefixtures("stored")
async def test_a_public_key_deletes_nothing(
    visitor: httpx.AsyncClient, project: ProjectKeys, ask_rest: AskRest, path: str
) -> None:
    public = {"authorization": f"Bearer {project.public_key}"}
    answer = await visitor.request(
        "DELETE", f"/api/public{path}", headers=public, json={"traceIds": ["trace"]}
    )
    assert answer.status_code == 403
    assert (await ask_rest("/scores/rating"))["id"] == "rating"
