"""What a clock ahead put later than now is marked, and is in no period that ends now."""

from playwright.sync_api import Page, expect

from browsing import send, span, trace_id
from environment import RunningServer

DAY_MINUTES = 24 * 60


def test_what_lies_ahead_is_marked_where_it_is_shown(page: Page, server: RunningServer) -> None:
    send(server, span(1, user="ann"), span(2, user="ann", minutes_ago=-200 * DAY_MINUTES))
    send(server, span(3, user="bob", minutes_ago=-200 * DAY_MINUTES))
    page.goto(f"{server.url}/users?period=all")
    expect(page.get_by_role("row", name="ann")).to_contain_text("clock ahead")
    expect(page.get_by_role("row", name="bob")).to_contain_text("clock ahead")
    page.goto(f"{server.url}/users/ann?period=all")
    traces = page.get_by_role("row").filter(has_text="answer")
    expect(traces).to_have_count(2)
    expect(traces.first).to_contain_text("clock ahead")
    expect(traces.last).not_to_contain_text("clock ahead")
    page.goto(f"{server.url}/traces/{trace_id(2)}")
    expect(page.get_by_text("clock ahead").first).to_be_visible()
    page.goto(f"{server.url}/traces/{trace_id(1)}")
    expect(page.get_by_text("Started")).to_be_visible()
    expect(page.get_by_text("clock ahead")).to_have_count(0)


def test_every_preset_shows_what_has_come(page: Page, server: RunningServer) -> None:
    send(server, span(1, user="ann"), span(2, user="bob", minutes_ago=-300 * DAY_MINUTES))
    for preset in ("24h", "7d", "30d", "90d"):
        page.goto(f"{server.url}/users?period={preset}&by=hour")
        expect(page.get_by_text("1 user", exact=True)).to_be_visible()
        expect(page.get_by_role("row", name="ann")).to_be_visible()
        expect(page.get_by_role("row", name="bob")).to_have_count(0)
        page.goto(f"{server.url}/overview?period={preset}")
        expect(page.locator("canvas").first).to_be_visible()
        expect(page.get_by_role("alert")).to_have_count(0)
    page.goto(f"{server.url}/users?period=all")
    expect(page.get_by_text("2 users", exact=True)).to_be_visible()
