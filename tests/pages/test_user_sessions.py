"""The sessions of a user: what was asked first in each, and the way to it."""

import re

from playwright.sync_api import Page, expect

from browsing import send, span
from environment import RunningServer
from talking import said


def test_the_tab_lists_what_was_asked_first(server: RunningServer, page: Page) -> None:
    send(server, said(1), said(2), said(9, session="other"))
    send(server, span(20, user="ann", minutes_ago=300, named={"session.id": "silent"}))
    page.goto(f"{server.url}/users/ann?period=7d&tab=sessions")
    expect(page.locator("td.session")).to_have_text(["other", "talk", "silent"])
    expect(page.locator("td.asked")).to_have_text(["Question 9", "Question 1", re.compile("^.$")])
    page.get_by_role("link", name="talk").click()
    expect(page).to_have_url(re.compile(r"/sessions/talk\?period=7d&of=ann&at="))
    expect(page.locator(".turn")).to_have_count(2)
    assert page.evaluate("scrollY") == 0
    page.go_back()
    expect(page.locator("td.session")).to_have_count(3)


def test_a_former_address_of_a_session_leads_to_its_page(server: RunningServer, page: Page) -> None:
    send(server, said(1, session="a/b ?"))
    page.goto(f"{server.url}/users/ann?period=7d&tab=sessions&session=a/b+?&turnsPage=2")
    expect(page).to_have_url(re.compile(r"/sessions/a%2Fb%20%3F$"))
    expect(page.locator(".said.by-user")).to_contain_text("Question 1")


def test_a_longer_period_is_offered_where_it_holds_sessions(
    server: RunningServer, page: Page
) -> None:
    send(server, said(1), span(2, user="bob"))
    wider = page.get_by_role("button", name="Without period")
    page.goto(f"{server.url}/users/ann?from=2020-01-01&to=2020-01-02&tab=sessions")
    expect(page.get_by_role("listitem").filter(has=wider)).to_have_text(re.compile("1 session$"))
    with page.expect_response(lambda answer: "UserSessions" in (answer.request.post_data or "")):
        page.goto(f"{server.url}/users/bob?period=7d&tab=sessions")
    expect(page.get_by_role("heading", name="No sessions in this period")).to_be_visible()
    expect(wider).to_have_count(0)
