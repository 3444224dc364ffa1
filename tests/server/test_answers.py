"""How answers travel: what may be kept, what is compressed, and on which connection."""

import gzip
import http.client
import json
import os
import zlib
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.applications import Starlette

import make
from environment import ProjectKeys, RunningServer
from usertrail import page
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.records import Records

USERS = {"query": "{ users(first: 500) { nodes { id userId metrics { traceCount } } } }"}
SCRIPT = "import './x.js'" * 100


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page as Vite leaves it, with the compressed forms of one script."""
    assets = tmp_path / "assets"
    assets.mkdir()
    (tmp_path / "index.html").write_text("<!doctype html><title>Usertrail</title>")
    (tmp_path / "favicon.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (assets / "index-4f3a.js").write_text(SCRIPT)
    (assets / "index-4f3a.js.gz").write_bytes(gzip.compress(SCRIPT.encode()))
    (assets / "index-4f3a.js.br").write_bytes(b"as if in Brotli")
    (assets / "plain-17.css").write_text("a { color: red }")
    monkeypatch.setattr(page, "built_files", lambda: tmp_path)
    return tmp_path


@pytest.fixture
def browser(built: Path, app: Starlette) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app),
        base_url="http://usertrail.test",
        headers={"accept": "text/html", "accept-encoding": "identity"},
    )


@pytest.fixture
async def many(pool: Pool, project: ProjectKeys) -> int:
    """Enough users for a long answer."""
    spans = [make.span(f"t{n}", "s", user_id=f"user-{n:03}") for n in range(200)]
    await ingest(pool, project.project_id, Records(spans, []))
    return len(spans)


@pytest.mark.parametrize("path", ["/", "/users/anna", "/favicon.svg"])
async def test_the_page_is_asked_for_again_and_sent_again_only_when_it_changed(
    browser: httpx.AsyncClient, built: Path, path: str
) -> None:
    file = built / ("favicon.svg" if path == "/favicon.svg" else "index.html")
    first = await browser.get(path)
    assert first.headers["cache-control"] == "no-cache"
    etag = first.headers["etag"]
    assert etag.startswith('"')
    for known in (etag, f'"other", {etag}', f"W/{etag}"):
        again = await browser.get(path, headers={"if-none-match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == etag
        assert again.headers["cache-control"] == "no-cache"
    # The next build may be as long and, in an image, of the same time.
    before = file.stat()
    file.write_text(file.read_text()[::-1])
    os.utime(file, (before.st_atime, before.st_mtime))
    newer = await browser.get(path, headers={"if-none-match": etag})
    assert (newer.status_code, newer.text) == (200, file.read_text())
    assert newer.headers["etag"] != etag


async def test_a_mistyped_page_is_never_unchanged(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/usres")
    again = await browser.get("/usres", headers={"if-none-match": answer.headers["etag"]})
    assert (answer.status_code, again.status_code) == (404, 404)


@pytest.mark.parametrize(
    ("accepted", "coding", "name"),
    [
        ("gzip, deflate, br, zstd", "br", "index-4f3a.js.br"),
        ("br;q=0.5, gzip", "br", "index-4f3a.js.br"),
        ("gzip, br;q=0", "gzip", "index-4f3a.js.gz"),
        ("GZIP", "gzip", "index-4f3a.js.gz"),
        ("gzip;q=0.000, br ; q=0", None, "index-4f3a.js"),
        ("zstd, xgzip", None, "index-4f3a.js"),
        ("", None, "index-4f3a.js"),
    ],
)
async def test_an_asset_comes_in_the_smallest_form_that_the_caller_takes(
    browser: httpx.AsyncClient, built: Path, accepted: str, coding: str | None, name: str
) -> None:
    headers = {"accept-encoding": accepted}
    async with browser.stream("GET", "/assets/index-4f3a.js", headers=headers) as answer:
        body = b"".join([piece async for piece in answer.aiter_raw()])
    assert body == (built / "assets" / name).read_bytes()
    assert answer.headers.get("content-encoding") == coding
    assert answer.headers["content-length"] == str(len(body))
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    # Strong, so another for each form.
    assert answer.headers["etag"] == f'"{name}"'
    again = await browser.get(
        "/assets/index-4f3a.js", headers=headers | {"if-none-match": f'"{name}"'}
    )
    assert (again.status_code, again.content) == (304, b"")


async def test_an_asset_without_other_forms_is_sent_as_it_is(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/assets/plain-17.css", headers={"accept-encoding": "gzip, br"})
    assert (answer.text, "content-encoding" in answer.headers) == ("a { color: red }", False)


async def test_a_form_has_no_address_of_its_own(browser: httpx.AsyncClient) -> None:
    for suffix in (".gz", ".br"):
        assert (await browser.get(f"/assets/index-4f3a.js{suffix}")).status_code == 404


def test_the_built_page_lies_ready_in_forms_that_say_the_same() -> None:
    files = page.built_files()
    if not (files / "index.html").is_file():
        pytest.skip("the page is not built")
    for file in files.rglob("*.js"):
        form = file.with_name(file.name + ".gz")
        assert form.is_file() or file.stat().st_size < 1100, "run: npm run build"
        if form.is_file():
            assert gzip.decompress(form.read_bytes()) == file.read_bytes()
            assert form.with_suffix(".br").stat().st_size <= form.stat().st_size


async def test_what_is_read_from_the_database_is_kept_by_nobody(
    browser: httpx.AsyncClient, client: httpx.AsyncClient
) -> None:
    answers = [
        await client.get("/health"),
        await client.get("/ready"),
        await client.get("/session"),
        await client.post("/graphql", json=USERS),
        await client.get("/graphql", params=USERS),
        await client.get("/graphql", params={"query": "{"}),
        await client.get("/api/public/projects"),
        await client.get("/api/public/traces"),
        await client.get("/api/public/traces", auth=None),
        await client.get("/api/public/nothing"),
        await client.post("/v1/traces", json={}),
        await client.post("/v1/traces", content=b"{"),
        await client.put("/health"),
        await browser.get("/sign-in?token=wrong", headers={"accept": "text/html"}),
    ]
    for answer in answers[:-1]:
        assert answer.headers["cache-control"] == "no-store", answer.request.url
    assert "etag" in answers[-1].headers


async def test_an_answer_over_a_kibibyte_is_compressed(
    client: httpx.AsyncClient, many: int
) -> None:
    plain = await client.post("/graphql", json=USERS, headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert int(plain.headers["content-length"]) == len(plain.content)
    packed = await client.post("/graphql", json=USERS, headers={"accept-encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(plain.content) / 3
    assert packed.json() == plain.json()
    assert len(packed.json()["data"]["users"]["nodes"]) == many
    for answer in (plain, packed):
        assert "accept-encoding" in answer.headers["vary"].lower()
    refused = await client.post("/graphql", json=USERS, headers={"accept-encoding": "gzip;q=0"})
    assert "content-encoding" not in refused.headers


@pytest.mark.parametrize(("length", "is_compressed"), [(1023, False), (1024, True)])
async def test_a_shorter_answer_is_sent_as_it_is(
    client: httpx.AsyncClient, length: int, is_compressed: bool
) -> None:
    def query(alias: str) -> dict[str, str]:
        return {"query": f"{{ {alias}: __typename }}"}

    overhead = len((await client.post("/graphql", json=query("a"))).content) - 1
    answer = await client.post("/graphql", json=query("a" * (length - overhead)))
    assert len(answer.content) == length
    assert ("content-encoding" in answer.headers) is is_compressed


async def test_an_export_is_compressed_as_it_goes(client: httpx.AsyncClient, many: int) -> None:
    plain = await client.get("/export/users.csv", headers={"accept-encoding": "identity"})
    headers = {"accept-encoding": "gzip"}
    async with client.stream("GET", "/export/users.csv", headers=headers) as answer:
        body = b"".join([piece async for piece in answer.aiter_raw()])
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == plain.content
    assert plain.text.count("\n") == many + 1


async def test_events_are_sent_as_they_are(server: RunningServer) -> None:
    subscription = {"query": "subscription { traceUpdated { traceId } }"}
    headers = {"accept": "text/event-stream", "accept-encoding": "gzip"}
    auth = (server.public_key, server.secret_key)
    async with (
        httpx.AsyncClient(base_url=server.url, auth=auth) as client,
        client.stream("POST", "/graphql", json=subscription, headers=headers) as answer,
    ):
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert "content-encoding" not in answer.headers


def test_one_connection_carries_one_request_after_another(server: RunningServer) -> None:
    address = urlsplit(server.url).netloc
    credentials = httpx.BasicAuth(server.public_key, server.secret_key)._auth_header
    connection = http.client.HTTPConnection(address, timeout=20)
    connection.connect()
    own_end = connection.sock.getsockname()
    long = "a" * 2000
    for method, path, body, status in (
        ("GET", "/health", None, 200),
        ("POST", "/graphql", {"query": "{ project { name } }"}, 200),
        ("POST", "/graphql", {"query": f"{{ {long}: __typename }}"}, 200),
        ("POST", "/graphql", {"query": "{"}, 200),
        ("GET", "/api/public/traces", None, 200),
        ("GET", "/nothing", None, 404),
        ("POST", "/v1/traces", {"resourceSpans": 1}, 400),
        ("GET", "/export/users.csv?filter=1", None, 400),
        ("GET", "/export/users.csv", None, 200),
        ("HEAD", "/export/users.csv", None, 200),
        ("DELETE", "/health", None, 405),
        ("GET", "/health", None, 200),
    ):
        connection.request(
            method,
            path,
            None if body is None else json.dumps(body),
            {
                "authorization": credentials,
                "content-type": "application/json",
                "accept-encoding": "gzip",
            },
        )
        answer = connection.getresponse()
        content = answer.read()
        assert answer.status == status, (path, content)
        assert answer.getheader("connection") != "close"
        if answer.getheader("content-encoding") == "gzip":
            assert zlib.decompress(content, 16 + zlib.MAX_WBITS)
        # Were it closed, http.client would have opened another one.
        assert connection.sock.getsockname() == own_end
    connection.close()
