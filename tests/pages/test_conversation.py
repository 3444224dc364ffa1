"""The page of a session: its turns as a chat, the steps between, and what one can do with it."""

import json
import re
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # has none
from playwright.sync_api import Browser, Page, Request, expect

from browsing import (
    NEWS_MS,
    Theme,
    asked,
    follow_link,
    open_window,
    reload_live,
    score,
    send,
    span,
    span_id,
    trace_id,
)
from environment import RunningServer
from talking import rate_session, said

# Of the wheel: enough on a busy machine, too.
MANY_STEPS = 1000


def open_talk(server: RunningServer, page: Page, search: str = "", session: str = "talk") -> None:
    page.goto(f"{server.url}/sessions/{quote(session, safe='')}{search}")
    expect(page.locator(".turn").first).to_be_visible()


def turn_of(n: int) -> str:
    return f'.turn[data-turn="{trace_id(n)}"]'


def top_of(page: Page, n: int) -> float:
    """Of a turn, below the top of the window, in pixels."""
    top: float = page.locator(turn_of(n)).evaluate("turn => turn.getBoundingClientRect().top")
    return top


def test_turns_are_a_chat_in_their_order(server: RunningServer, page: Page) -> None:
    send(server, said(1), said(2, error="late"), said(3, user="bob"), said(9, session="other"))
    score(server, 1, "stars", 2, "Too short")
    rate_session(server, "talk", "resolved", "yes")
    open_talk(server, page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Session of ann")
    sums = page.get_by_role("complementary", name="What it came to")
    for words in ("Turns3", "Cost$0.75", "Errors1", "resolved yes"):
        expect(sums).to_contain_text(words)
    turns = page.locator(".turn")
    expect(turns).to_have_count(3)
    for n in (1, 2, 3):
        turn = turns.nth(n - 1)
        expect(turn.locator(".said.by-user")).to_contain_text(f"Question {n}")
        expect(turn.locator(".said.by-assistant")).to_contain_text(f"Answer {n}")
        expect(turn).to_contain_text("$0.25")
        expect(turn.get_by_role("link", name="Trace", exact=True)).to_have_attribute(
            "href", f"/traces/{trace_id(n)}"
        )
    expect(turns.nth(0)).to_contain_text("stars 2")
    expect(turns.nth(0)).to_contain_text("Too short")
    failure = turns.nth(1).locator(".status.ERROR")
    expect(failure).to_have_text("answer late")
    expect(failure.get_by_role("link")).to_have_attribute(
        "href", f"/traces/{trace_id(2)}?span={span_id(0)}"
    )
    expect(turns.nth(2).get_by_role("link", name="bob")).to_have_attribute("href", "/users/bob")
    expect(turns.nth(0).get_by_role("link", name="ann")).to_have_count(0)


def test_steps_are_folded_between_question_and_answer(server: RunningServer, page: Page) -> None:
    tool = {"langfuse.observation.type": "tool"}
    send(
        server,
        said(1),
        span(1, 1, minutes_ago=99, tokens=7),
        span(1, 2, minutes_ago=99, named=tool, error="no such file"),
        span(1, 3, minutes_ago=99, parentSpanId=span_id(2)),
    )
    open_talk(server, page)
    turn = page.locator(".turn")
    expect(turn.locator(".turn-facts")).to_contain_text("gpt-4o")
    expect(turn.locator(".turn-facts")).to_contain_text("7 tokens")
    expect(turn.locator(".steps li")).to_have_count(0)
    turn.get_by_text("3 steps, 1 tool, 1 s").click()
    steps = turn.locator(".steps li")
    expect(steps).to_have_count(3)
    expect(steps.nth(1)).to_contain_text("step 2")
    expect(steps.nth(1)).to_contain_text("1 s")
    expect(steps.nth(1).get_by_label("failed")).to_be_visible()
    expect(turn.locator(".status.ERROR")).to_have_text("step 2 no such file")
    steps.nth(0).get_by_role("link").click()
    expect(page).to_have_url(re.compile(rf"/traces/{trace_id(1)}\?span={span_id(1)}$"))
    page.go_back()
    expect(turn).to_be_visible()


def test_an_answer_in_markdown_reads_as_such(server: RunningServer, page: Page) -> None:
    answer = "# Plan\n\n- **one**\n- `two`\n\n" + "And on it goes. " * 400
    send(server, said(1, named={"langfuse.observation.output": answer}))
    open_talk(server, page)
    bubble = page.locator(".said.by-assistant")
    expect(bubble.locator("li strong")).to_have_text("one")
    expect(bubble.locator("li code")).to_have_text("two")
    bubble.get_by_role("button", name=re.compile("^Show all 6,4")).click()
    expect(bubble.get_by_role("button", name="Show less")).to_be_visible()
    assert bubble.inner_text().count("And on it goes.") == 400


def test_what_holds_no_words_is_folded_and_read_on_demand(
    server: RunningServer, page: Page
) -> None:
    silent = said(1, input={"a": [1, 2], "b": {"c": 3}})
    long = said(2, input={"a": ["so " * 40_000, 1], "b": 2})
    nothing = span(3, user="ann", minutes_ago=90, named={"session.id": "talk"})
    send(server, silent, long, nothing)
    asked_for: list[str] = []
    page.on("request", lambda sent: asked_for.append(sent.post_data or ""))
    open_talk(server, page)
    turns = page.locator(".turn")
    expect(turns.nth(0).locator(".said.by-user")).to_have_count(0)
    assert not any("WholeInput" in body for body in asked_for)
    turns.nth(0).get_by_text("Input", exact=True).first.click()
    expect(turns.nth(0).locator(".json")).to_contain_text("c")
    turns.nth(1).get_by_text("Input", exact=True).first.click()
    turns.nth(1).get_by_role("button", name="Show all 120").click()
    expect(turns.nth(1).locator(".json")).to_contain_text("so so so")
    expect(turns.nth(2)).to_contain_text("Nothing is known of what was said")


def test_keys_lead_from_turn_to_turn(server: RunningServer, page: Page) -> None:
    send(server, *(said(n) for n in range(1, 9)))
    open_talk(server, page)
    for n in (1, 2):
        page.keyboard.press("j")
        expect(page.locator(turn_of(n))).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(turn_of(3))).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator(turn_of(2))).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(turn_of(1))).to_be_focused()
    page.keyboard.press("End")
    expect(page.locator(turn_of(8))).to_be_focused()
    expect(page).to_have_url(re.compile(rf"turn={trace_id(8)}"))
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    for does in ("To the next turn", "To the next bad rating", "To the next error"):
        expect(keys).to_contain_text(does)


