"""The traces of a user: filtered, sorted, and what to do where none is left."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from browsing import score, send, span
from environment import RunningServer

SECOND_NS = 10**9


def send_four(server: RunningServer) -> None:
    named: dict[int, dict[str, Any]] = {
        1: {"langfuse.trace.tags": ["beta", "long, odd"]},
        2: {"langfuse.trace.tags": ["beta"], "langfuse.environment": "staging"},
        3: {},
        4: {},
    }
    for n, of in named.items():
        made = span(n, user="ann", minutes_ago=50 - n, tokens=10 * n, cost=n / 10, named=of)
        start = int(made["startTimeUnixNano"])
        made |= {"name": f"ask {n}", "endTimeUnixNano": str(start + (5 - n) * SECOND_NS)}
        send(server, made)
    send(server, span(5, user="ann", error="late", name="ask 5", minutes_ago=1))
    score(server, 3, "stars", 4)


def test_traces_are_filtered_and_sorted_in_the_address(server: RunningServer, page: Page) -> None:
    send_four(server)
    page.goto(f"{server.url}/users/ann?period=7d")
    rows = page.locator("td.trace .name")
    expect(rows).to_have_text(["ask 5", "ask 4", "ask 3", "ask 2", "ask 1"])
    page.get_by_role("button", name="Took", exact=False).last.click()
    expect(page).to_have_url(re.compile("traceSort=-took"))
    expect(rows).to_have_text(["ask 1", "ask 2", "ask 3", "ask 5", "ask 4"])
    filters = page.get_by_role("group", name="Which traces")
    filters.get_by_role("button", name="Took").click()
    page.get_by_label("At least").fill("2")
    page.get_by_role("button", name="Apply").click()
    expect(page).to_have_url(re.compile(r"traceTook=2\.\."))
    expect(rows).to_have_text(["ask 1", "ask 2", "ask 3"])
    filters.get_by_label("Feedback", exact=True).select_option("With feedback")
    expect(rows).to_have_text(["ask 3"])
    page.go_back()
    expect(rows).to_have_text(["ask 1", "ask 2", "ask 3"])
    filters.get_by_label("Environment").select_option("staging")
    expect(rows).to_have_text(["ask 2"])
    page.reload()
    expect(rows).to_have_text(["ask 2"])
    filters.get_by_label("Environment").select_option("All environments")
    filters.get_by_role("button", name="Remove the filter took ≥ 2 s").click()
    filters.get_by_label("Errors").select_option("With errors")
    expect(rows).to_have_text(["ask 5"])
    filters.get_by_label("Errors").select_option("Without errors")
    filters.get_by_label("Search name or id").fill("K 4")
    expect(rows).to_have_text(["ask 4"])
    expect(page).to_have_url(re.compile("traceText=K\\+4"))


def test_a_tag_is_a_filter_even_with_a_comma_in_it(server: RunningServer, page: Page) -> None:
    send_four(server)
    page.goto(f"{server.url}/users/ann?period=7d")
    rows = page.locator("td.trace .name")
    page.get_by_role("link", name="beta").first.click()
    expect(rows).to_have_text(["ask 2", "ask 1"])
    page.get_by_role("link", name="long, odd").click()
    expect(rows).to_have_text(["ask 1"])
    page.reload()
    expect(rows).to_have_text(["ask 1"])
    filters = page.get_by_role("group", name="Which traces")
    filters.get_by_role("button", name="Tags").first.click()
    page.get_by_label("All of these tags").fill(" beta , ")
    page.get_by_role("button", name="Apply").click()
    expect(rows).to_have_text(["ask 2", "ask 1"])


def test_an_empty_list_says_which_filter_empties_it(server: RunningServer, page: Page) -> None:
    send_four(server)
    page.goto(f"{server.url}/users/ann?period=7d&traceCost=0.4..&traceErrors=yes")
    notice = page.locator(".notice", has_text="No traces like that")
    expect(notice.get_by_role("listitem")).to_have_text(
        [
            re.compile("Without the filter “with errors”.*1 trace$"),
            re.compile("Without cost.*1 trace$"),
            re.compile("Without any of these.*5 traces$"),
        ]
    )
    notice.get_by_role("button", name="with errors").click()
    expect(page.locator("td.trace .name")).to_have_text(["ask 4"])


def test_rows_of_a_filter_update_in_place(server: RunningServer, page: Page) -> None:
    send_four(server)
    page.goto(f"{server.url}/users/ann?period=7d&traceFeedback=no&traceSort=cost")
    rows = page.locator("td.trace .name")
    expect(rows).to_have_text(["ask 5", "ask 1", "ask 2", "ask 4"])
    score(server, 1, "stars", 2)
    expect(rows).to_have_text(["ask 5", "ask 2", "ask 4"])
