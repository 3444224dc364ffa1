"""What arrived and what was refused is counted, told why, and holds nothing that was sent."""

import asyncio
import json
from pathlib import Path
from time import time_ns
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from asking import Ask, answer_to
from batches import event
from environment import ProjectKeys
from tests.access.test_keys_and_sessions import basic
from usertrail.access.keys import create_key
from usertrail.access.projects import create_project
from usertrail.app import create_app
from usertrail.database.pool import Pool
from usertrail.receive import ingest_stats as arrivals_module
from usertrail.receive.ingest_stat_rows import MAX_UNKNOWN_REFUSALS
from usertrail.settings import Settings
from wire import request, wire_span

MARK = "Ann's own words"
ARRIVALS = """{ project { arrivals {
  total { requestCount refusedRequestCount spanCount refusedSpanCount eventCount refusedEventCount }
  minutes { at counts { spanCount eventCount } }
  refusals { endpoint status code reason publicKey userAgent refusedCount }
} } }"""
UNKNOWN = "{ unknownKeyRefusals { endpoint status code reason publicKey userAgent refusedCount } }"


def good_span(number: int = 1, **given: Any) -> dict[str, Any]:
    start = time_ns()
    return wire_span(
        {},
        **{
            "traceId": f"{number:032x}",
            "spanId": f"{number:016x}",
            "startTimeUnixNano": str(start),
            "endTimeUnixNano": str(start),
            **given,
        },
    )


async def arrived(app: Starlette, ask: Ask) -> Any:
    await app.state.ingest_stats.write()
    return (await ask(ARRIVALS))["project"]["arrivals"]


async def unknown(app: Starlette, signed_in: httpx.AsyncClient) -> list[dict[str, Any]]:
    await app.state.ingest_stats.write()
    body = await answer_to(signed_in, UNKNOWN, {})
    found: list[dict[str, Any]] = body["data"]["unknownKeyRefusals"]
    return found


def counts(total: dict[str, int]) -> list[int]:
    return list(total.values())


async def test_spans_and_events_are_counted_with_why_some_were_refused(
    app: Starlette, client: httpx.AsyncClient, ask: Ask, project: ProjectKeys
) -> None:
    bad = good_span(3, traceId="ab", name=MARK)
    agent = {"user-agent": "an-sdk/1.0"}
    body = request(good_span(1), good_span(2), bad, bad)
    assert (await client.post("/v1/traces", json=body, headers=agent)).status_code == 200
    batch = {"batch": [event("trace-create", id="t"), {"id": "x", "type": MARK, "body": {}}]}
    answer = await client.post("/api/public/ingestion", json=batch, headers=agent)
    assert answer.status_code == 207
    scores = [{"traceId": "t", "name": "n", "value": 1}, {"traceId": "t", "name": "n"}]
    answer = await client.post("/api/public/scores", json=scores, headers=agent)
    assert answer.status_code == 207
    told = await arrived(app, ask)
    assert counts(told["total"]) == [3, 0, 2, 2, 2, 2]
    assert len(told["minutes"]) == 60
    assert told["minutes"] == sorted(told["minutes"], key=lambda minute: minute["at"])
    # The minute may have ended meanwhile.
    assert sum(minute["counts"]["spanCount"] for minute in told["minutes"][-2:]) == 2
    refused = {
        "status": 400,
        "code": "BAD_USER_INPUT",
        "publicKey": project.public_key,
        "userAgent": "an-sdk/1.0",
    }
    assert sorted(told["refusals"], key=lambda refusal: refusal["endpoint"]) == [
        {
            **refused,
            "endpoint": "/api/public/ingestion",
            "reason": "Events of type … are not supported.",
            "refusedCount": 1,
        },
        {
            **refused,
            "endpoint": "/api/public/scores",
            "reason": "value must be a number or a text.",
            "refusedCount": 1,
        },
        {
            **refused,
            "endpoint": "/v1/traces",
            "reason": "Its trace id is not 16 bytes, or all zero.",
            "refusedCount": 2,
        },
    ]