def test_keys_lead_to_errors_and_bad_ratings_wherever_they_are(
    server: RunningServer, page: Page
) -> None:
    turns = {n: said(n, minutes_ago=400 - n) for n in range(1, 301)}
    for n in (3, 200, 290):
        turns[n] = said(n, minutes_ago=400 - n, error="late")
    send(server, *turns.values())
    score(server, 5, "thumbs", True)
    score(server, 6, "stars", 5)
    score(server, 120, "thumbs", False)
    score(server, 250, "stars", 1)
    open_talk(server, page)
    for n in (3, 200, 290, 3):
        page.keyboard.press("e")
        expect(page.locator(turn_of(n))).to_be_focused()
        expect(page.locator(turn_of(n))).to_be_in_viewport()
    for n in (120, 250, 120):
        page.keyboard.press("b")
        expect(page.locator(turn_of(n))).to_be_focused()
    open_talk(server, page)
    send(server, said(400, session="calm"))
    open_talk(server, page, session="calm")
    page.keyboard.press("e")
    expect(page.get_by_text("No error in this conversation.")).to_be_visible()
    page.keyboard.press("b")
    expect(page.get_by_text("No bad rating in this conversation.")).to_be_visible()


def test_n_and_p_lead_through_the_list_it_was_opened_from(
    server: RunningServer, page: Page
) -> None:
    for n, session in ((1, "first"), (2, "second"), (3, "third")):
        send(server, said(n, session=session))
    send(server, said(4, session="elsewhere", user="bob"))
    page.goto(f"{server.url}/users/ann?period=7d&tab=sessions")
    page.get_by_role("link", name="second").click()
    expect(page.get_by_role("link", name="Next")).to_be_visible()
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile("/sessions/first"))
    expect(page.locator(turn_of(1))).to_be_visible()
    expect(page.get_by_role("link", name="Next")).to_have_count(0)
    for session in ("second", "third"):
        expect(page.get_by_role("link", name="Previous")).to_be_visible()
        page.keyboard.press("p")
        expect(page).to_have_url(re.compile(f"/sessions/{session}"))
        expect(page.locator(".turn")).to_have_count(1)
    trail = page.get_by_role("navigation", name="List of sessions")
    expect(trail).to_contain_text("Session")
    trail.get_by_role("link", name="ann").click()
    expect(page.locator("td.session")).to_have_count(3)


