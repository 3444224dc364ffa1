"""What every address answers: the page, its session, health, and errors."""

import base64
import logging
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from environment import ProjectKeys, new_token, with_database
from usertrail import page
from usertrail.app import create_app
from usertrail.database.pool import Pool, create_pool
from usertrail.settings import Settings

HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture
def built_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A page as Vite leaves it, but small."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html><title>Usertrail</title>")
    (tmp_path / "assets" / "index-4f3a.js").write_text("import './x.js'")
    (tmp_path / "favicon.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (tmp_path / ".build-digest").write_text("0")
    monkeypatch.setattr(page, "built_files", lambda: tmp_path)
    yield tmp_path


@pytest.fixture
def visitor(built_page: Path, app: Starlette) -> httpx.AsyncClient:
    """A browser without keys."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://usertrail.test")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/users",
        "/users/user_12345",
        "/users/a.b@example.com",
        "/users/team%2Fanna",
        "/traces/0af7651916cd43dd8448eb211c80319c",
        "/overview",
        "/setup",
        "/sign-in",
        "/project/p/traces/0af7651916cd43dd8448eb211c80319c",
        "/trace/0af7651916cd43dd8448eb211c80319c",
    ],
)
async def test_every_page_path_opens_the_page(visitor: httpx.AsyncClient, path: str) -> None:
    answer = await visitor.get(path, headers=HTML)
    assert answer.status_code == 200
    assert "<title>Usertrail</title>" in answer.text
    assert answer.headers["cache-control"] == "no-cache"
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "default-src 'none'" in policy


async def test_assets_are_kept_for_ever_and_the_icon_is_asked_for_again(
    visitor: httpx.AsyncClient,
) -> None:
    script = await visitor.get("/assets/index-4f3a.js")
    assert script.status_code == 200
    assert script.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert script.headers["x-content-type-options"] == "nosniff"
    icon = await visitor.get("/favicon.svg")
    assert icon.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    [
        "/robots.txt",
        "/api/public/nothing",
        "/api/nothing",
        "/v1/nothing",
        "/assets/gone-1234.js",
        "/assets/..%2f.build-digest",
        "/.build-digest",
        "/index.html",
    ],
)
async def test_a_file_or_api_that_does_not_exist_is_not_the_page(
    visitor: httpx.AsyncClient, path: str
) -> None:
    answer = await visitor.get(path, headers=HTML)
    assert answer.status_code == 404
    assert "<title>" not in answer.text


async def test_a_mistyped_page_is_the_page_for_people_and_json_for_programs(
    visitor: httpx.AsyncClient,
) -> None:
    answer = await visitor.get("/usres", headers=HTML)
    assert (answer.status_code, "<title>" in answer.text) == (404, True)
    answer = await visitor.get("/usres")
    assert (answer.status_code, answer.json()) == (404, {"message": "Not Found"})


async def test_without_a_built_page_the_address_says_how_to_build_it(
    visitor: httpx.AsyncClient, built_page: Path
) -> None:
    (built_page / "index.html").unlink()
    answer = await visitor.get("/users", headers=HTML)
    assert answer.status_code == 503
    assert "npm run build" in answer.text


async def test_the_session_says_who_is_signed_in(
    visitor: httpx.AsyncClient, pool: Pool, project: ProjectKeys
) -> None:
    refused = await visitor.get("/session")
    assert refused.status_code == 401
    assert refused.json() == {"message": "Sign in to see this.", "passwordSet": False}
    opened = await visitor.post("/session", json={"token": await new_token(pool)})
    assert opened.status_code == 204
    session = await visitor.get("/session")
    assert session.json() == {
        "project": {"projectId": project.project_id, "name": "Test"},
        "publicKey": project.public_key,
        "passwordSet": False,
    }
    assert (await visitor.delete("/session")).status_code == 204
    assert (await visitor.get("/session")).status_code == 401


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"password": 1}', b'"x"', b"\xff"])
async def test_a_session_asked_for_in_another_way_is_refused(
    visitor: httpx.AsyncClient, body: bytes
) -> None:
    json = {"content-type": "application/json"}
    answer = await visitor.post("/session", content=body, headers=json)
    assert answer.status_code == 400


async def test_a_large_sign_in_is_refused(visitor: httpx.AsyncClient) -> None:
    json = {"content-type": "application/json"}
    answer = await visitor.post("/session", content=b"x" * 20_000, headers=json)
    assert answer.status_code == 413


async def test_a_forged_cookie_is_no_session(visitor: httpx.AsyncClient) -> None:
    forged = base64.b64encode(b'{"project_id": "p"}').decode() + ".aaaaaa.bbbbbb"
    visitor.cookies.set("usertrail_session_80", forged)
    assert (await visitor.get("/session")).status_code == 401


async def test_any_origin_may_call_the_public_api_but_no_other(visitor: httpx.AsyncClient) -> None:
    asked = {
        "origin": "https://shop.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,x-langfuse-sdk-name",
    }
    answer = await visitor.options("/api/public/scores", headers=asked)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["access-control-allow-headers"] == "authorization,x-langfuse-sdk-name"
    assert "access-control-allow-credentials" not in answer.headers
    refused = await visitor.post("/api/public/scores", headers={"origin": "https://shop.example"})
    assert refused.status_code == 401
    assert refused.headers["access-control-allow-origin"] == "*"
    elsewhere = await visitor.options("/session", headers=asked)
    assert "access-control-allow-origin" not in elsewhere.headers


@pytest.mark.parametrize("path", ["/api/public/otel/v1/traces", "/v1/traces"])
async def test_both_addresses_of_otlp_are_one_door(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.post(path, json={})
    assert (answer.status_code, answer.json()) == (200, {})
    assert (await client.post(path, json={}, auth=("no", "one"))).status_code == 401
    assert (await client.get(path)).status_code == 405


async def test_it_is_ready_once_the_tables_are_there(
    client: httpx.AsyncClient, postgres: str
) -> None:
    assert (await client.get("/health")).json() == {"status": "ok"}
    assert (await client.get("/ready")).json() == {"status": "ok"}
    settings = Settings("127.0.0.1", 0, None, Path("unused"))
    async with create_pool(with_database(postgres, "postgres")) as without_tables:
        app = create_app(settings, without_tables, "secret", "p")
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
            answer = await client.get("/ready")
    assert answer.status_code == 503
    assert "usertrail migrate" in answer.json()["message"]


async def test_without_a_database_nothing_is_ready_and_nobody_is_let_in(
    database_url: str, app: Starlette, client: httpx.AsyncClient
) -> None:
    await app.state.pool.close()
    assert (await client.get("/health")).status_code == 200
    for answer in (await client.get("/ready"), await client.get("/api/public/projects")):
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "1"
        assert "database" in answer.json()["message"]


async def test_a_bug_is_logged_with_an_id_and_shown_without_its_details(
    app: Starlette, visitor: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(request: Request) -> Response:
        raise asyncpg.UndefinedColumnError("column secret_thing does not exist")

    app.router.routes.insert(0, Route("/broken", broken))
    with caplog.at_level(logging.ERROR, "usertrail"):
        answer = await visitor.get("/broken")
    assert answer.status_code == 500
    name, error_id = answer.json()["message"].rsplit(" ", 1)
    assert name == "Unexpected error"
    assert error_id in caplog.text
    assert "secret_thing" in caplog.text
    assert "secret_thing" not in answer.text
