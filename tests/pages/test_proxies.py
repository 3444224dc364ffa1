"""Behind the proxies of our guide, with TLS and below a path, all works as without."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import EXPECTED, NEWS_MS, open_window, reload_live, send, span, trace_id
from documents import examples
from environment import RunningServer
from proxies import PREFIX, Certificate, Change, as_written, changed, make_certificate, proxy
from sdk_programs import run_command
from tests.pages.test_explorer import NAMES, execute

NO_SOCKETS = "Live without WebSockets"


class Behind(NamedTuple):
    """A server with a proxy before it."""

    server: RunningServer
    url: str
    certificate: Certificate

    def client(self) -> httpx.Client:
        keys = (self.server.public_key, self.server.secret_key)
        return httpx.Client(auth=keys, verify=self.certificate.context())


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make_certificate(tmp_path_factory.mktemp("certificate"))


@contextmanager
def behind(
    server: RunningServer, name: str, certificate: Certificate, change: Change = as_written
) -> Iterator[Behind]:
    address = urlsplit(server.url).netloc
    with proxy(name, address, certificate, change) as url:
        yield Behind(server, url, certificate)


@pytest.fixture(params=["nginx", "caddy"])
def proxied(
    request: pytest.FixtureRequest, server: RunningServer, certificate: Certificate
) -> Iterator[Behind]:
    with behind(server, request.param, certificate) as proxied:
        yield proxied


@contextmanager
def signed_in(browser: Browser, proxied: Behind, *, sockets_fail: bool = False) -> Iterator[Page]:
    """On the list of users, which shows ann."""
    send(proxied.server, span(1, user="ann"))
    expected = f"{EXPECTED}|WebSocket connection to .* failed" if sockets_fail else EXPECTED
    with open_window(browser, proxied.url, any_certificate=True, expected=expected) as page:
        page.goto(f"{proxied.url}/users")
        page.get_by_label("Password").fill(proxied.server.password)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("link", name="ann")).to_be_visible()
        expect(page).to_have_url(f"{proxied.url}/users")
        yield page


def test_the_page_works_below_the_path(browser: Browser, proxied: Behind) -> None:
    with signed_in(browser, proxied) as page:
        [cookie] = page.context.cookies()
        assert (cookie["secure"], cookie["httpOnly"]) == (True, True)
        assert (cookie["path"], cookie["domain"]) == (PREFIX, "localhost")
        assert cookie["name"] == "__Secure-usertrail_session"
        # News come over a WebSocket, and no word of another way.
        reload_live(page)
        page.wait_for_timeout(1000)
        send(proxied.server, span(2, user="bob"))
        expect(page.get_by_role("link", name="bob")).to_be_visible(timeout=NEWS_MS)
        expect(page.get_by_text(NO_SOCKETS)).to_have_count(0)
        # The address of the page, of its parts, and of what it gives away.
        page.goto(f"{proxied.url}/traces/{trace_id(1)}")
        expect(page.get_by_role("link", name="ann").first).to_be_visible()
        page.get_by_role("link", name="ann").first.click()
        expect(page).to_have_url(f"{proxied.url}/users/ann")
        page.goto(f"{proxied.url}/setup")
        expect(page.get_by_text(f'LANGFUSE_HOST="{proxied.url}"')).to_be_visible()
        page.goto(f"{proxied.url}/project/{proxied.server.project_id}/users")
        expect(page.get_by_role("link", name="bob")).to_be_visible()
        page.get_by_role("button", name="Export").click()
        with page.expect_download() as download:
            page.get_by_text("CSV").click()
        assert "ann" in Path(download.value.path()).read_text()


def test_the_explorer_works_below_the_path(browser: Browser, proxied: Behind) -> None:
    with signed_in(browser, proxied) as page:
        page.get_by_role("link", name="API").click()
        expect(page).to_have_url(f"{proxied.url}/graphql")
        assert '"data"' in execute(page, NAMES[0])
        page.context.clear_cookies()
        page.reload()
        expect(page.get_by_label("Password")).to_be_visible()
        page.get_by_label("Password").fill(proxied.server.password)
        page.get_by_role("button", name="Sign in").click()
        expect(page.locator(".graphiql-container")).to_be_visible()
        expect(page).to_have_url(f"{proxied.url}/graphql")


def without_sockets(server: str) -> str:
    """A proxy whose owner left out what WebSockets need."""
    lines = ("proxy_set_header Upgrade $http_upgrade;", "proxy_set_header Connection upgrade;")
    return changed(server, dict.fromkeys(lines, ""))


def without_port(server: str) -> str:
    """One that hands on another host than the page's, so that the server refuses sockets."""
    return changed(server, {"$http_host": "$host"})


