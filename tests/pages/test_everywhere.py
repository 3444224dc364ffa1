"""What holds on every page: the way in, both themes, small windows, and nothing sent is markup."""

import re
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # has none
from playwright.sync_api import Browser, Page, expect

from browsing import Theme, add_filter, open_window, score, send, span, span_id, trace_id
from environment import RunningServer

HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>\"'><svg onload=alert(3)>"


def sign_in(page: Page, server: RunningServer) -> None:
    page.goto(f"{server.url}/sign-in")
    page.get_by_label("Password").fill(server.password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("SDK tests")).to_be_visible()


def pages(user: str, session: str = "talk") -> dict[str, str]:
    """A word that each page shows once it is there, by its path."""
    return {
        "/users": "1 user",
        "/users?cost=9..": "No user matches",
        f"/users/{user}": "1 trace",
        f"/users/{user}?tab=sessions": "1 session",
        f"/users/{user}?traceErrors=no": "No traces like that",
        f"/sessions/{quote(session, safe='')}": "Session id",
        f"/users/{user}?tab=feedback": "1 feedback entry",
        "/traces": "1 trace",
        f"/traces/{trace_id(1)}": "The whole trace",
        f"/traces/{trace_id(1)}?span={span_id(1)}": "Model parameters",
        f"/traces/{trace_id(1)}?span={span_id(1)}&q=1&only=errors&input=json": "Only errors",
        "/overview": "Worth a look",
        "/setup": "Send a trace",
        "/settings": "What arrives",
        "/nowhere": "There is no such page",
    }


def send_one_of_each(server: RunningServer) -> None:
    named = {"langfuse.observation.model.parameters": '{"temperature": 0.2}'}
    question = [{"role": "user", "content": "Why?"}]
    root = span(1, user="ann", named={"session.id": "talk", "langfuse.trace.tags": ["beta"]})
    send(server, root, span(1, 1, tokens=9, cost=0.1, input=question, error="late", named=named))
    score(server, 1, "stars", 4, "Fine")


def test_the_printed_link_signs_in_once(server: RunningServer, browser: Browser) -> None:
    with open_window(browser, server.url) as page:
        page.goto(server.sign_in_url)
        expect(page).to_have_url(f"{server.url}/users")
        expect(page.get_by_text("SDK tests")).to_be_visible()
    with open_window(browser, server.url) as page:
        page.goto(server.sign_in_url)
        expect(page.get_by_role("alert")).to_contain_text("was used before")
        page.get_by_label("Password").fill("guess")
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("alert")).not_to_contain_text("was used before")
        page.get_by_label("Password").fill(server.password)
        page.get_by_role("button", name="Sign in").click()
        expect(page).to_have_url(f"{server.url}/users")


def test_who_is_signed_out_signs_in_and_comes_back(server: RunningServer, browser: Browser) -> None:
    send_one_of_each(server)
    with open_window(browser, server.url) as page:
        page.goto(f"{server.url}/users/ann?tab=feedback")
        page.get_by_label("Password").fill(server.password)
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{server.url}/users/ann?tab=feedback")
        expect(page.get_by_role("cell", name="Fine")).to_be_visible()
        page.get_by_role("button", name="SDK tests").click()
        page.get_by_role("menuitem", name="Sign out", exact=True).click()
        expect(page.get_by_label("Password")).to_be_visible()
        page.goto(f"{server.url}/overview")
        expect(page.get_by_label("Password")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(
    server: RunningServer, browser: Browser, theme: Theme
) -> None:
    with open_window(browser, server.url, theme=theme) as page:
        page.goto(f"{server.url}/sign-in")
        expect(page.get_by_label("Password")).to_be_visible()
        assert violations(page) == []
        sign_in(page, server)
        expect(page.get_by_text("Waiting for the first trace")).to_be_visible()
        assert violations(page) == []
        send_one_of_each(server)
        for path, word in pages("ann").items():
            page.goto(server.url + path)
            expect(page.get_by_text(word).filter(visible=True).first).to_be_visible()
            assert violations(page) == [], path
        page.goto(f"{server.url}/users/ann?measure=cost&split=model")
        page.get_by_role("button", name="Edit").click()
        page.get_by_role("button", name="Add a property").click()
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("dialog")).to_have_count(0)
        for open_dialog in ("Edit", "More"):
            page.get_by_role("button", name=open_dialog).click()
            if open_dialog == "More":
                page.get_by_role("menuitem", name="Erase user…").click()
            expect(page.get_by_role("dialog")).to_be_visible()
            assert violations(page) == []
            page.keyboard.press("Escape")
            expect(page.get_by_role("dialog")).to_have_count(0)
        page.goto(f"{server.url}/traces/{trace_id(1)}")
        page.get_by_role("button", name="Give feedback").click()
        expect(page.get_by_role("form", name="Give feedback")).to_be_visible()
        assert violations(page) == []
        page.goto(f"{server.url}/users")
        for name in ("Feedback", "Last seen"):
            expect(add_filter(page, name).get_by_role("button", name="Apply")).to_be_visible()
            assert violations(page) == []
            page.keyboard.press("Escape")
        for name in ("Columns", "Export"):
            page.get_by_role("button", name=name).click()
            expect(page.get_by_role("dialog", name=name)).to_be_visible()
            assert violations(page) == []
            page.keyboard.press("Escape")
        page.keyboard.press("ArrowDown")
        expect(page.get_by_role("link", name="ann")).to_be_focused()
        assert violations(page) == []
        page.get_by_role("button", name="SDK tests").click()
        expect(page.get_by_role("menu")).to_be_visible()
        assert violations(page) == []
        page.get_by_role("menuitem", name="Keys").click()
        expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
        assert violations(page) == []


