"""GraphiQL on the API: the example operations run in its tabs, and nothing comes from elsewhere."""

import re
from urllib.parse import urlencode

import pytest
from graphql import OperationDefinitionNode, parse
from playwright.sync_api import Browser, Page, Response, expect

from asking import OPERATIONS
from browsing import LOOKED_AT, Theme, open_window, run_query, score, send, span
from environment import RunningServer

NAMES = [
    definition.name.value
    for definition in parse(OPERATIONS).definitions
    if isinstance(definition, OperationDefinitionNode) and definition.name
]


def come_back(page: Page, server: RunningServer, address: str) -> None:
    """Open it signed out, sign in, and come back to it."""
    page.goto(server.url + address)
    page.get_by_label("Password").fill(server.password)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(server.url + address)


def explore(page: Page, server: RunningServer) -> None:
    come_back(page, server, "/graphql")
    expect(page.get_by_role("tab")).to_contain_text(NAMES)
    expect(page.locator(".graphiql-query-editor")).to_contain_text(NAMES[0])


def ground(page: Page) -> int:
    """How bright the page is, from 0 to 255."""
    color = "getComputedStyle(document.querySelector('.graphiql-container')).backgroundColor"
    return max(int(channel) for channel in re.findall(r"\d+", page.evaluate(color))[:3])


def start(page: Page, name: str) -> None:
    """Run the operation in the tab of this name."""
    page.get_by_role("tab").filter(has_text=name).click()
    expect(page.locator(".graphiql-query-editor")).to_contain_text(name)
    run_query(page)


def execute(page: Page, name: str) -> str:
    """What the operation in the tab of this name is answered."""
    with page.expect_response(lambda answer: operation_of(answer) == name) as answered:
        start(page, name)
    return answered.value.text()


def operation_of(answer: Response) -> str | None:
    """What it answers: the editor itself asks for the schema, too."""
    if not answer.url.endswith("/graphql") or answer.request.method != "POST":
        return None
    asked = answer.request.post_data_json or {}
    name: str | None = asked.get("operationName")
    return name


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_example_is_answered_and_documented(
    server: RunningServer, browser: Browser, theme: Theme
) -> None:
    send(server, span(1, user="ann", cost=0.1, tokens=9))
    score(server, 1, "stars", 4)
    with open_window(browser, server.url, theme=theme) as page:
        explore(page, server)
        assert (ground(page) > 128) == (theme == "light")
        for name in NAMES:
            if name in ("Live", "Erase"):
                continue
            answer = execute(page, name)
            assert "errors" not in answer, answer
            assert '"data"' in answer
            expect(page.locator(".graphiql-response")).to_contain_text("data")
        # Who is to be erased is to be named first.
        assert "input.userId must not be empty." in execute(page, "Erase")
        page.get_by_role("button", name="Show Documentation Explorer").click()
        page.get_by_role("link", name="Query", exact=True).click()
        page.get_by_role("link", name="overview", exact=True).click()
        expect(page.locator(".graphiql-doc-explorer")).to_contain_text(
            "Measures over all users and traces of the project"
        )


def test_the_window_ends_where_the_editor_ends(server: RunningServer, browser: Browser) -> None:
    with open_window(browser, server.url) as page:
        explore(page, server)
        page.mouse.move(1000, 600)
        page.mouse.wheel(0, 500)
        page.evaluate(LOOKED_AT)
        assert page.evaluate("scrollY") == 0


def test_a_subscription_shows_traces_as_they_come(server: RunningServer, browser: Browser) -> None:
    with open_window(browser, server.url) as page:
        explore(page, server)
        start(page, "Live")
        shown = page.locator(".graphiql-response").filter(has_text="traceUpdated")
        # Nothing says when a subscription has begun.
        for number in range(100):
            send(server, span(number, user="ann"))
            if shown.count():
                break
            page.wait_for_timeout(100)
        expect(shown).to_contain_text('"userId": "ann"')


def test_a_link_to_a_query_opens_it_beside_the_examples(
    server: RunningServer, browser: Browser
) -> None:
    link = urlencode({"query": "{ project { environments } }", "variables": '{"n": 17}'})
    with open_window(browser, server.url) as page:
        come_back(page, server, f"/graphql?{link}")
        # A second visit finds the tabs as they were left.
        for _ in range(2):
            expect(page.get_by_role("tab")).to_contain_text(["<untitled>", *NAMES])
            expect(page.locator(".graphiql-query-editor")).to_contain_text("environments")
            expect(page.locator(".graphiql-editor-tool").first).to_contain_text("17")
            page.get_by_role("button", name=re.compile("Execute query")).click()
            expect(page.locator(".graphiql-response")).to_contain_text('"environments"')
            page.reload()
