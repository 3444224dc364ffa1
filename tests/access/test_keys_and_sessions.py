"""Who may do what: keys, public keys, and the page's session."""

import base64
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.requests import HTTPConnection
from starlette.routing import BaseRoute, Match

from environment import ProjectKeys
from usertrail.access.browser_sessions import create_browser_session, list_browser_sessions
from usertrail.access.caller import Caller, Sender, caller_of, sender_of
from usertrail.access.keys import Key, create_key, ensure_key, list_keys, revoke_key, temporary_key
from usertrail.access.origin import Origin
from usertrail.access.projects import create_project
from usertrail.access.sign_in import SignIn
from usertrail.app import routes
from usertrail.database.pool import Pool
from usertrail.errors import AppError, Forbidden, NotFound, Unauthorized
from usertrail.routing import Area

OTLP = "/api/public/otel/v1/traces"
JSON = {"content-type": "application/json"}
TEXT = {"content-type": "text/plain"}
ROUTES = routes()


def request(
    pool: Pool,
    headers: dict[str, str],
    path: str = OTLP,
    *,
    kind: str = "http",
    query: str = "",
    home: str = "p",
) -> HTTPConnection:
    state = SimpleNamespace(pool=pool, project_id=home, sign_in=SignIn(None, "a digest"))
    scope: dict[str, Any] = {
        "type": kind,
        "method": "POST",
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "app": SimpleNamespace(state=state),
    }
    find_route(scope, ROUTES)
    return HTTPConnection(scope)


def find_route(scope: dict[str, Any], served: list[BaseRoute]) -> None:
    """As the app does before it calls an endpoint."""
    for route in served:
        match, found = route.matches(scope)
        if match is Match.FULL:
            scope.update(found)
            if isinstance(route, Area):
                find_route(scope, route.routes)
            return


async def lets_in(pool: Pool, key: Key) -> bool:
    try:
        return bool(await caller_of(request(pool, basic(*key))))
    except Unauthorized:
        return False


async def signed_in(pool: Pool, port: int = 80) -> tuple[str, dict[str, str]]:
    """The id of a new session, and the header that its browser sends."""
    async with pool.acquire() as db:
        token = await create_browser_session(db, "a digest", "link", Origin("", ""))
        listed = await list_browser_sessions(db)
    return listed[0].browser_session_id, {"cookie": f"usertrail_session_{port}={token}"}


def basic(public_key: str, secret_key: str) -> dict[str, str]:
    pair = base64.b64encode(f"{public_key}:{secret_key}".encode()).decode()
    return {"authorization": f"Basic {pair}"}


async def test_a_pair_of_keys_reaches_all_of_its_project(pool: Pool, project: ProjectKeys) -> None:
    header = basic(project.public_key, project.secret_key)
    assert await caller_of(request(pool, header)) == Caller(
        project.project_id, "all", project.public_key
    )


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
    assert caller == Caller(project.project_id, "feedback", project.public_key)
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
    session_id, cookie = await signed_in(pool, port=1 if "host" in headers else 80)
    asked = request(pool, {**headers, **cookie}, path, kind=kind)
    if refusal is None:
        assert await caller_of(asked) == Caller("p", "all", browser_session_id=session_id)
    else:
        with pytest.raises(refusal):
            await caller_of(asked)


async def test_a_session_reaches_every_project_and_a_key_its_own(
    pool: Pool, project: ProjectKeys
) -> None:
    async with pool.acquire() as db:
        other = await create_project(db, "Other")
    session_id, cookie = await signed_in(pool)
    home = project.project_id
    for path, headers in (("/graphql", JSON), ("/export/users.csv", {})):
        for query, reached in (("", project.project_id), (f"project={other}", other)):
            asked = request(pool, {**headers, **cookie}, path, query=query, home=home)
            assert await caller_of(asked) == Caller(reached, "all", browser_session_id=session_id)
        with pytest.raises(NotFound, match="There is no project 'none'"):
            await caller_of(request(pool, {**headers, **cookie}, path, query="project=none"))
        keys = basic(project.public_key, project.secret_key)
        own = request(pool, keys, path, query=f"project={project.project_id}")
        assert (await caller_of(own)).project_id == project.project_id
        with pytest.raises(Forbidden, match="reach only the project"):
            await caller_of(request(pool, keys, path, query=f"project={other}"))
        with pytest.raises(Unauthorized):
            await caller_of(request(pool, headers, path, query=f"project={other}"))
    sdk = request(pool, keys, "/api/public/traces", query=f"project={other}")
    assert (await caller_of(sdk)).project_id == project.project_id


async def test_a_revoked_key_stops_at_once_and_says_so_to_its_project(
    pool: Pool, project: ProjectKeys
) -> None:
    asked = request(pool, basic(project.public_key, project.secret_key))
    assert await caller_of(asked)
    assert sender_of(asked) == Sender(project.public_key, project.project_id, is_proven=True)
    async with pool.acquire() as db:
        assert await revoke_key(db, project.public_key)
        assert not await revoke_key(db, "pk-unknown")
        assert not await revoke_key(db, project.public_key, "another project")
        [listed] = await list_keys(db)
    assert listed.revoked_at is not None
    for header in (
        basic(project.public_key, project.secret_key),
        {"authorization": f"Bearer {project.public_key}"},
    ):
        asked = request(pool, header, "/api/public/scores")
        with pytest.raises(Unauthorized, match="Invalid credentials"):
            await caller_of(asked)
        assert sender_of(asked).flaw == "This key was revoked."


async def test_the_last_use_of_a_key_is_written_once_a_minute(
    pool: Pool, project: ProjectKeys, statements: list[str]
) -> None:
    async def uses(header: dict[str, str], ago: str) -> bool:
        await pool.execute("UPDATE api_key SET last_used_at = now() - $1::text::interval", ago)
        before = await pool.fetchval("SELECT last_used_at FROM api_key")
        with suppress(Unauthorized):
            await caller_of(request(pool, header, "/api/public/scores"))
        return bool(await pool.fetchval("SELECT last_used_at <> $1 FROM api_key", before))

    header = basic(project.public_key, project.secret_key)
    await caller_of(request(pool, header))
    assert await pool.fetchval("SELECT now() - last_used_at < interval '9 seconds' FROM api_key")
    assert not await uses(header, "50 seconds")
    assert await uses(header, "70 seconds")
    assert await uses({"authorization": f"Bearer {project.public_key}"}, "70 seconds")
    assert not await uses(basic(project.public_key, "wrong"), "70 seconds")


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
    assert await lets_in(pool, pair)
    assert not await lets_in(pool, Key("pk-wanted", "sk-old"))


async def test_a_temporary_key_works_and_leaves_nothing(pool: Pool, project: ProjectKeys) -> None:
    async with temporary_key(pool, project.project_id) as key:
        assert await lets_in(pool, key)
    assert not await lets_in(pool, key)
    async with pool.acquire() as db:
        assert [listed.public_key for listed in await list_keys(db)] == [project.public_key]
