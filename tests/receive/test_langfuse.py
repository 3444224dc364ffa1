"""What the batch and score endpoints accept, refuse and answer."""

from typing import Any

import httpx
import orjson
import pytest
from starlette.applications import Starlette

from captured import Captured, captured, records_of
from environment import ProjectKeys
from usertrail.database.pool import Pool
from usertrail.verify import verify

INGESTION = "/api/public/ingestion"
SCORES = "/api/public/scores"
SCORE = {"id": "s1", "traceId": "t1", "name": "rating", "value": 1}
AT = "2026-01-02T03:04:05.678Z"


def event(event_id: str = "e1", type_: str = "score-create", **body: Any) -> dict[str, Any]:
    return {"id": event_id, "type": type_, "timestamp": AT, "body": {**SCORE, **body}}


async def values(pool: Pool) -> dict[str, Any]:
    rows = await pool.fetch("SELECT feedback_id, value FROM feedback")
    return {row["feedback_id"]: row["value"] for row in rows}


async def test_each_event_of_a_batch_has_a_status_of_its_own(
    client: httpx.AsyncClient, pool: Pool
) -> None:
    batch = [
        event("ok"),
        event("bad", value=None),
        event("log", "sdk-log"),
        event("run", "dataset-run-item-create"),
        event("none") | {"body": None},
        {"type": "score-create"},
        "nonsense",
    ]
    answer = await client.post(INGESTION, json={"batch": batch, "metadata": {}})
    assert answer.status_code == 207
    assert answer.json()["successes"] == [
        {"id": "ok", "status": 201},
        {"id": "log", "status": 201},
    ]
    errors = answer.json()["errors"]
    assert [error["id"] for error in errors] == ["bad", "run", "none", "unknown", "unknown"]
    assert {error["status"] for error in errors} == {400}
    assert {error["message"] for error in errors} == {"Invalid request data"}
    assert errors[0]["error"] == "value must be a number or a text, not None."
    assert errors[1]["error"] == "Events of type 'dataset-run-item-create' are not supported."
    assert errors[2]["error"] == "body must be an object."
    assert await values(pool) == {"s1": 1}


async def test_a_batch_sent_again_changes_nothing(client: httpx.AsyncClient, pool: Pool) -> None:
    batch = {"batch": [event(), event("e2", id=None)]}
    for _ in range(2):
        assert (await client.post(INGESTION, json=batch)).status_code == 207
    assert await values(pool) == {"s1": 1, "e2": 1}


@pytest.mark.parametrize("sent", [one for one in captured() if one.path == INGESTION], ids=str)
async def test_all_of_a_captured_batch_is_stored(
    client: httpx.AsyncClient, pool: Pool, sent: Captured
) -> None:
    content = sent.body_path.read_bytes()
    answer = await client.post(INGESTION, content=content)
    assert answer.status_code == 207
    assert answer.json()["errors"] == []
    accepted = [one["id"] for one in answer.json()["successes"]]
    assert accepted == [item["id"] for item in orjson.loads(content)["batch"]]
    records = records_of(sent)
    assert (await values(pool)).keys() == {one.feedback_id for one in records.feedback}
    spans = {row["span_id"] for row in await pool.fetch("SELECT span_id FROM span")}
    assert spans == {event.span_id for event in records.span_events}
    assert await verify(pool) == []


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"batch": 1}', b'"batch"', b""])
async def test_what_is_no_batch_is_refused(client: httpx.AsyncClient, content: bytes) -> None:
    answer = await client.post(INGESTION, content=content)
    assert answer.status_code == 400
    assert answer.json()["message"] == "Invalid request data"
    assert answer.json()["errors"][0]["message"]


@pytest.mark.parametrize(("path", "limit"), [(INGESTION, 9 * 2**19), (SCORES, 2**20)])
async def test_a_body_over_the_limit_is_refused(
    client: httpx.AsyncClient, path: str, limit: int
) -> None:
    answer = await client.post(path, content=b" " * (limit + 1))
    assert answer.status_code == 413
    assert f"{limit:,}" in answer.json()["message"]
    assert (await client.post(path, content=b" " * limit)).status_code == 400


