"""What applications sent, looked at as messages, Markdown, a tree or text."""

import json
import re

from playwright.sync_api import Locator, Page, Response, expect

from browsing import send, span, span_id, trace_id
from environment import RunningServer

OUTPUT = "langfuse.observation.output"
MARKDOWN = """# Late

It is **late**: see [the track](https://example.com/track) or [this](javascript:alert(1)).

| day | where |
|-----|-------|
| Mon | Berlin |

![a map](https://example.com/map.png) <b>bold?</b>
"""
CALL = {"id": "c1", "type": "function", "function": {"name": "find", "arguments": '{"order": 17}'}}
MESSAGES = [
    {"role": "system", "content": "Be brief."},
    {
        "role": "user",
        "content": [
            {"type": "text", "text": "Where is it?"},
            {"type": "image_url", "image_url": {"url": "https://example.com/photo.png"}},
        ],
    },
    {"role": "assistant", "content": None, "tool_calls": [CALL]},
    {"role": "tool", "tool_call_id": "c1", "content": '{"city": "Berlin"}'},
]


def open_span(server: RunningServer, page: Page, search: str = "") -> Locator:
    page.goto(f"{server.url}/traces/{trace_id(1)}?span={span_id(0)}{search}")
    detail = page.get_by_role("article")
    expect(detail).to_be_visible()
    return detail


def test_messages_show_who_says_what_and_which_tools_are_called(
    server: RunningServer, page: Page
) -> None:
    send(server, span(1, input={"messages": MESSAGES, "model": "x"}, named={OUTPUT: MARKDOWN}))
    given = open_span(server, page).get_by_role("region", name="Input")
    messages = given.get_by_role("listitem").filter(has=page.locator(".role"))
    expect(messages.locator(".role")).to_have_text(["system", "user", "assistant", "tool"])
    expect(messages.nth(1)).to_contain_text("Where is it?")
    expect(messages.nth(1)).to_contain_text("Not shown here: image, https://example.com/photo.png")
    expect(messages.nth(2)).to_contain_text(re.compile("Calls find.*order: 17"))
    expect(messages.nth(3)).to_contain_text('city: "Berlin"')
    given.get_by_text("Sent along with it").click()
    expect(given.get_by_text('model: "x"')).to_be_visible()


def test_markdown_is_formatted_and_nothing_in_it_is_loaded_or_run(
    server: RunningServer, page: Page
) -> None:
    send(server, span(1, named={OUTPUT: MARKDOWN}))
    given = open_span(server, page).get_by_role("region", name="Output")
    expect(given.locator("strong")).to_have_text("late")
    expect(given.get_by_role("cell", name="Berlin")).to_be_visible()
    link = given.get_by_role("link", name="the track")
    expect(link).to_have_attribute("href", "https://example.com/track")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(given.get_by_role("link", name="Picture: a map")).to_be_visible()
    expect(given.get_by_text("[this](javascript:alert(1))")).to_be_visible()
    expect(given.get_by_text("<b>bold?</b>")).to_be_visible()
    expect(given.locator("img, b")).to_have_count(0)


def test_how_a_value_is_looked_at_is_in_the_address(server: RunningServer, page: Page) -> None:
    send(server, span(1, input=MESSAGES, named={OUTPUT: MARKDOWN}))
    detail = open_span(server, page)
    given = detail.get_by_role("region", name="Input")
    given.get_by_role("button", name="JSON").click()
    expect(page).to_have_url(re.compile("input=json"))
    expect(given.get_by_text('role: "system"')).to_be_visible()
    detail.get_by_role("region", name="Output").get_by_role("button", name="Text").click()
    page.reload()
    expect(given.get_by_text('role: "system"')).to_be_visible()
    expect(detail.get_by_role("region", name="Output").get_by_text("**late**")).to_be_visible()
    given.get_by_role("button", name="Chat").click()
    expect(page).not_to_have_url(re.compile("input="))
    expect(given.locator(".role").first).to_have_text("system")


