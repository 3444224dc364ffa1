"""The head of a user's page: who it is, the days of activity, and the end of both."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from browsing import asked, score, send, span
from environment import RunningServer

DAY = 24 * 60


def test_days_of_activity_lead_to_the_day_by_pointer_and_by_keys(
    server: RunningServer, page: Page
) -> None:
    sent = [1, 1, 1, 8, 400]
    send(server, *(span(n, user="ann", minutes_ago=of * DAY) for n, of in enumerate(sent)))
    page.goto(f"{server.url}/users/ann?period=90d")
    calendar = page.get_by_role("application", name="Active days")
    caption = page.locator(".calendar output")
    expect(caption).to_have_text("2 in the last 12 months")
    day = datetime.now(UTC) - timedelta(days=1)
    squares = calendar.locator("[data-at]")
    last = squares.count() - 1
    squares.nth(last - 1).hover()
    expect(caption).to_have_text(f"{day:%a, %b} {day.day}, {day.year}: 3 traces")
    squares.nth(last - 1).click()
    expect(page).to_have_url(re.compile(f"period=90d&from={day:%Y-%m-%d}&to={day:%Y-%m-%d}"))
    expect(page.get_by_role("tab", name="Traces")).to_contain_text("3")
    page.go_back()
    expect(page.get_by_role("tab", name="Traces")).to_contain_text("4")
    calendar.focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    before = datetime.now(UTC) - timedelta(days=8)
    expect(caption).to_contain_text(f"{before.day}, {before.year}: 1 trace")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"from={before:%Y-%m-%d}"))
    expect(page.get_by_role("tab", name="Traces")).to_contain_text("1")
    page.locator(".calendar summary").click()
    table = page.get_by_role("region", name="Active days as a table")
    expect(table.get_by_role("row")).to_have_count(3)
    year = (datetime.now(UTC) - timedelta(days=400)).year
    page.get_by_label("Shown in the calendar").select_option(str(year))
    expect(caption).to_contain_text(f"in {year}")
    page.reload()
    expect(caption).to_contain_text(f"in {year}")
    expect(squares).to_have_count(366 if year % 4 == 0 else 365)


def test_who_a_user_is_can_be_said_on_the_page(server: RunningServer, page: Page) -> None:
    send(server, span(1, user="ann"))
    page.goto(f"{server.url}/users/ann")
    page.get_by_role("button", name="Edit").click()
    dialog = page.get_by_role("dialog", name="Edit this user")
    expect(dialog.get_by_label("Name", exact=True)).to_be_focused()
    dialog.get_by_label("Name", exact=True).fill("Ann Lee")
    dialog.get_by_label("E-mail").fill("ann@example.com")
    # What is typed would be lost, so a click beside it leaves it.
    page.mouse.click(5, 5)
    expect(dialog.get_by_label("Name", exact=True)).to_have_value("Ann Lee")
    dialog.get_by_role("button", name="Add a property").click()
    dialog.get_by_label("Name of property 1").fill("plan")
    dialog.get_by_label("Value of property 1").fill('{"seats": ')
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("alert")).to_contain_text("“plan” begins as JSON does")
    expect(dialog.get_by_label("Value of property 1")).to_have_attribute("aria-invalid", "true")
    dialog.get_by_label("Value of property 1").fill("pro")
    dialog.get_by_role("button", name="Add a property").click()
    dialog.get_by_label("Name of property 2").fill("seats")
    dialog.get_by_label("Value of property 2").fill("3")
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Ann Lee")).to_be_visible()
    expect(dialog).to_have_count(0)
    facts = page.get_by_label("Who this is")
    expect(facts).to_contain_text("ann@example.com")
    expect(facts.get_by_text("plan")).to_be_visible()
    query = '{ user(userId: "ann") { name email properties } }'
    assert asked(server, query)["user"] == {
        "name": "Ann Lee",
        "email": "ann@example.com",
        "properties": {"plan": "pro", "seats": 3},
    }
    page.get_by_role("button", name="Edit").click()
    dialog.get_by_label("E-mail").fill("")
    dialog.get_by_role("button", name="Remove property 1").click()
    dialog.get_by_role("button", name="Save").click()
    expect(facts).not_to_contain_text("ann@example.com")
    assert asked(server, query)["user"]["properties"] == {"seats": 3}


def test_what_the_server_refuses_is_said_in_the_dialog(server: RunningServer, page: Page) -> None:
    send(server, span(1, user="ann"))
    page.goto(f"{server.url}/users/ann")
    page.get_by_role("button", name="Edit").click()
    dialog = page.get_by_role("dialog", name="Edit this user")
    dialog.get_by_role("button", name="Add a property").click()
    dialog.get_by_label("Name of property 1").fill("deep")
    dialog.get_by_label("Value of property 1").fill("[" * 200 + "]" * 200)
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("alert")).to_contain_text("input.properties")
    dialog.get_by_role("button", name="Cancel").click()
    assert asked(server, '{ user(userId: "ann") { properties } }')["user"]["properties"] is None


def test_a_user_is_erased_once_the_id_is_typed_and_the_list_says_so(
    server: RunningServer, page: Page
) -> None:
    send(server, span(1, user="ann"), span(1, 1, user="ann"), span(2, user="bob"))
    score(server, 1, "stars", 4)
    page.goto(f"{server.url}/users?period=7d&sort=user")
    page.get_by_role("link", name="ann").click()
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Erase user…").click()
    dialog = page.get_by_role("dialog", name="Erase this user")
    expect(dialog).to_contain_text("1 trace with 2 spans")
    expect(dialog).to_contain_text("1 piece of feedback")
    erase = dialog.get_by_role("button", name="Erase for good")
    expect(erase).to_be_disabled()
    dialog.get_by_role("textbox").fill("an")
    expect(erase).to_be_disabled()
    page.keyboard.press("Enter")
    dialog.get_by_role("textbox").fill("ann")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{server.url}/users?sort=user&period=7d")
    expect(page.get_by_role("status").filter(has_text="Erased ann, with 1 trace.")).to_be_visible()
    expect(page.locator("td.user")).to_have_text(["bob"])
    assert asked(server, '{ user(userId: "ann") { id } }')["user"] is None
    page.get_by_role("link", name="bob").click()
    expect(page.get_by_role("heading", name="bob", exact=True)).to_be_visible()
    expect(page.get_by_text("Erased ann")).to_have_count(0)


def test_everything_of_a_user_is_downloaded_by_pointer_and_by_keys(
    server: RunningServer, page: Page
) -> None:
    send(server, span(1, user="ann & co"), span(2, user="bob"))
    page.goto(f"{server.url}/users/ann %26 co")
    for by_keys in (False, True):
        more = page.get_by_role("button", name="More")
        with page.expect_download() as started:
            if by_keys:
                more.press("ArrowDown")
                expect(page.get_by_role("menuitem", name="Download everything")).to_be_focused()
                page.keyboard.press("Enter")
            else:
                more.click()
                page.get_by_role("menuitem", name="Download everything").click()
        expect(page.get_by_role("menu")).to_have_count(0)
        assert re.fullmatch(r"user-ann-co-[\d-]{10}\.json", started.value.suggested_filename)
        file = json.loads(Path(started.value.path()).read_text())
        assert (file["user"]["userId"], len(file["traces"])) == ("ann & co", 1)
    expect(page.get_by_role("heading", name="ann & co", exact=True)).to_be_visible()
