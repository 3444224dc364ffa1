"""Ids that addresses and eyes do not take easily: users, sessions and traces open all the same."""

import re

import httpx
from playwright.sync_api import Page, expect

from environment import RunningServer

# What a browser takes for folders, what ends a line, what an address gives a meaning and what
# stands for it there, and what cannot be seen.
HARD = [".", "..", "~..", "a/../b", "%2E%2E", "a\nb", "\n", "a\r\n", "a ", " a", "a  b", "\u200b"]
# One of each kind.
FEW = [".", "a/../b", "a\r\n", "\u200b"]
IDS = [
    *HARD,
    *("~.", "...", "a/.", "%2E", "..%2F", "a\n/b", "\ta", "\x7f", " ", "a b", "a\u00a0b"),
    *("/", "//", "/a", "a/", "a//b", "a\\b", "?", "#", "a?b#c", "%", "%0A", "a%2Fb", "&=+;,:@$"),
    *('"<>`{}', "é", "😀", "sign-in"),
]


def send_ids(server: RunningServer) -> None:
    """A trace for each id, of a user and a session of the same."""
    batch = [
        {
            "id": f"event-{number}",
            "type": "trace-create",
            "timestamp": "2026-01-01T00:00:00Z",
            "body": {"id": id, "userId": id, "sessionId": id, "timestamp": "2026-01-01T00:00:00Z"},
        }
        for number, id in enumerate(IDS)
    ]
    keys = server.public_key, server.secret_key
    answer = httpx.post(f"{server.url}/api/public/ingestion", json={"batch": batch}, auth=keys)
    assert answer.status_code == 207 and not answer.json()["errors"], answer.text


def expect_id(page: Page, selector: str, id: str) -> None:
    """That it is there to the character, after a reload as well."""
    for _ in range(2):
        shown = page.locator(f"{selector} .id").first
        expect(shown).to_be_attached()
        assert shown.evaluate("element => element.textContent") == id
        page.reload()


def listed(page: Page, server: RunningServer) -> dict[str, str]:
    """The addresses of all users of the list, by what is there to be read."""
    page.goto(f"{server.url}/users?period=all")
    names = page.locator("table a.name")
    expect(names).to_have_count(len(IDS))
    found = names.evaluate_all("names => names.map((name) => [name.textContent, name.href])")
    return {str(id): str(href) for id, href in found}


def test_every_user_of_the_list_opens(page: Page, server: RunningServer) -> None:
    send_ids(server)
    addresses = listed(page, server)
    assert sorted(addresses) == sorted(IDS)
    for id, href in addresses.items():
        page.goto(href)
        shown = page.locator("h1 .id")
        expect(shown).to_be_attached()
        assert shown.evaluate("element => element.textContent") == id


def test_a_user_leads_to_their_session_and_trace(page: Page, server: RunningServer) -> None:
    send_ids(server)
    for id, href in listed(page, server).items():
        if id not in FEW:
            continue
        page.goto(f"{href}&tab=sessions")
        page.locator("table a.name").click()
        expect(page).to_have_url(re.compile("/sessions/"))
        expect_id(page, ".session-sums code", id)
        expect_id(page, "h1", id)
        page.locator(".turn-facts a").click()
        expect(page).to_have_url(re.compile("/traces/"))
        expect_id(page, "code", id)


def test_what_changes_an_address_keeps_the_id(page: Page, server: RunningServer) -> None:
    send_ids(server)
    for id in ("..", "a\nb"):
        page.goto(listed(page, server)[id])
        page.get_by_role("switch", name="Live").click()
        expect(page).to_have_url(re.compile("live=off"))
        expect_id(page, "h1", id)


def test_ids_that_differ_in_what_cannot_be_seen_look_different(
    page: Page, server: RunningServer
) -> None:
    send_ids(server)
    listed(page, server)
    marks = page.locator("table a.name").evaluate_all(
        """names => Object.fromEntries(names.map((name) => [
            name.textContent,
            [...name.querySelectorAll('.unprinted')].map((one) => one.dataset.mark).join(' '),
        ]))"""
    )
    assert {id: mark for id, mark in marks.items() if mark} == {
        "a\nb": "↵",
        "\n": "↵",
        "a\r\n": "␍ ↵",
        "a ": "␣",
        " a": "␣",
        "a  b": "␣ ␣",
        "\u200b": "U+200B",
        "a\n/b": "↵",
        "\ta": "⇥",
        "\x7f": "U+007F",
        " ": "␣",
        "a\u00a0b": "U+00A0",
    }


def test_what_is_copied_is_the_id_and_not_its_marks(page: Page, server: RunningServer) -> None:
    send_ids(server)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{server.url}/users/a%20%20b?period=all")
    page.get_by_role("button", name="Copy the user id").click()
    assert page.evaluate("() => navigator.clipboard.readText()") == "a  b"
    page.locator("code .id").first.evaluate("id => getSelection().selectAllChildren(id)")
    assert page.evaluate("() => getSelection().toString()") == "a  b"
