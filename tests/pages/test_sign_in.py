"""The ways into the page and out of it: links, followed or looked at, and other browsers."""

import subprocess
import sys

from playwright.sync_api import Browser, expect

from browsing import follow_link, open_window
from environment import RunningServer
from tests.pages.test_everywhere import sign_in, violations

HIDDEN = """
Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' })
"""
SEEN = "delete document.visibilityState; document.dispatchEvent(new Event('visibilitychange'))"


def new_link(server: RunningServer) -> str:
    command = [sys.executable, "-m", "usertrail", "link", "--database-url", server.database_url]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def test_the_token_of_a_link_does_not_stay_in_the_address(
    server: RunningServer, browser: Browser
) -> None:
    with open_window(browser, server.url) as page:
        seen: list[str] = []
        page.on("framenavigated", lambda frame: seen.append(frame.url))
        follow_link(page, server)
        page.go_back()
        assert "token" not in page.url
        # One that was spent is forgotten as well.
        page.context.clear_cookies()
        page.goto(server.sign_in_url)
        expect(page.get_by_role("alert")).to_contain_text("usertrail link")
        expect(page).to_have_url(f"{server.url}/sign-in")
        page.goto(new_link(server))
        expect(page).to_have_url(f"{server.url}/users")


def test_a_page_that_nobody_sees_does_not_spend_the_link(
    server: RunningServer, browser: Browser
) -> None:
    with open_window(browser, server.url) as ahead, open_window(browser, server.url) as page:
        # A browser that loads it ahead, or behind other tabs, runs its scripts, too.
        ahead.add_init_script(HIDDEN)
        ahead.goto(server.sign_in_url)
        expect(ahead.get_by_text("Signing in")).to_be_visible()
        ahead.wait_for_timeout(500)
        follow_link(page, server)
        ahead.evaluate(SEEN)
        expect(ahead.get_by_role("alert")).to_contain_text("was used before")
        ahead.goto(new_link(server))
        expect(ahead.get_by_text("Signing in")).to_be_visible()
        ahead.evaluate(SEEN)
        expect(ahead).to_have_url(f"{server.url}/users")


def test_other_browsers_are_signed_out_one_by_one_or_all(
    server: RunningServer, browser: Browser
) -> None:
    with open_window(browser, server.url) as own, open_window(browser, server.url) as other:
        for page in (own, other):
            sign_in(page, server)
        own.goto(f"{server.url}/settings")
        others = own.get_by_role("row").filter(has_not_text="this one")
        rows = own.get_by_role("region", name="Signed-in browsers").get_by_role("row")
        expect(rows).to_have_count(3)
        expect(rows.filter(has_text="this one")).to_contain_text("127.0.0.1")
        expect(rows.filter(has_text="this one")).to_contain_text("by password")
        assert violations(own) == []
        others.get_by_role("button", name="Sign out").click()
        expect(rows).to_have_count(2)
        # It is not touched, and yet it does not go on.
        expect(other.get_by_label("Password")).to_be_visible()
        sign_in(other, server)
        expect(rows).to_have_count(3)
        own.get_by_role("button", name="Sign out all others").click()
        expect(rows).to_have_count(2)
        expect(other.get_by_label("Password")).to_be_visible()
        sign_in(other, server)
        other.goto(f"{server.url}/settings")
        other.get_by_role("button", name="Sign out everywhere").click()
        expect(other.get_by_label("Password")).to_be_visible()
        expect(own.get_by_label("Password")).to_be_visible()


def test_who_guesses_is_told_to_wait(server: RunningServer, browser: Browser) -> None:
    refused = "status of 4(01|29)"
    with open_window(browser, server.url, expected=refused) as page:
        page.goto(f"{server.url}/sign-in")
        for _ in range(5):
            page.get_by_label("Password").fill("a guess")
            page.get_by_role("button", name="Sign in").click()
            expect(page.get_by_role("alert")).to_contain_text("not the password")
            expect(page.get_by_role("button", name="Sign in")).to_be_enabled()
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("alert")).to_contain_text("try again in 1 second.")
        page.wait_for_timeout(1100)
        page.get_by_label("Password").fill(server.password)
        page.get_by_role("button", name="Sign in").click()
        expect(page).to_have_url(f"{server.url}/users")
