"""How much one operation may ask for: of a document's size, and of what it costs to answer."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from graphql import get_introspection_query
from starlette.applications import Starlette

from asking import OPERATIONS, Ask, refusals
from paths import PAGE
from usertrail.database.pool import Pool
from usertrail.graphql import limits
from usertrail.graphql.document_cache import CachedDocument
from usertrail.graphql.document_size import check_outline, check_text
from usertrail.read.statement import fetch
from usertrail.request_limits import Limit
from usertrail.schema import query as schema_module
from usertrail.schema.executable import schema
from usertrail.settings import InvalidSetting, Settings

SENT = PAGE / "generated" / "graphql.ts"
MONTH = {"from": "2026-01-01T00:00:00Z", "to": "2026-01-31T00:00:00Z"}


def fields(count: int, name: str = "name") -> str:
    return "{ project { " + f"{name} " * count + "} }"


def aliases(count: int) -> str:
    return "{ " + " ".join(f"a{n}: project {{ name }}" for n in range(count)) + " }"


def uses(count: int) -> str:
    return "{ project { " + "... { name } " * count + "} }"


def expanded(uses: int) -> str:
    """A hundred fields, and as many again for each use of a fragment by a fragment."""
    names = " ".join(f"a{n}: __typename" for n in range(40))
    used = " ".join(f"...F{n + 1}" for n in range(uses))
    rest = "".join(f" fragment F{n + 1} on Query {{ ...G }}" for n in range(uses))
    return f"{{ {used} }} fragment G on Query {{ {names} }}{rest}"


def deep(levels: int) -> str:
    """Three levels of fields each time, and a field on top and at the bottom."""
    within = "session { traces(first: 1) { nodes { " * levels + "id" + " } } }" * levels
    return f'{{ trace(traceId: "t") {{ {within} }} }}'


def through_fragments(levels: int) -> str:
    fragments = " ".join(
        f"fragment F{n} on Trace {{ session {{ traces(first: 1) {{ nodes {{ ...F{n + 1} }} }} }} }}"
        for n in range(levels)
    )
    last = f"fragment F{levels} on Trace {{ id }}"
    return f'{{ trace(traceId: "t") {{ ...F0 }} }} {fragments} {last}'


DOCUMENTS: list[tuple[str, Limit, int]] = [
    ("{ project { name } } #" + "-" * 100_000, limits.CHARACTERS, 100_022),
    (fields(4_000, "id"), limits.TOKENS, 4_005),
    (fields(20_000, "id"), limits.TOKENS, 8_000),
    ("{ a" * 65 + "}" * 65, limits.BRACKETS, 65),
    ("{ node(id: " + "[" * 70 + "]" * 70 + ") { id } }", limits.BRACKETS, 72),
    (aliases(51), limits.ALIASES, 51),
    (fields(1, "name " + "@skip(if: false) " * 51), limits.DIRECTIVES, 51),
    ("query Q " + "@a " * 60 + "{ project { name } }", limits.DIRECTIVES, 60),
    (uses(201), limits.FRAGMENTS, 201),
    (fields(52), limits.REPEATS, 51),
    (expanded(51), limits.FIELDS, 2_040),
    (deep(5), limits.DEPTH, 17),
    (through_fragments(5), limits.DEPTH, 17),
]


@pytest.mark.parametrize(("document", "limit", "value"), DOCUMENTS)
async def test_a_document_that_is_too_large(
    client: httpx.AsyncClient, document: str, limit: Limit, value: int
) -> None:
    (error,) = await refusals(client, document)
    assert error["message"] == limit.sentence.format(value=value, max=limit.max)
    assert error["extensions"] == {
        "code": "LIMIT_EXCEEDED",
        "limit": limit.max,
        "value": value,
    }


@pytest.mark.parametrize(
    "document",
    [fields(51), aliases(50), uses(200), deep(4), through_fragments(4)],
)
async def test_a_document_that_is_just_not_too_large(ask: Ask, document: str) -> None:
    await ask(document)


async def test_fragments_that_go_round_in_circles_are_said_to(client: httpx.AsyncClient) -> None:
    circle = "{ project { ...A } } fragment A on Project { id ...B } fragment B on Project { ...A }"
    (error,) = await refusals(client, circle)
    assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
    assert "itself" in error["message"]


@pytest.mark.parametrize("options", [{}, {"input_value_deprecation": True, "type_depth": 9}])
async def test_introspection_is_allowed(ask: Ask, options: dict[str, Any]) -> None:
    answer = await ask(get_introspection_query(**options))
    assert answer["__schema"]["queryType"]["name"] == "Query"


COSTS: list[tuple[str, dict[str, Any], int]] = [
    ("{ project { name environments } }", {}, 1 + 100),
    ("{ users { nodes { id name environments } } }", {}, 1_000 + 50),
    ("{ users { totalCount pageInfo { endCursor } } }", {}, 1_000 + 2_000),
    ("{ users(first: 3) { nodes { id } edges { cursor node { id } } } }", {}, 1_000 + 3 + 3),
    ("{ users(last: 7, before: null) { nodes { metrics { costUsd } } } }", {}, 1_000 + 7 * 2),
    ("query ($n: Int) { users(first: $n) { nodes { id } } }", {"n": 20}, 1_020),
    ("query ($n: Int) { users(first: $n) { nodes { id } } }", {"n": None}, 1_050),
    ("query ($n: Int) { users(first: $n) { nodes { id } } }", {}, 1_050),
    ("query ($n: Int = 5) { users(first: $n) { nodes { id } } }", {}, 1_005),
    ("query ($n: Int = 5) { users(first: $n) { nodes { id } } }", {"n": 6}, 1_006),
    (
        "{ users(first: 10) { nodes { traces(first: 20) { nodes { spans { nodes { id } } } } } } }",
        {},
        1_000 + 10 * (1 + 1 + 20 * (1 + 1 + 50)),
    ),
    ("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": ["a", "b", "c"]}, 4),
    ('{ nodes(ids: ["a", "b"]) { ... on User { metrics { costUsd } } } }', {}, 1 + 2 * 2),
    # Fifty lists of feedback.
    ("{ traces { nodes { feedback { name } } } }", {}, 1 + 50 * (1 + 1 + 50)),
    ("{ traces { nodes { feedback(first: 3) { name } } } }", {}, 1 + 50 * (1 + 1 + 3)),
    (
        "query ($n: Int) { traces { nodes { feedback(first: $n) { name } } } }",
        {"n": 7},
        1 + 50 * (1 + 1 + 7),
    ),
    ('{ session(sessionId: "s") { feedback(first: null) { name } } }', {}, 1 + 1 + 50),
    (
        'query ($p: Period) { user(userId: "a") { activity(period: $p) { at } } }',
        {"p": MONTH},
        1 + 1 + 31,
    ),
    (
        'query ($to: DateTime) { user(userId: "a") { activity(interval: HOUR, '
        'period: { from: "2026-01-01T00:00:00Z", to: $to }) { at metrics { costUsd } } } }',
        {"to": "2026-01-02T00:00:00Z"},
        1 + 1 + 25,
    ),
    ('{ user(userId: "a") { activity { at } } }', {}, 1 + 2 + 367),
    # A field that takes no period of its own has that of what it belongs to.
    (
        "query ($p: Period) { overview(period: $p) { activity(interval: HOUR) { at } } }",
        {"p": MONTH},
        100 + 200 + 30 * 24 + 1,
    ),
    (
        'query ($p: Period) { user(userId: "a") '
        "{ feedbackSummary(period: $p) { activity { at } } } }",
        {"p": MONTH},
        1 + 1 + 10 * (1 + 1 + 31),
    ),
    (
        "query ($p: Period) { users(period: $p, first: 1) { nodes { activity { at } } } }",
        {"p": MONTH},
        100 + 1 + 2 + 367,
    ),
    # What goes through many rows has a price of its own, the less the shorter the period.
    ("{ overview { latency { p50Ms } models { model } } }", {}, 1_000 + 2_000 + 2_000 + 10),
    (
        "query ($p: Period) { overview(period: $p) { latency { p50Ms } userCount } }",
        {"p": MONTH},
        100 + 200,
    ),
    (
        "query ($p: Period) { overview(period: $p) { latency { p50Ms } } }",
        {"p": {"from": "2026-01-01T00:00:00Z", "to": "2026-07-03T00:00:00Z"}},
        500 + 1_000,
    ),
    ("{ traces { totalCount } }", {}, 1 + 3_000),
    ("query ($f: TraceFilter) { traces(filter: $f) { nodes { id } } }", {"f": None}, 1 + 50),
    ('{ traces(filter: { search: "x" }) { nodes { id } } }', {}, 1 + 5_000 + 50),
    # What is asked for twice is answered once.
    (
        "{ users { ...A ...B nodes { metrics { costUsd } } } } "
        "fragment A on UserConnection { nodes { metrics { traceCount } } } "
        "fragment B on UserConnection { nodes { id traces(first: 1) { totalCount } } }",
        {},
        1_000 + 50 * (1 + 1 + 1 + 20),
    ),
    ("{ a: project { name } b: project { name } __typename __schema { types { name } } }", {}, 2),
    ("subscription { traceUpdated { user { id } } }", {}, 2),
]


def read(document: str) -> CachedDocument:
    found = schema.documents.read(document)
    assert not found.errors
    return found


@pytest.mark.parametrize(("document", "variables", "cost"), COSTS)
def test_what_an_operation_costs(document: str, variables: dict[str, Any], cost: int) -> None:
    (operation,) = read(document).costs.values()
    assert operation.of(variables) == cost


NESTED = """
query Dear($first: Int = 500, $inner: Int) {
  users(first: $first) { nodes { traces(first: $inner) { nodes { id } } } }
}
query Cheap { project { name } }
"""


async def test_an_operation_that_costs_too_much(client: httpx.AsyncClient, ask: Ask) -> None:
    async def answer(**request: Any) -> Any:
        response = await client.post("/graphql", json={"query": NESTED, **request})
        assert response.status_code == 200
        return response.json()

    dear = await answer(operationName="Dear", variables={"inner": 500})
    (error,) = dear["errors"]
    value = 1_000 + 500 * (1 + 1 + 500)
    assert error["message"] == limits.COST.sentence.format(value=value, max=250_000)
    assert error["extensions"] == {"code": "LIMIT_EXCEEDED", "limit": 250_000, "value": value}
    assert "data" not in dear
    assert "errors" not in await answer(operationName="Dear", variables={"inner": 400})
    assert "errors" not in await answer(operationName="Cheap", variables={"inner": 500})


async def test_a_page_that_there_cannot_be_is_refused_by_its_name(
    client: httpx.AsyncClient,
) -> None:
    for first in (2_000_000_000, -1, "many", 0.5):
        (error,) = await refusals(client, NESTED.partition("query Cheap")[0], first=first, inner=1)
        assert error["extensions"] == {"code": "BAD_USER_INPUT"}
        assert "first" in error["message"]


def sent_by_the_page() -> list[str]:
    documents = re.findall(r"new TypedDocumentString\(`(.*?)`", SENT.read_text(), re.DOTALL)
    found = [document for document in documents if not document.strip().startswith("fragment")]
    assert len(found) > 5
    return found


@pytest.mark.parametrize("document", [OPERATIONS, *sent_by_the_page()])
def test_what_is_usually_asked_stays_far_below_the_limits(
    document: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, limit in vars(limits).items():
        if isinstance(limit, Limit):
            monkeypatch.setattr(limits, name, limit._replace(max=limit.max // 2))
    check_text(document)
    found = read(document)
    assert found.document is not None
    check_outline(found.document)
    for operation in found.costs.values():
        for period in ({}, {"period": MONTH}):
            assert operation.of(period) <= limits.COST.max // 5


async def test_a_statement_that_takes_too_long(
    app: Starlette, client: httpx.AsyncClient, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def sleep(*arguments: object) -> None:
        await fetch(pool.of("p"), "SELECT pg_sleep(600)")

    monkeypatch.setattr(schema_module, "select_overview", sleep)
    app.state.settings = replace(app.state.settings, query_seconds=0.2)
    response = await client.post(
        "/graphql", json={"query": "{ project { name } overview { userCount } }"}
    )
    assert response.status_code == 200
    (error,) = response.json()["errors"]
    assert error["extensions"] == {"code": "TIMEOUT"}
    assert "longer than 0.2 s" in error["message"]
    running = await pool.fetch("SELECT FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)'")
    assert not running
    answer = await client.post("/graphql", json={"query": "{ project { name } }"})
    assert answer.json() == {"data": {"project": {"name": "Test"}}}


async def test_writing_may_take_its_time(ask: Ask, app: Starlette) -> None:
    """A write that is given up would be sent again, and be given up again."""
    app.state.settings = replace(app.state.settings, query_seconds=1e-9)
    query = 'mutation { deleteUser(input: { userId: "a" }) { deletedTraceCount } }'
    assert await ask(query) == {"deleteUser": {"deletedTraceCount": 0}}


@pytest.mark.parametrize("text", ["", "0", "-1", "soon", "inf", "nan", "2.5"])
def test_how_long_a_statement_may_take_is_a_setting(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("USERTRAIL_QUERY_SECONDS", text)
    if text in ("", "2.5"):
        settings = Settings.from_environment("127.0.0.1", 0, None, Path("unused"))
        assert settings.query_seconds == float(text or 30)
    else:
        with pytest.raises(InvalidSetting, match=f"USERTRAIL_QUERY_SECONDS must .* is {text}"):
            Settings.from_environment("127.0.0.1", 0, None, Path("unused"))