async def test_one_score_is_answered_with_its_id(client: httpx.AsyncClient, pool: Pool) -> None:
    answer = await client.post(SCORES, json=SCORE)
    assert (answer.status_code, answer.json()) == (200, {"id": "s1"})
    answer = await client.post(SCORES, json={**SCORE, "id": None, "value": "good"})
    assert answer.json()["id"] in await values(pool)


async def test_one_score_that_cannot_be_used_is_refused(client: httpx.AsyncClient) -> None:
    answer = await client.post(SCORES, json={**SCORE, "name": ""})
    assert answer.status_code == 400
    assert answer.json() == {
        "message": "Invalid request data",
        "error": [{"message": "name must be a text of at least one character."}],
    }


async def test_scores_in_an_array_are_accepted_together(
    client: httpx.AsyncClient, pool: Pool
) -> None:
    [sent] = [one for one in captured() if one.path == SCORES]
    answer = await client.post(SCORES, content=sent.body_path.read_bytes())
    assert (answer.status_code, answer.json()) == (202, {"message": "Accepted"})
    stored = await values(pool)
    assert stored.keys() == {one.feedback_id for one in records_of(sent).feedback}
    # It came twice under the same id.
    assert stored["score-custom-id"] == 5
    assert (await client.post(SCORES, json=[])).status_code == 202


async def test_of_an_array_the_good_scores_are_stored_and_the_bad_counted(
    client: httpx.AsyncClient, pool: Pool
) -> None:
    answer = await client.post(SCORES, json=[SCORE, {**SCORE, "value": []}, 7])
    assert answer.status_code == 207
    assert answer.json() == {
        "accepted": 1,
        "rejected": 2,
        "errors": [
            {"message": "value must be a number or a text, not []."},
            {"message": "A score must be an object."},
        ],
    }
    assert await values(pool) == {"s1": 1}


async def test_a_public_key_alone_gives_feedback_and_nothing_else(
    app: Starlette, project: ProjectKeys, pool: Pool
) -> None:
    transport = httpx.ASGITransport(app)
    bearer = {"authorization": f"Bearer {project.public_key}"}
    async with httpx.AsyncClient(
        transport=transport, base_url="http://test", headers=bearer
    ) as client:
        batch = [event("ok"), event("no", "trace-create"), event("log", "sdk-log")]
        answer = (await client.post(INGESTION, json={"batch": batch})).json()
        assert [one["id"] for one in answer["successes"]] == ["ok", "log"]
        assert answer["errors"] == [
            {
                "id": "no",
                "status": 401,
                "message": "Authentication error",
                "error": "Access Scope Denied",
            }
        ]
        assert (await client.post(SCORES, json={**SCORE, "id": "s2"})).status_code == 200
        assert (await client.get("/api/public/projects")).status_code == 403
    assert await values(pool) == {"public-key:s1": 1, "public-key:s2": 1}


async def test_without_the_keys_the_door_says_so(app: Starlette) -> None:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        refused = await client.post(INGESTION, json={"batch": []})
        assert (refused.status_code, refused.json()["error"]) == (401, "UnauthorizedError")
        refused = await client.post(SCORES, json=SCORE)
        assert (refused.status_code, refused.json()) == (
            401,
            {"message": "No authorization header"},
        )
        assert (await client.get("/api/public/projects")).status_code == 401
        healthy = await client.get("/api/public/health")
        assert (healthy.status_code, healthy.json()["status"]) == (200, "OK")


async def test_a_key_names_its_project(client: httpx.AsyncClient, project: ProjectKeys) -> None:
    [found] = (await client.get("/api/public/projects")).json()["data"]
    assert (found["id"], found["name"], found["metadata"]) == (project.project_id, "Test", {})
    assert found["organization"].keys() == {"id", "name"}
