"""Feedback of a name on the page: columns, filters and orders of the list of users, tiles, charts,
and the name that is chosen under Settings.
"""

import re

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # has none
from playwright.sync_api import Locator, Page, expect

from browsing import add_filter, score, send, span, trace_id
from environment import RunningServer

NONE = "\N{EN DASH}"


def fill(server: RunningServer) -> None:
    """ann likes it, bob does not, eve says nothing."""
    send(
        server, *(span(n, user=user) for n, user in enumerate(["ann", "ann", "bob", "bob", "eve"]))
    )
    for trace, is_up in enumerate((True, True, True, False)):
        score(server, trace, "thumbs", is_up, "" if is_up else "It was wrong.")
    score(server, 0, "stars", 5)
    score(server, 2, "stars", 2)
    score(server, 2, "mood", "glum")


def header(page: Page, name: str) -> Locator:
    return page.get_by_role("columnheader", name=name, exact=True)


def test_the_main_feedback_has_a_column_under_its_name(server: RunningServer, page: Page) -> None:
    fill(server)
    page.goto(f"{server.url}/users?cols=user,feedback")
    header(page, "thumbs").get_by_role("button").click()
    expect(page).to_have_url(re.compile("sort=-feedback$"))
    expect(page.locator("td.user")).to_have_text(["ann", "bob", "eve"])
    expect(page.locator("td.feedback")).to_have_text(["100% (2)", "50% (2)", NONE])
    expect(page.locator("td.feedback span").nth(1)).to_have_attribute("title", "1 of 2 yes")


def test_every_name_has_a_column_that_sorts(server: RunningServer, page: Page) -> None:
    fill(server)
    page.goto(f"{server.url}/users?cols=user")
    page.get_by_role("button", name="Columns").click()
    panel = page.get_by_role("dialog", name="Columns")
    for name in ("stars", "mood"):
        panel.get_by_role("checkbox", name=f"Feedback: {name}", exact=True).check()
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile("cols=user,feedback:stars,feedback:mood"))
    header(page, "stars").get_by_role("button").click()
    expect(page).to_have_url(re.compile("sort=-feedback:stars"))
    expect(page.locator("td.user")).to_have_text(["ann", "bob", "eve"])
    expect(page.locator("td.feedback")).to_have_text(
        ["5.00 (1)", NONE, "2.00 (1)", "1", NONE, NONE]
    )
    header(page, "stars").get_by_role("button").click()
    expect(page.locator("td.user")).to_have_text(["bob", "ann", "eve"])
    # What has no mean is sorted by how much there is of it.
    header(page, "mood").get_by_role("button").click()
    expect(page).to_have_url(re.compile("sort=-feedback-count:mood"))
    expect(page.locator("td.user").first).to_have_text("bob")
    page.reload()
    expect(header(page, "mood")).to_have_attribute("aria-sort", "descending")
    assert Axe().run(page).response["violations"] == []


def test_who_rated_down_is_one_click_away(server: RunningServer, page: Page) -> None:
    fill(server)
    page.goto(f"{server.url}/users?cols=user,feedback")
    down = page.get_by_role("button", name="Rated down")
    down.click()
    expect(page).to_have_url(re.compile("feedback=thumbs&feedbackAnswer=no"))
    expect(page.locator("td.user")).to_have_text(["bob"])
    expect(page.locator("td.feedback")).to_have_text(["50% (2)"])
    expect(page.locator(".chip.active")).to_contain_text("Feedback thumbs: No")
    expect(down).to_have_attribute("aria-pressed", "true")
    with page.expect_download() as downloaded:
        page.get_by_role("button", name="Export").click()
        page.get_by_role("link", name="CSV").click()
    head, row = downloaded.value.path().read_text().splitlines()
    exported = dict(zip(head.split(","), row.split(","), strict=True))
    assert (exported["userId"], exported["feedback.name"]) == ("bob", "thumbs")
    assert (exported["feedback.count"], exported["feedback.share"]) == ("2", "0.5")
    down.click()
    expect(page.locator("td.user")).to_have_count(3)


