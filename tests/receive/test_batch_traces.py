"""Traces by the batch endpoint: what each event says of one, and what it leaves alone."""

from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from asking import Ask
from batches import (
    INGESTION,
    Send,
    at,
    event,
    span_of,
    trace_of,
    users,
)
from environment import ProjectKeys
from usertrail.access.keys import create_key
from usertrail.access.projects import create_project
from usertrail.database.pool import Pool
from usertrail.ingest import delete_traces, delete_user
from usertrail.verify import verify

pytestmark = pytest.mark.usefixtures("exact")


async def test_a_trace_is_there_before_anything_happens_in_it(send_events: Send, ask: Ask) -> None:
    await send_events(
        event(
            "trace-create",
            id="t",
            timestamp=at(1),
            name="chat",
            userId="ada",
            sessionId="s",
            release="r",
            version="v",
            environment="staging",
            public=True,
            tags=["b", "a", "b"],
            metadata={"plan": {"name": "pro"}},
            input={"q": "hi"},
            output="yo",
            externalId="ignored",
        )
    )
    assert await trace_of(ask) == {
        "traceId": "t",
        "name": "chat",
        "environment": "staging",
        "release": "r",
        "version": "v",
        "tags": ["a", "b"],
        "metadata": {"plan": {"name": "pro"}},
        "input": {"q": "hi"},
        "output": "yo",
        "startedAt": at(1),
        "latencyMs": 0,
        "user": {"userId": "ada"},
        "session": {"sessionId": "s"},
        "feedback": [],
        "spans": {"nodes": []},
    }
    assert await users(ask) == {"ada": 1}


async def test_a_later_word_changes_what_it_names_and_nothing_else(
    send_events: Send, ask: Ask
) -> None:
    await send_events(
        event("trace-create", 1, id="t", name="chat", userId="ada", tags=["a"], metadata={"n": 1}),
        event("trace-create", 2, id="t", userId="bob", metadata={"m": 2}, name=None, sessionId=""),
    )
    trace = await trace_of(ask)
    assert (trace["name"], trace["user"]["userId"], trace["session"]) == (
        "chat",
        "bob",
        None,
    )
    assert (trace["metadata"], trace["tags"]) == ({"n": 1, "m": 2}, ["a"])
    assert await users(ask) == {"bob": 1}


async def test_words_on_a_trace_are_ordered_by_its_own_timestamp(
    send_events: Send, ask: Ask
) -> None:
    # The change was queued before the trace itself.
    await send_events(
        event("trace-create", 9.099, id="t", timestamp=at(5.065), userId="after", output="new"),
        event("trace-create", 9.1, id="t", timestamp=at(5.063), userId="before", output="old"),
    )
    trace = await trace_of(ask)
    assert (trace["user"]["userId"], trace["output"]) == ("after", "new")
    assert trace["startedAt"] == at(5.063)


async def test_a_trace_begins_when_it_says_and_where_it_says(send_events: Send, ask: Ask) -> None:
    await send_events(
        event("span-create", id="o", traceId="t", startTime=at(2), endTime=at(3), name="s")
    )
    assert (await trace_of(ask))["startedAt"] == at(2)
    # It says so after its spans have ended, and then that it was earlier.
    await send_events(event("trace-create", 9, id="t", timestamp=at(9), environment="web"))
    trace = await trace_of(ask)
    assert (trace["startedAt"], trace["latencyMs"]) == (at(9), 0)
    assert (trace["environment"], trace["name"]) == ("web", None)
    await send_events(event("trace-create", 8, id="t", timestamp=at(1)))
    trace = await trace_of(ask)
    assert (trace["startedAt"], trace["latencyMs"]) == (at(1), 2_000)
    assert trace["environment"] == "web"


async def test_ids_may_be_any_text(send_events: Send, ask: Ask) -> None:
    trace_id = "trace/custom id-1 ü " + "x" * 1500
    await send_events(
        event("trace-create", id=trace_id, userId="ada"),
        event("span-create", id="o/1", traceId=trace_id, name="s"),
        event("trace-create", event_id="bare", userId="bob"),
    )
    assert (await trace_of(ask, trace_id))["spans"]["nodes"][0]["spanId"] == "o/1"
    assert (await trace_of(ask, "bare"))["user"]["userId"] == "bob"


