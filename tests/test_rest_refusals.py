"""What is refused over REST, and how it is said."""

from collections.abc import AsyncIterator
from urllib.parse import quote

import asyncpg
import httpx
import pytest
from starlette.applications import Starlette

import make
from conftest import ProjectKeys
from rest import AskRest
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.identifiers import storable_id
from usertrail.normalise.records import Records


@pytest.fixture
async def visitor(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    """Without keys."""
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://usertrail.test"
    ) as client:
        yield client


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[",
        b"[]",
        b"{}",
        b'{"traceIds": "trace"}',
        b'{"traceIds": []}',
        b'{"traceIds": [1]}',
        b'{"traceIds": [' + b",".join([b'"x"'] * 1001) + b"]}",
    ],
)
async def test_a_deletion_names_from_one_to_a_thousand_traces(
    client: httpx.AsyncClient, ask_rest: AskRest, pool: Pool, project: ProjectKeys, body: bytes
) -> None:
    await ingest(pool, project.project_id, Records([make.span("trace")]))
    answer = await client.request("DELETE", "/api/public/traces", content=body)
    assert answer.status_code == 400
    assert answer.json()["message"] == "Invalid request data"
    assert (await ask_rest("/traces"))["meta"]["totalItems"] == 1


REFUSED = [
    "/traces?page=0",
    "/traces?page=1.5",
    "/traces?page=-1",
    "/traces?page=99999999999999999999",
    "/traces?limit=101",
    "/traces?limit=0",
    "/traces?limit=many",
    "/traces?fromTimestamp=yesterday",
    "/traces?fromTimestamp=2026-01-01",
    "/traces?toTimestamp=2026-13-01T00:00:00Z",
    "/traces?orderBy=cost.desc",
    "/traces?orderBy=timestamp",
    "/traces?orderBy=timestamp.down",
    "/traces?fields=everything",
    "/traces?filter=[",
    "/traces?filter={}",
    "/traces?filter=[1]",
    '/traces?filter=[{"type":"string"}]',
    '/traces?filter=[{"type":"string","column":"nothing","operator":"=","value":"x"}]',
    '/traces?filter=[{"type":"string","column":"name","operator":"~","value":"x"}]',
    '/traces?filter=[{"type":"string","column":"name","operator":"=","value":1}]',
    '/traces?filter=[{"type":"number","column":"name","operator":"=","value":1}]',
    '/traces?filter=[{"type":"number","column":"latency","operator":"=","value":"x"}]',
    '/traces?filter=[{"type":"number","column":"latency","operator":"=","value":true}]',
    '/traces?filter=[{"type":"number","column":"latency","operator":"=","value":1e308}]',
    '/traces?filter=[{"type":"datetime","column":"timestamp","operator":">","value":1}]',
    '/traces?filter=[{"type":"boolean","column":"public","operator":"=","value":"yes"}]',
    '/traces?filter=[{"type":"arrayOptions","column":"tags","operator":"any of","value":"a"}]',
    '/traces?filter=[{"type":"arrayOptions","column":"tags","operator":"any of","value":[1]}]',
    '/traces?filter=[{"type":"stringObject","column":"metadata","operator":"=","value":"x"}]',
    '/traces?filter=[{"type":"stringObject","column":"metadata","operator":"=","value":"x","key":1}]',
    '/traces?filter=[{"type":"sql","column":"name","operator":"=","value":"x"}]',
    "/traces/trace?fields=everything",
    "/observations?limit=101",
    "/v2/observations?limit=1001",
    "/v2/observations?cursor=nonsense",
    "/v2/observations?cursor=WyJub3ciLCJhIiwiYiJd",
    "/v2/observations?parseIoAsJson=true",
    "/v2/observations?isRootObservation=perhaps",
    "/v2/observations?fields=core,everything",
    "/v2/scores?value=x&operator==",
    "/v2/scores?value=1&operator=~",
    "/v2/scores?fields=score&userId=user",
    "/v3/scores?limit=101",
    "/v3/scores?fields=core",
    "/v3/scores?userId=user",
    "/v3/scores?observationId=span",
    "/v3/scores?traceId=a&sessionId=b",
    "/v3/scores?value=1",
    "/v3/scores?value=1&dataType=NUMERIC,BOOLEAN",
    "/v3/scores?value=x&dataType=NUMERIC",
    "/v3/scores?value=1&dataType=BOOLEAN",
    "/v3/scores?valueMin=1",
    "/v3/scores?valueMax=1&dataType=BOOLEAN",
    "/v3/scores?cursor=nonsense",
    "/sessions?limit=101",
]


@pytest.mark.parametrize("path", REFUSED)
async def test_bad_parameters_are_refused_with_a_sentence(
    client: httpx.AsyncClient, path: str
) -> None:
    answer = await client.get(f"/api/public{path}")
    assert answer.status_code == 400, answer.text
    body = answer.json()
    assert body["message"] == "Invalid request data"
    (reason,) = body["error"]
    assert reason["message"].endswith(".")


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


@pytest.mark.parametrize("trace_id", ["a/b", "a%2Fb", "ä ö", "a?b#c", "50%", "x" * 1500])
async def test_any_id_can_be_read(
    client: httpx.AsyncClient, pool: Pool, project: ProjectKeys, trace_id: str
) -> None:
    stored = storable_id(trace_id)
    span = make.span(stored, stored, session_id=stored)
    given = make.feedback(stored, trace_id=stored)
    await ingest(pool, project.project_id, Records([span], [given]))
    for kind in ("traces", "observations", "sessions", "v2/scores"):
        answer = await client.get(f"/api/public/{kind}/{quote(trace_id, safe='')}")
        assert answer.status_code == 200, (kind, answer.text)
        assert answer.json()["id"] == stored
    answer = await client.get("/api/public/traces", params={"sessionId": trace_id})
    assert [trace["id"] for trace in answer.json()["data"]] == [stored]


async def test_an_id_with_nul_is_not_found_and_no_error(client: httpx.AsyncClient) -> None:
    for kind in ("traces", "observations", "sessions", "scores", "v2/scores"):
        answer = await client.get(f"/api/public/{kind}/a%00b")
        assert answer.status_code == 404
    answer = await client.get("/api/public/traces", params={"name": "a\0b", "tags": "a\0"})
    assert answer.json()["data"] == []


async def test_a_database_that_is_away_is_said_to_be_busy(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, ask_rest: AskRest
) -> None:
    await ask_rest("/traces")

    async def fail(*_: object) -> None:
        raise asyncpg.CannotConnectNowError("the database system is starting up")

    monkeypatch.setattr(asyncpg.Connection, "fetch", fail)
    answer = await client.get("/api/public/traces")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "1"
