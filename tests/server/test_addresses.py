"""Addresses with slashes too many work, and those that are none are told with what is wrong."""

from typing import Any

import httpx
import orjson
import pytest
from starlette.applications import Starlette

import make
from asking import Ask
from environment import ProjectKeys
from tests.access.test_keys_and_sessions import basic
from tests.receive.test_ingest_stats import arrived, counts
from tests.server.test_app import HTML
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.records import Records
from wire import request, wire_span

SPANS = orjson.dumps(request(wire_span({"user.id": "ada"})))
SCORE = b'{"traceId": "t", "name": "n", "value": 1}'
SENT: list[tuple[str, str, bytes | None, int]] = [
    ("POST", "/v1/traces", SPANS, 200),
    ("POST", "/v1/metrics", b"{}", 200),
    ("POST", "/otel/v1/traces", SPANS, 200),
    ("POST", "/api/public/otel/v1/traces", SPANS, 200),
    ("POST", "/api/public/otel/v1/metrics", b"{}", 200),
    ("POST", "/api/public/ingestion", b'{"batch": []}', 207),
    ("POST", "/api/public/scores", SCORE, 200),
    ("GET", "/api/public/projects", None, 200),
    ("GET", "/api/public/health", None, 200),
    ("GET", "/api/public/traces", None, 200),
    ("GET", "/api/public/traces/t", None, 200),
    ("GET", "/api/public/v2/scores", None, 200),
    ("DELETE", "/api/public/traces/t", None, 200),
    ("POST", "/graphql", b'{"query": "{ project { firstTraceAt } }"}', 200),
    ("GET", "/export/users.csv", None, 200),
    ("GET", "/health", None, 200),
]


def untidy(path: str) -> list[str]:
    return [f"/{path}", f"{path}/", f"///{path}//", path.replace("/", "//")]


@pytest.mark.parametrize(("method", "path", "body", "status"), SENT)
async def test_slashes_too_many_change_nothing(
    client: httpx.AsyncClient,
    pool: Pool,
    project: ProjectKeys,
    method: str,
    path: str,
    body: bytes | None,
    status: int,
) -> None:
    headers = {"content-type": "application/json"} if body else {}
    for written in [path, *untidy(path)]:
        await ingest(pool, project.project_id, Records(spans=[make.span("t")]))
        # As a string, httpx would take two slashes for the beginning of a host.
        url = httpx.URL(client.base_url, raw_path=written.encode())
        answer = await client.request(method, url, content=body, headers=headers)
        assert (answer.status_code, written) == (status, written), answer.text


async def test_a_browser_may_give_feedback_there_too(
    visitor: httpx.AsyncClient, project: ProjectKeys
) -> None:
    url = httpx.URL(visitor.base_url, raw_path=b"//api/public/scores/")
    headers = {
        "authorization": f"Bearer {project.public_key}",
        "content-type": "application/json",
        "origin": "https://shop.example",
    }
    answer = await visitor.post(url, content=SCORE, headers=headers)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("trace_id", ["a//b", "/a", "a/", "https://a.example//b", "//"])
async def test_an_id_keeps_its_own_slashes(
    client: httpx.AsyncClient, pool: Pool, project: ProjectKeys, trace_id: str
) -> None:
    await ingest(pool, project.project_id, Records(spans=[make.span(trace_id)]))
    path = "/api/public/traces/" + trace_id.replace("/", "%2F")
    ways = [path, f"/{path}"]
    # Not everybody encodes them: those at its ends are the address's then, but not those within.
    if trace_id == trace_id.strip("/"):
        ways.append(f"//api/public//traces//{trace_id}/")
    for written in ways:
        url = httpx.URL(client.base_url, raw_path=written.encode())
        answer = await client.get(url)
        assert (answer.status_code, answer.json()["id"]) == (200, trace_id)


@pytest.mark.parametrize(
    ("written", "location"),
    [
        ("//project/p/traces/t", "/project/p/traces/t"),
        ("/overview/?period=7d", "/overview?period=7d"),
        ("///evil.example/", "/evil.example"),
        ("//evil.example", "/evil.example"),
        ("/\\evil.example/", "/%5Cevil.example"),
        ("//users/a%2F%2Fb//c", "/users/a%2F%2Fb//c"),
    ],
)
async def test_the_page_is_redirected_and_never_to_elsewhere(
    visitor: httpx.AsyncClient, written: str, location: str
) -> None:
    url = httpx.URL(visitor.base_url, raw_path=written.encode())
    answer = await visitor.get(url, headers={**HTML, "host": "evil.example"})
    assert (answer.status_code, answer.headers["location"]) == (308, location)