def test_the_column_follows_the_filter(server: RunningServer, page: Page) -> None:
    fill(server)
    page.goto(f"{server.url}/users?cols=user,feedback")
    panel = add_filter(page, "Feedback")
    panel.get_by_label("Name").select_option("stars")
    mean = panel.get_by_role("group", name="Mean")
    mean.get_by_label("At most").fill("3")
    panel.get_by_role("button", name="Apply").click()
    expect(page).to_have_url(re.compile(r"feedback=stars&feedbackAverage=\.\.3"))
    expect(header(page, "stars")).to_be_visible()
    expect(page.locator("td.user")).to_have_text(["bob"])
    expect(page.locator("td.feedback")).to_have_text(["2.00 (1)"])
    page.goto(f"{server.url}/users?cols=user,feedback&feedback=thumbs&feedbackShare=60..")
    expect(page.locator(".chip.active")).to_contain_text("thumbs: yes ≥ 60%")
    expect(page.locator("td.user")).to_have_text(["ann"])
    page.goto(f"{server.url}/users?feedback=mood&feedbackCategory=glum")
    expect(page.locator("td.user")).to_have_text(["bob"])
    page.goto(f"{server.url}/users?feedbackComment=yes")
    expect(page.locator(".chip.active")).to_contain_text("Feedback with a comment")
    expect(page.locator("td.user")).to_have_text(["bob"])


def choose(page: Page, choice: Locator, name: str) -> None:
    """Until it is stored."""
    with page.expect_response(lambda answer: "setMainFeedback" in (answer.request.post_data or "")):
        choice.select_option(name)


def test_another_name_is_chosen_under_settings(server: RunningServer, page: Page) -> None:
    fill(server)
    page.goto(f"{server.url}/settings")
    choice = page.locator(".main-feedback select")
    expect(choice.locator("option").first).to_have_text("The one rated most: thumbs")
    choose(page, choice, "stars")
    page.goto(f"{server.url}/users?cols=user,feedback")
    expect(header(page, "stars")).to_be_visible()
    lowest = page.get_by_role("button", name="Lowest rated")
    lowest.click()
    expect(page.locator("td.user")).to_have_text(["bob", "ann", "eve"])
    page.goto(f"{server.url}/overview?measure=feedback")
    tile = page.get_by_role("button", name="Feedback: stars")
    expect(tile).to_contain_text("3.50")
    expect(tile).to_contain_text("2 given")
    page.goto(f"{server.url}/settings")
    expect(choice).to_have_value("stars")
    choose(page, choice, "")
    page.goto(f"{server.url}/overview?measure=feedback")
    expect(page.get_by_role("button", name="Feedback: thumbs")).to_contain_text("75%")


def test_yes_and_no_are_stacked_over_time(server: RunningServer, page: Page) -> None:
    fill(server)
    page.goto(f"{server.url}/users/bob?measure=feedback&period=7d")
    expect(page.get_by_role("button", name="Feedback: thumbs")).to_contain_text("50%")
    expect(page.locator(".chart .legend li")).to_have_text(["Yes", "No"])
    page.locator(".chart").get_by_text("As a table").click()
    table = page.get_by_role("region", name="Feedback: thumbs as a table")
    expect(table.get_by_role("row").last.get_by_role("cell").nth(1)).to_have_text("1")
    expect(table.get_by_role("row").last.get_by_role("cell").nth(2)).to_have_text("1")


def test_without_feedback_nothing_is_promised(server: RunningServer, page: Page) -> None:
    send(server, span(1, user="ann"))
    page.goto(f"{server.url}/users?cols=user,feedback")
    expect(page.locator("td.feedback")).to_have_text([NONE])
    expect(header(page, "Feedback")).to_be_visible()
    expect(page.get_by_role("button", name="Rated down")).to_have_count(0)
    page.goto(f"{server.url}/overview?measure=feedback")
    expect(page.get_by_role("button", name=f"Feedback {NONE}")).to_be_visible()
    page.goto(f"{server.url}/settings")
    expect(page.locator(".main-feedback option")).to_have_text(["The one rated most"])


def test_what_a_reviewer_gives_stands_apart(server: RunningServer, page: Page) -> None:
    fill(server)
    page.goto(f"{server.url}/traces/{trace_id(0)}")
    page.get_by_role("button", name="Give feedback").click()
    form = page.get_by_role("form", name="Give feedback")
    form.get_by_label("Name").fill("thumbs")
    form.get_by_label("No", exact=True).check()
    form.get_by_role("button", name="Give it").click()
    given = page.get_by_role("region", name="Feedback").get_by_role("listitem")
    expect(given.filter(has_text="by a reviewer")).to_contain_text("thumbs No")
    page.goto(f"{server.url}/users/ann?period=7d&tab=feedback")
    expect(page.get_by_role("button", name="Feedback: thumbs")).to_contain_text("100%")
    expect(page.get_by_role("region", name="By reviewers")).to_contain_text("0% yes, 1 given")
    expect(page.locator(".pager")).to_contain_text("3 feedback entries")
    page.get_by_label("Given by").select_option("reviewers")
    expect(page.locator(".pager")).to_contain_text("1 feedback entry")
    expect(page.get_by_role("cell", name="by a reviewer")).to_be_visible()
