"""Statements that lost their conditions, and refusals that anybody causes in a project's name."""

import re
import time
from collections.abc import Callable
from random import Random
from typing import Any

import asyncpg
import httpx
import pytest

from asking import Ask
from environment import ProjectKeys
from tests.attack.watched import KEYS, Watched
from traffic import store, traffic
from usertrail.database.pool import Pool
from usertrail.receive.ingest_stat_rows import MAX_UNPROVEN_REFUSALS
from wire import request, wire_span

# The projects themselves and their keys are found without one.
NOT_OF_ONE = re.compile(r"\b(FROM|JOIN|INTO|UPDATE) (project|api_key|migration)\b")
CONDITION = re.compile(r"(?:\b\w+\.)?\bproject_id = (\$\d+)(?:::text)?")
READS = (
    """{ users(first: 500, orderBy: { field: COST_USD }) { totalCount nodes {
      userId environments metrics { traceCount costUsd feedbackAverage sessionCount }
      feedback { nodes { feedbackId } } traces { totalCount nodes { traceId } }
      sessions { nodes { sessionId metrics { traceCount } } } models { model totalTokens }
      activity(interval: MONTH) { at metrics { spanCount } } latency { p50Ms } } } }""",
    """{ traces(first: 200) { totalCount nodes { traceId spans { nodes { spanId input } }
      feedback { feedbackId } session { sessionId } user { userId } } } }""",
    """{ overview { userCount metrics { traceCount totalTokens } latency { p95Ms }
      models { model costUsd } insights { kind user { userId } }
      activity(interval: MONTH) { at metrics { traceCount } } } }""",
    """{ feedback(first: 500) { totalCount nodes { feedbackId } } usersActivity(interval: MONTH)
      { at metrics { traceCount } } project { name environments feedbackNames models
      firstTraceAt attributeNames { name } prices { modelPattern } } }""",
)
RESTS = ("traces", "observations", "sessions", "scores", "v2/observations", "v2/scores")
ROWS = """
    SELECT md5(string_agg(row::text, '' ORDER BY row::text))
    FROM {table} AS row WHERE project_id <> $1
"""


@pytest.fixture
def forget_conditions(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """From when it is called, statements compare no project; it returns those that forgot it."""
    forgot: list[str] = []

    def without(query: str) -> str:
        if NOT_OF_ONE.search(query):
            return query
        lacking = CONDITION.sub(r"\1::text IS NOT NULL", query)
        if lacking != query:
            forgot.append(query)
        return lacking

    def forget() -> list[str]:
        for name in ("fetch", "fetchrow", "fetchval", "execute", "cursor"):
            monkeypatch.setattr(asyncpg.Connection, name, forgetting(name))
        return forgot

    def forgetting(name: str) -> Any:
        original = getattr(asyncpg.Connection, name)

        def run(self: Any, query: str, *values: object, **named: Any) -> Any:
            return original(self, without(query), *values, **named)

        return run

    return forget


async def read_all(client: httpx.AsyncClient, ask: Ask) -> list[Any]:
    answers: list[Any] = [await ask(query) for query in READS]
    for path in RESTS:
        answer = await client.get(f"/api/public/{path}", params={"limit": 100})
        assert answer.status_code == 200, answer.text
        answers.append(answer.json())
    answers.append((await client.get("/export/users.csv")).text)
    return answers


async def test_without_any_condition_everything_reads_as_with_them(
    pool: Pool,
    project: ProjectKeys,
    client: httpx.AsyncClient,
    ask: Ask,
    forget_conditions: Callable[[], list[str]],
) -> None:
    await store(pool, project.project_id, traffic(Random(11), traces=60, feedback=40))
    right = await read_all(client, ask)
    forgot = forget_conditions()
    assert await read_all(client, ask) == right
    assert len(forgot) > 25


async def test_without_any_condition_nothing_of_others_is_changed(
    pool: Pool,
    project: ProjectKeys,
    client: httpx.AsyncClient,
    ask: Ask,
    forget_conditions: Callable[[], list[str]],
) -> None:
    """The neighbour has traces, users, sessions and feedback of the very same ids."""
    sent = traffic(Random(12), traces=40, feedback=30)
    await store(pool, project.project_id, sent)
    tables = await pool.fetch("SELECT tablename FROM pg_policies WHERE schemaname = 'public'")
    rows = [ROWS.format(table=row["tablename"]) for row in tables]
    before = [await pool.fetchval(query, project.project_id) for query in rows]
    forgot = forget_conditions()
    user_id = next(span.trace_fields.user_id for span in sent.spans if span.trace_fields.user_id)
    trace_id = sent.spans[0].trace_id
    for query, variables in (
        (
            "mutation($u: String!) { deleteUser(input: { userId: $u }) { deletedTraceCount } }",
            {"u": user_id},
        ),
        (
            """mutation($u: String!) { identifyUser(input: { userId: $u, name: "X" }) {
            user { id } } }""",
            {"u": sent.spans[-1].trace_fields.user_id or "x"},
        ),
        (
            """mutation { setNames(input: { userId: ["a.b"], sessionId: [] }) {
            ownNames { userId } } }""",
            {},
        ),
    ):
        await ask(query, **variables)
    await client.delete(f"/api/public/traces/{trace_id}")
    scores = [{"id": "f", "traceId": sent.spans[-1].trace_id, "name": "n", "value": 1}]
    await client.post("/api/public/scores", json=scores)
    assert len(forgot) > 15
    # What was forgotten is not forgotten by who looks.
    assert [await pool.fetchval(query, project.project_id) for query in rows] == before


def test_wrong_secrets_do_not_push_out_what_a_project_is_told(attacked: Watched) -> None:
    public_key, _ = KEYS
    with httpx.Client(base_url=attacked.url, timeout=60) as client:
        client.post("/v1/traces", json=request(wire_span(traceId="ab")), auth=KEYS)
        client.post("/v1/logs", json={}, auth=KEYS)
        with attacked.watch() as seen:
            end = time.monotonic() + 5
            number = 0
            while time.monotonic() < end:
                number += 1
                named = {"user-agent": f"anybody/{number}"}
                client.post(f"/v1/{number}", json={}, auth=(public_key, "guess"), headers=named)
                client.post("/v1/logs", json={}, auth=(public_key, f"{number}"), headers=named)
                alone = named | {"authorization": f"Bearer {public_key}"}
                client.post("/api/public/scores", json=[{"name": "n"}], headers=alone)
        assert number > 2 * MAX_UNPROVEN_REFUSALS
        time.sleep(2)
        query = "{ project { arrivals { refusals { endpoint code userAgent } } } }"
        told = client.post("/graphql", json={"query": query}, auth=KEYS).json()
    refusals = told["data"]["project"]["arrivals"]["refusals"]
    own = [refusal for refusal in refusals if not refusal["userAgent"].startswith("anybody/")]
    assert sorted(refusal["endpoint"] for refusal in own) == ["/v1/logs", "/v1/traces"]
    assert 0 < len(refusals) - len(own) <= MAX_UNPROVEN_REFUSALS
    assert set(seen.neighbour_statuses) == {207, 200}
