"""What a browser that comes for the first time loads for each page."""

import gzip
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import follow_link, open_window, score, send, span, trace_id
from environment import RunningServer
from usertrail.page import built_files

MAX_SCRIPT_BYTES = 130 * 1024


def scripts_loaded_by(page: Page, url: str) -> dict[str, int]:
    """Sizes, compressed by gzip, of the script files that opening the address loads."""
    sizes: dict[str, int] = {}

    def note(address: str) -> None:
        path = urlsplit(address).path
        if path.endswith(".js"):
            content = (built_files() / path.removeprefix("/")).read_bytes()
            sizes[path] = len(gzip.compress(content, 9))

    page.on("request", lambda request: note(request.url))
    page.goto(url)
    expect(page.get_by_role("heading").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    return sizes


@pytest.mark.parametrize(
    "path", ["/overview", "/users", "/traces", "/users/ann", f"/traces/{trace_id(1)}"]
)
def test_the_first_load_of_a_page_is_light(
    server: RunningServer, browser: Browser, path: str
) -> None:
    send(server, span(1, user="ann", tokens=9, input=[{"role": "user", "content": "*Why?*"}]))
    score(server, 1, "stars", 4)
    with open_window(browser, server.url) as page:
        follow_link(page, server)
        session = page.context.storage_state()
    context = browser.new_context(storage_state=session)
    sizes = scripts_loaded_by(context.new_page(), server.url + path)
    context.close()
    assert len(sizes) > 3
    assert sum(sizes.values()) <= MAX_SCRIPT_BYTES, sizes
