"""Numbers on the page: none loses a digit, or is written as nothing, all or another one."""

import json

import httpx
from playwright.sync_api import Browser, Page, expect

from browsing import (
    asked,
    follow_link,
    open_window,
    run_query,
    score,
    send,
    span,
    span_id,
    trace_id,
)
from environment import RunningServer

INPUT = "langfuse.observation.input"
USAGE = "langfuse.observation.usage_details"
COST = "langfuse.observation.cost_details"
# Beyond 2^53, where JavaScript's numbers have gaps (ECMA-262, Number.MAX_SAFE_INTEGER).
ID, WEI = "107505301260286111", "50000000000000000001"


def test_what_was_sent_is_shown_and_copied_with_every_digit(
    server: RunningServer, page: Page
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sent = f'{{"id": {ID}, "wei": {WEI}, "call": "{{\\"id\\": {ID}}}"}}'
    send(server, span(1, user="ann", named={INPUT: sent}))
    page.goto(f"{server.url}/traces/{trace_id(1)}?span={span_id(0)}")
    given = page.get_by_role("region", name="Input")
    expect(given.locator(".literal")).to_have_text(ID)
    expect(given).to_contain_text(f'wei: "{WEI}"')
    expect(given).to_contain_text(f"{ID}}}")
    given.get_by_role("button", name="Text").click()
    expect(given).to_contain_text(f'"id": {ID}')
    given.get_by_role("button", name="Copy the input").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert json.loads(copied) == {"id": int(ID), "wei": WEI, "call": f'{{"id": {ID}}}'}


def test_who_edits_a_user_changes_no_number_of_theirs(server: RunningServer, page: Page) -> None:
    send(server, span(1, user="ann"))
    document = "mutation ($said: JSON) { identifyUser(input: {userId: %s, properties: $said}) %s }"
    identify = document % ('"ann"', "{ user { id } }")
    body = json.dumps({"query": identify, "variables": {"said": {"id": int(ID)}}})
    keys = (server.public_key, server.secret_key)
    json_type = {"content-type": "application/json"}
    httpx.post(f"{server.url}/graphql", content=body, headers=json_type, auth=keys)
    page.goto(f"{server.url}/users/ann")
    expect(page.get_by_text(ID)).to_be_visible()
    page.get_by_role("button", name="Edit", exact=True).click()
    page.get_by_label("Name", exact=True).fill("Ann")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Ann", exact=True)).to_be_visible()
    found = asked(server, '{ user(userId: "ann") { properties } }')
    assert found["user"]["properties"] == {"id": int(ID)}


def test_the_explorer_shows_every_digit(server: RunningServer, page: Page) -> None:
    send(server, span(1, user="ann", named={INPUT: f"[{ID}]"}))
    query = f'{{ trace(traceId: "{trace_id(1)}") {{ spans {{ nodes {{ input }} }} }} }}'
    page.goto(f"{server.url}/graphql?query={query}")
    expect(page.locator(".graphiql-query-editor")).to_contain_text("nodes")
    run_query(page)
    expect(page.locator(".result-window")).to_contain_text(ID)


def test_feedback_is_what_was_given(server: RunningServer, page: Page) -> None:
    send(server, span(1, user="ann"))
    given = {"close": 0.0012, "below": -0.004, "almost": 99.998, "large": 1_234_567_890_123.4}
    for name, number in given.items():
        score(server, 1, name, number)
    page.goto(f"{server.url}/users/ann?tab=feedback&period=7d")
    for text in ("0.0012", "-0.004", "99.998", "1,234,567,890,123.4"):
        expect(page.get_by_role("cell", name=text, exact=True)).to_be_visible()
    summaries = page.locator(".summary")
    for text in ("0.0012 average", "-0.004 average", "99.998 average", "1.23T average"):
        expect(summaries.filter(has_text=text)).to_be_visible()
    tile = page.get_by_role("group", name="Measures").get_by_role("button", name="Feedback")
    # Of one name alone: of those that are rated alike, the first.
    expect(tile.locator(".tile-value span")).to_have_text("99.998")
    page.goto(f"{server.url}/users?cols=user,feedback:large")
    mean = page.locator("td.feedback span")
    expect(mean).to_have_text("1.23T (1)")
    expect(mean).to_have_attribute("title", "1,234,567,890,123.4 on average, 1 given")


def test_a_share_is_never_nothing_or_all_unless_it_is(server: RunningServer, page: Page) -> None:
    send(server, *(span(1, n, user="ann", error="no" if n == 7 else None) for n in range(2500)))
    send(server, *(span(2, n, user="eve", error="no" if n else None) for n in range(2500)))
    page.goto(f"{server.url}/users?cols=user,errors,error-rate")
    for user, text, exact in (
        ("ann", "<0.1%", "1 of 2,500 spans"),
        ("eve", ">99.9%", "2,499 of 2,500 spans"),
    ):
        cell = page.get_by_role("row").filter(has_text=user).get_by_text(text)
        expect(cell).to_have_attribute("title", exact)


def test_the_smallest_cost_fits_and_is_exact_on_hover(server: RunningServer, page: Page) -> None:
    for trace, cost in enumerate(("0.0000012", "0.00000034567", "999999.25")):
        named = {COST: f'{{"total": {cost}}}', USAGE: '{"input": 10}'}
        send(server, span(trace, user=f"user-{trace}", tokens=10, named=named))
    page.goto(f"{server.url}/users")
    shown = {"$0.0000012": None, "<$0.000001": "$0.00000034567", "$999,999": "$999,999.25"}
    for text, exact in shown.items():
        cell = page.locator("td.cost span").filter(has_text=text)
        expect(cell).to_be_visible()
        assert cell.get_attribute("title") == exact
        # None of it is cut off.
        assert cell.evaluate("of => of.parentElement.scrollWidth <= of.parentElement.clientWidth")
    page.goto(f"{server.url}/traces/{trace_id(1)}")
    amount = page.locator(".amount").filter(has_text="<$0.000001")
    expect(amount).to_be_visible()
    assert amount.evaluate("of => of.scrollWidth <= of.clientWidth")


def test_nothing_in_a_tile_is_wider_than_the_tile(server: RunningServer, browser: Browser) -> None:
    """Asked of a phone, where tiles are narrowest."""
    send(server, span(1, user="ann", tokens=10, named={COST: '{"total": 0.0000012}'}))
    score(server, 1, "large", 9_876_543_210_987.5)
    with open_window(browser, server.url, width=375) as page:
        follow_link(page, server)
        page.goto(f"{server.url}/users/ann")
        tiles = page.locator(".tile")
        expect(tiles).to_have_count(6)
        for tile in tiles.all():
            assert tile.evaluate("of => of.scrollWidth <= of.clientWidth")
            value = tile.locator(".tile-value")
            assert value.evaluate("of => of.clientHeight") < 40
