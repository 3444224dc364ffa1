"""The settings page: keys, what arrives and what was refused, and several projects."""

import re

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import NEWS_MS, Theme, open_window, send, span, trace_id
from environment import RunningServer
from tests.pages.test_everywhere import sign_in, violations

# Counts are written every second, and the page looks every two.
COUNTED_MS = 8_000


def post(server: RunningServer, path: str, secret: str = "", public: str = "") -> int:
    auth = (public or server.public_key, secret or server.secret_key)
    agent = {"user-agent": "my-sdk/2.1"}
    return httpx.post(server.url + path, json={}, auth=auth, headers=agent).status_code


def create_key(page: Page, name: str) -> tuple[str, str]:
    """Public and secret key, as the page shows them once."""
    page.get_by_role("button", name="Create a key").click()
    page.get_by_role("dialog").get_by_label("Name").fill(name)
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="The key is made")
    expect(dialog.locator("dd code")).to_have_count(2)
    public_key, secret_key = dialog.locator("dd code").all_inner_texts()
    return public_key, secret_key


def create_project(page: Page, server: RunningServer, name: str) -> str:
    """Its id."""
    page.goto(f"{server.url}/settings")
    page.get_by_role("button", name="Create a project").click()
    page.get_by_role("dialog").get_by_label("Name").fill(name)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/project/project-[0-9a-f]+/settings$"))
    expect(page.locator(".own")).to_have_text(name)
    return page.url.split("/")[4]


def choose_project(page: Page, name: str) -> None:
    page.locator(".own").click()
    page.get_by_role("menuitemcheckbox", name=name).click()
    expect(page.locator(".own")).to_have_text(name)


def test_a_key_is_shown_once_works_and_is_revoked(server: RunningServer, page: Page) -> None:
    page.get_by_role("link", name="Settings").click()
    expect(page.get_by_role("link", name="Settings")).to_have_attribute("aria-current", "page")
    public_key, secret_key = create_key(page, "Laptop")
    lines = page.get_by_role("dialog").locator("pre").inner_text()
    assert f'LANGFUSE_SECRET_KEY="{secret_key}"' in lines
    assert f'LANGFUSE_PUBLIC_KEY="{public_key}"' in lines
    assert f'LANGFUSE_HOST="{server.url}"' in lines
    page.get_by_role("button", name="Done").click()
    row = page.get_by_role("row", name="Laptop")
    expect(row).to_contain_text(public_key)
    expect(row).to_contain_text("Never")
    assert secret_key not in page.content()
    page.reload()
    expect(row).to_contain_text(public_key)
    assert secret_key not in page.content()
    assert post(server, "/v1/traces", secret_key, public_key) == 200
    expect(row).to_contain_text("now", timeout=COUNTED_MS)
    row.get_by_role("button", name="More about Laptop").click()
    page.get_by_role("menuitem", name="Rename").click()
    field = page.get_by_role("dialog").get_by_label("Name")
    expect(field).to_have_value("Laptop")
    field.fill("Staging")
    page.keyboard.press("Enter")
    row = page.get_by_role("row", name="Staging")
    row.get_by_role("button", name="More about Staging").click()
    page.get_by_role("menuitem", name="Revoke").click()
    dialog = page.get_by_role("dialog", name="Revoke the key Staging")
    dialog.get_by_role("button", name="Cancel").click()
    assert post(server, "/v1/traces", secret_key, public_key) == 200
    row.get_by_role("button", name="More about Staging").click()
    page.get_by_role("menuitem", name="Revoke").click()
    dialog.get_by_role("button", name="Revoke").click()
    # While it stands there, nothing behind it counts.
    expect(dialog).to_have_count(0)
    expect(row).to_have_count(0)
    assert post(server, "/v1/traces", secret_key, public_key) == 401
    assert post(server, "/v1/traces") == 200


