"""A browser opens the list, sorts it, opens a user and a trace."""

import re

from playwright.sync_api import Page, expect

from browsing import NEWS_MS, add_filter, score, send, span, span_id, trace_id
from environment import RunningServer


def first_users(page: Page, count: int = 3) -> list[str]:
    return page.locator("td.user").all_inner_texts()[:count]


def expect_users(page: Page, *users: str) -> None:
    expect(page.locator("td.user")).to_have_text(list(users))


def send_sixty_users(server: RunningServer) -> None:
    """u00 has the least of everything and was seen last, u59 the most and first."""
    spans = [
        span(n, user=f"u{n:02}", minutes_ago=5 + n, cost=0.01 * (n + 1), tokens=100 * (n + 1))
        for n in range(60)
    ]
    send(server, *spans)


def test_an_empty_project_shows_its_own_key_and_goes_on_when_a_trace_arrives(
    server: RunningServer, page: Page
) -> None:
    expect(page.get_by_role("heading", name="Send your first trace")).to_be_visible()
    for language in ("Python", "JavaScript", "OpenTelemetry", "GraphQL"):
        page.get_by_role("tab", name=language).click()
        expect(page.get_by_text(server.public_key).first).to_be_visible()
        expect(page.get_by_text(server.url).first).to_be_visible()
    assert server.secret_key not in page.content()
    send(server, span(1, user="ann"))
    expect(page.get_by_role("link", name="ann")).to_be_visible(timeout=NEWS_MS)


def test_the_guide_stays_once_there_are_traces(server: RunningServer, page: Page) -> None:
    page.goto(f"{server.url}/setup")
    expect(page.get_by_role("heading", name="Send your first trace")).to_be_visible()
    send(server, span(1, user="ann"))
    expect(page.get_by_role("link", name="ann")).to_be_visible(timeout=NEWS_MS)
    page.goto(f"{server.url}/setup?with=otel")
    expect(page.get_by_text(f"{server.url}/v1/traces")).to_be_visible()


def test_traces_of_nobody_say_how_to_name_the_user(server: RunningServer, page: Page) -> None:
    send(server, span(1))
    # Over a longer time, too, there would be nobody.
    for address in ("/users?period=all", "/users"):
        page.goto(f"{server.url}{address}")
        expect(page.get_by_text("Traces arrive, but none names a user")).to_be_visible()


def test_a_sort_lives_in_the_address(server: RunningServer, page: Page) -> None:
    send_sixty_users(server)
    page.goto(f"{server.url}/users")
    expect(page.get_by_text("60 users")).to_be_visible()
    assert first_users(page) == ["u00", "u01", "u02"]
    page.get_by_role("columnheader", name="Cost").get_by_role("button").click()
    expect(page).to_have_url(re.compile(r"\?sort=-cost$"))
    expect(page.locator("td.user").first).to_have_text("u59")
    page.get_by_role("columnheader", name="Cost").get_by_role("button").click()
    expect(page.locator("td.user").first).to_have_text("u00")
    page.go_back()
    expect(page.locator("td.user").first).to_have_text("u59")
    page.reload()
    expect(page.locator("td.user").first).to_have_text("u59")
    expect(page.get_by_role("columnheader", name="Cost")).to_have_attribute(
        "aria-sort", "descending"
    )


def test_pages_go_forth_and_back(server: RunningServer, page: Page) -> None:
    send_sixty_users(server)
    page.goto(f"{server.url}/users?sort=-tokens")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("Page 2 of 2")).to_be_visible()
    expect(page.locator("td.user")).to_have_count(10)
    assert first_users(page) == ["u09", "u08", "u07"]
    page.reload()
    expect(page.locator("td.user").first).to_have_text("u09")
    expect(page.get_by_role("button", name="Next")).to_be_disabled()
    page.get_by_role("button", name="Previous").click()
    expect(page.locator("td.user").first).to_have_text("u59")
    page.go_back()
    expect(page.locator("td.user").first).to_have_text("u09")


def test_search_and_filters_live_in_the_address(server: RunningServer, page: Page) -> None:
    send_sixty_users(server)
    page.goto(f"{server.url}/users")
    page.get_by_role("searchbox").fill("U1")
    expect(page.get_by_text("10 users")).to_be_visible()
    add_filter(page, "Cost").get_by_label("At least").fill("0.195")
    page.keyboard.press("Enter")
    expect_users(page, "u19")
    expect(page).to_have_url(re.compile(r"\?q=U1&cost=0\.195\.\.$"))
    page.reload()
    expect_users(page, "u19")
    page.go_back()
    expect(page.get_by_text("10 users")).to_be_visible()
    page.go_forward()
    page.get_by_role("button", name="Remove the filter cost").click()
    expect(page.get_by_text("10 users")).to_be_visible()


def test_feedback_filters_by_name_and_average(server: RunningServer, page: Page) -> None:
    send(server, span(1, user="ann"), span(2, user="bob"), span(3, user="cy"))
    score(server, 1, "stars", 5)
    score(server, 2, "stars", 2)
    score(server, 3, "thumbs", True)
    page.goto(f"{server.url}/users")
    panel = add_filter(page, "Feedback")
    panel.get_by_label("Name").select_option("stars")
    panel.get_by_role("group", name="Mean").get_by_label("At most").fill("3")
    panel.get_by_role("button", name="Apply").click()
    expect_users(page, "bob")
    expect(page.get_by_text("stars: mean ≤ 3")).to_be_visible()


