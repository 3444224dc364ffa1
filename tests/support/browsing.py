"""Chromium on the page of a running server, and traces for it to show."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import time_ns
from typing import Any, Literal

import httpx
import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Locator,
    Page,
    WebSocket,
    expect,
    sync_playwright,
)

from environment import RunningServer
from wire import request, wire_span

QUICKER = Path("/usr/bin/chromium-headless-shell")
# The one without windows takes half of the time to start and to stop.
CHROMIUM = QUICKER if QUICKER.exists() else Path("/usr/bin/chromium")
MINUTE_NS = 60 * 10**9
# An answered request is a stored trace; the page shows it without a reload, and before it would ask
# by itself. All of this has time on a machine that is busy with other tests.
NEWS_MS = 10_000
NEWS = re.compile("^wss?://.*/graphql$")
expect.set_options(timeout=15_000)

Theme = Literal["light", "dark"]
# Somebody is signed out, or a page does not exist.
EXPECTED = "status of 40[14]"


@contextmanager
def browsing() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def open_window(
    browser: Browser,
    url: str,
    *,
    theme: Theme = "light",
    width: int = 1280,
    any_certificate: bool = False,
    expected: str = EXPECTED,
) -> Iterator[Page]:
    """A window of its own session. Complains at the end of faults and of requests to elsewhere.

    `expected` is what Chromium notes as errors and is none.
    """
    context = browser.new_context(
        ignore_https_errors=any_certificate,
        color_scheme=theme,
        viewport={"width": width, "height": 900},
        locale="en-US",
        timezone_id="Europe/Berlin",
    )
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: faults.append(f"A script ran: {dialog.message}"))
    page.on("console", lambda said: faults.append(said.text) if is_fault(said, expected) else None)
    page.on(
        "request",
        lambda sent: (
            None
            if sent.url.startswith((url, "data:", "blob:"))
            else faults.append(f"A request to {sent.url}")
        ),
    )
    yield page
    context.close()
    assert faults == []


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Of all tests of a module; each opens windows that share nothing."""
    with browsing() as browser:
        yield browser


@pytest.fixture
def page(server: RunningServer, browser: Browser) -> Iterator[Page]:
    """A window that is signed in."""
    with open_window(browser, server.url) as page:
        follow_link(page, server)
        yield page


def follow_link(page: Page, server: RunningServer) -> None:
    """Sign in by the link that the server printed."""
    page.goto(server.sign_in_url)
    expect(page).to_have_url(f"{server.url}/users")


def is_fault(said: ConsoleMessage, expected: str = EXPECTED) -> bool:
    """Whether it is an error that nobody expected."""
    return said.type == "error" and not re.search(expected, said.text)


def send(server: RunningServer, *spans: dict[str, Any]) -> None:
    answer = httpx.post(
        f"{server.url}/v1/traces",
        json=request(*spans),
        auth=(server.public_key, server.secret_key),
    )
    assert answer.status_code == 200, answer.text


def asked(server: RunningServer, query: str) -> dict[str, Any]:
    """What GraphQL answers to the project's keys."""
    answer = httpx.post(
        f"{server.url}/graphql", json={"query": query}, auth=(server.public_key, server.secret_key)
    )
    data: dict[str, Any] = answer.json()["data"]
    return data


def span(
    trace: int,
    number: int = 0,
    *,
    user: str | None = None,
    minutes_ago: int = 5,
    cost: float | None = None,
    tokens: int | None = None,
    input: object = None,
    error: str | None = None,
    named: dict[str, Any] | None = None,
    **given: Any,
) -> dict[str, Any]:
    """A span of a second. Number 0 is the root of its trace, and the parent of the others."""
    start = time_ns() - minutes_ago * MINUTE_NS + number * 10**6
    attributes = {
        "user.id": user,
        "langfuse.observation.type": "span" if tokens is None else "generation",
        "langfuse.observation.model.name": None if tokens is None else "gpt-4o",
        "langfuse.observation.usage_details": tokens and json.dumps({"input": tokens}),
        "langfuse.observation.cost_details": cost and json.dumps({"total": cost}),
        "langfuse.observation.input": None if input is None else json.dumps(input),
        "langfuse.observation.level": error and "ERROR",
        "langfuse.observation.status_message": error,
        **(named or {}),
    }
    return wire_span(
        {name: value for name, value in attributes.items() if value is not None},
        **{
            "traceId": trace_id(trace),
            "spanId": span_id(number),
            "parentSpanId": span_id(0) if number else "",
            "name": "answer" if number == 0 else f"step {number}",
            "startTimeUnixNano": str(start),
            "endTimeUnixNano": str(start + 10**9),
            **given,
        },
    )


def trace_id(trace: int) -> str:
    return f"{trace + 1:032x}"


def span_id(number: int) -> str:
    return f"{number + 1:016x}"


def score(server: RunningServer, trace: int, name: str, value: object, comment: str = "") -> None:
    """Feedback on a trace: a number, a category, or yes and no."""
    answer = httpx.post(
        f"{server.url}/api/public/scores",
        json={
            "traceId": trace_id(trace),
            "name": name,
            "value": int(value) if isinstance(value, bool) else value,
            "dataType": "BOOLEAN" if isinstance(value, bool) else None,
            "comment": comment,
        },
        auth=(server.public_key, server.secret_key),
    )
    assert answer.status_code == 200, answer.text


def add_filter(page: Page, name: str) -> Locator:
    """The form of a filter that the list of users does not have yet."""
    page.get_by_role("button", name="Filter", exact=True).click()
    panel = page.get_by_role("dialog", name="Add a filter")
    panel.get_by_role("button", name=name, exact=True).click()
    return panel


def reload_live(page: Page) -> None:
    """Reload, until the server tells the page what happens."""
    heard: list[object] = []

    def listen(socket: WebSocket) -> None:
        if NEWS.match(socket.url):
            socket.on("framereceived", lambda message: heard.append(message))

    # From the first moment on: after the first message there may be none for half a minute.
    page.on("websocket", listen)
    page.reload()
    for _ in range(NEWS_MS // 50):
        if heard:
            break
        page.wait_for_timeout(50)
    page.remove_listener("websocket", listen)
    assert heard


# GraphiQL looks at what is in its editor by a timer of 100 ms; one that is set later fires later.
LOOKED_AT = "new Promise((done) => setTimeout(done, 200))"


def run_query(page: Page) -> None:
    """Run what GraphiQL's editor shows."""
    page.evaluate(LOOKED_AT)
    page.get_by_role("button", name=re.compile("Execute query")).click()
