"""Who may do what: keys, public keys, and the page's session."""

import asyncio
import base64
import time
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.requests import HTTPConnection

from conftest import ProjectKeys
from usertrail.access import (
    Caller,
    Key,
    KnownKeys,
    SignIn,
    caller_of,
    create_key,
    create_project,
    ensure_key,
    list_keys,
    revoke_key,
    session_secret,
    temporary_key,
)
from usertrail.access import keys as keys_module
from usertrail.database.pool import Pool
from usertrail.errors import AppError, Forbidden, TooBusy, Unauthorized

OTLP = "/api/public/otel/v1/traces"
JSON = {"content-type": "application/json"}
TEXT = {"content-type": "text/plain"}


def request(
    pool: Pool,
    headers: dict[str, str],
    path: str = OTLP,
    *,
    kind: str = "http",
    session: dict[str, str] | None = None,
) -> HTTPConnection:
    scope: dict[str, Any] = {
        "type": kind,
        "path": path,
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "session": session or {},
        "app": SimpleNamespace(state=SimpleNamespace(keys=KnownKeys(pool))),
    }
    return HTTPConnection(scope)


def basic(public_key: str, secret_key: str) -> dict[str, str]:
    pair = base64.b64encode(f"{public_key}:{secret_key}".encode()).decode()
    return {"authorization": f"Basic {pair}"}


async def test_a_pair_of_keys_reaches_all_of_its_project(pool: Pool, project: ProjectKeys) -> None:
    header = basic(project.public_key, project.secret_key)
    assert await caller_of(request(pool, header)) == Caller(project.project_id, "all")


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ({}, "No authorization header"),
        ({"authorization": "Digest x"}, "Invalid authorization header"),
        ({"authorization": "Basic"}, "Invalid authorization header"),
        ({"authorization": "Basic !"}, "Invalid authorization header"),
        ({"authorization": "Basic /w=="}, "Invalid authorization header"),
        (basic("", "sk"), "Invalid authorization header"),
        (basic("pk", ""), "Invalid authorization header"),
        ({"authorization": "Bearer "}, "Invalid authorization header"),
        (basic("pk", "sk"), "Invalid credentials. Confirm that you've configured"),
        (basic("p\0k", "sk"), "Invalid credentials. Confirm that you've configured"),
        ({"authorization": "Bearer pk"}, "Invalid credentials. Confirm that you've configured"),
    ],
)
async def test_anything_else_is_refused_with_its_reason(
    pool: Pool, header: dict[str, str], message: str
) -> None:
    with pytest.raises(Unauthorized, match=message):
        await caller_of(request(pool, header))


async def test_the_secret_of_another_pair_is_refused(pool: Pool, project: ProjectKeys) -> None:
    async with pool.acquire() as db:
        other = await create_key(db, project.project_id)
    with pytest.raises(Unauthorized):
        await caller_of(request(pool, basic(project.public_key, other.secret_key)))


async def test_a_public_key_alone_gives_feedback_and_no_more(
    pool: Pool, project: ProjectKeys
) -> None:
    header = {"authorization": f"Bearer {project.public_key}"}
    caller = await caller_of(request(pool, header, "/api/public/scores"))
    assert caller == Caller(project.project_id, "feedback")
    for path in (OTLP, "/v1/traces", "/graphql", "/api/public/projects"):
        with pytest.raises(Forbidden):
            await caller_of(request(pool, header, path))


@pytest.mark.parametrize(
    ("path", "kind", "headers", "refusal"),
    [
        ("/graphql", "http", JSON, None),
        ("/graphql", "http", {"content-type": "application/json; charset=utf-8"}, None),
        ("/graphql", "http", TEXT, Forbidden),
        ("/graphql", "http", {}, Forbidden),
        ("/graphql", "http", {"x-requested-with": "fetch"}, None),
        ("/graphql", "http", {"graphql-require-preflight": "1", **TEXT}, None),
        ("/graphql", "http", {"accept": "application/json"}, Forbidden),
        ("/graphql", "websocket", {"host": "a:1", "origin": "http://a:1"}, None),
        ("/graphql", "websocket", {"host": "a:1", "origin": "http://evil:1"}, Forbidden),
        ("/graphql", "websocket", {"host": "a:1"}, Forbidden),
        (OTLP, "http", JSON, Unauthorized),
    ],
)
async def test_a_session_reaches_graphql_from_our_own_page_only(
    pool: Pool, path: str, kind: str, headers: dict[str, str], refusal: type[AppError] | None
) -> None:
    signed_in = request(pool, headers, path, kind=kind, session={"project_id": "p"})
    if refusal is None:
        assert await caller_of(signed_in) == Caller("p", "all")
    else:
        with pytest.raises(refusal):
            await caller_of(signed_in)


