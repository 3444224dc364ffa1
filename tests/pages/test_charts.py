"""Charts: the days they name, what is not over yet, and since when they are drawn."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import follow_link, score, send, span
from environment import RunningServer

# What a canvas is told to write, by how far down: the names of the days stand at the bottom.
NOTED = """
  const write = CanvasRenderingContext2D.prototype.fillText
  window.noted = []
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
    window.noted.push([text, Math.round(x), Math.round(y)])
    return write.apply(this, arguments)
  }
"""
ZONES = ("America/Los_Angeles", "UTC", "Pacific/Auckland")


@pytest.fixture(params=ZONES)
def abroad(
    request: pytest.FixtureRequest, server: RunningServer, browser: Browser
) -> Iterator[Page]:
    context = browser.new_context(
        timezone_id=request.param, locale="en-US", viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    page.add_init_script(NOTED)
    follow_link(page, server)
    yield page
    context.close()


def names_of(page: Page) -> list[str]:
    """What stands under the axis, from left to right, each place once."""
    expect(page.locator(".plot canvas")).to_be_visible()
    page.wait_for_timeout(500)
    noted: list[tuple[str, int, int]] = page.evaluate("window.noted")
    bottom = max(y for _, _, y in noted)
    places = {x: text for text, x, y in noted if y == bottom}
    return [places[x] for x in sorted(places)]


def ago(days: int) -> datetime:
    return datetime.now(UTC) - timedelta(days=days)


def day(at: datetime) -> str:
    return f"{at:%b} {at.day}"


def test_the_axis_names_utc_days_wherever_the_reader_is(
    server: RunningServer, abroad: Page
) -> None:
    send(server, span(1, user="ann", minutes_ago=60 * 24 * 3))
    first, last = ago(20), ago(4)
    abroad.goto(f"{server.url}/users/ann?from={first:%Y-%m-%d}&to={last:%Y-%m-%d}")
    names = names_of(abroad)
    assert names[0] == day(first)
    days = [day(first + timedelta(days=count)) for count in range(17)]
    assert names == [name for name in days if name in names]


def test_each_day_of_a_week_is_named_once(server: RunningServer, abroad: Page) -> None:
    send(server, span(1, user="ann"))
    first, last = ago(6), ago(0)
    abroad.goto(f"{server.url}/users/ann?from={first:%Y-%m-%d}&to={last:%Y-%m-%d}")
    assert names_of(abroad) == [day(first + timedelta(days=count)) for count in range(7)]
    abroad.locator(".chart summary").click()
    table = abroad.get_by_role("region", name="Traces as a table")
    expect(table.get_by_role("columnheader").first).to_have_text("Day, UTC")
    expect(table.get_by_role("row").last).to_contain_text(f"{day(last)}, so far")


def test_a_chart_of_one_day_names_that_day(server: RunningServer, abroad: Page) -> None:
    send(server, span(1, user="ann"))
    today = f"{ago(0):%Y-%m-%d}"
    abroad.goto(f"{server.url}/users/ann?from={today}&to={today}&by=day")
    assert names_of(abroad) == [day(ago(0))]


def test_days_that_are_not_the_readers_are_told_apart(server: RunningServer, page: Page) -> None:
    send(server, span(1, user="ann"))
    page.goto(f"{server.url}/users/ann?period=7d")
    expect(page.locator(".chart .notes")).to_have_text("Days are UTC days. Striped: not over yet.")
    expect(page.locator(".calendar")).to_contain_text("Days are UTC days.")
    page.goto(f"{server.url}/users/ann?period=7d&measure=feedback")
    expect(page.locator(".chart .notes")).to_have_text("Days are UTC days. Dashed: not over yet.")
    page.goto(f"{server.url}/users/ann?from=2026-01-01&to=2026-01-31")
    expect(page.locator(".chart .notes")).to_have_text("Days are UTC days.")


def test_today_is_said_to_go_on(server: RunningServer, page: Page) -> None:
    send(server, span(1, user="ann"))
    score(server, 1, "mood", "glad")
    page.goto(f"{server.url}/users/ann?period=7d")
    expect(page.locator(".plot canvas")).to_be_visible()
    page.get_by_role("application", name="Traces over time").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".chart output")).to_have_text(f"{ago(0):%a}, {day(ago(0))}, so far: 1")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".chart output")).to_have_text(f"{ago(1):%a}, {day(ago(1))}: 0")
    expect(page.get_by_role("img", name="Up to 1 time in one bar, the last so far")).to_be_visible()
    page.get_by_role("application", name="Active days").focus()
    page.keyboard.press("End")
    expect(page.locator(".calendar output")).to_contain_text("so far: 1 trace")
    page.goto(f"{server.url}/users")
    expect(
        page.get_by_role("img", name="Up to 1 trace in one bar, the last so far")
    ).to_be_visible()


def test_all_time_begins_with_the_first_trace(server: RunningServer, page: Page) -> None:
    send(
        server,
        span(1, user="old", minutes_ago=60 * 24 * 900),
        span(2, user="new", minutes_ago=60 * 24 * 400),
    )
    page.goto(f"{server.url}/users?period=all")
    expect(page.get_by_role("img", name="Up to 1 trace in one bar")).to_have_count(2)
    page.locator(".chart summary").click()
    table = page.get_by_role("region", name="Users as a table")
    expect(table.get_by_role("columnheader").first).to_have_text("Month, UTC")
    expect(table.get_by_role("row").nth(1)).to_contain_text(f"{ago(900):%B %Y}")
    expect(table.get_by_role("row").nth(1).get_by_role("cell").last).to_have_text("1")


def test_bars_of_shares_are_parts_of_all(server: RunningServer, page: Page) -> None:
    send(server, *(span(n, user="ann") for n in range(25)))
    for n in range(25):
        score(server, n, "mood", "glad" if n < 17 else "sad")
    page.goto(f"{server.url}/users/ann")
    bars = page.locator(".distribution li")
    expect(bars).to_have_count(2)
    drawn = {
        bar.locator(".bucket").inner_text(): bar.locator("rect.bars").get_attribute("width")
        for bar in bars.all()
    }
    assert drawn == {"glad": "68", "sad": "32"}
    expect(bars.filter(has_text="glad").locator(".number")).to_have_attribute(
        "title", "17 of 25 times"
    )
