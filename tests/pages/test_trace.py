"""The page of one trace: its tree and waterfall, search in it, and what a span holds."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from browsing import send, span, span_id, trace_id
from environment import RunningServer

OUTPUT = "langfuse.observation.output"


def open_trace(server: RunningServer, page: Page, search: str = "") -> Locator:
    page.goto(f"{server.url}/traces/{trace_id(1)}{search}")
    tree = page.get_by_role("tree")
    expect(tree).to_be_visible(timeout=30_000)
    return tree


def send_small_tree(server: RunningServer) -> None:
    """answer > plan > look up, which failed; answer > write."""
    parent: dict[str, Any] = {"parentSpanId": span_id(1)}
    send(
        server,
        span(1, user="ann", name="answer"),
        span(1, 1, name="plan", tokens=10, cost=0.1),
        span(1, 2, name="look up", tokens=20, cost=0.2, error="no such order", **parent),
        span(1, 3, name="write", tokens=30, cost=0.3),
    )


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("treeitem", name=re.compile(name))


def names(page: Page) -> list[str]:
    return page.locator(".span-row .clip").all_inner_texts()


def test_tokens_cost_and_errors_add_up_the_tree(server: RunningServer, page: Page) -> None:
    send_small_tree(server)
    open_trace(server, page)
    amounts = row(page, "answer").locator(".amount")
    expect(amounts).to_have_text(["60", "$0.60"])
    expect(row(page, "plan").locator(".amount")).to_have_text(["30", "$0.30"])
    expect(amounts.first.locator("[title]")).to_have_attribute(
        "title", "60 with all that is below\n0 of its own"
    )
    expect(row(page, "answer").get_by_text("error below")).to_have_count(1)
    expect(row(page, "look up").get_by_role("img", name="failed")).to_be_visible()
    expect(row(page, "write").get_by_text("error below")).to_have_count(0)


def test_the_tree_works_by_keyboard_and_folds_in_the_address(
    server: RunningServer, page: Page
) -> None:
    send_small_tree(server)
    tree = open_trace(server, page)
    tree.press("Home")
    expect(row(page, "answer")).to_have_attribute("aria-selected", "true")
    expect(row(page, "plan")).to_have_attribute("aria-level", "2")
    expect(row(page, "write")).to_have_attribute("aria-posinset", "2")
    expect(row(page, "write")).to_have_attribute("aria-setsize", "2")
    tree.press("ArrowRight")
    expect(page).to_have_url(re.compile(rf"span={span_id(1)}"))
    tree.press("ArrowLeft")
    expect(row(page, "plan")).to_have_attribute("aria-expanded", "false")
    expect(page).to_have_url(re.compile(rf"fold={span_id(1)}"))
    expect(row(page, "look up")).to_have_count(0)
    page.reload()
    expect(row(page, "write")).to_be_visible()
    expect(row(page, "look up")).to_have_count(0)
    tree.press("ArrowRight")
    expect(row(page, "look up")).to_be_visible()
    tree.press("End")
    expect(page.get_by_role("article", name="Span write")).to_be_visible()
    tree.press("ArrowLeft")
    expect(page.get_by_role("article", name="Span answer")).to_be_visible()
    page.get_by_role("button", name="Fold all").first.click()
    assert names(page) == ["answer"]
    expect(page).to_have_url(re.compile("fold=all"))
    page.get_by_role("button", name="Open all").first.click()
    expect(row(page, "look up")).to_be_visible()


def test_back_leads_to_the_span_before(server: RunningServer, page: Page) -> None:
    send_small_tree(server)
    open_trace(server, page)
    row(page, "plan").click()
    expect(page.get_by_role("article", name="Span plan")).to_be_visible()
    row(page, "write").click()
    expect(page.get_by_role("article", name="Span write")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("article", name="Span plan")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("article", name="The whole trace")).to_be_visible()


@pytest.mark.parametrize(
    ("text", "found"), [("look", "look up"), ("SUCH ORDER", "look up"), ("gpt-4", "plan")]
)
def test_search_finds_by_name_error_and_model(
    server: RunningServer, page: Page, text: str, found: str
) -> None:
    send_small_tree(server)
    open_trace(server, page, f"?fold={span_id(1)}")
    page.keyboard.press("/")
    page.keyboard.type(text)
    expect(page.locator(".matches")).to_contain_text("match")
    page.keyboard.press("Enter")
    expect(page.get_by_role("article", name=f"Span {found}")).to_be_visible()
    expect(page.locator(".span-row.hit").first).to_be_visible()


def test_search_leads_from_match_to_match_and_stays_in_the_address(
    server: RunningServer, page: Page
) -> None:
    send_small_tree(server)
    open_trace(server, page)
    page.get_by_role("searchbox").fill("gpt")
    expect(page.get_by_text("3 matches")).to_be_visible()
    page.get_by_role("button", name="Next match").click()
    expect(page.get_by_text("1 of 3")).to_be_visible()
    page.get_by_role("button", name="Next match").press("n")
    expect(page.get_by_text("2 of 3")).to_be_visible()
    expect(row(page, "look up")).to_have_attribute("aria-selected", "true")
    page.reload()
    expect(page.get_by_text("2 of 3")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_value("gpt")
    page.keyboard.press("N")
    expect(page.get_by_text("1 of 3")).to_be_visible()
    page.keyboard.press("Shift+N")
    expect(page.get_by_text("3 of 3")).to_be_visible()
    page.get_by_role("searchbox").fill("nothing like it")
    expect(page.get_by_text("0 matches")).to_be_visible()


def test_only_what_failed_is_shown_with_what_it_is_part_of(
    server: RunningServer, page: Page
) -> None:
    send_small_tree(server)
    open_trace(server, page)
    page.keyboard.press("e")
    expect(row(page, "write")).to_have_count(0)
    assert names(page) == ["answer", "plan gpt-4o", "look up gpt-4o"]
    expect(page).to_have_url(re.compile("only=errors"))
    page.get_by_role("button", name="Only errors").click()
    expect(row(page, "write")).to_be_visible()


def test_spans_whose_clocks_disagree_are_drawn_within_the_trace(
    server: RunningServer, page: Page
) -> None:
    second = 10**9
    root = span(1, user="ann", name="answer")
    start = int(root["startTimeUnixNano"])
    early: dict[str, Any] = {
        "startTimeUnixNano": str(start - 3600 * second),
        "endTimeUnixNano": str(start - 3599 * second),
    }
    late: dict[str, Any] = {
        "startTimeUnixNano": str(start + second),
        "endTimeUnixNano": str(start + 4 * second),
    }
    send(server, root, span(1, 1, name="early", **early), span(1, 2, name="late", **late))
    open_trace(server, page)
    expect(row(page, "early").locator(".span-bar.moved")).to_have_count(1)
    assert "1 h 00 m earlier" in (
        row(page, "early").locator(".waterfall").get_attribute("title") or ""
    )
    frame = page.locator(".ruler").bounding_box()
    assert frame
    for name in ("answer", "early", "late"):
        bar = row(page, name).locator(".span-bar").bounding_box()
        assert bar
        assert bar["x"] >= frame["x"] - 1
        assert bar["x"] + bar["width"] <= frame["x"] + frame["width"] + 1
    # The root took a quarter of the axis, however far off the other clock is.
    root_bar = row(page, "answer").locator(".span-bar").bounding_box()
    assert root_bar and 0.2 < root_bar["width"] / frame["width"] < 0.3
    expect(row(page, "answer").locator(".span-tail")).to_have_count(1)


def send_ten_thousand(server: RunningServer, children: int) -> None:
    spans = [
        span(
            1,
            number,
            user="ann" if number == 0 else None,
            name=f"step {number}",
            parentSpanId="" if number == 0 else span_id((number - 1) // children),
            error="boom" if number == 9_999 else None,
        )
        for number in range(10_000)
    ]
    for at in range(0, len(spans), 1000):
        send(server, *spans[at : at + 1000])


SCROLL = """async () => {
  const box = document.querySelector('.spans')
  let rows = 0
  for (let step = 0; step < 60; step += 1) {
    box.scrollTop = (box.scrollHeight * step) / 60
    await new Promise(requestAnimationFrame)
    rows = Math.max(rows, document.querySelectorAll('.span-row').length)
  }
  return rows
}"""


@pytest.mark.parametrize("children", [1, 8, 10_000], ids=["deep", "bushy", "wide"])
def test_ten_thousand_spans_draw_only_the_rows_in_sight(
    server: RunningServer, page: Page, children: int
) -> None:
    send_ten_thousand(server, children)
    tree = open_trace(server, page)
    expect(page.get_by_text("10,000")).to_be_visible()
    assert page.evaluate(SCROLL) < 80
    tree.press("End")
    expect(page.get_by_role("heading", level=2, name=re.compile("^step"))).to_be_visible()
    page.get_by_role("searchbox").fill("boom")
    expect(page.locator(".matches")).to_contain_text(re.compile("^1 (match$|of 1)"))
    page.get_by_role("searchbox").press("Enter")
    expect(row(page, "step 9999")).to_be_in_viewport()
    expect(page.get_by_role("article", name="Span step 9999")).to_contain_text("boom")


def test_a_link_to_a_span_opens_it_in_sight(server: RunningServer, page: Page) -> None:
    spans = [span(1, number, name=f"step {number}") for number in range(300)]
    send(server, *spans)
    open_trace(server, page, f"?span={span_id(250)}")
    expect(row(page, "step 250")).to_be_in_viewport()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy a link to this span").click()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    page.get_by_role("button", name="Copy the span id").click()
    assert page.evaluate("navigator.clipboard.readText()") == span_id(250)
    page.get_by_role("button", name="Copy the trace id").click()
    assert page.evaluate("navigator.clipboard.readText()") == trace_id(1)
    open_trace(server, page, "?span=none-such")
    expect(page.get_by_text("There is no span none-such here, or not yet.")).to_be_visible()


def test_a_trace_leads_to_its_user_and_the_session(server: RunningServer, page: Page) -> None:
    send(server, span(1, user="ann", named={"session.id": "talk 1"}))
    open_trace(server, page)
    page.get_by_role("link", name="talk 1").click()
    expect(page).to_have_url(re.compile(rf"/sessions/talk%201\?turn={trace_id(1)}"))
    expect(page.locator(".turn")).to_have_attribute("aria-current", "true")


def test_a_span_tells_its_prompt_parameters_usage_and_cost(
    server: RunningServer, page: Page
) -> None:
    named = {
        "langfuse.observation.prompt.name": "support",
        "langfuse.observation.prompt.version": 3,
        "langfuse.observation.model.parameters": '{"temperature": 0.2}',
        "langfuse.observation.usage_details": '{"input": 1200, "output": 34, "input_cached": 800}',
        "langfuse.observation.cost_details": '{"input": 0.0125, "output": 0.5}',
    }
    send(server, span(1, user="ann"), span(1, 1, tokens=1, named=named))
    open_trace(server, page, f"?span={span_id(1)}")
    detail = page.get_by_role("article")
    expect(detail.get_by_text("support version 3")).to_be_visible()
    expect(detail.get_by_role("row", name="input 1,200 $0.013")).to_be_visible()
    expect(detail.get_by_role("row", name="input cached 800")).to_be_visible()
    expect(detail.get_by_title("$0.0125")).to_be_visible()
    expect(detail.get_by_role("region", name="Model parameters")).to_contain_text("temperature")