def test_a_link_to_a_turn_leads_to_it_and_on_in_both_directions(
    server: RunningServer, page: Page
) -> None:
    send(server, *(said(n, minutes_ago=400 - n) for n in range(1, 301)))
    open_talk(server, page, f"?turn={trace_id(150)}")
    turn = page.locator(turn_of(150))
    expect(turn).to_have_attribute("aria-current", "true")
    expect(turn).to_be_in_viewport()
    expect(page.locator(turn_of(149))).to_be_attached()
    page.wait_for_load_state("networkidle")
    # What was put before it moved nothing.
    assert 0 <= top_of(page, 150) < 120
    for n in (149, 148):
        page.keyboard.press("k")
        expect(page.locator(turn_of(n))).to_be_focused()
        expect(page.locator(turn_of(n))).to_be_in_viewport()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(turn_of(148)).get_by_role("button", name="Copy a link to this turn").click()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == f"{server.url}/sessions/talk?turn={trace_id(148)}"
    page.goto(f"{server.url}/users")
    page.goto(link)
    expect(page.locator(turn_of(148))).to_be_in_viewport()
    page.goto(f"{server.url}/sessions/talk?turn={trace_id(999)}")
    expect(page.get_by_text(f"There is no turn {trace_id(999)} here, or not yet.")).to_be_visible()
    expect(page.locator(turn_of(1))).to_be_visible()