@pytest.mark.parametrize(
    ("sent", "user_id"),
    [
        (42, "42"),
        (1.5, "1.5"),
        (True, "true"),
        ({"id": 1}, '{"id":1}'),
        (" Ada ", " Ada "),
        ("a\0b", "ab"),
        ("jürgen@例え.jp 😀", "jürgen@例え.jp 😀"),
        ("x" * 300, "x" * 300),
    ],
)
async def test_a_user_id_is_kept_whatever_it_is(
    send_events: Send, ask: Ask, sent: Any, user_id: str
) -> None:
    await send_events(event("trace-create", id="t", userId=sent))
    assert await users(ask) == {user_id: 1}


@pytest.mark.parametrize("sent", ["", None, 0, False])
async def test_an_empty_user_id_is_none(send_events: Send, ask: Ask, sent: Any) -> None:
    await send_events(event("trace-create", id="t", userId=sent, name="x"))
    assert (await trace_of(ask))["user"] is None


async def test_another_projects_events_are_never_mixed_in(
    send_events: Send, ask: Ask, app: Starlette, pool: Pool, project: ProjectKeys
) -> None:
    async with pool.acquire() as db:
        other = await create_project(db, "Other")
        keys = await create_key(db, other)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://test", auth=(keys.public_key, keys.secret_key)
    ) as stranger:
        batch = [
            event("trace-create", event_id="e1", id="t", userId="eve"),
            event("span-create", event_id="e2", id="o", traceId="theirs", name="theirs"),
            event("span-update", event_id="e3", id="q", output="theirs"),
        ]
        assert (await stranger.post(INGESTION, json={"batch": batch})).json()["errors"] == []
    await send_events(
        event("trace-create", event_id="e1", id="t", userId="ada"),
        event("span-update", event_id="e2", id="o", output="ours"),
        event("span-create", event_id="e3", id="q", traceId="t"),
    )
    assert await users(ask) == {"ada": 1}
    assert (await span_of(ask, "o", "o"))["name"] == ""
    assert (await span_of(ask, "q"))["output"] is None
    assert await delete_traces(pool, other, ["o"]) == 0
    assert await delete_traces(pool, other, ["t", "q"]) == 2
    assert (await trace_of(ask))["user"]["userId"] == "ada"


async def test_deleted_traces_leave_nothing_behind(send_events: Send, pool: Pool) -> None:
    for trace_id in ("t", "u"):
        await send_events(
            event("trace-create", id=trace_id, userId="ada", sessionId="s"),
            event("span-create", id=f"o-{trace_id}", traceId=trace_id, usage={"input": 3}),
            event("score-create", id=f"f-{trace_id}", traceId=trace_id, name="stars", value=1),
        )
    assert await delete_traces(pool, "nobody", ["t"]) == 0
    project_id = await pool.fetchval("SELECT project_id FROM trace LIMIT 1")
    assert await delete_traces(pool, project_id, ["t", "unknown"]) == 1
    assert await pool.fetchval("SELECT total_tokens FROM user_total") == 3
    assert await pool.fetchval("SELECT array_agg(feedback_id) FROM feedback") == ["f-u"]
    assert await delete_user(pool, project_id, "ada") == 1
    for table in ("trace", "span", "trace_event", "span_event", "feedback", "user_total"):
        assert await pool.fetchval(f"SELECT count(*) FROM {table}") == 0, table


async def test_verify_counts_events_of_traces_too(send_events: Send, pool: Pool) -> None:
    await send_events(
        event("trace-create", id="t", userId="ada", environment="web"),
        event("trace-create", id="lost", userId="bob"),
        event("span-create", id="o", traceId="t", name="s"),
    )
    await pool.execute("UPDATE trace SET user_id = 'eve' WHERE trace_id = 't'")
    await pool.execute("DELETE FROM trace WHERE trace_id = 'lost'")
    found = {str(difference).split(":")[0] for difference in await verify(pool)}
    project_id = await pool.fetchval("SELECT project_id FROM trace LIMIT 1")
    assert {f"trace {project_id} / t", f"trace {project_id} / lost"} <= found
    await verify(pool, repair=True)
    assert await verify(pool) == []
    assert await pool.fetchval("SELECT user_id FROM trace WHERE trace_id = 't'") == "ada"
