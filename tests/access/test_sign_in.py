"""Signing in: links, sessions as rows, who waits after wrong guesses, and what the log is told."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import HTTPConnection

from environment import ProjectKeys, RunningServer, new_token
from tests.cli.test_commands import assert_one_sentence, usertrail
from usertrail.access import failure_log
from usertrail.access.device import device_of
from usertrail.access.failure_log import MAX_LINES, FailureLog
from usertrail.access.login_throttle import (
    FREE_FAILURES,
    MAX_NETWORKS,
    STORM_COUNT,
    LoginThrottle,
    TooManyFailures,
)
from usertrail.access.origin import Origin, origin_of
from usertrail.access.sign_in import open_sign_in
from usertrail.app import create_app
from usertrail.database.pool import Pool
from usertrail.settings import Settings

PASSWORD = "open sesame, please"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
SESSIONS = "{ browserSessions { browserSessionId isThis device address method } }"
END = """mutation ($id: String!) {
  endBrowserSession(input: { browserSessionId: $id }) { endedBrowserSessionId }
}"""
END_ALL = """mutation ($keep: Boolean!) {
  endBrowserSessions(input: { keepThis: $keep }) { endedCount }
}"""
Visit = Callable[..., AbstractAsyncContextManager[httpx.AsyncClient]]


@pytest.fixture
def visit(pool: Pool, project: ProjectKeys) -> Visit:
    """Opens a browser that is not signed in, at an app of its own."""

    @asynccontextmanager
    async def opened(
        digest: str = "a digest", agent: str = FIREFOX, peer: str = "127.0.0.1"
    ) -> AsyncIterator[httpx.AsyncClient]:
        settings = Settings("127.0.0.1", 0, None, Path("unused"), password=PASSWORD)
        app: Starlette = create_app(settings, pool, digest, project.project_id)
        transport = httpx.ASGITransport(app, client=(peer, 4711))
        async with httpx.AsyncClient(
            transport=transport, base_url="http://own:3000", headers={"user-agent": agent}
        ) as client:
            yield client

    return opened


async def sign_in(client: httpx.AsyncClient, password: str = PASSWORD) -> int:
    return (await client.post("/session", json={"password": password})).status_code


async def is_in(client: httpx.AsyncClient) -> bool:
    return (await client.get("/session")).status_code == 200


async def ask(client: httpx.AsyncClient, query: str, **variables: Any) -> dict[str, Any]:
    answer = await client.post("/graphql", json={"query": query, "variables": variables})
    body: dict[str, Any] = answer.json()
    return body.get("data") or body


async def test_a_link_signs_in_once_and_says_so(visit: Visit, pool: Pool) -> None:
    token = await new_token(pool)
    async with visit() as first, visit() as second:
        assert (await first.post("/session", json={"token": token})).status_code == 204
        # Who is in by it may open it again.
        assert (await first.post("/session", json={"token": token})).status_code == 204
        for wrong in (token, "wrong", "", "\0", "\ud800"):
            refused = await second.post(
                "/session",
                content=f'{{"token": "{wrong}"}}'.encode("utf-8", "surrogatepass"),
                headers={"content-type": "application/json"},
            )
            assert refused.status_code in (400, 401)
        assert (
            "usertrail link"
            in (await second.post("/session", json={"token": token})).json()["message"]
        )
        assert not await is_in(second)


async def test_a_link_is_spent_only_by_a_session_that_begins(visit: Visit, pool: Pool) -> None:
    token = await new_token(pool)
    await pool.execute("ALTER TABLE browser_session ADD CONSTRAINT none CHECK (false)")
    try:
        async with visit() as client:
            assert (await client.post("/session", json={"token": token})).status_code == 500
    finally:
        await pool.execute("ALTER TABLE browser_session DROP CONSTRAINT none")
    async with visit() as client:
        assert (await client.post("/session", json={"token": token})).status_code == 204


async def test_an_old_link_and_an_old_session_are_over_and_gone(visit: Visit, pool: Pool) -> None:
    token = await new_token(pool)
    async with visit() as first, visit() as second:
        assert await sign_in(first) == 204
        await pool.execute("UPDATE sign_in_link SET expires_at = now() - interval '1 second'")
        await pool.execute("UPDATE browser_session SET expires_at = now() - interval '1 second'")
        assert (await second.post("/session", json={"token": token})).status_code == 401
        assert not await is_in(first)
        assert await sign_in(second) == 204
        await new_token(pool)
    assert await pool.fetchval("SELECT count(*) FROM browser_session") == 1
    assert await pool.fetchval("SELECT count(*) FROM sign_in_link") == 1


async def test_no_token_is_in_the_database(visit: Visit, pool: Pool) -> None:
    token = await new_token(pool)
    async with visit() as client:
        await sign_in(client)
        (cookie,) = client.cookies.values()
    rows = await pool.fetchval(
        "SELECT (SELECT sign_in_link::text FROM sign_in_link) || browser_session::text "
        "FROM browser_session"
    )
    for secret in (token, cookie):
        assert secret not in rows
        assert secret.encode().hex() not in rows


async def test_sessions_are_listed_and_ended_one_by_one_or_all(visit: Visit) -> None:
    async with visit() as own, visit(agent="curl/8.5", peer="2001:db8::1") as other:
        for client in (own, other):
            await sign_in(client)
        listed = (await ask(own, SESSIONS))["browserSessions"]
        found = {row["device"]: row for row in listed}
        assert found["Firefox on Linux"]["isThis"] and not found["curl"]["isThis"]
        assert found["curl"]["address"] == "2001:db8::1"
        assert {row["method"] for row in listed} == {"PASSWORD"}
        ended = found["curl"]["browserSessionId"]
        assert (await ask(own, END, id=ended))["endBrowserSession"] == {
            "endedBrowserSessionId": ended
        }
        assert not await is_in(other) and await is_in(own)
        for gone in (ended, "none", ""):
            assert "NOT_FOUND" in str(await ask(own, END, id=gone))
        await sign_in(other)
        assert (await ask(own, END_ALL, keep=True))["endBrowserSessions"]["endedCount"] == 1
        assert not await is_in(other) and await is_in(own)
        await sign_in(other)
        assert (await ask(own, END_ALL, keep=False))["endBrowserSessions"]["endedCount"] == 2
        assert not await is_in(other) and not await is_in(own)


async def test_keys_neither_see_nor_end_sessions(visit: Visit, client: httpx.AsyncClient) -> None:
    async with visit() as own:
        await sign_in(own)
        listed = (await ask(own, SESSIONS))["browserSessions"]
        for query, given in (
            (SESSIONS, {}),
            (END, {"id": listed[0]["browserSessionId"]}),
            (END_ALL, {"keep": False}),
        ):
            assert "FORBIDDEN" in str(await ask(client, query, **given))
        assert await is_in(own)


async def test_two_sessions_of_one_machine_do_not_sign_each_other_out(visit: Visit) -> None:
    async with visit() as one, visit() as another:
        await sign_in(one)
        await another.post("/session", json={"password": PASSWORD}, headers={"host": "own:3001"})
        assert set(one.cookies) == {"usertrail_session_3000"}
        assert set(another.cookies) == {"usertrail_session_3001"}


async def test_the_last_use_of_a_session_is_written_once_a_minute(visit: Visit, pool: Pool) -> None:
    async def is_written(ago: str) -> bool:
        await pool.execute(
            "UPDATE browser_session SET last_used_at = now() - $1::text::interval", ago
        )
        before = await pool.fetchval("SELECT last_used_at FROM browser_session")
        assert await is_in(client)
        return bool(await pool.fetchval("SELECT last_used_at <> $1 FROM browser_session", before))

    async with visit() as client:
        await sign_in(client)
        assert not await is_written("50 seconds")
        assert await is_written("70 seconds")


async def test_another_password_ends_sessions_and_links(visit: Visit, pool: Pool) -> None:
    first = await open_sign_in(pool, PASSWORD, "http://own:3000")
    again = await open_sign_in(pool, PASSWORD, "http://own:3000")
    assert again.password_digest == first.password_digest
    async with visit(first.password_digest) as client:
        assert (await client.post("/session", json={"token": first.token})).status_code == 204
        other = await open_sign_in(pool, "another password", "http://own:3000")
        assert other.password_digest != first.password_digest
        assert not await is_in(client)
        assert (await client.post("/session", json={"token": again.token})).status_code == 401
        # A server that still runs with the older password makes sessions of its own only.
        assert await sign_in(client) == 204 and await is_in(client)
        async with visit(other.password_digest) as beside:
            beside.cookies = client.cookies
            assert not await is_in(beside)


def now_at(start: float = 0.0) -> tuple[list[float], Callable[[], float]]:
    clock = [start]
    return clock, lambda: clock[0]


def waits(guesses: LoginThrottle, network: str) -> int:
    try:
        guesses.check(network)
    except TooManyFailures as error:
        return int(error.headers["Retry-After"])
    return 0


def test_who_guesses_waits_ever_longer_and_nobody_else_does() -> None:
    clock, tell = now_at()
    guesses = LoginThrottle(tell)
    waited = []
    for _ in range(20):
        guesses.record_failure("a")
        waited.append(waits(guesses, "a"))
        clock[0] += waited[-1]
        assert waits(guesses, "a") == waits(guesses, "b") == 0
    assert waited[:10] == [0] * (FREE_FAILURES - 1) + [1, 2, 4, 8, 16, 32]
    assert waited[-1] == 300
    guesses.record_failure("a")
    clock[0] += 3600
    guesses.record_failure("b")
    guesses.record_failure("a")
    assert waits(guesses, "a") == 0
    guesses.reset("a")
    assert waits(guesses, "a") == 0


def test_many_who_guess_wait_sooner_and_who_did_not_still_does_not() -> None:
    clock, tell = now_at()
    guesses = LoginThrottle(tell)
    for number in range(STORM_COUNT):
        guesses.record_failure(str(number))
    assert waits(guesses, str(STORM_COUNT - 1)) == 32
    assert waits(guesses, "the owner") == 0
    clock[0] += 61
    guesses.record_failure("later")
    assert waits(guesses, "later") == 0


def test_guesses_of_any_number_of_networks_take_bounded_memory() -> None:
    guesses = LoginThrottle()
    for number in range(MAX_NETWORKS + 100):
        guesses.record_failure(str(number))
    assert len(guesses._by_network) == MAX_NETWORKS


async def test_the_log_is_told_who_failed_and_no_secret(
    visit: Visit, caplog: pytest.LogCaptureFixture
) -> None:
    agent = "evil\u202e' \\ agent" + "x" * 500
    async with visit(peer="203.0.113.9") as client:
        # Headers are bytes, and a terminal reads some of them as commands.
        raw = [(b"user-agent", agent.encode()), (b"content-type", b"application/json")]
        await client.post("/session", content=b'{"password": "hunter2hunter2"}', headers=raw)
        await client.post("/session", json={"token": "a-secret-token"})
    first, second = (record.getMessage() for record in caplog.records)
    assert "a wrong password, from 203.0.113.9, by " in first and "evil" in first
    assert "a wrong link, from 203.0.113.9" in second
    assert first.isascii() and "\x1b" not in first and len(first) < 250
    assert "hunter2" not in caplog.text and "a-secret" not in caplog.text


async def test_a_flood_of_failures_takes_few_lines(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(failure_log, "WINDOW_SECONDS", 0.05)
    failures = FailureLog()
    for _ in range(1000):
        failures.record("a wrong password", Origin("192.0.2.1", "x"))
    await asyncio.sleep(0.2)
    failures.record("a wrong password", Origin("192.0.2.1", "\n2026-01-01 A line of its own"))
    told = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert len(told) == MAX_LINES + 2
    assert told[MAX_LINES] == f"{1000 - MAX_LINES} more sign-ins failed within a minute."
    assert "\n" not in told[-1]


@pytest.mark.parametrize(
    ("given", "address", "network"),
    [
        ("192.0.2.1", "192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::1", "fe80::/64"),
        ("unknown", "", ""),
        ("_hidden\n", "", ""),
        (None, "", ""),
    ],
)
def test_an_address_is_of_a_network(given: str | None, address: str, network: str) -> None:
    scope: dict[str, Any] = {"type": "http", "headers": [], "client": given and (given, 1)}
    origin = origin_of(HTTPConnection(scope))
    assert (origin.address, origin.network) == (address, network)


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (FIREFOX, "Firefox on Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
            "Edge on Windows",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like "
            "Gecko) Version/18.5 Safari/605.1.15",
            "Safari on macOS",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, "
            "like Gecko) CriOS/140.0.0.0 Mobile/15E148 Safari/604.1",
            "Chrome on iPhone",
        ),
        (
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/140.0.0.0 Mobile Safari/537.36",
            "Chrome on Android",
        ),
        ("curl/8.5.0", "curl"),
        ("", "Unknown browser"),
        ("<script>", "Unknown browser"),
    ],
)
def test_a_device_is_told_in_few_words(agent: str, device: str) -> None:
    assert device_of(agent) == device


def test_a_new_link_is_had_without_a_restart(server: RunningServer) -> None:
    where = ["--database-url", server.database_url]
    made = usertrail("link", *where)
    assert made.returncode == 0
    (link,) = made.stdout.splitlines()
    base, _, token = link.partition("/sign-in?token=")
    assert base == server.url
    assert "within an hour" in made.stderr
    for status in (204, 401):
        assert httpx.post(f"{base}/session", json={"token": token}).status_code == status
    elsewhere = usertrail("link", *where, "--url", "https://llm.example.com/usertrail/")
    assert elsewhere.stdout.startswith("https://llm.example.com/usertrail/sign-in?token=")
    assert_one_sentence(usertrail("link", *where, "--url", "llm"), "--url")


def test_without_a_server_there_is_no_link_to_it(database_url: str) -> None:
    result = usertrail("link", "--database-url", database_url)
    assert_one_sentence(result, "No server was started")
