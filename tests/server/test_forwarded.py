"""What proxies say is believed of ours alone, and changes nothing but what it should."""

import dataclasses
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from environment import ProjectKeys
from tests.server.test_app import HTML
from usertrail import page
from usertrail.app import create_app
from usertrail.database.pool import Pool
from usertrail.forwarded import Forwarded
from usertrail.settings import InvalidSetting, Settings

PASSWORD = "open sesame, please"
NEAR, FAR = "127.0.0.1", "203.0.113.9"
INDEX = (
    '<link rel="icon" href="/favicon.svg"><script src="/assets/index-4f3a.js"></script>'
    '<a href="https://a.example/">elsewhere</a>'
)
Visit = Callable[..., AbstractAsyncContextManager[httpx.AsyncClient]]


def settings(**variables: Any) -> Settings:
    return Settings("127.0.0.1", 0, None, Path("unused"), **variables)


async def seen(
    sent: dict[str, str],
    peer: str | None = NEAR,
    *,
    path: str = "/users",
    kind: str = "http",
    **variables: Any,
) -> Scope:
    """What the app sees of a request with these headers."""
    given = settings(**variables)
    scopes: list[Scope] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        scopes.append(scope)

    scope = {
        "type": kind,
        "scheme": "http" if kind == "http" else "ws",
        "path": path,
        "raw_path": path.encode(),
        "client": peer and (peer, 4711),
        "headers": [
            (name.encode(), value.encode()) for name, value in ({"host": "own:3000"} | sent).items()
        ],
    }
    middleware: Any = Forwarded(app, given.trusted_proxies, given.base_path)
    await middleware(scope, None, None)
    [found] = scopes
    return found


def told(scope: Scope) -> tuple[str, str, str, str]:
    """The scheme, the host, the client and the base path."""
    host = dict(scope["headers"])[b"host"].decode()
    return scope["scheme"], host, scope["client"][0], scope["state"]["base_path"]


ALL = {
    "x-forwarded-proto": "https",
    "x-forwarded-host": "llm.example.com",
    "x-forwarded-for": "198.51.100.7",
    "x-forwarded-prefix": "/ut",
}
MEANT = ("https", "llm.example.com", "198.51.100.7", "/ut")
RFC_7239 = 'for="[2001:db8:cafe::17]:4711";proto=https;host="llm.example.com:8443"'


async def test_a_proxy_of_ours_is_believed() -> None:
    assert told(await seen(ALL)) == MEANT
    assert told(await seen(ALL, "::1")) == MEANT
    assert told(await seen(ALL, "::ffff:127.0.0.1")) == MEANT
    said = {"forwarded": RFC_7239, "x-forwarded-prefix": "/ut/"}
    assert told(await seen(said)) == (
        "https",
        "llm.example.com:8443",
        "2001:db8:cafe::17",
        "/ut",
    )
    assert (await seen(ALL, kind="websocket"))["scheme"] == "wss"


@pytest.mark.parametrize("peer", [FAR, "10.0.0.1", "2001:db8::1", "not an address", None])
@pytest.mark.parametrize("said", [ALL, {"forwarded": RFC_7239}])
async def test_anybody_else_is_not(peer: str | None, said: dict[str, str]) -> None:
    scope = await seen(said, peer)
    assert (scope["scheme"], dict(scope["headers"])[b"host"]) == ("http", b"own:3000")
    assert scope["client"] == (peer and (peer, 4711))
    assert scope["state"]["base_path"] == ""


@pytest.mark.parametrize(
    ("listed", "peer", "believed"),
    [
        ("10.0.0.0/8, 2001:db8::/32", "10.9.8.7", True),
        ("10.0.0.0/8 2001:db8::/32", "2001:db8::5", True),
        ("10.0.0.0/8", NEAR, False),
        ("10.1.2.3/8", "10.9.8.7", True),
        ("203.0.113.9", FAR, True),
        ("203.0.113.9", "203.0.113.10", False),
        ("*", FAR, True),
        ("", NEAR, True),
        ("", FAR, False),
    ],
)
async def test_the_setting_says_which_are_ours(
    monkeypatch: pytest.MonkeyPatch, listed: str, peer: str, believed: bool
) -> None:
    monkeypatch.setenv("USERTRAIL_TRUSTED_PROXIES", listed)
    given = Settings.from_environment("127.0.0.1", 0, None, Path("unused"))
    scope = await seen(ALL, peer, trusted_proxies=given.trusted_proxies)
    assert (told(scope) == MEANT) is believed