async def test_a_request_that_is_refused_whole_counts_once(
    app: Starlette, client: httpx.AsyncClient, ask: Ask
) -> None:
    for _ in range(3):
        answer = await client.post("/v1/traces", content=MARK, headers={"content-type": "x/y"})
        assert answer.status_code == 400
    json_type = {"content-type": "application/json"}
    assert (await client.post("/v1/traces", content="{", headers=json_type)).status_code == 400
    bad = request(good_span(1, traceId="ab"))
    assert (await client.post("/v1/traces", json=bad)).status_code == 400
    assert (await client.post("/v1/logs", json={})).status_code == 404
    told = await arrived(app, ask)
    assert counts(told["total"]) == [0, 6, 0, 1, 0, 0]
    whys = {(of["status"], of["code"], of["refusedCount"]) for of in told["refusals"]}
    assert whys == {
        (400, "BAD_USER_INPUT", 3),
        (400, "BAD_USER_INPUT", 1),
        (404, "NOT_FOUND", 1),
    }
    assert len(told["refusals"]) == 4


async def test_who_has_a_wrong_key_is_shown_without_its_secret(
    app: Starlette,
    visitor: httpx.AsyncClient,
    signed_in: httpx.AsyncClient,
    ask: Ask,
    pool: Pool,
    project: ProjectKeys,
) -> None:
    keys = [
        ("pk-elsewhere", "sk-elsewhere"),
        ("sk-swapped", "pk-swapped"),
        (project.public_key, "sk-of-another"),
    ]
    for public_key, secret_key in keys:
        headers = basic(public_key, secret_key)
        assert (await visitor.post("/v1/traces", json={}, headers=headers)).status_code == 401
    for both in ("pk-both:sk-beside", "pk-both.9.sk-beside"):
        bearer = {"authorization": f"Bearer {both}"}
        assert (await visitor.post("/v1/traces", json={}, headers=bearer)).status_code == 401
    assert (await visitor.post("/v1/traces", json={})).status_code == 401
    found = {of["publicKey"]: of["reason"] for of in await unknown(app, signed_in)}
    assert found.keys() == {"pk-elsewhere", "pk-both", None}
    assert found["pk-elsewhere"] == "No key of any project has this name."
    assert len(await unknown(app, signed_in)) == 4
    told = await arrived(app, ask)
    assert counts(told["total"]) == [0, 1, 0, 0, 0, 0]
    (refusal,) = told["refusals"]
    assert refusal["reason"] == "The secret key is not the one of this public key."
    assert (refusal["status"], refusal["publicKey"]) == (401, project.public_key)
    stored = str(await pool.fetch("SELECT refusal::text FROM refusal"))
    for secret in ("sk-elsewhere", "sk-swapped", "pk-swapped", "sk-of-another", "sk-beside"):
        assert secret not in stored


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": MARK},
        {"type": MARK * 9},
        {"type": [MARK, "'", 5]},
        {"type": {MARK: MARK}},
        {"timestamp": MARK},
        {"timestamp": {"at": MARK * 9}},
        {"body": MARK},
        {"body": {"timestamp": f"{MARK}, not. this"}},
        {"type": "score-create", "body": {"name": "n", "traceId": [MARK + "'\"…"], "value": 1}},
        {"type": "span-create", "body": {"id": {MARK: 1}, "traceId": MARK}},
        {"type": "span-create", "body": {"id": "s", "modelParameters": [MARK]}},
        {"type": "score-create", "body": {"name": "n", "traceId": "t", "value": [MARK]}},
        {"type": "score-create", "body": {"name": "n", "traceId": "t", "value": {"a": MARK * 9}}},
        {
            "type": "score-create",
            "body": {"name": "n", "traceId": "t", "value": MARK, "dataType": "NUMERIC"},
        },
        {"type": "span-create", "body": {"id": "s", "level": MARK}},
        {"type": "generation-create", "body": {"id": "s", "startTime": MARK}},
    ],
)
async def test_a_reason_holds_nothing_that_was_sent(
    app: Starlette, client: httpx.AsyncClient, ask: Ask, pool: Pool, wrong: dict[str, Any]
) -> None:
    sent = {**event("trace-create", id="t"), **wrong}
    answer = await client.post("/api/public/ingestion", json={"batch": [sent]})
    assert answer.status_code == 207
    assert answer.json()["errors"]
    told = await arrived(app, ask)
    assert told["total"]["refusedEventCount"] == 1
    stored = str(await pool.fetch("SELECT refusal::text FROM refusal"))
    for word in MARK.split():
        assert word not in stored


