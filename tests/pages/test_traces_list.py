"""The traces of all users: what was asked, filtered and sorted in the address, with totals."""

import re

from playwright.sync_api import Page, expect

from browsing import score, send, span
from environment import RunningServer


def send_three(server: RunningServer) -> None:
    for n, user in ((1, "ann"), (2, "ann"), (3, "bert")):
        asked = {"langfuse.observation.input": f'{{"question": "Why {n}?"}}'}
        made = span(n, user=user, minutes_ago=50 - n, tokens=10 * n, cost=n / 10, named=asked)
        send(server, made | {"name": "support"})
    send(server, span(4, user="bert", error="late", name="plain", minutes_ago=1))
    score(server, 3, "stars", 4)


def test_traces_of_all_users_are_found(server: RunningServer, page: Page) -> None:
    send_three(server)
    page.goto(f"{server.url}/users")
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Traces").click()
    asked = page.locator("a.asked")
    expect(asked).to_have_text(["plain", "Why 3?", "Why 2?", "Why 1?"])
    expect(page.get_by_role("status").filter(has_text="traces")).to_have_text("4 traces")
    expect(page.get_by_text("$0.60 in all")).to_be_visible()
    page.get_by_role("button", name="Cost").click()
    expect(page).to_have_url(re.compile("traceSort=-cost"))
    expect(asked).to_have_text(["Why 3?", "Why 2?", "Why 1?", "plain"])
    page.get_by_role("button", name="Filter", exact=True).click()
    page.get_by_role("button", name="Name", exact=True).click()
    page.get_by_label("Name of the trace").fill("support")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("status").filter(has_text="traces")).to_have_text("3 traces")
    page.get_by_role("button", name="Filter", exact=True).click()
    page.get_by_role("button", name="Feedback given").click()
    page.get_by_label("At least").fill("3")
    page.get_by_role("button", name="Apply").click()
    expect(page).to_have_url(re.compile(r"feedbackValue=3\.\."))
    expect(asked).to_have_text(["Why 3?"])
    page.reload()
    expect(asked).to_have_text(["Why 3?"])
    asked.click()
    expect(page).to_have_url(re.compile("/traces/[0-9a-f]{32}"))


def test_a_list_that_is_empty_says_which_condition_to_drop(
    server: RunningServer, page: Page
) -> None:
    send_three(server)
    page.goto(f"{server.url}/traces?name=support&user=nobody")
    page.get_by_role("button", name="Without user nobody").click()
    expect(page.locator("a.asked")).to_have_text(["Why 3?", "Why 2?", "Why 1?"])