@pytest.mark.parametrize("change", [without_sockets, without_port])
def test_without_sockets_news_come_all_the_same_and_it_is_said_once(
    browser: Browser, server: RunningServer, certificate: Certificate, change: Change
) -> None:
    with (
        behind(server, "nginx", certificate, change) as proxied,
        signed_in(browser, proxied, sockets_fail=True) as page,
    ):
        expect(page.get_by_text(NO_SOCKETS)).to_be_visible()
        asked: list[str] = []
        page.on("websocket", lambda socket: asked.append(socket.url))
        page.reload()
        switch = page.get_by_role("switch", name="Live")
        expect(switch).to_have_attribute(
            "title", "What is stored is shown at once, by server-sent events"
        )
        expect(page.get_by_text(NO_SOCKETS)).to_have_count(0)
        page.wait_for_timeout(1000)
        send(server, span(2, user="bob"))
        expect(page.get_by_role("link", name="bob")).to_be_visible(timeout=NEWS_MS)
        # A page that is left is followed no more, and the next one is.
        page.get_by_role("link", name="bob").click()
        expect(page.get_by_role("heading", name="bob")).to_be_visible()
        # Rows under a pointer keep their places.
        page.mouse.move(0, 0)
        page.wait_for_timeout(3000)
        send(server, span(3, user="bob", name="third"))
        expect(page.get_by_role("link", name="third")).to_be_visible(timeout=NEWS_MS)
        # Two tries, and no more.
        assert len(asked) == 2


def test_the_sdk_sends_through_it_and_reads(proxied: Behind) -> None:
    authority = str(proxied.certificate.authority)
    settings = {
        "LANGFUSE_PUBLIC_KEY": proxied.server.public_key,
        "LANGFUSE_SECRET_KEY": proxied.server.secret_key,
        # As people write it, with a slash at its end.
        "LANGFUSE_HOST": f"{proxied.url}/",
        "SSL_CERT_FILE": authority,
        "REQUESTS_CA_BUNDLE": authority,
    }
    program = examples("Start")["python"] + (
        "assert langfuse.auth_check()\n"
        "assert langfuse.api.trace.list(user_id='user_12345').data[0].name == 'hello'\n"
        "print(langfuse.get_trace_url(trace_id='1'))\n"
    )
    run_command([sys.executable, "-c", program], Path.cwd(), settings)
    with proxied.client() as client:
        sent = client.post(f"{proxied.url}//v1/traces/", json={})
        assert (sent.status_code, sent.json()) == (200, {})


@pytest.mark.parametrize("takes_away", [True, False])
def test_redirects_stay_where_the_reader_is(
    server: RunningServer, certificate: Certificate, takes_away: bool
) -> None:
    def with_slash(example: str) -> str:
        address = urlsplit(server.url).netloc
        return changed(example, {f"http://{address};": f"http://{address}/;"})

    with (
        behind(server, "nginx", certificate, with_slash if takes_away else as_written) as proxied,
        proxied.client() as client,
    ):
        foreign = {"x-forwarded-host": "evil.example", "forwarded": "host=evil.example"}
        html = {"accept": "text/html"}
        answer = client.get(f"{proxied.url}/overview/", headers=html | foreign)
        assert (answer.status_code, answer.headers["location"]) == (308, f"{PREFIX}/overview")
        assert f'src="{PREFIX}/assets/' in client.get(f"{proxied.url}/users").text
