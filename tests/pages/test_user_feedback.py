"""The feedback of a user, filtered by name, value and comment."""

import re

from playwright.sync_api import Page, expect

from browsing import score, send, span
from environment import RunningServer


def give_all(server: RunningServer) -> None:
    send(server, *(span(n, user="ann") for n in range(6)))
    score(server, 0, "stars", 1, "Bad")
    score(server, 1, "stars", 4)
    score(server, 2, "thumbs", True, "Nice")
    score(server, 3, "thumbs", False)
    score(server, 4, "mood", "glad")
    score(server, 5, "mood", "sad", "Alas")


def test_feedback_is_filtered_by_name_value_and_comment(server: RunningServer, page: Page) -> None:
    give_all(server)
    page.goto(f"{server.url}/users/ann?period=7d&tab=feedback")
    values = page.locator("td.said")
    filters = page.get_by_role("group", name="Which feedback")
    expect(values).to_have_text(["sad", "glad", "No", "Yes", "4", "1"])
    filters.get_by_label("Comment").select_option("With a comment")
    expect(values).to_have_text(["sad", "Yes", "1"])
    filters.get_by_label("Name").select_option("thumbs")
    expect(values).to_have_text(["Yes"])
    # Of values only those of the name can be chosen.
    expect(filters.get_by_label("Category")).to_have_count(0)
    filters.get_by_label("Comment").select_option("Comment or not")
    filters.get_by_label("Yes or no").select_option("No")
    expect(values).to_have_text(["No"])
    page.reload()
    expect(values).to_have_text(["No"])
    filters.get_by_label("Name").select_option("All names")
    filters.get_by_label("Category").select_option("glad")
    expect(values).to_have_text(["glad"])
    filters.get_by_role("button", name="Value").click()
    page.get_by_label("At least").fill("0.5")
    page.get_by_label("At most").fill("1.5")
    page.get_by_role("button", name="Apply").click()
    # True counts as 1 elsewhere, but is no number that somebody gave.
    expect(values).to_have_text(["1"])
    expect(page).to_have_url(re.compile(r"feedbackValue=0\.5\.\.1\.5"))
    page.go_back()
    expect(values).to_have_text(["glad"])


def test_no_feedback_says_which_filter_empties_it(server: RunningServer, page: Page) -> None:
    give_all(server)
    page.goto(
        f"{server.url}/users/ann?period=7d&tab=feedback&feedbackName=stars&feedbackValue=4..&feedbackComment=yes"
    )
    notice = page.locator(".notice", has_text="No feedback like that")
    expect(notice.get_by_role("listitem")).to_have_text(
        [
            re.compile("Without value ≥ 4.*1 feedback entry$"),
            re.compile("Without the filter “with a comment”.*1 feedback entry$"),
            re.compile("Without any of these.*feedback entries$"),
        ]
    )
    notice.get_by_role("button", name="Without value").click()
    expect(page.locator("td.said")).to_have_text(["1"])
