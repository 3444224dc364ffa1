"""What is refused over REST, and how it is said."""

from typing import Any
from urllib.parse import quote

import asyncpg
import httpx
import orjson
import pytest

import make
from environment import ProjectKeys
from rest_client import AskRest
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.identifiers import storable_id
from usertrail.normalise.records import Records
from usertrail.rest import sessions, traces
from usertrail.rest.columns import OBSERVATIONS, SCORES, TRACES
from usertrail.rest.filters import Filterable


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


OPERATORS = {
    "datetime": ">",
    "string": "contains",
    "number": ">=",
    "numberOptions": "any of",
    "stringOptions": "none of",
    "arrayOptions": "none of",
    "boolean": "<>",
    "stringObject": "matches",
    "numberObject": "<",
    "categoryOptions": "none of",
    "booleanObject": "<>",
}
VALUES: list[Any] = ["x", 1, True, ["x"], "2026-03-10T12:00:00Z", None]


@pytest.mark.parametrize(
    ("path", "columns"),
    [("/traces", TRACES), ("/observations", OBSERVATIONS), ("/v2/scores", SCORES)],
)
async def test_no_condition_on_any_column_is_an_error_of_the_server(
    client: httpx.AsyncClient, path: str, columns: Filterable
) -> None:
    asked = 0
    for column in columns:
        for type, operator in (*OPERATORS.items(), ("null", "is not null")):
            for value in VALUES:
                condition = {"type": type, "column": column, "operator": operator, "value": value}
                given = orjson.dumps([condition | {"key": "key"}]).decode()
                answer = await client.get(f"/api/public{path}", params={"filter": given})
                assert answer.status_code in (200, 400), (given, answer.text)
                asked += answer.status_code == 200
    assert asked > len(columns)


async def test_a_trace_of_too_many_spans_is_read_in_parts(
    ask_rest: AskRest, pool: Pool, project: ProjectKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    spans = [make.span("trace", f"span-{number}", session_id="session") for number in range(3)]
    spans.append(make.span("another", "span", session_id="session"))
    await ingest(pool, project.project_id, Records(spans))
    monkeypatch.setattr(traces, "MAX_OBSERVATIONS", 2)
    monkeypatch.setattr(sessions, "MAX_TRACES", 1)
    answer = await ask_rest("/traces/trace", status=400)
    assert "has 3 observations" in answer["error"][0]["message"]
    trace = await ask_rest("/traces/trace", fields="core,io,scores,metrics")
    assert (trace["id"], trace["observations"]) == ("trace", [])
    answer = await ask_rest("/sessions/session", status=400)
    assert "/api/public/traces?sessionId=" in answer["error"][0]["message"]


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

    async def fail(*_: object, **__: object) -> None:
        raise asyncpg.CannotConnectNowError("the database system is starting up")

    monkeypatch.setattr(asyncpg.Connection, "fetch", fail)
    answer = await client.get("/api/public/traces")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "1"