def test_without_a_key_the_guide_offers_one(server: RunningServer, page: Page) -> None:
    page.goto(f"{server.url}/settings")
    page.get_by_role("button", name=f"More about {server.public_key}").click()
    page.get_by_role("menuitem", name="Revoke").click()
    page.get_by_role("dialog").get_by_role("button", name="Revoke").click()
    expect(page.get_by_text("No key works")).to_be_visible()
    page.goto(f"{server.url}/setup")
    expect(page.get_by_text("No key of this project works yet.")).to_be_visible()
    expect(page.get_by_text('LANGFUSE_PUBLIC_KEY="YOUR_PUBLIC_KEY"')).to_be_visible()
    public_key, secret_key = create_key(page, "First")
    # It is not shown again, so a click beside it leaves it.
    page.mouse.click(5, 5)
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_text(f'LANGFUSE_SECRET_KEY="{secret_key}"')).to_be_visible()
    page.get_by_role("tab", name="OpenTelemetry").click()
    expect(page.get_by_text(f"{public_key}:{secret_key}")).to_be_visible()
    page.get_by_role("link", name="See all keys").click()
    expect(page.get_by_role("row", name="First")).to_be_visible()
    assert secret_key not in page.content()


def test_on_a_phone_the_guide_is_copied_without_scrolling(
    server: RunningServer, page: Page
) -> None:
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(f"{server.url}/setup")
    copy = page.get_by_role("button", name="Copy point the sdk here")
    expect(copy).to_be_in_viewport(ratio=1)


def test_what_arrives_and_what_is_refused_is_seen(server: RunningServer, page: Page) -> None:
    page.goto(f"{server.url}/settings")
    expect(page.get_by_text("Nothing was refused.")).to_be_visible()
    send(server, span(1, user="ann"), span(2, user="bob"))
    assert post(server, "/v1/logs") == 404
    assert post(server, "/v1/traces", "sk-wrong") == 401
    assert post(server, "/v1/traces", "sk-elsewhere", "pk-elsewhere") == 401
    arrives = page.get_by_label("Within the last hour", exact=True)
    expect(arrives).to_contain_text(re.compile("Spans\\s*2"), timeout=COUNTED_MS)
    expect(arrives).to_contain_text(re.compile("Refused requests\\s*2"))
    refused = page.get_by_role("region", name="Refused", exact=True)
    expect(refused.get_by_role("row", name="Logs are not kept here")).to_contain_text("my-sdk/2.1")
    row = refused.get_by_role("row", name="The secret key is not the one of this public key.")
    expect(row).to_contain_text("401")
    unknown = page.get_by_role("region", name="Refused without a known key")
    expect(unknown.get_by_role("row", name="pk-elsewhere")).to_contain_text("/v1/traces")
    assert "sk-elsewhere" not in page.content() and "sk-wrong" not in page.content()
    page.get_by_text("As a table").click()
    table = page.get_by_role("region", name="as a table")
    expect(table.get_by_role("row")).to_have_count(61)
    expect(table.get_by_role("columnheader")).to_have_text(
        ["When", "Spans", "Events", "Refused requests"]
    )


