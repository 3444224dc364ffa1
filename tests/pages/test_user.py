"""A browser goes from user to user of a list, and looks at what one did."""

import re

from playwright.sync_api import Page, expect

from browsing import send, span
from environment import RunningServer

DAY = 24 * 60


def test_a_user_opened_from_a_list_leads_to_the_next_and_back_to_the_list(
    server: RunningServer, page: Page
) -> None:
    costs = {"ann": 3, "bob": 2, "cid": 1, "dan": 9}
    send(server, *(span(n, user=user, cost=of) for n, (user, of) in enumerate(costs.items())))
    page.goto(f"{server.url}/users?period=7d&sort=-cost&cost=..5")
    page.get_by_role("link", name="bob").click()
    trail = page.get_by_role("navigation", name="List of users")
    trail.get_by_role("link", name="Next").click()
    expect(page.get_by_role("heading", name="cid", exact=True)).to_be_visible()
    expect(trail.get_by_role("link", name="Previous")).to_be_visible()
    expect(trail.get_by_role("link", name="Next")).to_have_count(0)
    page.keyboard.press("[")
    expect(page.get_by_role("heading", name="bob", exact=True)).to_be_visible()
    expect(trail.get_by_role("link", name="Previous")).to_have_attribute(
        "title", re.compile("^ann ")
    )
    page.keyboard.press("[")
    expect(page.get_by_role("heading", name="ann", exact=True)).to_be_visible()
    expect(trail.get_by_role("link", name="Next")).to_be_visible()
    expect(trail.get_by_role("link", name="Previous")).to_have_count(0)
    trail.get_by_role("link", name="Users").click()
    expect(page).to_have_url(re.compile(r"/users\?(?=.*sort=-cost)(?=.*cost=\.\.5).*period=7d"))
    expect(page.locator("td.user")).to_have_text(["ann", "bob", "cid"])
    page.goto(f"{server.url}/users/bob")
    expect(page.get_by_role("heading", name="bob", exact=True)).to_be_visible()
    expect(trail.get_by_role("link")).to_have_text(["Users"])


def test_a_user_is_drawn_by_the_interval_of_the_address_and_zooms_from_any_page_of_traces(
    server: RunningServer, page: Page
) -> None:
    send(server, *(span(n, user="ann", minutes_ago=n * DAY // 20 + 5) for n in range(60)))
    page.goto(f"{server.url}/users/ann?period=7d&by=hour")
    expect(page.get_by_role("button", name="Hour")).to_have_attribute("aria-pressed", "true")
    page.locator(".chart summary").click()
    rows = page.get_by_role("region", name="Traces as a table").get_by_role("row")
    expect(rows.nth(30)).to_be_visible()
    page.get_by_role("button", name="Day").click()
    expect(rows).to_have_count(8)
    page.get_by_role("button", name="Next").click()
    expect(page).to_have_url(re.compile("after="))
    chart = page.get_by_role("application", name="Traces over time")
    chart.focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"from=[\d-]+&to=[\d-]+"))
    assert "after=" not in page.url