async def test_times_and_bodies_that_are_wrong_say_nothing_of_themselves(
    app: Starlette, client: httpx.AsyncClient, ask: Ask, pool: Pool
) -> None:
    spans = [good_span(n, startTimeUnixNano=str(10**19 + n)) for n in range(1, 5)]
    spans += [good_span(5, startTimeUnixNano=MARK)]
    await client.post("/v1/traces", json=request(*spans))
    content = json.dumps({"batch": [MARK]})[:-3]
    headers = {"content-type": "application/json"}
    await client.post("/api/public/ingestion", content=content, headers=headers)
    await client.post("/v1/traces", content=content, headers=headers)
    await client.post("/v1/traces", json={}, headers={"content-encoding": MARK})
    told = await arrived(app, ask)
    assert {of["reason"] for of in told["refusals"] if of["refusedCount"] == 4} == {
        "Its time … is more than a year ahead."
    }
    stored = str(await pool.fetch("SELECT refusal::text FROM refusal"))
    for word in MARK.split():
        assert word not in stored


async def test_several_server_processes_count_together(
    app: Starlette,
    client: httpx.AsyncClient,
    ask: Ask,
    database_url: str,
    pool: Pool,
    project: ProjectKeys,
) -> None:
    settings = Settings("127.0.0.1", 0, database_url, Path("unused"))
    second = create_app(settings, pool, "a digest", project.project_id)
    beside = httpx.AsyncClient(
        transport=httpx.ASGITransport(second), base_url="http://usertrail.test", auth=client.auth
    )
    for number in range(1, 21):
        for sender in (client, beside):
            await sender.post("/v1/traces", json=request(good_span(number)))
            await sender.post("/v1/logs", json={})
    await asyncio.gather(app.state.ingest_stats.write(), second.state.ingest_stats.write())
    told = await arrived(app, ask)
    assert counts(told["total"]) == [40, 40, 40, 0, 0, 0]
    (refusal,) = told["refusals"]
    assert refusal["refusedCount"] == 40


async def test_what_arrives_is_written_by_itself_within_seconds(
    client: httpx.AsyncClient, ask: Ask
) -> None:
    await client.post("/v1/traces", json=request(good_span()))
    async with asyncio.timeout(5):
        while True:
            told = (await ask(ARRIVALS))["project"]["arrivals"]
            if told["total"]["spanCount"] == 1:
                break
            await asyncio.sleep(0.1)


async def test_each_key_is_told_what_it_brought(
    app: Starlette, client: httpx.AsyncClient, signed_in: httpx.AsyncClient
) -> None:
    await client.post("/v1/traces", json=request(good_span(1), good_span(2)))
    await app.state.ingest_stats.write()
    query = "{ project { apiKeys { lastHour { requestCount spanCount refusedSpanCount } } } }"
    body = await answer_to(signed_in, query, {})
    assert body["data"]["project"]["apiKeys"] == [
        {"lastHour": {"requestCount": 1, "spanCount": 2, "refusedSpanCount": 0}}
    ]


async def test_old_minutes_and_refusals_go(
    app: Starlette, client: httpx.AsyncClient, ask: Ask, pool: Pool
) -> None:
    await client.post("/v1/traces", json=request(good_span()))
    await client.post("/v1/logs", json={})
    await app.state.ingest_stats.write()
    await pool.execute("UPDATE arrival SET minute = minute - interval '61 minutes'")
    assert counts((await arrived(app, ask))["total"]) == [0] * 6
    assert await pool.fetchval("SELECT count(*) FROM arrival") == 1
    await pool.execute("UPDATE arrival SET minute = minute - interval '61 minutes'")
    await pool.execute("UPDATE refusal SET last_at = last_at - interval '8 days'")
    await client.post("/v1/traces", content="", headers={"content-type": "x/y"})
    assert counts((await arrived(app, ask))["total"]) == [0, 1, 0, 0, 0, 0]
    assert await pool.fetchval("SELECT count(*) FROM arrival") == 1
    assert await pool.fetchval("SELECT count(*) FROM refusal") == 1


