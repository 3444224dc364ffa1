"""Which operation of a document is executed, by every way there is, and that it kept the limits.

The GraphQL specification (October 2021), 6.1 "Executing Requests": GetOperation() raises a request
error where operationName is null and there are several operations, or none has the name; nothing
is executed then.
"""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from typing import Any, NamedTuple

import httpx
import pytest

from environment import ProjectKeys
from live import PATIENCE, basic, opened, receive
from usertrail.database.pool import Pool
from usertrail.schema.executable import schema

EVENTS = {"accept": "text/event-stream"}
NEW = {"accept": "application/graphql-response+json"}
Answer = dict[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[Answer]]
Way = Callable[["Reached", dict[str, Any]], Awaitable[Answer]]


class Reached(NamedTuple):
    """A served app, and a client with the project's keys."""

    address: str
    project: ProjectKeys
    client: httpx.AsyncClient


def sent(method: str, headers: dict[str, str] | None = None) -> Way:
    async def send(reached: Reached, request: dict[str, Any]) -> Answer:
        params = {
            name: value if isinstance(value, str) else json.dumps(value)
            for name, value in request.items()
            # No parameter is null: it is left out.
            if value is not None
        }
        given: dict[str, Any] = {"params": params} if method == "GET" else {"json": request}
        url = f"http://{reached.address}/graphql"
        answer = await reached.client.request(method, url, headers=headers, **given)
        if "text/event-stream" not in answer.headers["content-type"]:
            return dict(answer.json())
        told = [line for line in answer.text.splitlines() if line.startswith("data: {")]
        return dict(json.loads(told[0].removeprefix("data: ")))

    return send


async def by_socket(reached: Reached, request: dict[str, Any]) -> Answer:
    async with opened(reached.address, {"authorization": basic(reached.project)}) as socket:
        await receive(socket)
        await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": request}))
        message = await receive(socket)
        assert message["id"] == "1"
        if message["type"] == "error":
            return {"errors": message["payload"]}
        return dict(message["payload"])


WAYS = {
    "POST": sent("POST"),
    "POST, new media type": sent("POST", NEW),
    "POST, multipart answer": sent("POST", {"accept": "multipart/mixed"}),
    "GET": sent("GET"),
    "events by POST": sent("POST", EVENTS),
    "events by GET": sent("GET", EVENTS),
    "WebSocket": by_socket,
}


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def send(way: str, address: str, project: ProjectKeys) -> AsyncIterator[Send]:
    keys = project.public_key, project.secret_key
    async with httpx.AsyncClient(auth=keys, timeout=PATIENCE) as client:
        yield partial(WAYS[way], Reached(address, project, client))


CHEAP = "query Cheap { project { name } }"
TREE = "traces(first: 500) { nodes { spans(first: 50) { nodes { spanId } } } }"
DEAR = f"query Dear {{ users(first: 500) {{ nodes {{ {TREE} }} }} }}"
DEAR_FRAGMENT = (
    "query Dear { users(first: 500) { ...Rows } } "
    f"fragment Rows on UserConnection {{ nodes {{ ...Row }} }} fragment Row on User {{ {TREE} }}"
)
DEAR_VARIABLE = (
    "query Dear($many: Int = 500) "
    f"{{ users(first: $many) {{ nodes {{ {TREE.replace('500', '$many')} }} }} }}"
)
DEAR_SUBSCRIPTION = (
    f"subscription Dear {{ traceUpdated {{ user {{ {TREE.replace('50)', '500)')} }} }} }}"
)
DEARS = [DEAR, DEAR_FRAGMENT, DEAR_VARIABLE, DEAR_SUBSCRIPTION]
DOCUMENTS = [
    *DEARS,
    *(f"{dear} {CHEAP}" for dear in DEARS),
    *(f"{CHEAP} {dear}" for dear in DEARS),
    f"{CHEAP} {DEAR} query Other {{ project {{ id }} }}",
    DEAR.removeprefix("query Dear "),
    CHEAP,
]
ABSENT = object()
NAMES = [ABSENT, None, "", "Cheap", "Dear", "Other", "dear", "Nobody", "null", "__proto__"]


def operations(document: str) -> list[str | None]:
    found = list(schema.documents.read(document).costs)
    assert found
    return found


def expected(document: str, name: object, is_get: bool) -> str | None:
    """The name of the operation, or None where there is a request error."""
    names = [str(found) for found in operations(document)]
    # GraphQL over HTTP, "GET": an empty operationName is one that was left out.
    if name is ABSENT or name is None or (is_get and name == ""):
        return names[0] if len(names) == 1 else None
    return str(name) if name in operations(document) else None


async def test_only_the_operation_that_is_meant_is_executed_and_keeps_the_limit(
    send: Send, statements: list[str], way: str
) -> None:
    for document in DOCUMENTS:
        for name in NAMES:
            request = {"query": document} | ({} if name is ABSENT else {"operationName": name})
            chosen = expected(document, name, "GET" in way)
            # The second time, the document is known.
            for _ in range(2):
                statements.clear()
                answer = await send(request)
                if chosen == "Cheap":
                    assert answer == {"data": {"project": {"name": "Test"}}}, request
                    continue
                if chosen == "Other":
                    assert set(answer) == {"data"}, request
                    continue
                (error,) = answer["errors"]
                code = "BAD_REQUEST" if chosen is None else "LIMIT_EXCEEDED"
                assert error["extensions"]["code"] == code, request
                assert "data" not in answer, request
                assert statements == [], request


@pytest.mark.parametrize("order", [1, -1])
async def test_no_mutation_is_executed_that_nobody_chose(
    send: Send, pool: Pool, order: int
) -> None:
    given = '{ feedbackId: "f", traceId: "t", name: "n", value: 1 }'
    mutation = f"mutation Give {{ submitFeedback(input: {given}) {{ feedback {{ feedbackId }} }} }}"
    for others in (
        [CHEAP],
        [DEAR],
        ['mutation Take { deleteFeedback(input: {feedbackId: "f"}) { deletedFeedbackId } }'],
    ):
        document = " ".join([mutation, *others][::order])
        for request in ({}, {"operationName": None}, {"operationName": "Nobody"}):
            answer = await send({"query": document, **request})
            assert set(answer) == {"errors"}
    assert await pool.fetchval("SELECT count(*) FROM feedback") == 0


@pytest.mark.parametrize(
    ("document", "limit"),
    [
        ("query A { project { " + "id " * 4_000 + "} }", 4_000),
        ("query A { " + " ".join(f"a{n}: __typename" for n in range(51)) + " }", 50),
        ("query A { " + "... { __typename } " * 201 + "}", 200),
        (
            'query A { trace(traceId: "t") { '
            + "session { traces { nodes { " * 5
            + "id"
            + " } } }" * 5
            + " } }",
            15,
        ),
    ],
)
async def test_a_limit_of_the_document_holds_whichever_operation_is_chosen(
    send: Send, statements: list[str], document: str, limit: int
) -> None:
    for text in (document, f"{CHEAP} {document}", f"{document} \n{CHEAP}"):
        for request in ({}, {"operationName": "Cheap"}, {"operationName": "A"}):
            statements.clear()
            answer = await send({"query": text, **request})
            (error,) = answer["errors"]
            assert error["extensions"]["code"] == "LIMIT_EXCEEDED"
            assert error["extensions"]["limit"] == limit
            assert "data" not in answer
            assert statements == []
