"""The page follows what happens: by subscription, in place, and again once a connection is back."""

import re

from playwright.sync_api import Page, WebSocketRoute, expect

from browsing import NEWS, NEWS_MS, reload_live, send, span
from environment import RunningServer


def questions(page: Page) -> list[str]:
    """The operations that the page sends over HTTP from now on."""
    sent: list[str] = []
    page.on(
        "request",
        lambda request: (
            sent.append(str(request.post_data)) if request.url.endswith("/graphql") else None
        ),
    )
    return sent


def test_a_trace_flows_in_as_it_is_stored_and_is_not_asked_for_before(
    server: RunningServer, page: Page
) -> None:
    send(server, span(1, user="ann"))
    page.goto(f"{server.url}/users")
    expect(page.get_by_role("link", name="ann")).to_be_visible()
    reload_live(page)
    page.wait_for_timeout(3000)
    sent = questions(page)
    page.wait_for_timeout(2500)
    assert sent == []
    send(server, span(2, user="bob"))
    expect(page.get_by_role("link", name="bob")).to_be_visible(timeout=NEWS_MS)
    assert sent != []


def test_switched_off_the_page_stays_as_it_is(server: RunningServer, page: Page) -> None:
    send(server, span(1, user="ann"))
    page.goto(f"{server.url}/users")
    switch = page.get_by_role("switch", name="Live")
    expect(switch).to_be_checked()
    page.keyboard.press("l")
    expect(switch).not_to_be_checked()
    expect(page).to_have_url(f"{server.url}/users?live=off")
    expect(page.get_by_role("link", name="ann")).to_be_visible()
    send(server, span(2, user="bob"))
    page.wait_for_timeout(NEWS_MS)
    expect(page.get_by_role("link", name="bob")).to_have_count(0)
    page.get_by_role("link", name="ann").click()
    expect(page).to_have_url(re.compile("/users/ann.*live=off"))
    # Until it is drawn the list is still there, and is not asked for again by who comes back to it.
    expect(page.get_by_role("heading", name="ann")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("link", name="bob")).to_be_visible()
    send(server, span(3, user="cid"))
    switch.click()
    expect(page).to_have_url(f"{server.url}/users")
    expect(page.get_by_role("link", name="cid")).to_be_visible(timeout=NEWS_MS)


def test_a_lost_connection_is_said_and_mended(server: RunningServer, page: Page) -> None:
    send(server, span(1, user="ann"))
    sockets: list[WebSocketRoute] = []

    def connect(socket: WebSocketRoute) -> None:
        sockets.append(socket)
        if len(sockets) == 2:
            socket.close(code=1013, reason="Busy")
        else:
            socket.connect_to_server()

    page.route_web_socket(NEWS, connect)
    page.goto(f"{server.url}/users")
    expect(page.get_by_role("link", name="ann")).to_be_visible()
    expect(page.get_by_text("Connection lost")).to_have_count(0)
    page.wait_for_timeout(1000)
    sockets[0].close(code=1012, reason="The server restarts")
    expect(page.get_by_text("Connection lost, trying again")).to_be_visible()
    # What happens meanwhile is not missed.
    send(server, span(2, user="bob"))
    expect(page.get_by_role("link", name="bob")).to_be_visible(timeout=NEWS_MS)
    expect(page.get_by_text("Connection lost")).to_have_count(0)
    assert len(sockets) == 3
    send(server, span(3, user="cid"))
    expect(page.get_by_role("link", name="cid")).to_be_visible(timeout=NEWS_MS)


def test_rows_keep_their_places_under_the_pointer(server: RunningServer, page: Page) -> None:
    send(server, span(1, user="ann"), span(2, user="bob", minutes_ago=6))
    page.goto(f"{server.url}/users")
    rows = page.locator("td.user")
    expect(rows).to_have_text(["ann", "bob"])
    page.get_by_role("cell", name="bob").hover()
    send(server, span(3, user="bob", minutes_ago=1), span(4, user="cid", minutes_ago=2))
    expect(page.get_by_text("1 new row once the pointer is elsewhere")).to_be_visible()
    expect(rows).to_have_text(["ann", "bob"])
    expect(page.locator("td.traces")).to_have_text(["1", "2"])
    page.get_by_role("heading", name="Users").hover()
    expect(rows).to_have_text(["bob", "cid", "ann"])