async def test_a_flood_of_refusals_takes_a_bounded_place(
    app: Starlette,
    client: httpx.AsyncClient,
    visitor: httpx.AsyncClient,
    signed_in: httpx.AsyncClient,
    pool: Pool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(arrivals_module, "WRITE_SECONDS", 60)
    await client.post("/v1/logs", json={})
    await app.state.ingest_stats.write()
    for number in range(MAX_UNKNOWN_REFUSALS + 30):
        await visitor.post("/v1/traces", json={}, headers=basic(f"pk-{number}" + "x" * 500, "sk"))
    found = await unknown(app, signed_in)
    assert len(found) == MAX_UNKNOWN_REFUSALS
    assert all(len(of["publicKey"]) <= 80 for of in found)
    assert found[0]["publicKey"].startswith(f"pk-{MAX_UNKNOWN_REFUSALS - 1}x")
    # That of the project stays.
    assert await pool.fetchval("SELECT count(*) FROM refusal") == MAX_UNKNOWN_REFUSALS + 1


async def test_without_a_database_counts_are_lost_and_nothing_fails(
    app: Starlette,
    client: httpx.AsyncClient,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(arrivals_module, "WRITE_SECONDS", 60)
    await client.post("/v1/traces", json=request(good_span()))
    await app.state.pool.close()
    await app.state.ingest_stats.write()
    assert "statistics of the last second were lost" in caplog.text


async def test_another_project_sees_none_of_it(
    app: Starlette,
    client: httpx.AsyncClient,
    signed_in: httpx.AsyncClient,
) -> None:
    await client.post("/v1/traces", json=request(good_span()))
    await client.post("/v1/logs", json={})
    await app.state.ingest_stats.write()
    made = 'mutation { createProject(input: { name: "Other" }) { project { projectId } } }'
    body = await answer_to(signed_in, made, {})
    project_id = body["data"]["createProject"]["project"]["projectId"]
    answer = await signed_in.post(
        "/graphql", params={"project": project_id}, json={"query": ARRIVALS}
    )
    told = answer.json()["data"]["project"]["arrivals"]
    assert counts(told["total"]) == [0] * 6
    assert told["refusals"] == []


@pytest.mark.parametrize("count", [1, 40])
async def test_all_of_it_takes_as_many_statements_for_more_rows(
    app: Starlette,
    client: httpx.AsyncClient,
    visitor: httpx.AsyncClient,
    signed_in: httpx.AsyncClient,
    pool: Pool,
    project: ProjectKeys,
    statements: list[str],
    count: int,
) -> None:
    async with pool.acquire() as db:
        for number in range(count):
            await create_project(db, f"Project {number}")
            await create_key(db, project.project_id, name=f"Key {number}")
    for number in range(count):
        agent = {"user-agent": f"sdk {number}"}
        await client.post("/v1/logs", json={}, headers=agent)
        await visitor.post("/v1/logs", json={}, headers=agent)
    await app.state.ingest_stats.write()
    statements.clear()
    query = """{
      projects { projectId name } unknownKeyRefusals { reason }
      project {
        name apiKeys { publicKey lastHour { spanCount } }
        arrivals { total { spanCount } minutes { at counts { spanCount } } refusals { reason } }
      }
    }"""
    data = (await answer_to(signed_in, query, {}))["data"]
    assert len(data["unknownKeyRefusals"]) == len(data["project"]["arrivals"]["refusals"]) == count
    # projects; unknown keys; project, its keys, its minutes, its refusals
    assert len(statements) == 6, "\n".join(statements)