def test_an_empty_list_says_which_filter_empties_it(server: RunningServer, page: Page) -> None:
    send(server, span(1, user="ann", cost=0.5), span(2, user="bob"))
    page.goto(f"{server.url}/users?q=ann&cost=1..")
    expect(page.get_by_role("heading", name="No user matches")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Without cost")).to_contain_text("1 user")
    expect(page.get_by_role("listitem").filter(has_text="Without text")).to_be_hidden()
    page.get_by_role("button", name="Without cost").click()
    expect_users(page, "ann")


def test_a_period_and_an_environment_choose_the_users(server: RunningServer, page: Page) -> None:
    staging = {"langfuse.environment": "staging"}
    send(server, span(1, user="ann"), span(2, user="bob", minutes_ago=4 * 1440, named=staging))
    page.goto(f"{server.url}/users")
    expect_users(page, "ann", "bob")
    page.get_by_role("button", name="24 h").click()
    expect_users(page, "ann")
    expect(page).to_have_url(re.compile(r"\?period=24h$"))
    page.get_by_role("button", name="All", exact=True).click()
    panel = add_filter(page, "Environment")
    panel.get_by_label("staging").check()
    panel.get_by_role("button", name="Apply").click()
    expect_users(page, "bob")


def test_a_row_changes_in_place_without_a_reload(server: RunningServer, page: Page) -> None:
    send(server, span(1, user="ann"))
    traces = page.get_by_role("row", name=re.compile("ann")).locator("td.traces")
    expect(traces).to_have_text("1", timeout=NEWS_MS)
    send(server, span(2, user="ann"))
    expect(traces).to_have_text("2", timeout=NEWS_MS)


def test_a_user_shows_what_they_did(server: RunningServer, page: Page) -> None:
    in_session = {"session.id": "talk"}
    send(server, *(span(n, user="ann", tokens=50, cost=0.25, named=in_session) for n in range(25)))
    score(server, 3, "thumbs", False, "Not what I asked")
    page.goto(f"{server.url}/users")
    page.get_by_role("link", name="ann").click()
    expect(page.get_by_role("heading", name="ann", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name=re.compile(r"Cost \$6\.25"))).to_be_visible()
    expect(page.get_by_text("25 traces")).to_be_visible()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("Page 2 of 2")).to_be_visible()
    page.get_by_role("tab", name="Sessions").click()
    expect(page.get_by_role("cell", name="talk")).to_be_visible()
    page.get_by_role("tab", name="Feedback").click()
    expect(page.get_by_role("cell", name="Not what I asked")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Tokens")).click()
    expect(page).to_have_url(re.compile(r"/users/ann\?.*tab=feedback&measure=tokens$"))
    page.reload()
    expect(page.get_by_role("cell", name="Not what I asked")).to_be_visible()
    expect(
        page.get_by_role("application", name="Tokens over time").locator("canvas")
    ).to_be_visible()
    page.get_by_role("region", name="Measures").get_by_text("As a table").click()
    values = page.get_by_role("region", name="Tokens as a table")
    expect(values.get_by_role("cell", name="1,250")).to_be_visible()


def test_a_trace_shows_its_spans_and_what_they_hold(server: RunningServer, page: Page) -> None:
    question = [{"role": "user", "content": "Capital of France?"}]
    lost = span(1, 2, parentSpanId="ffffffffffffffff", error="timed out")
    send(server, span(1, user="ann"), span(1, 1, tokens=10, cost=0.5, input=question), lost)
    page.goto(f"{server.url}/users/ann")
    page.locator("td.trace a").click()
    expect(page).to_have_url(re.compile(rf"/traces/{trace_id(1)}$"))
    items = page.get_by_role("treeitem")
    expect(items).to_have_count(3)
    levels = [item.get_attribute("aria-level") for item in items.all()]
    assert levels == ["1", "2", "1"]
    page.get_by_role("treeitem", name="step 1").click()
    expect(page).to_have_url(re.compile(rf"\?span={span_id(1)}$"))
    detail = page.get_by_role("article", name="Span step 1")
    expect(detail.get_by_text("Capital of France?")).to_be_visible()
    expect(detail.get_by_text("$0.50").first).to_be_visible()
    page.get_by_role("tree").press("ArrowDown")
    expect(page.get_by_role("article").get_by_text("timed out")).to_be_visible()
    page.reload()
    expect(page.get_by_role("article").get_by_text("timed out")).to_be_visible()
    send(server, span(1, 3))
    expect(items).to_have_count(4, timeout=NEWS_MS)


def test_the_addresses_that_sdks_build_open_the_trace(server: RunningServer, page: Page) -> None:
    send(server, span(1, user="ann"))
    for address in (f"/trace/{trace_id(1)}", f"/project/{server.project_id}/traces/{trace_id(1)}"):
        page.goto(f"{server.url}{address}")
        expect(page.get_by_role("heading", name="answer").first).to_be_visible()
        page.get_by_role("treeitem", name="answer").click()
        expect(page).to_have_url(re.compile(rf"{address}\?span={span_id(0)}$"))


def test_the_overview_sums_everybody(server: RunningServer, page: Page) -> None:
    send_sixty_users(server)
    page.goto(f"{server.url}/overview")
    expect(page.get_by_role("button", name=re.compile("^Users 60"))).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Traces with a user 100%"))).to_be_visible()
    page.get_by_role("button", name=re.compile("^Cost")).click()
    expect(page.get_by_role("application", name="Cost over time")).to_be_visible()
    expect(page.get_by_role("cell", name="gpt-4o")).to_be_visible()
