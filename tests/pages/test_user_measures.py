"""What is measured of a user: the chart and its parts, models, feedback over time and comments."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from browsing import score, send, span, trace_id
from environment import RunningServer

MODEL = "langfuse.observation.model.name"
ENVIRONMENT = "langfuse.environment"


def used(
    trace: int, model: str, tokens: int, environment: str = "production"
) -> list[dict[str, Any]]:
    named = {ENVIRONMENT: environment}
    return [
        span(trace, user="ann", named=named),
        span(trace, 1, user="ann", tokens=tokens, named=named | {MODEL: model}),
    ]


def send_all(server: RunningServer, *lists: list[dict[str, Any]]) -> None:
    send(server, *(one for of in lists for one in of))


def test_the_chart_is_split_by_model_with_the_rest_as_one(
    server: RunningServer, page: Page
) -> None:
    send_all(server, *(used(n, f"model-{n}", 10 * (n + 1)) for n in range(8)))
    page.goto(f"{server.url}/users/ann?period=7d")
    split = page.get_by_role("group", name="Split the chart")
    by_model = split.get_by_role("button", name="By model")
    expect(by_model).to_be_disabled()
    expect(by_model).to_have_attribute("title", re.compile("Only tokens and cost"))
    expect(split.get_by_role("button", name="By environment")).to_be_disabled()
    tiles = page.get_by_role("group", name="Measures")
    tiles.get_by_role("button", name="Tokens").click()
    by_model.click()
    expect(page).to_have_url(re.compile("measure=tokens&split=model"))
    legend = page.locator(".legend li")
    largest = [f"model-{n}" for n in range(3, 8)]
    expect(legend).to_have_text([*largest, "3 more"])
    page.reload()
    expect(legend).to_have_text([*largest, "3 more"])
    page.locator(".chart summary").click()
    table = page.get_by_role("region", name="Tokens by model as a table")
    cells = table.get_by_role("row").last.get_by_role("cell")
    expect(cells).to_have_text([re.compile("."), "40", "50", "60", "70", "80", "60"])
    # A measure that is not told apart by model is drawn whole, and the choice is kept.
    tiles.get_by_role("button", name="Sessions").click()
    expect(legend).to_have_count(0)
    tiles.get_by_role("button", name="Cost").click()
    expect(page.locator(".chart figcaption")).to_contain_text("Cost by model")


def test_the_chart_is_split_by_environment(server: RunningServer, page: Page) -> None:
    send_all(server, used(1, "m", 5), used(2, "m", 7, "staging"), used(3, "m", 9, "staging"))
    page.goto(f"{server.url}/users/ann?period=7d&split=environment")
    expect(page.locator(".legend li")).to_have_text(["production", "staging"])
    page.locator(".chart summary").click()
    table = page.get_by_role("region", name="Traces by environment as a table")
    cells = table.get_by_role("row").last.get_by_role("cell")
    expect(cells).to_have_text([re.compile("."), "1", "2"])
    page.get_by_role("button", name="Whole").click()
    expect(page.locator(".legend")).to_have_count(0)
    assert "split=" not in page.url


def test_feedback_over_time_and_the_latest_comments(server: RunningServer, page: Page) -> None:
    send(server, *(span(n, user="ann") for n in range(5)))
    for n in range(4):
        score(server, n, "stars", n + 1, f"Comment {n}")
    score(server, 4, "mood", "glad")
    page.goto(f"{server.url}/users/ann?period=7d")
    expect(page.get_by_role("img", name="Average from 2.50 to 2.50")).to_be_visible()
    expect(page.get_by_role("img", name="Up to 1 time in one bar")).to_be_visible()
    page.get_by_text("Over time, as a table").click()
    table = page.get_by_role("region", name="Feedback over time as a table")
    expect(table.get_by_role("row").last.get_by_role("cell")).to_have_text(
        [re.compile("."), "2.5", "1"]
    )
    comments = page.locator(".comments")
    expect(comments.locator("blockquote")).to_have_text(["Comment 3", "Comment 2", "Comment 1"])
    expect(comments.get_by_role("link").first).to_have_attribute(
        "href", re.compile(f"/traces/{trace_id(3)}")
    )
    comments.get_by_role("button", name="All 4 comments").click()
    expect(page).to_have_url(re.compile("tab=feedback&feedbackComment=yes"))
    expect(page.get_by_role("cell", name="Comment 0")).to_be_visible()
