"""Feedback on a trace and its spans is shown, given and taken back on its page."""

import re

from playwright.sync_api import Page, expect

from browsing import score, send, span, span_id, trace_id
from environment import RunningServer


def open_trace(server: RunningServer, page: Page, search: str = "") -> None:
    page.goto(f"{server.url}/traces/{trace_id(1)}{search}")
    expect(page.get_by_role("article")).to_be_visible()


def test_yes_or_no_is_given_to_a_trace_and_taken_back(server: RunningServer, page: Page) -> None:
    send(server, span(1, user="ann"))
    score(server, 1, "stars", 4, "Fine")
    open_trace(server, page)
    feedback = page.get_by_role("region", name="Feedback")
    expect(feedback).to_contain_text("stars 4")
    expect(feedback.get_by_role("button", name=re.compile("^Delete"))).to_have_count(0)
    page.get_by_role("button", name="Give feedback").press("Enter")
    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.type("helpful")
    page.get_by_label("No", exact=True).check()
    page.get_by_label("Comment").fill("It was late.")
    page.get_by_role("button", name="Give it").click()
    expect(feedback).to_contain_text("helpful No")
    expect(feedback).to_contain_text("It was late.")
    expect(page.get_by_role("form")).to_have_count(0)
    page.get_by_role("link", name="ann").last.click()
    page.get_by_role("tab", name="Feedback").click()
    page.get_by_label("Given by").select_option("By reviewers")
    expect(page.get_by_role("cell", name="It was late.")).to_be_visible()
    open_trace(server, page)
    feedback.get_by_role("button", name="Delete helpful: No").press("Enter")
    dialog = page.get_by_role("dialog", name="Delete this feedback")
    # Only then does it hear keys.
    expect(dialog.locator(":focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(feedback).to_contain_text("helpful No")
    feedback.get_by_role("button", name="Delete helpful: No").click()
    dialog.get_by_role("button", name="Delete", exact=True).click()
    expect(feedback).not_to_contain_text("helpful")
    expect(feedback).to_contain_text("stars 4")


def test_the_kind_of_a_known_name_is_offered(server: RunningServer, page: Page) -> None:
    send(server, span(1, user="ann"), span(1, 1))
    score(server, 1, "stars", 4)
    score(server, 1, "tone", "kind")
    open_trace(server, page, f"?span={span_id(1)}")
    page.get_by_role("button", name="Give feedback").click()
    form = page.get_by_role("form", name="Give feedback")
    expect(form.locator("datalist option")).to_have_text(["stars", "tone"])
    form.get_by_label("Name").fill("stars")
    expect(form.get_by_label("Kind")).to_have_value("NUMERIC")
    form.get_by_label("Value").fill("3.5")
    form.get_by_label("Value").press("Enter")
    feedback = page.get_by_role("region", name="Feedback")
    expect(feedback).to_contain_text("stars 3.5")
    page.get_by_role("button", name="Give feedback").click()
    form.get_by_label("Name").fill("tone")
    expect(form.get_by_label("Kind")).to_have_value("CATEGORICAL")
    form.get_by_label("Value").fill("curt")
    form.get_by_role("button", name="Give it").click()
    expect(feedback).to_contain_text("tone curt")
    page.get_by_role("button", name="The whole trace").click()
    expect(feedback.get_by_role("listitem")).to_have_count(4)
    feedback.get_by_role("listitem").filter(has_text="curt").get_by_role("link").click()
    expect(page).to_have_url(re.compile(rf"span={span_id(1)}$"))


def test_what_is_refused_says_why_and_keeps_what_was_written(
    server: RunningServer, page: Page
) -> None:
    send(server, span(1, user="ann"))
    open_trace(server, page)
    page.get_by_role("button", name="Give feedback").click()
    form = page.get_by_role("form", name="Give feedback")
    form.get_by_role("button", name="Give it").click()
    expect(form.get_by_label("Name")).to_be_focused()
    form.get_by_label("Name").fill("helpful")
    form.get_by_label("Yes", exact=True).check()
    form.get_by_label("Comment").fill("Good.")
    busy = {"errors": [{"message": "Busy."}]}
    page.route("**/graphql", lambda route: route.fulfill(json=busy))
    form.get_by_role("button", name="Give it").click()
    expect(form.get_by_role("alert")).to_have_text("Busy.")
    expect(form.get_by_label("Comment")).to_have_value("Good.")
    page.unroute("**/graphql")
    form.get_by_role("button", name="Give it").click()
    expect(page.get_by_role("region", name="Feedback")).to_contain_text("helpful Yes")
    expect(page.get_by_role("region", name="Feedback").get_by_role("listitem")).to_have_count(1)