def test_menus_panels_and_dialogs_work_by_keyboard(server: RunningServer, browser: Browser) -> None:
    send_one_of_each(server)
    with open_window(browser, server.url) as page:
        sign_in(page, server)
        own = page.get_by_role("button", name="SDK tests")
        own.press("ArrowDown")
        expect(page.get_by_role("menuitemcheckbox", name="As the system")).to_be_focused()
        page.keyboard.press("End")
        expect(page.get_by_role("menuitem", name="Sign out everywhere")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.get_by_role("menu")).to_have_count(0)
        expect(own).to_be_focused()
        page.keyboard.press("?")
        expect(page.get_by_role("dialog", name="Keys")).to_contain_text("Show what the keys do")
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Close")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(own).to_be_focused()
        page.goto(f"{server.url}/users?cost=0..")
        chip = page.get_by_role("button", name="Cost ≥ $0", exact=True)
        chip.press("Enter")
        expect(page.get_by_label("At least")).to_be_focused()
        page.keyboard.press("Escape")
        expect(chip).to_be_focused()
        page.goto(f"{server.url}/users/ann")
        page.get_by_role("tab", name="Traces").press("ArrowRight")
        expect(page.get_by_role("tab", name="Sessions")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("tabpanel", name="Sessions")).to_contain_text("talk")


def violations(page: Page) -> list[str]:
    # What fades in is judged once it is there.
    page.wait_for_function("document.getAnimations().every((a) => a instanceof CSSAnimation)")
    return [
        f"{found['id']}: {node['html']}"
        for found in Axe().run(page).response["violations"]
        for node in found["nodes"]
    ]


def test_the_theme_is_a_choice_that_stays(server: RunningServer, browser: Browser) -> None:
    with open_window(browser, server.url, theme="light") as page:
        sign_in(page, server)
        ground = "getComputedStyle(document.body).backgroundColor"
        light = page.evaluate(ground)
        page.get_by_role("button", name="SDK tests").click()
        page.get_by_role("menuitemcheckbox", name="Dark").click()
        assert page.evaluate(ground) != light
        page.reload()
        assert page.evaluate(ground) != light
        page.get_by_role("button", name="SDK tests").click()
        expect(page.get_by_role("menuitemcheckbox", name="Dark")).to_be_checked()


def test_only_tables_scroll_sideways_on_a_small_screen(
    server: RunningServer, browser: Browser
) -> None:
    send_one_of_each(server)
    with open_window(browser, server.url, width=320) as page:
        sign_in(page, server)
        for path, word in pages("ann").items():
            page.goto(server.url + path)
            expect(page.get_by_text(word).filter(visible=True).first).to_be_visible()
            assert page.evaluate("document.documentElement.scrollWidth") == 320, path


def test_whatever_is_sent_stays_text(server: RunningServer, browser: Browser) -> None:
    """A script that ran would open a dialog, which the window complains of."""
    named = {
        "session.id": HOSTILE,
        "langfuse.trace.name": HOSTILE,
        "langfuse.trace.tags": [HOSTILE],
        "langfuse.trace.metadata.key": HOSTILE,
        "langfuse.release": HOSTILE,
        "langfuse.observation.output": HOSTILE,
        "langfuse.observation.model.name": HOSTILE,
        "langfuse.observation.model.parameters": '{"temperature": "javascript:alert(4)"}',
    }
    messages = [{"role": HOSTILE, "content": f"[link](javascript:alert(5)) {HOSTILE}"}]
    root = span(1, user=HOSTILE, name=HOSTILE, input=messages, named=named)
    child = span(1, 1, tokens=9, name=HOSTILE, input={HOSTILE: [HOSTILE]}, named=named)
    send(server, root, {**child, "status": {"code": 2, "message": HOSTILE}})
    score(server, 1, HOSTILE, HOSTILE, HOSTILE)
    with open_window(browser, server.url) as page:
        sign_in(page, server)
        page.goto(f"{server.url}/users")
        page.get_by_role("link", name=HOSTILE).click()
        address = page.url.partition("?")[0]
        expect(page.get_by_role("heading", name=HOSTILE, exact=True).first).to_be_visible()
        for path, word in pages("", HOSTILE).items():
            page.goto(re.sub(f"^{server.url}/users/(?=$|\\?)", address, server.url + path))
            expect(page.get_by_text(word).filter(visible=True).first).to_be_visible()
            foreign = "main :is(img, script, iframe, svg[onload], a[href^='javascript:'])"
            expect(page.locator(foreign)).to_have_count(0)
        page.goto(f"{server.url}/traces/{trace_id(1)}")
        expect(page.get_by_role("article").get_by_text("[link](javascript:")).to_be_visible()
