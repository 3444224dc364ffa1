"""A trace that was given more feedback than anybody reads: the page says how much, and pages on."""

import asyncpg
from playwright.sync_api import Page, expect

from apart import run_apart
from browsing import send, span, trace_id
from environment import RunningServer

MUCH = """INSERT INTO feedback (project_id, target_id, feedback_id, trace_id, name, data_type,
    value, source, created_at, revised_at, user_id, environment)
SELECT project_id, trace_id, 'given-' || number, trace_id, 'name-' || number, 'NUMERIC', 1, 'API',
    now() - interval '1 second' * number, now(), 'ann', 'default'
FROM trace, generate_series(1, 32500) AS number"""


async def give(url: str) -> None:
    db = await asyncpg.connect(url)
    try:
        await db.execute(MUCH)
    finally:
        await db.close()


def test_the_page_of_a_trace_says_how_much_feedback_there_is_and_pages_on(
    server: RunningServer, page: Page, database_url: str
) -> None:
    send(server, span(1, user="ann"))
    run_apart(give(database_url))
    page.goto(f"{server.url}/traces/{trace_id(1)}")
    feedback = page.get_by_role("region", name="Feedback")
    expect(feedback).to_contain_text("32,500 feedback entries")
    expect(feedback).to_contain_text("name-32500")
    feedback.get_by_role("button", name="Next").click()
    expect(feedback).to_contain_text("Page 2 of 325")
    expect(feedback).to_contain_text("name-32400")


def test_on_a_phone_the_pages_before_and_after_stay_side_by_side(
    server: RunningServer, page: Page, database_url: str
) -> None:
    send(server, span(1, user="ann"))
    run_apart(give(database_url))
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{server.url}/traces/{trace_id(1)}")
    feedback = page.get_by_role("region", name="Feedback")
    boxes = [
        feedback.get_by_role("button", name=name).bounding_box()
        for name in ("Previous", "Next", "Give feedback")
    ]
    before, after, give_more = (box for box in boxes if box)
    assert before["y"] == after["y"]
    assert give_more["y"] >= after["y"] + after["height"] + 8
