"""The users list as a tool: keys, pages that are there at once, its chart, export and places."""

import csv
import re

from playwright.sync_api import Browser, Page, Route, expect

from browsing import NEWS_MS, follow_link, open_window, score, send, span
from environment import RunningServer

DAY = 24 * 60


def send_many(server: RunningServer, users: int) -> None:
    """The higher the number, the dearer, and the longer ago."""
    send(
        server,
        *(span(n, user=f"u{n:03}", minutes_ago=5 + n, cost=0.01 * (n + 1)) for n in range(users)),
    )


def test_keys_walk_over_the_rows_search_and_open(server: RunningServer, page: Page) -> None:
    send_many(server, 4)
    page.goto(f"{server.url}/users")
    expect(page.get_by_text("4 users")).to_be_visible()

    def at(user: str) -> None:
        expect(page.get_by_role("link", name=user)).to_be_focused()

    for key, user in [
        ("ArrowDown", "u000"),
        ("j", "u001"),
        ("ArrowDown", "u002"),
        ("ArrowUp", "u001"),
        ("k", "u000"),
        ("k", "u000"),
        ("End", "u003"),
        ("ArrowDown", "u003"),
        ("Home", "u000"),
        ("j", "u001"),
    ]:
        page.keyboard.press(key)
        at(user)
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("j0")
    expect(page.get_by_role("heading", name="No user matches")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("status").filter(has_text="4 users")).to_be_visible()
    page.get_by_role("heading", name="Users").click()
    page.keyboard.press("?")
    help = page.get_by_role("dialog", name="Keys")
    for says in ("To the next user; Enter opens it", "Search id, name or e-mail", "The next page"):
        expect(help).to_contain_text(says)
    page.keyboard.press("Escape")
    expect(help).to_have_count(0)
    page.keyboard.press("j")
    at("u000")
    page.keyboard.press("j")
    at("u001")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="u001", exact=True)).to_be_visible()


def test_rows_keep_their_places_while_keys_walk_over_them(
    server: RunningServer, page: Page
) -> None:
    send(server, span(1, user="ann"), span(2, user="bob", minutes_ago=6))
    page.goto(f"{server.url}/users")
    rows = page.locator("td.user")
    expect(rows).to_have_text(["ann", "bob"])
    page.keyboard.press("j")
    page.keyboard.press("j")
    send(server, span(3, user="bob", minutes_ago=1), span(4, user="cid", minutes_ago=2))
    expect(page.get_by_text("1 new row once the focus is elsewhere")).to_be_visible()
    expect(rows).to_have_text(["ann", "bob"])
    expect(page.locator("td.traces")).to_have_text(["1", "2"])
    page.keyboard.press("/")
    expect(rows).to_have_text(["bob", "cid", "ann"])


def test_the_pages_around_are_there_at_once(server: RunningServer, page: Page) -> None:
    send_many(server, 120)

    def is_ahead(address: str, data: str | None) -> bool:
        return address.endswith("/graphql") and '"after":"' in (data or "")

    with page.expect_response(lambda got: is_ahead(got.url, got.request.post_data)):
        page.goto(f"{server.url}/users?live=off&chart=off")
    expect(page.get_by_text("120 users")).to_be_visible()
    expect(page.get_by_role("button", name="Next")).to_be_enabled()
    page.wait_for_load_state("networkidle")
    held: list[Route] = []
    page.route("**/graphql", lambda route: held.append(route))
    page.get_by_role("button", name="Next").click()
    expect(page.locator("td.user").first).to_have_text("u050")
    expect(page.get_by_text("Page 2 of 3")).to_be_visible()
    page.get_by_role("button", name="Previous").click()
    expect(page.locator("td.user").first).to_have_text("u000")
    page.keyboard.press("]")
    expect(page.locator("td.user").first).to_have_text("u050")
    # What was shown from memory is asked for meanwhile.
    assert held


