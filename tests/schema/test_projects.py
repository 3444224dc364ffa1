"""One project neither sees nor changes what is in another."""

from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

import make
from asking import Ask
from environment import ProjectKeys
from usertrail.access.keys import create_key
from usertrail.access.projects import create_project
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.records import Records


@pytest.fixture
async def stranger(app: Starlette, pool: Pool, project: ProjectKeys) -> httpx.AsyncClient:
    """Speaks with the keys of another project, when this one has data."""
    span = make.span("t1", "root", user_id="anna", session_id="s1", model="gpt", input="secret")
    given = [make.feedback("f1", trace_id="t1"), make.feedback("f2", session_id="s1")]
    await ingest(pool, project.project_id, Records([span], given))
    async with pool.acquire() as db:
        other = await create_project(db, "Other")
        keys = await create_key(db, other)
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app),
        base_url="http://usertrail.test",
        auth=(keys.public_key, keys.secret_key),
    )


async def test_another_project_sees_nothing(
    ask: Ask, stranger: httpx.AsyncClient, project: ProjectKeys
) -> None:
    own = await ask("""{
      project { id } user(userId: "anna") { id } session(sessionId: "s1") { id }
      trace(traceId: "t1") { id spans { nodes { id } } feedback { id } }
      users { pageInfo { endCursor } } traces { pageInfo { endCursor } }
    }""")
    trace = own["trace"]
    variables = {
        "ids": [
            *(own[name]["id"] for name in ("project", "user", "session", "trace")),
            trace["spans"]["nodes"][0]["id"],
            trace["feedback"][0]["id"],
        ],
        "users": own["users"]["pageInfo"]["endCursor"],
        "traces": own["traces"]["pageInfo"]["endCursor"],
    }
    query = """query ($ids: [ID!]!, $users: String, $traces: String) {
      nodes(ids: $ids) { id }
      user(userId: "anna") { id } session(sessionId: "s1") { id } trace(traceId: "t1") { id }
      users { totalCount nodes { id } }
      before: users(before: $users) { nodes { id } }
      after: users(after: $users) { nodes { id } }
      traces { totalCount nodes { id } }
      tracesBefore: traces(before: $traces) { nodes { id } }
      tracesAfter: traces(after: $traces) { nodes { id } }
      feedback { totalCount nodes { id } }
      project { name firstTraceAt environments feedbackNames models }
      overview {
        userCount newUserCount attributedShare metrics { traceCount feedbackCount sessionCount }
        activity { at } latency { p50Ms } models { model } feedbackSummary { name }
      }
    }"""
    answer = await stranger.post("/graphql", json={"query": query, "variables": variables})
    empty: dict[str, Any] = {"totalCount": 0, "nodes": []}
    none: dict[str, Any] = {"nodes": []}
    assert answer.json() == {
        "data": {
            "nodes": [None] * 6,
            "user": None,
            "session": None,
            "trace": None,
            "users": empty,
            "before": none,
            "after": none,
            "traces": empty,
            "tracesBefore": none,
            "tracesAfter": none,
            "feedback": empty,
            "project": {
                "name": "Other",
                "firstTraceAt": None,
                "environments": [],
                "feedbackNames": [],
                "models": [],
            },
            "overview": {
                "userCount": 0,
                "newUserCount": 0,
                "attributedShare": None,
                "metrics": {"traceCount": 0, "feedbackCount": 0, "sessionCount": 0},
                "activity": [],
                "latency": None,
                "models": [],
                "feedbackSummary": [],
            },
        }
    }


async def test_another_project_changes_nothing(ask: Ask, stranger: httpx.AsyncClient) -> None:
    query = """mutation {
      deleteUser(input: { userId: "anna" }) { deletedTraceCount }
      submitFeedback(input: { feedbackId: "f1", traceId: "t1", name: "mine", value: 9 }) {
        feedback { name trace { id } user { id } }
      }
      identifyUser(input: { userId: "anna", name: "Mallory" }) { user { name } }
    }"""
    assert (await stranger.post("/graphql", json={"query": query})).json() == {
        "data": {
            "deleteUser": {"deletedTraceCount": 0},
            "submitFeedback": {"feedback": {"name": "mine", "trace": None, "user": None}},
            "identifyUser": {"user": None},
        }
    }
    query = 'mutation { deleteFeedback(input: { feedbackId: "f2" }) { deletedFeedbackId } }'
    errors = (await stranger.post("/graphql", json={"query": query})).json()["errors"]
    assert errors[0]["extensions"]["code"] == "NOT_FOUND"
    own = await ask('{ user(userId: "anna") { name traces { nodes { feedback { name } } } } }')
    assert own["user"] == {
        "name": None,
        "traces": {"nodes": [{"feedback": [{"name": "rating"}]}]},
    }
