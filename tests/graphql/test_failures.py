"""What nobody foresaw is logged with an id and shown by it alone, whichever way it was asked."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from websockets.exceptions import ConnectionClosed

import make
from environment import ProjectKeys
from live import LIVE, basic, listening, opened, receive, subscribe
from usertrail.database.pool import Pool
from usertrail.errors import TooBusy
from usertrail.graphql import guarded_schema
from usertrail.ingest import ingest
from usertrail.normalise.records import Records
from usertrail.schema import context as context_module
from usertrail.schema import query as schema_module
from usertrail.schema import subscription

OVERVIEW = "{ overview { userCount } }"
SECRET = "the secret reason"


async def broken(*arguments: object, **named: object) -> Any:
    raise RuntimeError(SECRET)


def assert_hidden(message: str, caplog: pytest.LogCaptureFixture) -> None:
    kind, error_id = message.rsplit(" ", 1)
    assert kind == "Unexpected error"
    (record,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert error_id in record.getMessage()
    assert record.exc_info is not None and SECRET in str(record.exc_info[1])


def assert_unexpected(errors: list[Any], caplog: pytest.LogCaptureFixture) -> None:
    (error,) = errors
    assert error["extensions"] == {"code": "UNEXPECTED"}
    assert_hidden(error["message"], caplog)


@asynccontextmanager
async def events(
    address: str, project: ProjectKeys, query: str, **variables: Any
) -> AsyncIterator[AsyncIterator[Any]]:
    """The data of each server-sent event."""
    async with (
        httpx.AsyncClient(auth=(project.public_key, project.secret_key)) as client,
        client.stream(
            "POST",
            f"http://{address}/graphql",
            json={"query": query, "variables": variables},
            headers={"accept": "text/event-stream"},
        ) as answer,
    ):
        assert answer.status_code == 200

        async def told() -> AsyncIterator[Any]:
            async for line in answer.aiter_lines():
                if line.startswith("data: "):
                    yield json.loads(line.removeprefix("data: "))

        yield told()


async def over_http(address: str, project: ProjectKeys, query: str) -> Any:
    async with httpx.AsyncClient(auth=(project.public_key, project.secret_key)) as client:
        answer = await client.post(f"http://{address}/graphql", json={"query": query})
        assert answer.status_code == 200
        return answer.json()["errors"]


async def over_events(address: str, project: ProjectKeys, query: str) -> Any:
    async with events(address, project, query) as told:
        return (await anext(told))["errors"]


async def over_socket(address: str, project: ProjectKeys, query: str) -> Any:
    async with opened(address, {"authorization": basic(project)}) as socket:
        assert (await receive(socket))["type"] == "connection_ack"
        await subscribe(socket, query=query)
        payload = (await receive(socket))["payload"]
        return payload if isinstance(payload, list) else payload["errors"]


WAYS = [over_http, over_events, over_socket]


@pytest.mark.parametrize("ask_over", WAYS)
async def test_a_bug_in_a_field(
    address: str,
    project: ProjectKeys,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    ask_over: Any,
) -> None:
    monkeypatch.setattr(schema_module, "select_overview", broken)
    assert_unexpected(await ask_over(address, project, OVERVIEW), caplog)


@pytest.mark.parametrize("ask_over", WAYS)
async def test_a_bug_before_anything_is_executed(
    address: str,
    project: ProjectKeys,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    ask_over: Any,
) -> None:
    def unreadable(*arguments: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(guarded_schema, "check_variables", unreadable)
    assert_unexpected(await ask_over(address, project, OVERVIEW), caplog)


async def test_a_bug_between_two_traces(
    address: str,
    app: Starlette,
    pool: Pool,
    project: ProjectKeys,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with (
        opened(address, {"authorization": basic(project)}) as socket,
        events(address, project, LIVE) as told,
    ):
        assert (await receive(socket))["type"] == "connection_ack"
        await subscribe(socket)
        await listening(app, 2)
        await ingest(pool, project.project_id, Records([make.span("t1")]))
        assert (await anext(told))["data"]["traceUpdated"]["traceId"] == "t1"
        assert (await receive(socket))["payload"]["data"]["traceUpdated"]["traceId"] == "t1"
        monkeypatch.setattr(subscription, "select_traces", broken)
        await ingest(pool, project.project_id, Records([make.span("t2")]))
        messages = [
            (await anext(told))["errors"][0]["message"],
            (await receive(socket))["payload"]["errors"][0]["message"],
        ]
        assert len(set(messages)) == 2
        for message in messages:
            kind, error_id = message.rsplit(" ", 1)
            assert kind == "Unexpected error" and error_id in caplog.text
        assert SECRET in caplog.text and SECRET not in str(messages)
        assert (await receive(socket))["type"] == "complete"


async def test_a_bug_while_it_is_found_out_who_asks(
    address: str,
    project: ProjectKeys,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(context_module, "reader_of", broken)
    async with opened(address, {"authorization": basic(project)}) as socket:
        with pytest.raises(ConnectionClosed) as closed:
            await receive(socket)
    assert closed.value.rcvd is not None and closed.value.rcvd.code == 4500
    assert_hidden(closed.value.rcvd.reason, caplog)


async def test_a_database_that_is_away_while_it_is_found_out_who_asks(
    address: str, project: ProjectKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def busy(*arguments: object) -> None:
        raise TooBusy("Try again.")

    monkeypatch.setattr(context_module, "reader_of", busy)
    async with opened(address, {"authorization": basic(project)}) as socket:
        with pytest.raises(ConnectionClosed) as closed:
            await receive(socket)
    assert closed.value.rcvd is not None
    assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (1013, "Try again.")


REFUSED = [
    ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
    ("{", "GRAPHQL_PARSE_FAILED"),
    ("{ " + "a" * 99 + ":" * 99 + " }", "GRAPHQL_PARSE_FAILED"),
    ("{ users(first: 0) { nodes { id } } }", "BAD_USER_INPUT"),
    ("{ project { " + "name " * 99 + "} }", "LIMIT_EXCEEDED"),
    (
        "{ users(first: 500) { nodes { traces(first: 500) { nodes { id } } } } }",
        "LIMIT_EXCEEDED",
    ),
]


@pytest.mark.parametrize("ask_over", WAYS)
@pytest.mark.parametrize(("query", "code"), REFUSED)
async def test_what_is_refused_is_so_by_every_way(
    address: str,
    project: ProjectKeys,
    caplog: pytest.LogCaptureFixture,
    ask_over: Any,
    query: str,
    code: str,
) -> None:
    error, *_ = await ask_over(address, project, query)
    assert error["extensions"]["code"] == code
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_one_wrong_operation_ends_no_other_of_its_socket(
    address: str, app: Starlette, pool: Pool, project: ProjectKeys
) -> None:
    async with opened(address, {"authorization": basic(project)}) as socket:
        assert (await receive(socket))["type"] == "connection_ack"
        await subscribe(socket, "good")
        await listening(app)
        for id, query in (("a", "{"), ("b", "query A { x } query B { x }"), ("c", "")):
            await subscribe(socket, id, query)
            refused = await receive(socket)
            assert (refused["id"], refused["type"]) == (id, "error")
        wrong = {"query": OVERVIEW, "operationName": "Nobody"}
        await socket.send(json.dumps({"id": "d", "type": "subscribe", "payload": wrong}))
        refused = await receive(socket)
        assert refused["payload"][0]["extensions"] == {"code": "BAD_REQUEST"}
        await ingest(pool, project.project_id, Records([make.span("t1")]))
        assert (await receive(socket))["id"] == "good"


@pytest.mark.parametrize(
    "message",
    [
        "7",
        "[]",
        "{",
        '"x"',
        "{}",
        '{"type": "dance"}',
        '{"type": ["ping"]}',
        '{"type": "subscribe", "id": "1"}',
        '{"type": "subscribe", "id": "1", "payload": []}',
        '{"type": "subscribe", "id": [], "payload": {"query": "{ x }"}}',
        '{"type": "subscribe", "id": "\\ud800", "payload": {"query": "{ x }"}}',
        '{"type": "subscribe", "id": "1", "payload": {"query": 7}}',
        '{"type": "subscribe", "id": "1", "payload": {"query": "{ x }", "variables": []}}',
        '{"type": "subscribe", "id": "1", "payload": {"query": "{ x }", "operationName": 7}}',
        '{"type": "complete", "id": {}}',
    ],
)
async def test_a_message_that_is_none_closes_its_socket(
    address: str, project: ProjectKeys, caplog: pytest.LogCaptureFixture, message: str
) -> None:
    async with opened(address, {"authorization": basic(project)}) as socket:
        assert (await receive(socket))["type"] == "connection_ack"
        await socket.send(message)
        with pytest.raises(ConnectionClosed) as closed:
            await receive(socket)
    assert closed.value.rcvd is not None and closed.value.rcvd.code == 4400
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_messages_are_text_as_browsers_need_it(address: str, project: ProjectKeys) -> None:
    async with opened(address, {"authorization": basic(project)}) as socket:
        assert isinstance(await asyncio.wait_for(socket.recv(), 10), str)