def test_the_chart_draws_who_is_listed_and_zooms(server: RunningServer, page: Page) -> None:
    send(
        server,
        span(1, user="ann", minutes_ago=10, cost=2),
        span(2, user="bob", minutes_ago=10),
        span(3, user="ann", minutes_ago=10 * DAY, cost=3),
        span(4, user="old", minutes_ago=10 * DAY, cost=5),
    )
    page.goto(f"{server.url}/users?cost=1..")
    chart = page.get_by_role("application", name="Users over time")
    expect(chart.locator("canvas")).to_be_visible()
    page.get_by_text("As a table").click()
    values = page.get_by_role("region", name="Users as a table").get_by_role("row")
    expect(values).to_have_count(31)
    expect(values.last.get_by_role("cell").last).to_have_text("1")
    page.get_by_label("Measure").select_option("Cost")
    expect(page).to_have_url(re.compile(r"cost=1\.\..*measure=cost|measure=cost.*cost=1\.\."))
    costs = page.get_by_role("region", name="Cost as a table").get_by_role("cell")
    expect(costs.filter(has_text="$8.00")).to_be_visible()
    cost = page.get_by_role("application", name="Cost over time")
    cost.scroll_into_view_if_needed()
    box = cost.locator(".u-over").bounding_box()
    assert box
    day = box["width"] / 30
    # The tenth day before today, which is the last of thirty.
    at = box["x"] + box["width"] - 10.5 * day
    page.mouse.move(at - day, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(at, box["y"] + 20, steps=4)
    page.mouse.move(at + day, box["y"] + 20, steps=4)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"from=[\d-]+&to=[\d-]+"))
    expect(page.get_by_text("2 users")).to_be_visible()
    expect(page.locator("td.user")).to_have_text(["ann", "old"])
    page.get_by_role("button", name="Zoom out").click()
    expect(page.get_by_role("button", name="30 d", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    page.get_by_role("button", name="Chart").click()
    expect(page.get_by_role("application")).to_have_count(0)
    expect(page).to_have_url(re.compile("chart=off"))
    page.reload()
    expect(page.get_by_text("2 users")).to_be_visible()
    expect(page.get_by_role("application")).to_have_count(0)


def test_what_is_exported_is_what_is_listed(server: RunningServer, page: Page) -> None:
    send_many(server, 60)
    for n, value in enumerate((5, 2, 3)):
        score(server, n, "stars", value)
    page.goto(f"{server.url}/users?cost=..0.55&sort=-cost&cols=user,traces,cost")
    expect(page.get_by_text("55 users")).to_be_visible()
    expect(page.locator("td.user")).to_have_count(50)
    users = page.locator("td.user").all_inner_texts()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("Page 2 of 2")).to_be_visible()
    expect(page.locator("td.user")).to_have_count(5)
    users += page.locator("td.user").all_inner_texts()
    page.get_by_role("button", name="Export").click()
    panel = page.get_by_role("dialog", name="Export")
    expect(panel).to_contain_text("55 users, filtered and sorted as here")
    with page.expect_download() as started:
        panel.get_by_role("link", name="CSV").click()
    assert re.fullmatch(r"users-[\d-]+\.csv", started.value.suggested_filename)
    with started.value.path().open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["userId"] for row in rows] == users
    assert [row["costUsd"] for row in rows[:2]] == ["0.55", "0.54"]
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as started:
        panel.get_by_role("link", name="JSON Lines").click()
    assert len(started.value.path().read_text().splitlines()) == 55


def test_nothing_moves_when_the_rows_come(server: RunningServer, page: Page) -> None:
    send_many(server, 30)
    held: list[Route] = []
    page.route("**/graphql", lambda route: held.append(route))
    page.goto(f"{server.url}/users")
    header = page.get_by_role("columnheader", name="Cost")
    expect(header).to_be_visible()
    first = page.get_by_role("region", name="Users", exact=True).locator("tbody tr").first
    before = header.bounding_box(), first.bounding_box()
    # What stands in their place holds no rows back.
    first.hover()
    release = held.copy()
    page.route("**/graphql", lambda route: route.continue_())
    for route in release:
        route.continue_()
    expect(page.locator("td.user").first).to_have_text("u000")
    expect(page.locator("td.user")).to_have_count(30)
    expect(page.locator(".u-over")).to_be_visible()
    assert (header.bounding_box(), first.bounding_box()) == before


def test_headers_and_names_stay_in_sight(server: RunningServer, browser: Browser) -> None:
    send_many(server, 60)
    with open_window(browser, server.url) as page:
        follow_link(page, server)
        expect(page.locator("td.user")).to_have_count(50)
        page.mouse.move(640, 600)
        page.mouse.wheel(0, 1500)
        header = page.get_by_role("columnheader", name="Cost")
        frame = page.locator("header.frame").bounding_box()
        page.wait_for_function("scrollY > 1000")
        top = header.bounding_box()
        assert frame and top and top["y"] == frame["y"] + frame["height"]
        # Nor does the row with the focus hide under it.
        page.keyboard.press("j")
        focused = page.get_by_role("link", name="u000").bounding_box()
        assert focused and focused["y"] >= top["y"] + top["height"]
        page.set_viewport_size({"width": 375, "height": 800})
        table = page.get_by_role("region", name="Users", exact=True)
        table.evaluate("(box) => box.scrollTo({ left: 500 })")
        name = page.locator("td.user").first.bounding_box()
        box = table.bounding_box()
        assert name and box and name["x"] - box["x"] <= 1
        assert page.evaluate("document.documentElement.scrollWidth") == 375


def test_a_failure_says_why_and_is_tried_again(server: RunningServer, page: Page) -> None:
    send(server, span(1, user="ann"))
    page.route(
        "**/graphql",
        lambda route: route.fulfill(json={"errors": [{"message": "The disk is full."}]}),
    )
    page.goto(f"{server.url}/users?live=off")
    for part in (page.get_by_role("region", name="Activity of these users"), page):
        expect(part.get_by_role("alert").last).to_contain_text("The disk is full.")
    page.unroute("**/graphql")
    page.get_by_role("button", name="Try again").last.click()
    expect(page.get_by_role("link", name="ann")).to_be_visible(timeout=NEWS_MS)
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("application", name="Users over time")).to_be_visible()
