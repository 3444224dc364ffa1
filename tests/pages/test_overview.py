"""A browser reads the overview, and zooms into its chart by mouse and by keys."""

import re

from playwright.sync_api import Page, expect

from browsing import send, span
from environment import RunningServer

DAY = 24 * 60


def drag_across(page: Page, start: float, end: float) -> None:
    """From one share of the chart's width to another."""
    box = page.locator(".u-over").bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + start * box["width"], middle)
    page.mouse.down()
    page.mouse.move(box["x"] + end * box["width"], middle, steps=4)
    page.mouse.up()


def test_a_chart_zooms_by_mouse_and_by_keys_and_back_zooms_out(
    server: RunningServer, page: Page
) -> None:
    send(server, *(span(n, user="ann", minutes_ago=n * DAY + 5) for n in range(6)))
    page.goto(f"{server.url}/overview?period=7d&measure=traces")
    chart = page.get_by_role("application", name="Traces over time")
    expect(chart.locator("canvas")).to_be_visible()
    drag_across(page, 0.3, 0.7)
    days = re.compile(r"period=7d&measure=traces&from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d$")
    expect(page).to_have_url(days)
    expect(page.get_by_role("button", name=re.compile(r"^Traces 3\b"))).to_be_visible()
    page.go_back()
    expect(page.get_by_role("button", name=re.compile(r"^Traces 6\b"))).to_be_visible()
    chart.focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".chart output")).to_contain_text(": 1")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Enter")
    expect(page).to_have_url(days)
    expect(page.get_by_role("button", name=re.compile(r"^Traces 2\b"))).to_be_visible()
    # Two days are drawn by hour, and zoomed into in hours.
    expect(page.get_by_role("button", name="Hour")).to_have_attribute("aria-pressed", "true")
    chart.focus()
    page.keyboard.press("Home")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"from=[\d-]+T\d\d:00Z&to=[\d-]+T\d\d:00Z$"))
    page.get_by_role("button", name="Zoom out").click()
    expect(page).to_have_url(re.compile(r"\?period=7d&measure=traces$"))
    page.get_by_text("As a table").click()
    rows = page.get_by_role("region", name="Traces as a table").get_by_role("row")
    expect(rows).to_have_count(8)


def test_the_interval_is_in_the_address_and_never_too_fine(
    server: RunningServer, page: Page
) -> None:
    send(server, span(1, user="ann"))
    page.goto(f"{server.url}/overview?period=90d")
    expect(page.get_by_role("button", name="Hour")).to_be_disabled()
    page.get_by_role("button", name="Week").click()
    expect(page).to_have_url(re.compile(r"period=90d&by=week$"))
    page.reload()
    expect(page.get_by_role("button", name="Week")).to_have_attribute("aria-pressed", "true")


def test_insights_are_shown_and_open_with_the_period(server: RunningServer, page: Page) -> None:
    send(server, span(0, user="ben"))
    page.goto(f"{server.url}/overview?period=7d&measure=error-rate")
    expect(page.get_by_text("Nobody in this period.")).to_be_visible()
    expect(page.get_by_role("application", name="Error rate over time")).to_be_visible()
    before = [span(n, user="ann", minutes_ago=8 * DAY, cost=0.4) for n in (1, 2, 3)]
    send(server, *before, span(4, user="ann", cost=8.4))
    rose = re.compile(r"^ann .7 from \$1\.20 to \$8\.40$")
    ann = page.get_by_role("link", name=rose)
    ann.click()
    expect(page).to_have_url(re.compile(r"/users/ann\?period=7d$"))
    expect(page.get_by_role("heading", name="ann", exact=True)).to_be_visible()
