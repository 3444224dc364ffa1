"""The columns of the users list: shown, hidden, moved and sorted by, as the address says."""

import re

import pytest
from playwright.sync_api import Page, expect

from browsing import send, span
from environment import RunningServer

ALL = (
    "user,last-seen,first-seen,environments,traces,sessions,spans,errors,error-rate,latency,"
    "tokens,input-tokens,output-tokens,cost,feedback,feedback-count,activity"
)
SORTED = [
    "User",
    "Last seen",
    "First seen",
    "Traces",
    "Sessions",
    "Spans",
    "Errors",
    "Error rate",
    "Tokens",
    "Input tokens",
    "Output tokens",
    "Cost",
    "Feedback",
    "Feedback given",
]
USUAL = [
    "User",
    "Last seen",
    "First seen",
    "Traces",
    "Sessions",
    "Errors",
    "Tokens",
    "Cost",
    "Feedback",
    "Activity",
]


def expect_columns(page: Page, *names: str) -> None:
    table = page.get_by_role("region", name="Users", exact=True)
    headers = [re.compile(f"^{name}[↑↓]?$") for name in names]
    expect(table.get_by_role("columnheader")).to_have_text(headers)


def test_every_measure_sorts_both_ways(server: RunningServer, page: Page) -> None:
    send(server, span(1, user="ann"), span(2, user="bob", error="late"))
    page.goto(f"{server.url}/users?cols={ALL}")
    for name in SORTED:
        column = page.get_by_role("columnheader", name=name, exact=True)
        ways = ["descending", "ascending"]
        if name == "User":
            ways.reverse()
        for way in ways:
            column.get_by_role("button").click()
            expect(column).to_have_attribute("aria-sort", way)
        expect(page.get_by_text("2 users")).to_be_visible()
        expect(page.get_by_text("could not be loaded")).to_have_count(0)
    page.goto(f"{server.url}/users?cols=error-rate&sort=-error-rate")
    expect(page.locator("td.error-rate")).to_have_text(["100%", "0%"])
    expect(page.locator("td.user")).to_have_text(["bob", "ann"])


def test_columns_are_hidden_added_and_moved_by_keys(server: RunningServer, page: Page) -> None:
    send(server, span(1, user="ann", tokens=7, error="late"), span(1, 1))
    page.goto(f"{server.url}/users")
    expect_columns(page, *USUAL)
    page.get_by_role("button", name="Columns").press("Enter")
    panel = page.get_by_role("dialog", name="Columns")
    for name in ("First seen", "Sessions", "Activity", "Feedback", "Tokens"):
        panel.get_by_role("checkbox", name=name, exact=True).press("Space")
    panel.get_by_role("checkbox", name="Error rate").press("Space")
    expect_columns(page, "User", "Last seen", "Traces", "Errors", "Error rate", "Cost")
    up = panel.get_by_role("button", name="Move Cost up")
    up.focus()
    for _ in range(9):
        page.keyboard.press("Enter")
    expect(up).to_be_focused()
    expect_columns(page, "User", "Cost", "Last seen", "Traces", "Errors", "Error rate")
    expect(page).to_have_url(
        f"{server.url}/users?cols=user,cost,last-seen,traces,errors,error-rate"
    )
    page.reload()
    expect_columns(page, "User", "Cost", "Last seen", "Traces", "Errors", "Error rate")
    expect(page.locator("td.error-rate")).to_have_text("50%")


def test_a_column_is_dragged_to_its_place(server: RunningServer, page: Page) -> None:
    send(server, span(1, user="ann"))
    page.goto(f"{server.url}/users?cols=user,traces,errors,cost")
    page.get_by_role("button", name="Columns").click()
    shown = page.get_by_role("list", name="Columns shown").get_by_role("listitem")
    expect(shown).to_have_text(["User", "Traces", "Errors", "Cost"])
    shown.filter(has_text="Cost").get_by_title("Drag to move").hover()
    page.mouse.down()
    shown.filter(has_text="Traces").hover()
    expect(shown).to_have_text(["User", "Cost", "Traces", "Errors"])
    # Who the user is stays first.
    shown.filter(has_text="User").hover()
    page.mouse.up()
    shown.filter(has_text="Errors").hover()
    expect(shown).to_have_text(["User", "Cost", "Traces", "Errors"])
    expect_columns(page, "User", "Cost", "Traces", "Errors")
    page.get_by_role("button", name="Usual columns").click()
    expect_columns(page, *USUAL)
    expect(page).to_have_url(f"{server.url}/users")


def test_columns_are_remembered_but_an_address_says_itself_which_it_has(
    server: RunningServer, page: Page
) -> None:
    send(server, span(1, user="ann"))
    page.goto(f"{server.url}/users?cols=user,traces,cost")
    page.get_by_role("button", name="Columns").click()
    page.get_by_role("dialog").get_by_role("checkbox", name="Cost").uncheck()
    expect_columns(page, "User", "Traces")
    page.goto(f"{server.url}/users")
    expect_columns(page, *USUAL)
    page.get_by_role("link", name="Overview").click()
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Users").click()
    expect_columns(page, "User", "Traces")
    expect(page).to_have_url(f"{server.url}/users?cols=user,traces")
    page.goto(server.url)
    expect(page).to_have_url(f"{server.url}/users?cols=user,traces")


def test_what_no_column_shows_is_not_asked_for(server: RunningServer, page: Page) -> None:
    send(server, span(1, user="ann"))
    page.goto(f"{server.url}/users?cols=user,cost&chart=off")
    expect(page.get_by_role("link", name="ann")).to_be_visible()
    page.goto("about:blank")
    with page.expect_response(
        lambda answer: "orderBy" in (answer.request.post_data or "")
    ) as answered:
        page.goto(f"{server.url}/users?cols=user,cost&chart=off")
    (edge,) = answered.value.json()["data"]["users"]["edges"]
    assert edge["node"].keys().isdisjoint({"activity", "latency"})
    page.get_by_role("button", name="Columns").click()
    page.get_by_role("dialog").get_by_role("checkbox", name="Latency p95").check()
    expect(page.locator("td.latency")).to_have_text("1 s")


@pytest.mark.parametrize(("width", "height"), [(1280, 700), (1280, 1000), (360, 640), (640, 360)])
def test_all_of_the_picker_is_within_the_window(
    server: RunningServer, page: Page, width: int, height: int
) -> None:
    send(server, span(1, user="ann"))
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{server.url}/users")
    page.get_by_role("button", name="Columns", exact=True).click()
    picker = page.get_by_role("dialog", name="Columns")
    expect(picker).to_be_in_viewport(ratio=1)
    last = picker.get_by_label("Feedback given")
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport(ratio=1)
