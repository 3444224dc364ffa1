"""However the database goes away: 503 and Retry-After, the cause in the log, and exact totals."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import replace
from itertools import count
from typing import Any
from urllib.parse import urlsplit

import httpx
import orjson
import pytest
from starlette.applications import Starlette
from websockets.exceptions import ConnectionClosed

from batches import event
from cutting import Cutter, Way, cutting
from environment import ProjectKeys, run_sql, with_database
from live import basic, listening, opened, receive, subscribe
from usertrail.access import caller, keys
from usertrail.database import faults, operation
from usertrail.database import pool as pools
from usertrail.database.pool import Pool, create_pool
from usertrail.export import snapshot
from usertrail.ingest import delete as deleting
from usertrail.read import statement as binding
from usertrail.receive import ingest_stats as arrivals
from usertrail.verify import verify
from wire import request, wire_span

JSON = {"content-type": "application/json"}
SHORT_SECONDS = 1.0

Answer = httpx.Response
Door = Callable[[httpx.AsyncClient, int], Awaitable[Answer]]


@pytest.fixture
async def cutter(database_url: str) -> AsyncIterator[Cutter]:
    async with cutting(database_url) as cutter:
        yield cutter


@pytest.fixture
async def pool(cutter: Cutter) -> AsyncIterator[Pool]:
    """Of the app and of all that it serves."""
    async with create_pool(cutter.url, max_size=3) as pool:
        yield pool


def hurry(app: Starlette, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is waited for in vain is not waited for long."""
    for module, name in (
        (pools, "MAX_SECONDS"),
        (pools, "WAIT_FOR_CONNECTION_SECONDS"),
        (binding, "ANSWER_SECONDS"),
        (operation, "ANSWER_SECONDS"),
        (keys, "KEY_SECONDS"),
        (caller, "KEY_SECONDS"),
        (deleting, "ERASING_SECONDS"),
        (snapshot, "MAX_SECONDS"),
    ):
        monkeypatch.setattr(module, name, SHORT_SECONDS)
    app.state.settings = replace(app.state.settings, query_seconds=SHORT_SECONDS)