def test_each_project_is_shown_by_its_own_address(server: RunningServer, page: Page) -> None:
    send(server, span(1, user="ann"))
    page.goto(f"{server.url}/users")
    page.locator(".own").click()
    expect(page.get_by_role("menuitemcheckbox", name="SDK tests")).to_have_count(0)
    page.keyboard.press("Escape")
    other = create_project(page, server, "Second shop")
    public_key, secret_key = create_key(page, "Second")
    page.get_by_role("button", name="Done").click()
    second = server._replace(public_key=public_key, secret_key=secret_key)
    send(second, span(2, user="bea"))
    page.get_by_role("link", name="Users", exact=True).click()
    expect(page).to_have_url(f"{server.url}/project/{other}/users")
    expect(page.get_by_role("link", name="bea")).to_be_visible()
    expect(page.get_by_role("link", name="ann")).to_have_count(0)
    page.get_by_role("link", name="bea").click()
    expect(page).to_have_url(re.compile(f"/project/{other}/users/bea"))
    shared = page.url
    # An answer to what happens comes from the same project.
    send(second, span(3, user="bea"))
    expect(page.get_by_text("2 traces").first).to_be_visible(timeout=NEWS_MS)
    page.goto(f"{server.url}/project/{other}/users?period=7d&sort=-cost")
    choose_project(page, "SDK tests")
    expect(page).to_have_url(f"{server.url}/project/{server.project_id}/users?period=7d")
    expect(page.get_by_role("link", name="ann")).to_be_visible()
    expect(page.get_by_role("link", name="bea")).to_have_count(0)
    page.go_back()
    expect(page.get_by_role("link", name="bea")).to_be_visible()
    expect(page.locator(".own")).to_have_text("Second shop")
    page.reload()
    expect(page.get_by_role("link", name="bea")).to_be_visible()
    page.goto(f"{server.url}/users/bea")
    expect(page.get_by_text("SDK tests")).to_be_visible()
    expect(page.get_by_role("heading", name="bea")).to_have_count(0)
    page.goto(shared)
    expect(page.get_by_role("heading", name="bea")).to_be_visible()


def test_windows_beside_each_other_show_a_project_each(server: RunningServer, page: Page) -> None:
    send(server, span(1, user="ann"))
    other = create_project(page, server, "Second")
    beside = page.context.new_page()
    beside.goto(f"{server.url}/users")
    expect(beside.get_by_role("link", name="ann")).to_be_visible()
    page.get_by_role("link", name="Users", exact=True).click()
    expect(page.get_by_text("Waiting for the first trace")).to_be_visible()
    send(server, span(2, user="cat"))
    expect(beside.get_by_role("link", name="cat")).to_be_visible(timeout=NEWS_MS)
    expect(page.get_by_text("Waiting for the first trace")).to_be_visible()
    expect(page).to_have_url(f"{server.url}/project/{other}/users")


def test_the_address_that_sdks_build_opens_the_trace_in_its_project(
    server: RunningServer, page: Page
) -> None:
    other = create_project(page, server, "Second")
    public_key, secret_key = create_key(page, "Second")
    send(server._replace(public_key=public_key, secret_key=secret_key), span(7, user="bea"))
    page.goto(f"{server.url}/project/{other}/traces/{trace_id(7)}")
    expect(page.get_by_role("heading", name="answer").first).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="bea").first.click()
    expect(page).to_have_url(re.compile(f"/project/{other}/users/bea"))
    page.goto(f"{server.url}/project/{server.project_id}/traces/{trace_id(7)}")
    expect(page.get_by_text("There is no such trace, or not yet")).to_be_visible()
    page.goto(f"{server.url}/project/nowhere/traces/{trace_id(7)}")
    expect(page.get_by_role("heading", name="There is no such project")).to_be_visible()
    # Nothing of it can be followed, so no connection is said to be lost.
    expect(page.get_by_role("switch", name="Live")).to_have_count(0)
    page.get_by_role("link", name="See the project that you are signed in to").click()
    expect(page.locator(".own")).to_have_text("SDK tests")


def test_who_is_signed_out_comes_back_to_the_project(
    server: RunningServer, browser: Browser
) -> None:
    with open_window(browser, server.url) as page:
        sign_in(page, server)
        other = create_project(page, server, "Second")
    with open_window(browser, server.url) as page:
        page.goto(f"{server.url}/project/{other}/overview?period=7d")
        page.get_by_label("Password").fill(server.password)
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{server.url}/project/{other}/overview?period=7d")
        expect(page.locator(".own")).to_have_text("Second")
        page.locator(".own").click()
        page.get_by_role("menuitem", name="Sign out", exact=True).click()
        page.get_by_label("Password").fill(server.password)
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{server.url}/project/{other}/users")


