"""An erased user is gone from every table, at once, and nobody else is."""

from typing import Any

import httpx
import pytest

import make
from asking import Ask, refusals
from batches import event, sender
from environment import ProjectKeys
from usertrail import aggregate
from usertrail.access.projects import create_project
from usertrail.database.pool import Pool
from usertrail.ingest import identify_user, ingest
from usertrail.normalise.records import Records
from usertrail.verify import verify

Rows = dict[str, list[str]]


async def tables_of_users(pool: Pool) -> list[str]:
    """Every table with a column that names a user, a trace or a session."""
    rows = await pool.fetch(
        """
        SELECT DISTINCT table_name FROM information_schema.columns
        JOIN information_schema.tables USING (table_schema, table_name)
        WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
            AND column_name IN ('user_id', 'trace_id', 'session_id', 'target_id')
            -- Empty once a server has started.
            AND table_name <> 'stale_trace'
        ORDER BY table_name
        """
    )
    return [row["table_name"] for row in rows]


async def all_rows(pool: Pool) -> Rows:
    """The rows of these tables as text."""
    return {
        table: sorted(
            row["text"] for row in await pool.fetch(f"SELECT row::text AS text FROM {table} AS row")
        )
        for table in await tables_of_users(pool)
    }


def about(rows: Rows, name: str) -> Rows:
    return {table: [row for row in of if name in row] for table, of in rows.items()}


async def store(pool: Pool, project_id: str, name: str) -> None:
    """A user with traces, a session, a model, feedback of every target, and a profile."""
    trace, session = f"{name}-trace", f"{name}-session"
    spans = [
        make.span(trace, f"{name}-root", user_id=name, session_id=session, input=f"I am {name}"),
        make.span(trace, f"{name}-call", parent_span_id=f"{name}-root", model=f"{name}-model"),
    ]
    given = [
        make.feedback(f"{name}-1", 0.5, trace_id=trace),
        make.feedback(f"{name}-2", True, trace_id=trace, span_id=f"{name}-call"),
        make.feedback(f"{name}-3", "good", session_id=session, comment=f"says {name}"),
    ]
    await ingest(pool, project_id, Records(spans, given))
    await identify_user(pool, project_id, name, f"{name} Berg", f"{name}@example.com", {"is": name})


@pytest.fixture
async def neighbour(pool: Pool, project: ProjectKeys, client: httpx.AsyncClient) -> str:
    """Another project, in which there is an anna, too."""
    async with pool.acquire() as db:
        other = await create_project(db, "Neighbour")
    for name in ("anna", "bert"):
        await store(pool, project.project_id, name)
        # As SDKs send it that tell of a span a part at a time.
        await sender(client)(
            event("trace-create", id=f"{name}-batch", userId=name, sessionId=f"{name}-talk"),
            event("generation-create", id=f"{name}-part", traceId=f"{name}-batch", input=name),
            event("generation-update", id=f"{name}-part", traceId=f"{name}-batch", output=name),
        )
    await store(pool, other, "anna")
    return other


async def test_an_erased_user_is_gone_from_every_table(
    ask: Ask, pool: Pool, project: ProjectKeys, neighbour: str
) -> None:
    before = await all_rows(pool)
    own = {
        table: [row for row in rows if neighbour not in row]
        for table, rows in about(before, "anna").items()
    }
    # A table that is not named here has nothing of her: let `store` put something there.
    assert [table for table, rows in own.items() if not rows] == []
    answer = await ask("Erase", input={"userId": "anna"})
    assert answer["deleteUser"] == {"deletedUserId": "anna", "deletedTraceCount": 2}
    after = await all_rows(pool)
    assert after == {
        table: [row for row in rows if row not in own[table]] for table, rows in before.items()
    }
    assert await verify(pool) == []
    again = await ask("Erase", input={"userId": "anna"})
    assert again["deleteUser"]["deletedTraceCount"] == 0


async def test_who_cannot_be_erased_whole_is_not_erased_at_all(
    client: httpx.AsyncClient,
    pool: Pool,
    neighbour: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = await all_rows(pool)

    async def fail(*arguments: Any) -> None:
        raise RuntimeError("at the very end")

    monkeypatch.setattr(aggregate, "apply_deltas", fail)
    errors = await refusals(client, "Erase", input={"userId": "anna"})
    assert errors[0]["extensions"]["code"] == "UNEXPECTED"
    assert await all_rows(pool) == before


async def test_a_session_and_feedback_that_others_share_stay_theirs(
    ask: Ask, pool: Pool, project: ProjectKeys
) -> None:
    spans = [
        make.span("hers", user_id="anna", session_id="shared"),
        make.span(
            "his", user_id="bert", session_id="shared", started_at=make.START.replace(hour=13)
        ),
    ]
    given = [make.feedback("f1", trace_id="his"), make.feedback("f2", trace_id="hers")]
    await ingest(pool, project.project_id, Records(spans, given))
    await ask("Erase", input={"userId": "anna"})
    answer = await ask(
        """{ session(sessionId: "shared") {
          user { userId } metrics { traceCount feedbackCount } traces { nodes { traceId } }
        } }"""
    )
    assert answer["session"] == {
        "user": {"userId": "bert"},
        "metrics": {"traceCount": 1, "feedbackCount": 1},
        "traces": {"nodes": [{"traceId": "his"}]},
    }
    assert await verify(pool) == []