async def test_a_hundred_requests_ask_for_their_key_once(
    pool: Pool, project: ProjectKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = 0
    select_key = keys_module.select_key

    async def counting(*args: Any) -> Any:
        nonlocal asked
        asked += 1
        return await select_key(*args)

    monkeypatch.setattr(keys_module, "select_key", counting)
    keys = KnownKeys(pool)
    for _ in range(100):
        assert await keys.find_pair(Key(project.public_key, project.secret_key))
    assert asked == 1


async def test_a_revoked_key_stops_within_seconds(
    pool: Pool, project: ProjectKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = KnownKeys(pool)
    assert await keys.find(project.public_key)
    async with pool.acquire() as db:
        assert await revoke_key(db, project.public_key)
        assert not await revoke_key(db, "pk-unknown")
        [listed] = await list_keys(db)
    assert listed.revoked_at is not None
    assert keys_module.TRUST_SECONDS <= 5
    monkeypatch.setattr(keys_module, "TRUST_SECONDS", 0)
    assert await keys.find(project.public_key) is None


async def test_no_secret_is_in_the_database(pool: Pool, project: ProjectKeys) -> None:
    row = await pool.fetchval("SELECT api_key::text FROM api_key")
    assert project.public_key in row
    assert project.secret_key not in row
    assert project.secret_key.encode().hex() not in row


async def test_a_wanted_pair_works_even_if_it_was_revoked(pool: Pool) -> None:
    pair = Key("pk-wanted", "sk-wanted")
    async with pool.acquire() as db:
        project_id = await create_project(db, "Wanted", "wanted")
        await ensure_key(db, project_id, Key("pk-wanted", "sk-old"))
        await revoke_key(db, pair.public_key)
        await ensure_key(db, project_id, pair)
    assert await KnownKeys(pool).find_pair(pair)
    assert not await KnownKeys(pool).find_pair(Key("pk-wanted", "sk-old"))


async def test_a_temporary_key_works_and_leaves_nothing(pool: Pool, project: ProjectKeys) -> None:
    async with temporary_key(pool, project.project_id) as key:
        assert await KnownKeys(pool).find_pair(key)
    assert not await KnownKeys(pool).find_pair(key)
    async with pool.acquire() as db:
        assert [listed.public_key for listed in await list_keys(db)] == [project.public_key]


def test_a_token_opens_the_page_once() -> None:
    sign_in = SignIn(None)
    token = sign_in.token
    assert token is not None
    assert not sign_in.spend_token("wrong")
    assert sign_in.spend_token(token)
    assert not sign_in.spend_token(token)
    assert not sign_in.spend_token("")


async def test_wrong_passwords_wait_in_a_short_line() -> None:
    sign_in = SignIn("right", delay_seconds=0.05)
    started = time.monotonic()
    tries = [sign_in.is_password("wrong") for _ in range(20)]
    answers = await asyncio.gather(*tries, return_exceptions=True)
    assert answers.count(False) == 5
    assert sum(isinstance(answer, TooBusy) for answer in answers) == 15
    assert time.monotonic() - started >= 5 * 0.05
    assert await sign_in.is_password("right")


async def test_without_a_password_none_is_right() -> None:
    assert not await SignIn(None, delay_seconds=0).is_password("")


async def test_sessions_outlive_a_restart_and_end_with_their_password(pool: Pool) -> None:
    async with pool.acquire() as db:
        secret = await session_secret(db, "old")
        assert await session_secret(db, "old") == secret
        assert await session_secret(db, "new") != secret