def test_a_project_is_renamed(server: RunningServer, page: Page) -> None:
    page.goto(f"{server.url}/settings")
    page.get_by_role("button", name="Rename").click()
    field = page.get_by_role("dialog").get_by_label("Name")
    expect(field).to_have_value("SDK tests")
    field.fill("  ")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("1 to 100 characters")
    field.fill("The shop")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".own")).to_have_text("The shop")


def test_the_explorer_asks_the_project_that_one_came_from(
    server: RunningServer, page: Page
) -> None:
    other = create_project(page, server, "Second")
    page.get_by_role("link", name="API").click()
    expect(page).to_have_url(f"{server.url}/graphql?project={other}")
    with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
        page.reload()
    assert answered.value.url == f"{server.url}/graphql?project={other}"
    assert answered.value.status == 200


def test_the_settings_work_by_keyboard(server: RunningServer, page: Page) -> None:
    page.goto(f"{server.url}/settings")
    expect(page.get_by_role("heading", name="API keys")).to_be_visible()
    page.keyboard.press("?")
    help = page.get_by_role("dialog", name="Keys")
    expect(help).to_contain_text("Create an API key")
    help.get_by_role("button", name="Close").press("Escape")
    expect(help).to_have_count(0)
    page.keyboard.press("c")
    expect(page.get_by_role("dialog").get_by_label("Name")).to_be_focused()
    page.keyboard.type("By hand")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="The key is made")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    more = page.get_by_role("button", name="More about By hand")
    more.press("ArrowDown")
    expect(page.get_by_role("menuitem", name="Rename")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitem", name="Revoke")).to_be_focused()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Revoke the key By hand")
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    # Escape is for what was opened last: the menu that led here, until it is gone.
    expect(page.get_by_role("menu")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("row", name="By hand")).to_be_visible()


HEAD_OVER_ROW = """table => table.tHead.rows[0].cells[0].getBoundingClientRect().bottom
    - table.tBodies[0].rows[0].getBoundingClientRect().top"""


def test_no_head_of_a_table_covers_its_first_row(server: RunningServer, page: Page) -> None:
    page.goto(f"{server.url}/settings")
    expect(page.get_by_text("this one", exact=True)).to_be_visible()
    covered = [table.evaluate(HEAD_OVER_ROW) for table in page.get_by_role("table").all()]
    assert covered
    assert max(covered) < 1


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_the_settings(
    server: RunningServer, browser: Browser, theme: Theme
) -> None:
    post(server, "/v1/logs")
    post(server, "/v1/traces", "sk-elsewhere", "pk-elsewhere")
    send(server, span(1, user="ann"))
    with open_window(browser, server.url, theme=theme) as page:
        sign_in(page, server)
        create_project(page, server, "Second")
        page.goto(f"{server.url}/settings")
        expect(page.get_by_text("Refused without a known key")).to_be_visible(timeout=COUNTED_MS)
        assert violations(page) == []
        page.locator(".own").click()
        expect(page.get_by_role("menuitemcheckbox", name="Second")).to_be_visible()
        assert violations(page) == []
        page.keyboard.press("Escape")
        create_key(page, "Laptop")
        assert violations(page) == []
        page.keyboard.press("Escape")
        page.get_by_role("button", name="More about Laptop").click()
        page.get_by_role("menuitem", name="Revoke").click()
        expect(page.get_by_role("dialog", name="Revoke the key Laptop")).to_be_visible()
        assert violations(page) == []


def test_the_settings_fit_a_small_screen(server: RunningServer, browser: Browser) -> None:
    post(server, "/v1/logs")
    with open_window(browser, server.url, width=320) as page:
        sign_in(page, server)
        create_project(page, server, "A shop with a name that is rather long for a small screen")
        page.goto(f"{server.url}/settings")
        expect(page.get_by_text("Logs are not kept here")).to_be_visible(timeout=COUNTED_MS)
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        create_key(page, "Laptop")
        assert page.evaluate("document.documentElement.scrollWidth") == 320