@pytest.mark.parametrize("listed", ["nginx", "10.0.0.0/33", "10.0.0", "127.0.0.1;10.0.0.1"])
def test_what_is_no_address_is_refused(monkeypatch: pytest.MonkeyPatch, listed: str) -> None:
    monkeypatch.setenv("USERTRAIL_TRUSTED_PROXIES", listed)
    with pytest.raises(InvalidSetting, match="USERTRAIL_TRUSTED_PROXIES must list addresses"):
        Settings.from_environment("127.0.0.1", 0, None, Path("unused"))


@pytest.mark.parametrize(
    ("given", "base_path"),
    [("", ""), ("/", ""), ("/ut", "/ut"), ("ut/", "/ut"), ("/a/b-c_d.e~f/", "/a/b-c_d.e~f")],
)
def test_the_base_path_is_written_in_one_way(
    monkeypatch: pytest.MonkeyPatch, given: str, base_path: str
) -> None:
    monkeypatch.setenv("USERTRAIL_BASE_PATH", given)
    assert Settings.from_environment("127.0.0.1", 0, None, Path("x")).base_path == base_path


@pytest.mark.parametrize("given", ["/a//b", "/a b", "/ä", '/"><script>', "/..", "/a/./b", "/a?b"])
async def test_what_is_no_path_is_refused(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("USERTRAIL_BASE_PATH", given)
    with pytest.raises(InvalidSetting, match="USERTRAIL_BASE_PATH must be a path"):
        Settings.from_environment("127.0.0.1", 0, None, Path("unused"))
    prefix = given.encode().decode("latin-1")
    assert told(await seen({"x-forwarded-prefix": prefix}))[3] == ""


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        # Of what readers send themselves, only what a proxy of ours added counts.
        ({"x-forwarded-for": f"{FAR}, 198.51.100.7"}, ("http", "own:3000", "198.51.100.7", "")),
        ({"x-forwarded-proto": "http, https"}, ("https", "own:3000", NEAR, "")),
        # Through two of ours, the farther one saw the reader.
        (
            {"x-forwarded-for": f"198.51.100.7, {NEAR}", "x-forwarded-proto": "https, http"},
            ("https", "own:3000", "198.51.100.7", ""),
        ),
        (
            {"forwarded": f"for={FAR};proto=http, for=198.51.100.7;proto=https, for={NEAR}"},
            ("https", "own:3000", "198.51.100.7", ""),
        ),
        # Most proxies know the older headers only, and hand this one on.
        (
            {"x-forwarded-proto": "https", "forwarded": "proto=http;host=evil.example"},
            ("https", "own:3000", NEAR, ""),
        ),
        (
            {"x-forwarded-proto": "gopher", "x-forwarded-host": "a/b"},
            ("http", "own:3000", NEAR, ""),
        ),
        ({"x-forwarded-host": "evil.example\\@x"}, ("http", "own:3000", NEAR, "")),
        ({"x-forwarded-for": ", ,", "forwarded": ";,=,"}, ("http", "own:3000", NEAR, "")),
        # What a sender leaves open hides nothing that a proxy of ours adds behind it.
        ({"forwarded": 'for="a;x, for=198.51.100.7'}, ("http", "own:3000", "198.51.100.7", "")),
        ({"x-forwarded-for": "[2001:db8::1]:99"}, ("http", "own:3000", "2001:db8::1", "")),
        ({"x-forwarded-for": "198.51.100.7:99"}, ("http", "own:3000", "198.51.100.7", "")),
    ],
)
async def test_of_several_proxies_the_farthest_of_ours_counts(
    said: dict[str, str], expected: tuple[str, str, str, str]
) -> None:
    assert told(await seen(said)) == expected


@pytest.mark.parametrize(
    ("path", "local"),
    [
        ("/ut/users", "/users"),
        ("/ut", "/"),
        ("/ut/", "/"),
        ("//ut//api", "//api"),
        ("/users", "/users"),
        ("/utah", "/utah"),
        ("/users/ut", "/users/ut"),
        ("/ut/ut/users", "/ut/users"),
    ],
)
async def test_the_prefix_may_be_taken_away_or_not(path: str, local: str) -> None:
    for scope in (
        await seen({}, path=path, base_path="/ut"),
        await seen({"x-forwarded-prefix": "/ut"}, path=path),
        await seen({"x-forwarded-prefix": "/other"}, path=path, base_path="/ut"),
        await seen({}, FAR, path=path, base_path="/ut"),
    ):
        assert (scope["path"], scope["raw_path"]) == (local, local.encode())
        assert scope["state"]["base_path"] == "/ut"


