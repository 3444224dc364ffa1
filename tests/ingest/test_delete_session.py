"""A deleted session is gone with all its traces, whoever took part in it, and stays so."""

from datetime import UTC, datetime

import httpx
import pytest

import make
from asking import Ask, refusals
from environment import ProjectKeys
from tests.schema.test_erase import about, all_rows
from usertrail.access.projects import create_project
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.records import Records

DELETE = """mutation ($id: String!) {
    deleteSession(input: {sessionId: $id}) { deletedSessionId deletedTraceCount }
}"""
TALK = Records(
    [
        make.span("first", "root", user_id="nora", session_id="talk", input="I am nora"),
        make.span("first", "call", parent_span_id="root", model="m", input_tokens=5),
        make.span("second", user_id="bert", session_id="talk"),
    ],
    [
        make.feedback("on-trace", 1, trace_id="first"),
        make.feedback("on-talk", False, session_id="talk"),
    ],
)
OTHER = Records(
    [make.span("other", user_id="nora", session_id="else"), make.span("alone", user_id="nora")],
    [make.feedback("on-else", 1, session_id="else")],
)


@pytest.fixture(autouse=True)
def counted(exact: None) -> None:
    """Every one of these tests ends with exact totals."""


@pytest.fixture
async def before(pool: Pool, project: ProjectKeys) -> dict[str, list[str]]:
    """What is stored beside the session."""
    await ingest(pool, project.project_id, OTHER)
    rows = await all_rows(pool)
    await ingest(pool, project.project_id, TALK)
    return rows


async def test_all_of_it_goes_and_nothing_else(
    pool: Pool, before: dict[str, list[str]], ask: Ask
) -> None:
    answer = await ask(DELETE, id="talk")
    assert answer["deleteSession"] == {"deletedSessionId": "talk", "deletedTraceCount": 2}
    after = await all_rows(pool)
    erased = ("erasure", "erased_span")
    assert {name: rows for name, rows in after.items() if name not in erased} == {
        name: rows for name, rows in before.items() if name not in erased
    }
    assert (await ask('{ session(sessionId: "talk") { sessionId } }'))["session"] is None


async def test_what_comes_late_or_again_is_not_stored(
    pool: Pool, project: ProjectKeys, before: dict[str, list[str]], ask: Ask
) -> None:
    await ask(DELETE, id="talk")
    rows = await all_rows(pool)
    again = await ingest(pool, project.project_id, TALK)
    assert (len(again.spans), again.event_count) == (3, 2)
    late = Records([make.span("first", "late", parent_span_id="call", output="says nora")])
    assert len((await ingest(pool, project.project_id, late)).spans) == 1
    assert await all_rows(pool) == rows


async def test_its_id_may_be_used_again(
    pool: Pool, project: ProjectKeys, before: dict[str, list[str]], ask: Ask
) -> None:
    await ask(DELETE, id="talk")
    new = make.span("new", user_id="nora", session_id="talk", started_at=datetime.now(UTC))
    assert not (await ingest(pool, project.project_id, Records([new]))).spans
    [trace] = (await ask('{ session(sessionId: "talk") { traces { nodes { traceId } } } }'))[
        "session"
    ]["traces"]["nodes"]
    assert trace == {"traceId": "new"}


async def test_none_is_no_error_and_an_empty_id_is_one(ask: Ask, client: httpx.AsyncClient) -> None:
    answer = await ask(DELETE, id="unheard of")
    assert answer["deleteSession"]["deletedTraceCount"] == 0
    assert await refusals(client, DELETE, id="")


async def test_another_project_keeps_its_own(
    pool: Pool, project: ProjectKeys, before: dict[str, list[str]], ask: Ask
) -> None:
    async with pool.acquire() as db:
        other = await create_project(db, "Neighbour")
    await ingest(pool, other, TALK)
    await ask(DELETE, id="talk")
    kept = about(await all_rows(pool), other)
    assert len(kept["trace"]) == 2
    assert len(kept["feedback"]) == 2


async def test_over_rest(
    pool: Pool, project: ProjectKeys, before: dict[str, list[str]], client: httpx.AsyncClient
) -> None:
    for _ in range(2):
        response = await client.delete("/api/public/sessions/talk")
        assert response.json() == {"message": "Session deleted successfully"}
    assert (await client.get("/api/public/sessions/talk")).status_code == 404
    assert (await client.get("/api/public/sessions/else")).status_code == 200
