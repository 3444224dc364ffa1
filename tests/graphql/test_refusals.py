"""What cannot be answered is refused by name."""

import base64
import logging
from datetime import timedelta
from typing import Any

import httpx
import orjson
import pytest

import make
from asking import Ask, refusals
from environment import ProjectKeys
from usertrail.database.pool import Pool
from usertrail.errors import AppError
from usertrail.ingest import ingest
from usertrail.normalise.records import Records
from usertrail.schema import query as schema_module
from usertrail.schema.types import project as project_module

BAD = "BAD_USER_INPUT"


def cursor(*key: object) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(key)).decode()


def global_id(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


USERS = "query ($first: Int, $after: String, $last: Int, $before: String) { users(first: $first, after: $after, last: $last, before: $before) { nodes { id } } }"  # noqa: E501  # one line reads better
PAGES: list[tuple[dict[str, Any], str]] = [
    ({"first": 0}, "first must be between 1 and 500, not 0."),
    ({"first": -1}, "first"),
    ({"first": 501}, "first must be between 1 and 500, not 501."),
    ({"last": 501}, "last"),
    ({"first": 1, "last": 1}, "first or last"),
    ({"after": "?"}, "after is no cursor"),
    ({"after": ""}, "after"),
    ({"before": "WyJ"}, "before"),
    ({"after": cursor("users.last_seen_at", "yesterday", "a")}, "after"),
    ({"after": cursor("users.last_seen_at", "2026-01-01T00:00:00", "a")}, "after"),
    ({"after": cursor("users.last_seen_at", None, "a")}, "after"),
    ({"after": cursor("users.last_seen_at", "2026-01-01T00:00:00Z", "a\0")}, "after"),
    ({"after": cursor("users.last_seen_at", "2026-01-01T00:00:00Z", 5)}, "after"),
    ({"after": cursor("users.last_seen_at", "0001-01-01T00:00:00+23:00", "a")}, "after"),
    ({"after": cursor("users.cost_usd", "1", "a")}, "after"),
    ({"after": cursor("users.last_seen_at")}, "after"),
    ({"after": base64.urlsafe_b64encode(b"7").decode()}, "after"),
]


@pytest.mark.parametrize(("page", "names"), PAGES)
async def test_a_page_that_there_cannot_be(
    client: httpx.AsyncClient, page: dict[str, Any], names: str
) -> None:
    (error,) = await refusals(client, USERS, **page)
    assert error["extensions"]["code"] == BAD
    assert names in error["message"]


@pytest.mark.parametrize("field", ["COST_USD", "ERROR_RATE"])
@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e5000", "one"])
async def test_a_cursor_with_a_number_that_is_none(
    client: httpx.AsyncClient, value: str, field: str
) -> None:
    query = """query ($after: String, $field: UserOrderField!) {
      users(after: $after, orderBy: { field: $field }) { nodes { id } }
    }"""
    after = cursor(f"users.{field.lower()}", value, "a")
    (error,) = await refusals(client, query, after=after, field=field)
    assert (error["extensions"]["code"], error["message"][:5]) == (BAD, "after")


@pytest.mark.parametrize(
    "id",
    ["", "?", "VXNlcg==", global_id("User:"), global_id("Robot:1"), global_id("Trace:\0")]
    + [global_id(f"Span:{key}") for key in ("x", "[]", '["a"]', '["a", 1]', '["a", "b\\u0000"]')],
)
async def test_an_id_that_is_none(client: httpx.AsyncClient, id: str) -> None:
    (error,) = await refusals(client, "query ($id: ID!) { node(id: $id) { id } }", id=id)
    assert error["extensions"]["code"] == BAD
    assert error["message"].startswith(("id is not a valid global id", "$id contains"))
    (error,) = await refusals(client, "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=[id])
    assert error["message"].startswith(("ids is not a valid global id", "$ids.0 contains"))


VALUES = [
    ('period: { from: "yesterday" }', "period.from"),
    ('period: { from: "2026-01-01T00:00:00" }', "period.from"),
    ('period: { to: "2026-01-01" }', "period.to"),
    ("period: { to: 5 }", "period.to"),
    ('period: { from: "0001-01-01T00:00:00+10:00" }', "period.from"),
    ('filter: { costUsd: { min: "a lot" } }', "filter.costUsd.min"),
    ('filter: { costUsd: { min: "NaN" } }', "filter.costUsd.min"),
    ('filter: { costUsd: { max: "1e400" } }', "filter.costUsd.max"),
    (f'filter: {{ costUsd: {{ max: "{"9" * 200}" }} }}', "filter.costUsd.max"),
    ("filter: { costUsd: { max: true } }", "filter.costUsd.max"),
    ("filter: { traceCount: { min: 9223372036854775808 } }", "filter.traceCount.min"),
    ("filter: { traceCount: { min: 0.5 } }", "filter.traceCount.min"),
    ('filter: { traceCount: { min: "5" } }', "filter.traceCount.min"),
    ("filter: { feedback: { average: { min: 1e999 } } }", "filter.feedback.average.min"),
    ('filter: { search: "a\\u0000b" }', "filter.search"),
    ('filter: { userIds: ["a", "\\u0000"] }', "filter.userIds"),
    ("orderBy: { field: HEIGHT }", "orderBy.field"),
    ('first: "many"', "first"),
    ("first: 3000000000", "first"),
]


@pytest.mark.parametrize(("argument", "name"), VALUES)
async def test_a_literal_that_cannot_be_used_is_named(
    client: httpx.AsyncClient, argument: str, name: str
) -> None:
    (error,) = await refusals(client, f"{{ users({argument}) {{ nodes {{ id }} }} }}")
    assert error["extensions"] == {"code": BAD}
    assert error["message"].startswith(name), error["message"]


VARIABLES: list[tuple[dict[str, Any], str]] = [
    ({"period": {"from": "yesterday"}}, "period"),
    ({"period": {"from": "2026-01-01T00:00:00"}}, "period"),
    ({"period": {"since": "2026-01-01T00:00:00Z"}}, "period"),
    ({"filter": {"costUsd": {"min": "Infinity"}}}, "costUsd"),
    ({"filter": {"traceCount": {"min": True}}}, "traceCount"),
    ({"filter": {"traceCount": {"min": -(2**63) - 1}}}, "traceCount"),
    ({"filter": {"search": "\0"}}, "$filter.search"),
    ({"filter": {"environments": ["a", "b\0"]}}, "$filter.environments.1"),
    ({"filter": {"feedback": {"name": "\0"}}}, "$filter.feedback.name"),
    ({"filter": 5}, "filter"),
]


@pytest.mark.parametrize(("variables", "name"), VARIABLES)
async def test_a_variable_that_cannot_be_used_is_named(
    client: httpx.AsyncClient, variables: dict[str, Any], name: str
) -> None:
    query = """query ($period: Period, $filter: UserFilter) {
      users(period: $period, filter: $filter) { nodes { id } }
    }"""
    (error,) = await refusals(client, query, **variables)
    assert error["extensions"] == {"code": BAD}
    assert name in error["message"], error["message"]


async def test_a_variable_that_is_null_where_it_may_not_be(client: httpx.AsyncClient) -> None:
    query = 'query ($id: String = "anna") { user(userId: $id) { id } }'
    (error,) = await refusals(client, query, id=None)
    assert error["extensions"] == {"code": BAD}
    assert "userId" in error["message"]


async def test_a_field_that_gives_what_it_may_not_is_a_bug(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nothing(*arguments: object) -> None:
        return None

    monkeypatch.setattr(project_module, "select_project_name", nothing)
    (error,) = await refusals(client, "{ project { name } }")
    assert error["extensions"] == {"code": "UNEXPECTED"}
    assert error["path"] == ["project", "name"]


async def test_too_many_points(
    ask: Ask, client: httpx.AsyncClient, pool: Pool, project: ProjectKeys
) -> None:
    long_ago = make.span(user_id="anna", started_at=make.START - timedelta(days=365 * 30))
    await ingest(pool, project.project_id, Records([long_ago]))
    bounded = {"from": "2026-01-01T00:00:00Z", "to": "2026-08-01T00:00:00Z"}
    query = """query ($period: Period, $interval: Interval) {
      user(userId: "anna") { activity(period: $period, interval: $interval) { at } }
    }"""
    overview = """query ($period: Period, $interval: Interval) {
      overview(period: $period) { activity(interval: $interval) { at } }
    }"""
    for document in (query, overview):
        for period, interval in ((bounded, "HOUR"), (None, "DAY")):
            (error,) = await refusals(client, document, period=period, interval=interval)
            assert error["extensions"]["code"] == BAD
            assert "interval" in error["message"] and "5000" in error["message"]
    day = {"from": "2026-01-01T00:00:00Z", "to": "2026-01-02T00:00:00Z"}
    points = (await ask(query, period=day, interval="HOUR"))["user"]["activity"]
    assert len(points) == 24


SUBMISSIONS: list[tuple[dict[str, Any], str]] = [
    ({"value": 1}, "traceId and sessionId"),
    ({"value": 1, "traceId": "t", "sessionId": "s"}, "traceId and sessionId"),
    ({"value": 1, "sessionId": "s", "spanId": "s"}, "spanId"),
    ({"traceId": "t"}, "value, booleanValue and category"),
    ({"traceId": "t", "value": 1, "category": "a"}, "value, booleanValue and category"),
    ({"traceId": "t", "category": ""}, "input.category"),
    ({"traceId": "t", "value": 1, "name": ""}, "input.name"),
    ({"traceId": "", "value": 1}, "input.traceId"),
    ({"traceId": "t", "value": 1, "feedbackId": ""}, "input.feedbackId"),
    ({"traceId": "t", "value": 1, "comment": "\0"}, "$input.comment"),
    ({"traceId": "t", "value": 1, "metadata": {"\0": 1}}, "$input.metadata"),
]


@pytest.mark.parametrize(("given", "name"), SUBMISSIONS)
async def test_feedback_that_cannot_be_stored(
    ask: Ask, client: httpx.AsyncClient, given: dict[str, Any], name: str
) -> None:
    (error,) = await refusals(client, "Submit", input={"name": "rating"} | given)
    assert error["extensions"]["code"] == BAD
    assert name in error["message"]
    assert (await ask("{ feedback { totalCount } }"))["feedback"]["totalCount"] == 0


@pytest.mark.parametrize("depth", [80, 1000, 100_000])
async def test_metadata_that_is_nested_endlessly(client: httpx.AsyncClient, depth: int) -> None:
    query = "mutation ($input: SubmitFeedbackInput!) "
    query += "{ submitFeedback(input: $input) { feedback { id } } }"
    given = '{"name": "rating", "traceId": "t", "value": 1, "metadata": NESTED}'
    body = f'{{"query": "{query}", "variables": {{"input": {given}}}}}'
    nested = "[" * depth + "]" * depth
    answer = await client.post(
        "/graphql",
        content=body.replace("NESTED", nested),
        headers={"content-type": "application/json"},
    )
    (error,) = answer.json()["errors"]
    # A hundred thousand lists are more values than a request may hold.
    assert error["extensions"]["code"] in (BAD, "BAD_REQUEST", "LIMIT_EXCEEDED")
    assert "metadata" in error["message"] or answer.status_code in (400, 413)


async def test_properties_that_are_no_object(client: httpx.AsyncClient) -> None:
    (error,) = await refusals(client, "Identify", input={"userId": "a", "properties": [1]})
    assert (error["extensions"]["code"], error["message"][:16]) == (BAD, "input.properties")


async def test_feedback_that_is_not_there_cannot_be_deleted(client: httpx.AsyncClient) -> None:
    query = 'mutation { deleteFeedback(input: { feedbackId: "x" }) { deletedFeedbackId } }'
    (error,) = await refusals(client, query)
    assert error["extensions"]["code"] == "NOT_FOUND"


@pytest.mark.parametrize(
    ("document", "code"),
    [("{", "GRAPHQL_PARSE_FAILED"), ("{ nothing }", "GRAPHQL_VALIDATION_FAILED")],
)
async def test_a_document_that_makes_no_sense(
    client: httpx.AsyncClient, document: str, code: str
) -> None:
    (error, *_) = await refusals(client, document)
    assert error["extensions"]["code"] == code


async def test_a_bug_is_logged_and_hidden(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*arguments: object) -> None:
        raise RuntimeError("the secret reason")

    monkeypatch.setattr(schema_module, "select_overview", broken)
    (error,) = await refusals(client, "{ overview { userCount } }")
    assert error["extensions"] == {"code": "UNEXPECTED"}
    kind, error_id = error["message"].rsplit(" ", 1)
    assert kind == "Unexpected error"
    (record,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert error_id in record.getMessage()
    assert record.exc_info is not None and "secret reason" in str(record.exc_info[1])


async def test_what_was_refused_is_not_logged_as_a_bug(
    client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    await refusals(client, USERS, first=0)
    await refusals(client, "{")
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


async def test_a_database_that_is_away(
    client: httpx.AsyncClient, signed_in: httpx.AsyncClient, pool: Pool
) -> None:
    query = "{ overview { userCount } }"
    pool.terminate()
    # With keys, whose they are must be asked first.
    for asking in (signed_in, client):
        answer = await asking.post("/graphql", json={"query": query})
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
        assert answer.json()["errors"][0]["extensions"] == {"code": "TOO_BUSY"}


def test_every_expected_error_has_a_code_of_its_own() -> None:
    codes = [error.code for error in AppError.__subclasses__()]
    assert len(codes) == len(set(codes))
