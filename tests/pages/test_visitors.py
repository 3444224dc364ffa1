"""The page on what visitors gave with a public key alone, and whether they need a token for it."""

import httpx
from playwright.sync_api import Page, expect

from browsing import send, span, trace_id
from environment import RunningServer


def give(server: RunningServer, **given: object) -> int:
    return httpx.post(
        f"{server.url}/api/public/scores",
        headers={"authorization": f"Bearer {server.public_key}"},
        json={"traceId": trace_id(1), "name": "helpful", "value": 1} | given,
    ).status_code


def test_what_a_visitor_gave_is_told_apart_and_can_be_deleted(
    server: RunningServer, page: Page
) -> None:
    send(server, span(1, user="ann"))
    assert give(server, id="kept", comment="So it was.") == 200
    assert give(server, id="abuse", name="abuse", value="words") == 200
    page.goto(f"{server.url}/traces/{trace_id(1)}")
    feedback = page.get_by_role("region", name="Feedback")
    row = feedback.get_by_role("listitem").filter(has_text="So it was.")
    expect(row).to_contain_text("visitor, now")
    feedback.get_by_role("button", name="Delete abuse: words").click()
    dialog = page.get_by_role("dialog", name="Delete this feedback")
    dialog.get_by_role("button", name="Delete", exact=True).click()
    expect(feedback).not_to_contain_text("abuse")
    page.get_by_role("link", name="ann").last.click()
    page.get_by_role("tab", name="Feedback").click()
    expect(page.get_by_role("cell", name="visitor", exact=True)).to_be_visible()


def test_settings_decide_whether_visitors_need_a_token(server: RunningServer, page: Page) -> None:
    assert give(server) == 200
    page.goto(f"{server.url}/settings")
    switch = page.get_by_role("switch", name="Visitors need a signed token")
    expect(switch).not_to_be_checked()
    switch.focus()
    page.keyboard.press("Space")
    expect(switch).to_be_checked()
    expect(switch).to_be_enabled()
    assert give(server) == 403
    refused = page.get_by_role("cell", name="only with a token")
    expect(refused).to_be_visible(timeout=8_000)
    page.reload()
    expect(switch).to_be_checked()
    switch.click()
    expect(switch).not_to_be_checked()
    expect(switch).to_be_enabled()
    assert give(server) == 200
