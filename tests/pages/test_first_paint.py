"""What is seen of a page before its own scripts have run."""

import pytest
from playwright.sync_api import Browser, Route

from browsing import Theme, follow_link, open_window
from environment import RunningServer

HAS_GROUND = "ground => document.body && getComputedStyle(document.body).backgroundColor === ground"
GROUNDS = {"light": "rgb(248, 248, 246)", "dark": "rgb(17, 19, 21)"}


@pytest.mark.parametrize(
    ("system", "chosen", "seen"),
    [
        ("light", "dark", "dark"),
        ("dark", "light", "light"),
        ("dark", "system", "dark"),
        ("light", None, "light"),
        ("dark", None, "dark"),
    ],
)
def test_the_first_paint_has_the_chosen_theme(
    server: RunningServer, browser: Browser, system: Theme, chosen: str | None, seen: str
) -> None:
    with open_window(browser, server.url, theme=system) as page:
        follow_link(page, server)
        if chosen is not None:
            page.evaluate("theme => localStorage.setItem('usertrail.theme', theme)", chosen)
        held: list[Route] = []
        # No module comes: the page can draw nothing.
        page.route(
            lambda url: url.endswith(".js"),
            lambda route: (
                route.continue_() if "firstPaint" in route.request.url else held.append(route)
            ),
        )
        for path in ("/users", "/overview", "/no-such-page"):
            page.goto(server.url + path, wait_until="commit")
            page.wait_for_function(HAS_GROUND, arg=GROUNDS[seen])
            assert page.locator("#page > *").count() == 0
            page.goto("about:blank")
        page.unroute_all(behavior="ignoreErrors")


def test_the_query_editor_begins_in_the_chosen_theme(
    server: RunningServer, browser: Browser
) -> None:
    with open_window(browser, server.url) as page:
        follow_link(page, server)
        page.evaluate("localStorage.setItem('usertrail.theme', 'dark')")
        page.route(lambda url: url.endswith(".js") and "firstPaint" not in url, lambda route: None)
        page.goto(f"{server.url}/graphql", wait_until="commit")
        page.wait_for_function(
            "() => document.documentElement"
            " && getComputedStyle(document.documentElement).colorScheme === 'dark'"
        )
        page.goto("about:blank")
        page.unroute_all(behavior="ignoreErrors")