def test_keys_lead_from_trace_to_trace_of_a_conversation(server: RunningServer, page: Page) -> None:
    # The second and the third began at the same moment.
    start = said(2)["startTimeUnixNano"]
    send(server, said(1), said(2, startTimeUnixNano=start), said(3, startTimeUnixNano=start))
    send(server, said(4), said(5, session="other"))
    page.goto(f"{server.url}/traces/{trace_id(1)}")
    for n in (2, 3, 4):
        expect(page.get_by_role("link", name="Next", exact=True)).to_be_visible()
        page.keyboard.press("]")
        expect(page).to_have_url(f"{server.url}/traces/{trace_id(n)}")
    expect(page.get_by_role("link", name="Previous", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Next", exact=True)).to_have_count(0)
    page.keyboard.press("[")
    expect(page).to_have_url(f"{server.url}/traces/{trace_id(3)}")


def test_the_trace_leads_to_its_turn(server: RunningServer, page: Page) -> None:
    send(server, *(said(n) for n in range(1, 31)))
    page.goto(f"{server.url}/traces/{trace_id(28)}")
    page.get_by_role("link", name="talk", exact=True).click()
    expect(page).to_have_url(re.compile(rf"/sessions/talk\?turn={trace_id(28)}"))
    expect(page.locator(turn_of(28))).to_be_in_viewport()


def test_a_long_conversation_is_read_as_one_scrolls(server: RunningServer, page: Page) -> None:
    for first in range(1, 2001, 500):
        send(server, *(said(n, minutes_ago=3000 - n) for n in range(first, first + 500)))
    open_talk(server, page, f"?turn={trace_id(1)}")
    expect(page.get_by_role("complementary")).to_contain_text("2,000")
    seen: set[str] = set()
    numbers = "turns => turns.map((turn) => turn.textContent.match(/Question (\\d+)/)[1])"
    for _ in range(MANY_STEPS):
        found = page.locator(".turn").evaluate_all(numbers)
        assert [int(n) for n in found] == list(range(int(found[0]), int(found[-1]) + 1))
        assert len(found) <= 150
        seen.update(found)
        if len(seen) > 250:
            break
        page.mouse.wheel(0, 4000)
        page.wait_for_timeout(50)
    assert len(seen) > 250
    expect(page.locator(turn_of(1))).to_have_count(0)
    expect(page.get_by_text("There is no turn")).to_have_count(0)
    # And back.
    for _ in range(MANY_STEPS):
        if page.locator(turn_of(1)).count() > 0:
            break
        page.mouse.wheel(0, -4000)
        page.wait_for_timeout(50)
    expect(page.locator(turn_of(1))).to_be_attached()
    page.keyboard.press("End")
    expect(page.locator(turn_of(2000))).to_be_in_viewport()
    for _ in range(2):
        page.keyboard.press("Home")
        expect(page.locator(turn_of(1))).to_be_in_viewport()
        page.keyboard.press("End")
        expect(page.locator(turn_of(2000))).to_be_in_viewport()


def test_a_new_turn_comes_at_the_end_and_moves_nothing(server: RunningServer, page: Page) -> None:
    send(server, *(said(n) for n in range(1, 31)))
    open_talk(server, page)
    reload_live(page)
    page.locator(".turn").last.scroll_into_view_if_needed()
    expect(page.locator(".turn")).to_have_count(30)
    page.locator(turn_of(10)).scroll_into_view_if_needed()
    before = top_of(page, 10)
    send(server, said(31), said(32))
    expect(page.locator(".turn")).to_have_count(32, timeout=NEWS_MS)
    assert top_of(page, 10) == before
    expect(page.locator(".turn").last).to_contain_text("Answer 32")


def test_a_reviewer_gives_feedback_at_a_turn_and_takes_it_back(
    server: RunningServer, page: Page
) -> None:
    send(server, said(1), said(2))
    open_talk(server, page)
    turn = page.locator(turn_of(2))
    turn.hover()
    turn.get_by_role("button", name="Give feedback").click()
    form = turn.get_by_role("form", name="Give feedback")
    form.get_by_label("Name").fill("helpful")
    form.get_by_label("No", exact=True).check()
    form.get_by_label("Comment").fill("It was wrong.")
    form.get_by_role("button", name="Give it").click()
    expect(turn).to_contain_text("helpful No")
    expect(turn).to_contain_text("It was wrong.")
    expect(page.locator(turn_of(1))).not_to_contain_text("helpful")
    turn.get_by_role("button", name="Delete helpful: No").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    expect(turn).not_to_contain_text("helpful")


def test_it_is_deleted_once_that_was_confirmed(server: RunningServer, page: Page) -> None:
    send(server, said(1), said(2, user="bob"), span(2, 1), said(3, session="other"))
    score(server, 1, "stars", 2)
    rate_session(server, "talk", "resolved", "yes")
    open_talk(server, page)
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Delete session…").click()
    dialog = page.get_by_role("dialog", name="Delete this session")
    expect(dialog).to_contain_text("2 turns with 3 spans")
    expect(dialog).to_contain_text("2 pieces of feedback")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.locator(".turn")).to_have_count(2)
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Delete session…").click()
    dialog.get_by_role("button", name="Delete for good").click()
    expect(page.get_by_role("status").filter(has_text="Deleted the session")).to_have_text(
        "Deleted the session, with 2 turns."
    )
    expect(page).to_have_url(re.compile(r"/users/ann\?tab=sessions"))
    expect(page.locator("td.session")).to_have_text(["other"])
    metrics = "metrics { traceCount sessionCount spanCount costUsd feedbackCount }"
    found = asked(
        server,
        f'{{ ann: user(userId: "ann") {{ {metrics} }} bob: user(userId: "bob") {{ userId }} }}',
    )
    assert found == {
        "ann": {
            "metrics": {
                "traceCount": 1,
                "sessionCount": 1,
                "spanCount": 1,
                "costUsd": "0.25",
                "feedbackCount": 0,
            }
        },
        "bob": None,
    }
    page.goto(f"{server.url}/sessions/talk")
    expect(page.get_by_text("There is no such session, or not yet")).to_be_visible()
    expect(page.locator(".turn")).to_have_count(0)


def test_it_is_copied_and_downloaded(server: RunningServer, page: Page, tmp_path: Path) -> None:
    named = {"langfuse.observation.output": "Take `this`:\n\n- one"}
    send(
        server,
        *(said(n, minutes_ago=400 - n) for n in range(1, 121)),
        said(121, named=named, input={"a": [1.0, 2], "b": {"c": 9007199254740993}}),
    )
    score(server, 2, "stars", 2, "Too short,\nreally")
    for _ in range(101):
        score(server, 3, "thumbs", True)
    open_talk(server, page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    def choose(item: str) -> None:
        page.get_by_role("button", name="More", exact=True).click()
        page.get_by_role("menuitem", name=item).click()

    choose("Copy as Markdown")
    expect(page.get_by_text("Copied 121 turns as Markdown.")).to_be_visible()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("# Session of ann\n\n- User: `ann`\n- Session: `talk`\n- Started: 20")
    assert text.count("**User** (ann), ") == text.count("**Assistant**, ") == 121
    assert text.index("\nQuestion 119\n") < text.index("\nAnswer 119\n") < text.index("Answer 120")
    assert "> **stars**: 2 (api, " in text and "\n> Too short,\n> really\n" in text
    assert text.count("> **thumbs**: Yes (api, ") == 101
    assert '"c": 9007199254740993' in text
    assert text.endswith("Take `this`:\n\n- one\n")
    with page.expect_download() as download:
        choose("Download Markdown")
    assert download.value.suggested_filename == "session-talk.md"
    assert Path(download.value.path()).read_text() == text
    with page.expect_download() as download:
        choose("Download JSON")
    assert download.value.suggested_filename == "session-talk.json"
    talk = json.loads(Path(download.value.path()).read_text())
    assert [turn["userMessage"] for turn in talk["turns"][:120]] == [
        f"Question {n}" for n in range(1, 121)
    ]
    assert talk["turns"][120]["input"] == {"a": [1.0, 2], "b": {"c": 9007199254740993}}
    assert len(talk["turns"][2]["feedback"]) == 101
    assert talk["turns"][1]["feedback"][0]["comment"] == "Too short,\nreally"


HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>[x](javascript:alert(3)) **b**"


def test_nothing_that_was_said_is_markup(server: RunningServer, page: Page) -> None:
    named = {"langfuse.observation.output": HOSTILE, "langfuse.trace.name": HOSTILE}
    send(
        server,
        said(1, user=HOSTILE, session=HOSTILE, input=HOSTILE, named=named, error=HOSTILE),
        said(2, user="bob", session=HOSTILE, input=[{"role": HOSTILE, "content": HOSTILE}]),
        span(1, 1, name=HOSTILE, tokens=1, named={"langfuse.observation.model.name": HOSTILE}),
    )
    score(server, 1, HOSTILE, HOSTILE, HOSTILE)
    open_talk(server, page, session=HOSTILE)
    page.locator(".steps summary").first.click()
    expect(page.locator(".steps li")).to_be_visible()
    expect(page.locator(".said.by-assistant").first).to_contain_text("<script>alert(2)</script>")
    foreign = "main :is(img, script, iframe, svg[onload], a[href^='javascript:'])"
    expect(page.locator(foreign)).to_have_count(0)
    page.get_by_role("button", name="More", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="Download Markdown").click()
    assert download.value.suggested_filename.endswith(".md")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_at_any_width(
    server: RunningServer, browser: Browser, theme: Theme
) -> None:
    send(
        server,
        said(1, input="Why?\n\n- one\n- `two`", error="late"),
        said(2, input={"a": [1], "b": 2}, user="bob"),
        span(1, 1, tokens=3),
        span(1, 2, error="broken"),
    )
    score(server, 1, "stars", 1, "No.")
    rate_session(server, "talk", "resolved", "no")
    with open_window(browser, server.url, theme=theme) as page:
        follow_link(page, server)
        for width in (320, 390, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            open_talk(server, page, f"?turn={trace_id(1)}")
            page.locator(".steps summary").first.click()
            page.get_by_text("Input", exact=True).first.click()
            expect(page.locator(".json")).to_be_visible()
            page.locator(turn_of(1)).get_by_role("button", name="Give feedback").click()
            expect(page.get_by_role("form", name="Give feedback")).to_be_visible()
            page.wait_for_function(
                "document.getAnimations().every((a) => a instanceof CSSAnimation)"
            )
            found = Axe().run(page).response["violations"]
            assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
            assert page.evaluate("document.documentElement.scrollWidth") == width


def test_reading_it_takes_as_many_requests_however_long(server: RunningServer, page: Page) -> None:
    send(server, said(1), *(said(n, session="long", minutes_ago=400 - n) for n in range(2, 200)))
    counts = []
    for session in ("talk", "long"):
        asked_for: list[str] = []

        def note(sent: Request, urls: list[str] = asked_for) -> None:
            if "/graphql" in sent.url:
                urls.append(sent.url)

        # Nothing of the page before is on its way still.
        page.goto("about:blank")
        page.on("request", note)
        open_talk(server, page, "?live=off", session=session)
        page.wait_for_load_state("networkidle")
        page.remove_listener("request", note)
        counts.append(len(asked_for))
    assert counts[1] == counts[0]


def test_a_session_that_is_not_there_says_so_until_it_is(server: RunningServer, page: Page) -> None:
    page.goto(f"{server.url}/sessions/soon")
    expect(page.get_by_text("There is no such session, or not yet")).to_be_visible()
    send(server, said(1, session="soon"))
    expect(page.locator(".turn")).to_have_count(1, timeout=NEWS_MS)


def test_rest_and_the_page_agree_on_what_was_deleted(server: RunningServer, page: Page) -> None:
    send(server, said(1), said(2))
    open_talk(server, page)
    keys = server.public_key, server.secret_key
    answer = httpx.delete(f"{server.url}/api/public/sessions/talk", auth=keys)
    assert answer.status_code == 200, answer.text
    expect(page.get_by_text("There is no such session, or not yet")).to_be_visible(
        timeout=2 * NEWS_MS
    )