@pytest.fixture(autouse=True)
def nothing_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written beside requests is not what is cut."""
    monkeypatch.setattr(arrivals, "WRITE_SECONDS", 3600.0)


@pytest.fixture(autouse=True)
def no_bug(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def send_spans(client: httpx.AsyncClient, number: int) -> Answer:
    spans = [
        wire_span(
            {"user.id": f"user-{number}", "session.id": "s", "gen_ai.usage.input_tokens": 7},
            traceId=f"{number:032x}",
            spanId=f"{number * 10 + place:016x}",
        )
        for place in (1, 2)
    ]
    return await client.post("/v1/traces", content=orjson.dumps(request(*spans)), headers=JSON)


async def send_batch(client: httpx.AsyncClient, number: int) -> Answer:
    batch = [
        event("trace-create", id=f"t{number}", userId="ada", sessionId="s"),
        event("generation-create", id=f"o{number}", traceId=f"t{number}", model="gpt-4o"),
        event("score-create", id=f"f{number}", traceId=f"t{number}", name="helpful", value=1),
    ]
    answer = await client.post("/api/public/ingestion", json={"batch": batch})
    assert answer.status_code != 207 or answer.json()["errors"] == []
    return answer


async def send_score(client: httpx.AsyncClient, number: int) -> Answer:
    score = {"id": f"score-{number}", "traceId": "t0", "name": "helpful", "value": 1}
    return await client.post("/api/public/scores", json=score)


async def ask(client: httpx.AsyncClient, query: str, **variables: Any) -> Answer:
    answer = await client.post("/graphql", json={"query": query, "variables": variables})
    if answer.status_code == 200:
        assert "errors" not in answer.json()
    return answer


async def read_users(client: httpx.AsyncClient, number: int) -> Answer:
    return await ask(
        client, "{ users { nodes { userId metrics { spanCount } traces { nodes { id }}}}}"
    )


async def submit_feedback(client: httpx.AsyncClient, number: int) -> Answer:
    query = """mutation ($input: SubmitFeedbackInput!) {
        submitFeedback(input: $input) { feedback { name } }
    }"""
    said = {"feedbackId": f"m{number}", "traceId": "t0", "name": "nice", "booleanValue": True}
    return await ask(client, query, input=said)


async def identify_user(client: httpx.AsyncClient, number: int) -> Answer:
    query = "mutation ($input: IdentifyUserInput!) { identifyUser(input: $input) { user { id } } }"
    return await ask(client, query, input={"userId": "ada", "name": f"Ada {number}"})


async def erase_user(client: httpx.AsyncClient, number: int) -> Answer:
    query = (
        "mutation ($input: DeleteUserInput!) { deleteUser(input: $input) { deletedTraceCount } }"
    )
    return await ask(client, query, input={"userId": f"user-{number}"})


async def read_rest(client: httpx.AsyncClient, number: int) -> Answer:
    return await client.get("/api/public/traces")


async def delete_rest(client: httpx.AsyncClient, number: int) -> Answer:
    return await client.delete(f"/api/public/traces/{number:032x}")


async def export(client: httpx.AsyncClient, number: int) -> Answer:
    try:
        return await client.get("/export/users.csv")
    except AssertionError:
        # How httpx tells of an answer without an end: it broke off after its first rows.
        return Answer(503, headers={"retry-after": "1"})


async def ready(client: httpx.AsyncClient, number: int) -> Answer:
    return await client.get("/ready")


WRITES = [send_spans, send_batch, send_score, submit_feedback, identify_user, erase_user]
READS = [read_users, read_rest, delete_rest, export, ready]
DOORS = [*WRITES, *READS]
WAYS: list[tuple[Way, int]] = [("reset", 1), ("unanswered", 2), ("half-closed", 3), ("stalled", 9)]


def assert_may_pass(answer: Answer) -> None:
    assert answer.status_code == 503, answer.text
    assert answer.headers["retry-after"] == "1"


async def cut_everywhere(
    cutter: Cutter, client: httpx.AsyncClient, door: Door, way: Way, step: int
) -> int:
    """How often it was refused, with the connection cut at each so many messages."""
    refused = 0
    for number in count(1):
        # The second time, all statements of it are known to the connection.
        for _ in range(2):
            assert (await door(client, 2 * number)).is_success
        cutter.arm(1 + (number - 1) * step, way)
        answer = await door(client, 2 * number + 1)
        if not cutter.disarm():
            assert answer.is_success
            return refused
        if not answer.is_success:
            assert_may_pass(answer)
            refused += 1
        # What was refused may be sent again, and so may what was taken.
        assert (await door(client, 2 * number + 1)).is_success
    raise AssertionError


@pytest.mark.parametrize(("way", "step"), WAYS)
@pytest.mark.parametrize("door", DOORS)
async def test_a_connection_cut_at_any_message(
    cutter: Cutter,
    app: Starlette,
    client: httpx.AsyncClient,
    pool: Pool,
    monkeypatch: pytest.MonkeyPatch,
    door: Door,
    way: Way,
    step: int,
) -> None:
    assert (await send_batch(client, 0)).is_success
    if door in (delete_rest, erase_user):
        for number in range(1, 40):
            assert (await send_spans(client, number)).is_success
    if way == "stalled":
        hurry(app, monkeypatch)
    assert await cut_everywhere(cutter, client, door, way, step) >= 1
    assert await verify(pool) == []


# https://www.postgresql.org/docs/current/errcodes-appendix.html
CODES = (
    *("08000", "08003", "08006", "08P01", "25006", "25P03", "25P04", "28000", "28P01", "3D000"),
    *("40001", "40P01", "42501", "53000", "53100", "53200", "53300", "55P03", "57014", "57P01"),
    *("57P02", "57P03", "57P04", "57P05", "58000", "58030", "XX001"),
)


@pytest.mark.parametrize("code", CODES)
async def test_an_error_of_the_server_at_the_first_and_at_a_later_statement(
    cutter: Cutter, client: httpx.AsyncClient, signed_in: httpx.AsyncClient, pool: Pool, code: str
) -> None:
    for door in DOORS:
        for at in (1, 5):
            assert (await door(client, 1)).is_success
            cutter.arm(at, code)
            answer = await door(client, 2)
            # Those between are of the key, and of giving back its connection.
            if cutter.disarm():
                assert_may_pass(answer)
            else:
                assert at > 1
    # While it is connected to, too: after the end of the old connection.
    statuses = set()
    for at in (2, 3, 4):
        await pool.expire_connections()
        cutter.arm(at, code)
        statuses.add((await signed_in.get("/session")).status_code)
    assert 503 in statuses and statuses <= {200, 503}
    cutter.disarm()
    assert (await signed_in.get("/session")).is_success
    assert await verify(pool) == []


async def test_subscribers_are_told_to_come_again(
    cutter: Cutter, app: Starlette, address: str, project: ProjectKeys
) -> None:
    for way in ("reset", "half-closed", "57P01"):
        async with opened(address, {"authorization": basic(project)}) as socket:
            assert (await receive(socket))["type"] == "connection_ack"
            cutter.arm(1, way)
            await subscribe(socket)
            refused = await receive(socket)
            assert cutter.disarm()
            assert refused["payload"][0]["extensions"] == {"code": "TOO_BUSY"}
            await subscribe(socket, "2")
            await listening(app)
            await app.state.pool.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
            )
            lost = await receive(socket)
            assert lost["payload"]["errors"][0]["extensions"] == {"code": "TOO_BUSY"}
        cutter.arm(1, way)
        async with opened(address, {"authorization": basic(project)}) as socket:
            with pytest.raises(ConnectionClosed) as closed:
                await receive(socket)
        assert cutter.disarm()
        assert closed.value.rcvd is not None and closed.value.rcvd.code == 1013


async def test_a_name_that_is_not_resolved_any_more(
    cutter: Cutter, app: Starlette, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = cutter.url.replace("127.0.0.1", "localhost")
    async with create_pool(url) as named:
        app.state.pool = named
        assert (await ready(client, 1)).is_success

        def unknown(*_: object, **__: object) -> None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

        with monkeypatch.context() as context:
            context.setattr(socket, "getaddrinfo", unknown)
            await named.expire_connections()
            assert_may_pass(await send_spans(client, 1))
            assert_may_pass(await read_users(client, 1))
        assert (await send_spans(client, 1)).is_success


async def test_a_password_that_was_changed(
    cutter: Cutter, app: Starlette, client: httpx.AsyncClient, pool: Pool
) -> None:
    await pool.execute("CREATE ROLE app SUPERUSER LOGIN PASSWORD 'one'")
    try:
        url = urlsplit(cutter.url)
        place = url.netloc.rpartition("@")[2]
        async with create_pool(url._replace(netloc=f"app:one@{place}").geturl()) as own:
            app.state.pool = own
            assert (await send_spans(client, 1)).is_success
            await pool.execute("ALTER ROLE app PASSWORD 'two'")
            await own.expire_connections()
            for door in (send_spans, read_users, read_rest, export, ready):
                assert_may_pass(await door(client, 2))
            await pool.execute("ALTER ROLE app PASSWORD 'one'")
            assert (await send_spans(client, 2)).is_success
    finally:
        await pool.execute("DROP ROLE app")


async def test_a_database_that_takes_no_writes(
    client: httpx.AsyncClient, pool: Pool, postgres: str
) -> None:
    assert (await send_spans(client, 1)).is_success
    of_database = "ALTER DATABASE usertrail_test"
    await run_sql(postgres, f"{of_database} SET default_transaction_read_only = on")
    try:
        await pool.expire_connections()
        for door in WRITES:
            assert_may_pass(await door(client, 2))
        for door in (read_users, read_rest, export, ready):
            assert (await door(client, 2)).is_success
    finally:
        await run_sql(postgres, f"{of_database} RESET default_transaction_read_only")
    await pool.expire_connections()
    assert (await send_spans(client, 2)).is_success
    assert await verify(pool) == []


async def test_a_database_that_was_dropped(
    postgres: str, app: Starlette, client: httpx.AsyncClient
) -> None:
    """It is away as long as there is none of that name, and then lacks its tables."""
    await run_sql(postgres, "CREATE DATABASE dropped")
    async with create_pool(with_database(postgres, "dropped")) as own:
        app.state.pool = own
        await own.fetch("SELECT 1")
        await run_sql(postgres, "DROP DATABASE dropped WITH (FORCE)")
        for door in DOORS:
            assert_may_pass(await door(client, 1))
        await run_sql(postgres, "CREATE DATABASE dropped")
        for door in DOORS:
            answer = await door(client, 1)
            assert_may_pass(answer)
            if "message" in answer.text:
                assert "usertrail migrate" in answer.text
    await run_sql(postgres, "DROP DATABASE dropped")


async def test_the_log_tells_the_cause_once_and_the_return_once(
    cutter: Cutter,
    client: httpx.AsyncClient,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(faults, "CALM_SECONDS", 0.1)
    for _ in range(2):
        caplog.clear()
        assert (await send_spans(client, 1)).is_success
        for number in range(3):
            cutter.arm(1, "53300")
            assert_may_pass(await send_spans(client, number))
            cutter.disarm()
        assert (await send_spans(client, 1)).is_success
        await asyncio.sleep(0.3)
        away, back = [record.getMessage() for record in caplog.records]
        assert "made to fail with 53300" in away
        assert "works again" in back
