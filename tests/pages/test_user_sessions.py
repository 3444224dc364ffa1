"""The sessions of a user as conversations, each with an address of its own."""

import re
from typing import Any

import httpx
from playwright.sync_api import Page, expect

from browsing import score, send, span, trace_id
from environment import RunningServer


def said(n: int, *, user: str = "ann", session: str = "talk", **given: Any) -> dict[str, Any]:
    named = {
        "session.id": session,
        "langfuse.observation.output": f"Answer {n}",
    }
    return span(
        n, user=user, minutes_ago=100 - n, input=f"Question {n}", cost=0.25, named=named, **given
    )


def test_a_session_opens_as_a_conversation_in_order(server: RunningServer, page: Page) -> None:
    send(server, said(1), said(2, error="late"), said(3, user="bob"), said(9, session="other"))
    score(server, 1, "stars", 2, "Too short")
    httpx.post(
        f"{server.url}/api/public/scores",
        json={"sessionId": "talk", "name": "resolved", "value": "yes", "dataType": "CATEGORICAL"},
        auth=(server.public_key, server.secret_key),
    ).raise_for_status()
    page.goto(f"{server.url}/users/ann?period=7d&tab=sessions")
    expect(page.locator("td.session")).to_have_text(["other", "talk"])
    page.get_by_role("link", name="talk").click()
    expect(page).to_have_url(re.compile("tab=sessions&session=talk"))
    talk = page.get_by_role("region", name="Session talk")
    head = talk.locator(".talk-head")
    expect(head).to_contain_text("$0.75")
    expect(head).to_contain_text("1 error")
    expect(head).to_contain_text("resolved yes")
    turns = talk.locator(".turn")
    expect(turns).to_have_count(3)
    for n in (1, 2, 3):
        turn = turns.nth(n - 1)
        expect(turn.get_by_label("Input", exact=True)).to_contain_text(f"Question {n}")
        expect(turn.get_by_label("Output", exact=True)).to_contain_text(f"Answer {n}")
        expect(turn).to_contain_text("$0.25")
        expect(turn.get_by_role("link", name="answer")).to_have_attribute(
            "href", re.compile(f"/traces/{trace_id(n)}")
        )
    expect(turns.nth(0)).to_contain_text("stars 2")
    expect(turns.nth(0)).to_contain_text("Too short")
    expect(turns.nth(1).locator(".bad")).to_have_text("1 error")
    expect(turns.nth(2).get_by_role("link", name="by bob")).to_be_visible()
    # A new turn comes to its place, and back and reload lead where one was.
    send(server, said(4))
    expect(turns.nth(3)).to_contain_text("Question 4")
    page.reload()
    expect(turns).to_have_count(4)
    page.go_back()
    expect(page.locator("td.session")).to_have_count(2)
    page.go_forward()
    talk.get_by_role("link", name="All sessions").click()
    expect(page.locator("td.session")).to_have_count(2)
    assert "session=" not in page.url


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


def test_a_long_session_loads_in_pages(server: RunningServer, page: Page) -> None:
    send(server, *(said(n) for n in range(1, 46)))
    page.goto(f"{server.url}/users/ann?period=7d&tab=sessions&session=talk")
    talk = page.get_by_role("region", name="Session talk")
    turns = talk.locator(".turn")
    expect(turns).to_have_count(20)
    expect(turns.first).to_contain_text("Question 1")
    pages = talk.get_by_role("navigation", name="Pages of turns")
    expect(pages).to_contain_text("45 turns")
    pages.get_by_role("button", name="Next").click()
    expect(turns.first).to_contain_text("Question 21")
    expect(turns.first.locator("strong").first).to_have_text("21")
    pages.get_by_role("button", name="Next").click()
    expect(turns).to_have_count(5)
    page.reload()
    expect(turns.last).to_contain_text("Question 45")
    pages.get_by_role("button", name="Previous").click()
    expect(turns.first).to_contain_text("Question 21")
    expect(page).to_have_url(re.compile("turnsPage=2&turnsBefore="))
    page.get_by_role("tab", name="Traces").click()
    page.get_by_role("tab", name="Sessions").click()
    expect(turns.first).to_contain_text("Question 21")


def test_what_is_very_long_is_loaded_once_it_is_wanted(server: RunningServer, page: Page) -> None:
    long = span(3, user="ann", named={"session.id": "talk"}, input="so " * 40_000)
    send(server, said(1), long)
    page.goto(f"{server.url}/users/ann?period=7d&tab=sessions&session=talk")
    turn = page.locator(".turn").last
    turn.get_by_role("button", name="Show all 120").click()
    expect(turn.locator(".text")).to_contain_text("so so so")
    turn.get_by_role("button", name="Show all 120,000 characters").click()
    expect(turn.get_by_role("button", name="Show less")).to_be_visible()


def test_a_link_to_a_session_leads_to_what_was_said(server: RunningServer, page: Page) -> None:
    send(server, said(1), said(2))
    page.goto(f"{server.url}/users/ann?period=7d&tab=sessions&session=talk")
    talk = page.get_by_role("region", name="Session talk")
    expect(talk.locator(".talk-head")).to_be_in_viewport()
    expect(talk.locator(".turn").first).to_be_in_viewport()


def test_a_session_that_is_not_there_says_so(server: RunningServer, page: Page) -> None:
    send(server, said(1))
    page.goto(f"{server.url}/users/ann?period=7d&tab=sessions&session=gone")
    expect(page.get_by_text("There is no such session")).to_be_visible()
    page.get_by_role("link", name="All sessions").click()
    expect(page.locator("td.session")).to_have_text(["talk"])