def test_json_folds_and_any_value_or_path_of_it_is_copied(
    server: RunningServer, page: Page
) -> None:
    value = {"a": {"b": {"c": {"d": [1, 2]}}}, "long": "x" * 900}
    send(server, span(1, input=value))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    given = open_span(server, page).get_by_role("region", name="Input")
    expect(given.get_by_role("button", name="d", exact=True)).to_have_count(0)
    given.get_by_role("button", name="Open all").click()
    given.get_by_role("button", name="d", exact=True).press("Enter")
    page.get_by_role("menuitem", name="Copy the path").press("Enter")
    assert page.evaluate("navigator.clipboard.readText()") == "a.b.c.d"
    given.get_by_role("button", name="d", exact=True).click()
    page.get_by_role("menuitem", name="Copy the value").click()
    assert json.loads(page.evaluate("navigator.clipboard.readText()")) == [1, 2]
    given.get_by_role("button", name="Copy the input").click()
    assert json.loads(page.evaluate("navigator.clipboard.readText()")) == value
    given.get_by_role("button", name="Show all 900 characters").click()
    expect(given.get_by_text(f'"{"x" * 900}"')).to_be_visible()
    given.get_by_role("button", name="Fold all").click()
    expect(given.get_by_role("button", name="b", exact=True)).to_have_count(0)


def test_thousands_of_items_come_in_steps(server: RunningServer, page: Page) -> None:
    send(server, span(1, input=list(range(3000))))
    given = open_span(server, page).get_by_role("region", name="Input")
    expect(given.get_by_role("listitem")).to_have_count(100)
    given.get_by_role("button", name="Show more of 3,000 items").click()
    expect(given.get_by_role("listitem")).to_have_count(1000)


def is_of_output(answer: Response) -> bool:
    return "query WholeOutput" in (answer.request.post_data or "")


def test_very_large_values_are_loaded_once_they_are_wanted(
    server: RunningServer, page: Page
) -> None:
    """Five megabytes neither come unasked nor hold up the page."""
    line = "A line of text that goes on.\n"
    rows = [{"id": number, "text": "x" * 90} for number in range(10_000)]
    send(server, span(1, input=rows, named={OUTPUT: line * 180_000}))
    sizes: list[int] = []
    page.on(
        "response",
        lambda answer: sizes.append(len(answer.body())) if "/graphql" in answer.url else None,
    )
    detail = open_span(server, page)
    expect(detail.get_by_role("button", name="Show all 1.2 MB")).to_be_visible()
    assert max(sizes) < 20_000
    with page.expect_response(is_of_output) as loading:
        detail.get_by_role("button", name="Show all 5.2 MB").click()
    assert len(loading.value.body()) > 5_000_000
    output = detail.get_by_role("region", name="Output")
    expect(output.get_by_role("button", name="Show all 5,220,000 characters")).to_be_visible()
    output.get_by_role("button", name="Show all 5,220,000 characters").click()
    # Laying out what is out of sight, too, would take seconds.
    slices = output.locator(".slices p")
    expect(slices.last).to_have_css("content-visibility", "auto")
    assert slices.count() > 600
    detail.get_by_role("button", name="Show all 1.2 MB").click()
    expect(detail.get_by_role("button", name="Show more of 10,000 items")).to_be_visible()


def test_a_large_value_that_fails_to_load_says_so_and_is_tried_again(
    server: RunningServer, page: Page
) -> None:
    send(server, span(1, input="x" * 100_000))
    detail = open_span(server, page)
    busy = {"errors": [{"message": "Busy."}]}
    page.route("**/graphql", lambda route: route.fulfill(json=busy))
    detail.get_by_role("button", name="Show all 100 kB").click()
    expect(page.get_by_role("alert")).to_contain_text("Busy.")
    page.unroute("**/graphql")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("button", name="Show all 100,000 characters")).to_be_visible()
