"""Nothing that was sent within a conversation is missing where it is shown, in a browser."""

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from browsing import send, span, span_id, trace_id
from environment import RunningServer
from paths import PAGE

# One of each kind that providers document; `examples.test.ts` beside them says where.
EXAMPLES = PAGE / "parts/content/examples"
TYPES = {"type", "part_kind", "block_type", "kind"}
MANY = 2_000


def example(family: str, name: str) -> Any:
    return json.loads((EXAMPLES / f"{family}.json").read_text())[name]


def leaves(value: Any, name: str = "") -> Iterator[str]:
    """Every text, number and boolean; but a type that is known is told by what is shown."""
    if isinstance(value, str) and value.lstrip().startswith(("{", "[")):
        with suppress(ValueError):
            value = json.loads(value)
    if isinstance(value, dict):
        for key, one in value.items():
            yield from leaves(one, key)
    elif isinstance(value, list):
        for one in value:
            yield from leaves(one)
    elif value is not None and name not in TYPES:
        yield value if isinstance(value, str) else json.dumps(value)


def open_input(server: RunningServer, page: Page) -> Locator:
    page.goto(f"{server.url}/traces/{trace_id(1)}?span={span_id(0)}")
    given = page.get_by_role("region", name="Input")
    expect(given.locator(".conversation")).to_be_visible()
    return given


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")


@pytest.mark.parametrize(
    ("family", "name"),
    [
        ("openai", "responses"),
        ("anthropic", "request"),
        ("bedrock", "response"),
        ("aiSdk", "ui"),
        ("langchain", "serialised"),
        ("others", "unknownBeside"),
    ],
)
def test_every_text_and_number_is_found_in_chat(
    server: RunningServer, page: Page, family: str, name: str
) -> None:
    """The window complains of any request to elsewhere, as for the pictures that are told of."""
    sent = example(family, name)
    send(server, span(1, input=sent))
    given = open_input(server, page)
    unfold(page)
    expect(given.locator("details:not([open])")).to_have_count(0)
    shown = given.text_content() or ""
    missing = [
        leaf for leaf in leaves(sent) if leaf not in shown and json.dumps(leaf)[1:-1] not in shown
    ]
    assert missing == []
    assert given.locator("img, audio, video, iframe").count() == 0


def test_what_is_not_known_is_folded_in_its_place(server: RunningServer, page: Page) -> None:
    send(server, span(1, input=example("others", "unknownBeside")))
    given = open_input(server, page)
    messages = given.locator(".conversation > li")
    expect(messages).to_have_count(5)
    expect(messages.nth(1).locator("summary")).to_have_text("brand_new_item: payload")
    expect(messages.nth(1).get_by_text("kept")).not_to_be_visible()
    messages.nth(1).locator("summary").click()
    expect(messages.nth(1).get_by_text("kept")).to_be_visible()
    expect(messages.nth(4)).to_contain_text("Still a conversation.")
    expect(messages.nth(4).locator("summary")).to_have_text(["hologram: frames", "More: mood"])


def test_sources_and_files_lead_to_pages_only(server: RunningServer, page: Page) -> None:
    here = "https://example.com/a"
    content = [
        {"type": "source-url", "sourceId": "s", "url": "javascript:alert(1)", "title": "Bad"},
        {"type": "source-url", "sourceId": "t", "url": here, "title": "Good"},
        {
            "type": "file",
            "mediaType": "text/html",
            "url": "data:text/html,<script>alert(1)</script>",
        },
        {"type": "document_url", "document_url": "vbscript:x", "document_name": "Worse"},
    ]
    send(server, span(1, input=[{"role": "assistant", "content": content}]))
    given = open_input(server, page)
    unfold(page)
    addresses = given.get_by_role("link").evaluate_all("(all) => all.map((one) => one.href)")
    assert addresses == [here]
    expect(given.get_by_text("javascript:alert(1)", exact=True)).to_be_visible()
    expect(given.get_by_text("vbscript:x")).to_be_visible()


def test_a_message_of_very_many_pieces_comes_in_steps(server: RunningServer, page: Page) -> None:
    pieces = [{"type": "text", "text": f"piece {number}"} for number in range(MANY)]
    send(server, span(1, input=[{"role": "user", "content": pieces}]))
    page.goto(f"{server.url}/traces/{trace_id(1)}?span={span_id(0)}")
    page.get_by_role("button", name="Show all").click()
    given = page.get_by_role("region", name="Input")
    expect(given.locator(".message > .text")).to_have_count(200)
    given.get_by_role("button", name="Show more of 2,000 parts").click()
    expect(given.get_by_text("piece 1999", exact=True)).to_be_visible()


def test_what_markdown_says_beside_its_words_is_told_too(server: RunningServer, page: Page) -> None:
    """CommonMark 0.31: info strings (4.5), link reference definitions (4.7), link titles (6.3)."""
    words = 'So:\n\n```python\nrun()\n```\n\n[here](https://a.example/ "a title")\n\n[1]: https://b.example/'
    send(server, span(1, input=[{"role": "assistant", "content": words}]))
    told = open_input(server, page).locator(".markdown")
    expect(told.locator("pre")).to_contain_text("python")
    expect(told.get_by_role("link")).to_contain_text("a title")
    expect(told.get_by_text("[1]: https://b.example/")).to_be_visible()