async def told(app: Starlette, ask: Ask) -> dict[tuple[int, str], dict[str, Any]]:
    found = (await arrived(app, ask))["refusals"]
    return {(of["status"], of["endpoint"]): of for of in found}


ASTRAY = [
    ("POST", "/api/public/api/public/ingestion", 404, "ends in /api/public; leave"),
    ("POST", "/v1/api/public/otel/v1/traces", 404, "(LANGFUSE_HOST or the like) ends in /v1;"),
    ("POST", "/langfuse/api/public/scores", 404, "ends in /langfuse; leave"),
    ("POST", "/v1/traces/v1/traces", 404, "ENDPOINT or the like) ends in /v1/traces;"),
    ("POST", "/api/public/otel/v1/traces/v1/traces", 404, "ends in /api/public/otel/v1/traces;"),
    ("POST", "/api/public/v1/traces", 404, "ends in /api/public;"),
    ("POST", "/api/public/otel", 404, "Spans are sent to /v1/traces"),
    ("POST", "/otel", 404, "Spans are sent to /v1/traces"),
    ("POST", "/v1", 404, "Spans are sent to /v1/traces"),
    ("POST", "/", 405, "does not support POST"),
    ("POST", "/v1/trace", 404, "must be that of this server"),
    ("GET", "/api/public/nothing", 404, "must be that of this server"),
    ("GET", "/v1/traces", 405, "does not support GET"),
    ("GET", "/otel/v1/traces", 405, "does not support GET"),
    ("PUT", "/api/public/otel/v1/traces", 405, "does not support PUT"),
    ("GET", "/api/public/ingestion", 405, "does not support GET"),
    ("GET", "/api/public/v2/prompts/greeting", 404, "no prompt management"),
]


@pytest.mark.parametrize(("method", "path", "status", "words"), ASTRAY)
async def test_the_people_of_a_known_key_are_told_what_is_wrong(
    app: Starlette,
    client: httpx.AsyncClient,
    ask: Ask,
    project: ProjectKeys,
    method: str,
    path: str,
    status: int,
    words: str,
) -> None:
    for _ in range(2):
        assert (await client.request(method, path)).status_code == status
    refusal = (await told(app, ask))[status, path]
    assert words in refusal["reason"]
    assert (refusal["refusedCount"], refusal["publicKey"]) == (2, project.public_key)
    assert counts((await arrived(app, ask))["total"]) == [0, 2, 0, 0, 0, 0]


async def test_the_sender_is_told_the_same(client: httpx.AsyncClient) -> None:
    answer = await client.post("/v1/traces/v1/traces", json={})
    assert "ends in /v1/traces; leave that out" in answer.json()["message"]
    answer = await client.post("/api/public/api/public/ingestion", json={})
    assert answer.json()["error"] == "LangfuseNotFoundError"
    assert "ends in /api/public; leave that out" in answer.json()["message"]


async def test_what_a_read_does_not_find_is_no_refusal(
    app: Starlette, client: httpx.AsyncClient, ask: Ask
) -> None:
    assert (await client.get("/api/public/traces/none")).status_code == 404
    assert await told(app, ask) == {}


async def test_nobody_is_told_of_those_without_a_known_key(
    app: Starlette,
    visitor: httpx.AsyncClient,
    ask: Ask,
    pool: Pool,
    project: ProjectKeys,
) -> None:
    for headers in ({}, basic("pk-none", "sk-none"), {"authorization": "Bearer x"}):
        for path in ("/v1/nothing", "/api/public/nothing"):
            assert (await visitor.post(path, headers=headers)).status_code == 404
    assert await told(app, ask) == {}
    assert await pool.fetchval("SELECT count(*) FROM refusal") == 0
    # Of a known key the secret may be wrong: that is told.
    headers = basic(project.public_key, "sk-wrong")
    assert (await visitor.post("/v1/nothing", headers=headers)).status_code == 404
    [refusal] = (await told(app, ask)).values()
    assert refusal["reason"] == "The secret key is not the one of this public key."


async def test_without_a_database_an_address_that_is_none_is_none(
    app: Starlette, client: httpx.AsyncClient
) -> None:
    await app.state.pool.close()
    assert (await client.post("/v1/nothing")).status_code == 404
    assert (await client.post("/api/public/nothing")).status_code == 404