@pytest.fixture
def visit(
    pool: Pool, project: ProjectKeys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Visit:
    """Opens a browser without keys at an address, on an app of these settings."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "index-4f3a.js").write_text("1")
    (tmp_path / "favicon.svg").write_text("<svg/>")
    for name in ("index.html", "graphiql.html"):
        (tmp_path / name).write_text(INDEX)
    monkeypatch.setattr(page, "built_files", lambda: tmp_path)

    @asynccontextmanager
    async def open_at(peer: str, **variables: Any) -> AsyncIterator[httpx.AsyncClient]:
        given = dataclasses.replace(settings(), password=PASSWORD, **variables)
        app: Starlette = create_app(given, pool, "a digest", project.project_id)
        transport = httpx.ASGITransport(app, client=(peer, 4711))
        async with httpx.AsyncClient(transport=transport, base_url="http://own:3000") as client:
            yield client

    return open_at


async def cookie_of(client: httpx.AsyncClient, path: str, said: dict[str, str]) -> str:
    answer = await client.post(path, json={"password": PASSWORD}, headers=said)
    assert answer.status_code == 204
    name, _, rest = answer.headers["set-cookie"].partition("=")
    return f"{name}: {rest.partition('; ')[2].lower()}"


async def test_the_cookie_is_of_the_readers_scheme_port_and_path(visit: Visit) -> None:
    rules = "httponly; max-age=1209600; path=/; samesite=lax"
    plain = f"usertrail_session_3000: {rules}"
    async with visit(NEAR) as client:
        assert await cookie_of(client, "/session", {}) == plain
        host = f"__Host-usertrail_session: {rules}; secure"
        assert await cookie_of(client, "/session", {"x-forwarded-proto": "https"}) == host
        below = f"__Secure-usertrail_session: {rules}; secure".replace("path=/", "path=/ut")
        assert await cookie_of(client, "/ut/session", ALL) == below
        for given, port in (("a", 80), ("a:8080", 8080), ("[::1]:3001", 3001), ("a:x", 80)):
            name, _, _ = (await cookie_of(client, "/session", {"host": given})).partition(":")
            assert name == f"usertrail_session_{port}"
    async with visit(FAR) as client:
        assert await cookie_of(client, "/session", ALL) == plain
        assert await cookie_of(client, "/session", {"forwarded": RFC_7239}) == plain


@pytest.mark.parametrize("taken_away", [True, False])
async def test_below_a_path_all_addresses_begin_with_it(visit: Visit, taken_away: bool) -> None:
    start = "" if taken_away else "/ut"
    async with visit(FAR, base_path="/ut") as client:
        for path in ("/users/ann", "/project/p/traces/t", "/sign-in", "/nothing"):
            text = (await client.get(f"{start}{path}", headers=HTML)).text
            assert 'href="/ut/favicon.svg"' in text
            assert 'src="/ut/assets/index-4f3a.js"' in text
            assert 'href="https://a.example/"' in text
        text = (await client.get(f"{start}/graphql", headers=HTML)).text
        assert 'src="/ut/assets/index-4f3a.js"' in text
        for path in ("/assets/index-4f3a.js", "/favicon.svg", "/health", "/api/public/health"):
            assert (await client.get(f"{start}{path}")).status_code == 200
        answer = await client.get(f"{start}/overview/?period=7d", headers=HTML)
        assert answer.headers["location"] == "/ut/overview?period=7d"


async def test_what_is_said_from_elsewhere_is_seen_nowhere(visit: Visit) -> None:
    said = {**ALL, "x-forwarded-prefix": "/evil", "forwarded": "host=evil.example;proto=https"}
    async with visit(FAR) as client:
        for path in ("/users", "/sign-in?token=x", "/overview/", "/graphql", "/nothing"):
            plain = await client.get(path, headers={**HTML, "host": "own:3000"})
            spoofed = await client.get(path, headers={**HTML, "host": "own:3000", **said})
            assert (spoofed.status_code, spoofed.text) == (plain.status_code, plain.text)
            assert "evil" not in str(spoofed.headers)


async def test_no_redirect_says_which_host(visit: Visit) -> None:
    for peer in (NEAR, FAR):
        async with visit(peer) as client:
            foreign = {**HTML, "host": "evil.example", "x-forwarded-host": "evil.example"}
            again = await client.get("/overview/", headers=foreign)
            assert again.headers["location"] == "/overview"
