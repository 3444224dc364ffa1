"""The filters of the users list: said as sentences, kept in the address, and taken away again."""

import re

from playwright.sync_api import Page, expect

from browsing import add_filter, send, span
from environment import RunningServer

DAY = 24 * 60


def expect_users(page: Page, *users: str) -> None:
    expect(page.locator("td.user")).to_have_text(list(users))


def test_first_and_last_seen_filter_back_from_today_and_by_day(
    server: RunningServer, page: Page
) -> None:
    send(
        server,
        span(1, user="new", minutes_ago=10),
        span(2, user="back", minutes_ago=20),
        span(3, user="back", minutes_ago=20 * DAY),
        span(4, user="gone", minutes_ago=12 * DAY),
    )
    page.goto(f"{server.url}/users")
    expect_users(page, "new", "back", "gone")
    panel = add_filter(page, "First seen")
    panel.get_by_label("First seen").select_option("In the last 7 days")
    panel.get_by_role("button", name="Apply").click()
    expect_users(page, "new")
    expect(page).to_have_url(f"{server.url}/users?firstSeen=7d..")
    page.get_by_role("button", name="First seen in the last 7 days", exact=True).click()
    page.get_by_role("dialog").get_by_label("First seen").select_option("Over 7 days ago")
    page.get_by_role("button", name="Apply").click()
    expect_users(page, "back", "gone")
    page.go_back()
    expect_users(page, "new")
    page.get_by_role("button", name="Remove the filter first seen").click()
    panel = add_filter(page, "Last seen")
    panel.get_by_label("Last seen").select_option("Between days")
    panel.get_by_label("To, inclusive").fill("2020-02-29")
    panel.get_by_role("button", name="Apply").click()
    expect(page).to_have_url(f"{server.url}/users?lastSeen=..2020-02-29")
    expect(
        page.get_by_role("button", name="Last seen until Feb 29, 2020", exact=True)
    ).to_be_visible()
    expect(page.get_by_role("heading", name="No user matches")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Without last seen until Feb 29, 2020").click()
    expect_users(page, "new", "back", "gone")
    page.goto(f"{server.url}/users?lastSeen=..7d")
    expect_users(page, "gone")
    page.goto(f"{server.url}/users?lastSeen=2020-02-29..")
    expect_users(page, "new", "back", "gone")


def test_users_are_found_by_the_rate_of_their_errors_and_by_latency(
    server: RunningServer, page: Page
) -> None:
    send(
        server,
        span(1, user="calm"),
        span(2, user="half"),
        span(2, 1, user="half", error="No answer"),
    )
    page.goto(f"{server.url}/users?cols=user,error-rate,latency&sort=latency")
    expect_users(page, "calm", "half")
    panel = add_filter(page, "Error rate")
    panel.get_by_label("At least").fill("12.5")
    panel.get_by_role("button", name="Apply").click()
    expect_users(page, "half")
    expect(page.get_by_role("button", name="Error rate ≥ 12.5%", exact=True)).to_be_visible()
    panel = add_filter(page, "Latency p95")
    panel.get_by_label("At least").fill("1.5")
    panel.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", name="No user matches")).to_be_visible()
    page.get_by_role("button", name="Without latency p95 ≥ 1.5 s").click()
    expect_users(page, "half")


def test_several_environments_are_one_filter(server: RunningServer, page: Page) -> None:
    environments = {"ann": "production", "bob": "staging", "cid": "eval"}
    send(
        server,
        *(
            span(n, user=user, minutes_ago=n + 1, named={"langfuse.environment": environment})
            for n, (user, environment) in enumerate(environments.items())
        ),
    )
    page.goto(f"{server.url}/users")
    panel = add_filter(page, "Environment")
    panel.get_by_label("staging").check()
    panel.get_by_label("eval").check()
    panel.get_by_role("button", name="Apply").click()
    expect_users(page, "bob", "cid")
    page.reload()
    expect_users(page, "bob", "cid")
    page.get_by_role("button", name=re.compile("^Environment eval or staging$")).click()
    page.get_by_role("dialog").get_by_label("eval").uncheck()
    page.keyboard.press("Enter")
    expect_users(page, "bob")
    expect(page).to_have_url(f"{server.url}/users?env=staging")


def test_filters_read_as_sentences_and_are_cleared_together(
    server: RunningServer, page: Page
) -> None:
    send(server, span(1, user="ann", cost=2, tokens=2000), span(2, user="bob", minutes_ago=9))
    page.goto(f"{server.url}/users?q=n&traces=1..&tokens=1000..&cost=0.5..2500&errors=..0")
    expect_users(page, "ann")
    filters = page.get_by_role("group", name="Filters")
    expect(filters.locator(".chip.active")).to_have_text(
        ["Traces ≥ 1", "Tokens ≥ 1,000", "Cost $0.5 to $2,500", "Errors ≤ 0"]
    )
    filters.get_by_role("button", name="Clear all").click()
    expect_users(page, "ann", "bob")
    expect(page).to_have_url(f"{server.url}/users")
    expect(page.get_by_role("searchbox")).to_have_value("")


def test_what_empties_the_list_is_said_and_taken_away_at_once(
    server: RunningServer, page: Page
) -> None:
    send(server, span(1, user="ann"), span(2, user="bob", minutes_ago=40 * DAY))
    page.goto(f"{server.url}/users?q=bob&cost=1..")
    expect(page.get_by_role("status").filter(has_text="0 users")).to_be_visible()
    # What would lead to nobody, too, is not offered.
    ways = page.get_by_role("listitem").filter(has_text="Without")
    expect(ways).to_have_text(["Without any of these2 users"])
    page.get_by_role("button", name="Without any of these").click()
    expect_users(page, "ann", "bob")
    expect(page).to_have_url(f"{server.url}/users?period=all")
