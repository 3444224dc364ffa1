"""Lists of any length show their first ten, and what is below stays in sight."""

import json

from playwright.sync_api import Page, expect

from browsing import score, send, span, span_id, trace_id
from environment import RunningServer

MODEL = "langfuse.observation.model.name"
ENVIRONMENT = "langfuse.environment"
TAGS = "langfuse.trace.tags"
USAGE = "langfuse.observation.usage_details"
OUTPUT = "langfuse.observation.output"
MANY = 40
# More than the server lists of what has no pages.
ENDED = 100


def test_the_tabs_of_a_user_stay_within_reach(server: RunningServer, page: Page) -> None:
    send(
        server,
        *(
            span(
                n, user="ann", tokens=1, named={MODEL: f"model-{n:02}", ENVIRONMENT: f"env-{n:02}"}
            )
            for n in range(MANY)
        ),
    )
    for n in range(MANY):
        score(server, n, f"name-{n:02}", 1)
        score(server, 1, "mood", f"mood {n:02}")
    page.goto(f"{server.url}/users/ann")
    models = page.locator(".card").filter(has=page.get_by_role("heading", name="Models"))
    expect(models.locator("tbody tr")).to_have_count(10)
    names = page.locator(".summary")
    expect(names).to_have_count(10)
    expect(page.get_by_text("env-09", exact=False).first).to_be_visible()
    page.get_by_role("button", name="Show 30 more environments").click()
    expect(page.locator(".user-facts")).to_contain_text("env-39")
    tabs = page.get_by_role("tablist")
    before = tabs.bounding_box()
    page.get_by_role("button", name="Show 30 more models").click()
    expect(models.locator("tbody tr")).to_have_count(MANY)
    page.get_by_role("button", name="Show 31 more kinds of feedback").click()
    expect(names).to_have_count(MANY + 1)
    after = tabs.bounding_box()
    assert before is not None
    assert after is not None
    assert after["y"] <= before["y"] + 100
    models.get_by_role("button", name="Show the first 10 only").click()
    expect(models.locator("tbody tr")).to_have_count(10)


def test_tags_answers_and_kinds_of_a_trace_are_shortened(server: RunningServer, page: Page) -> None:
    tags = [f"tag-{n:02}" for n in range(MANY)]
    usage = {f"kind_{n:02}": n for n in range(MANY)} | {"total": 1000}
    named = {TAGS: tags, USAGE: json.dumps(usage)}
    send(server, span(1, user="ann", tokens=1, named=named))
    for n in range(MANY):
        score(server, 1, f"name-{n:02}", 1)
    page.goto(f"{server.url}/traces/{trace_id(1)}?span={span_id(0)}")
    shown = page.locator(".heading .tag")
    expect(shown).to_have_count(10)
    page.get_by_role("button", name="Show 30 more tags").click()
    expect(shown).to_have_count(MANY)
    kinds = page.get_by_role("region", name="Usage and cost").locator("tbody tr")
    # The total is always told.
    expect(kinds).to_have_count(11)
    expect(kinds.last).to_contain_text("total")
    page.goto(f"{server.url}/traces/{trace_id(1)}")
    expect(page.get_by_role("button", name="Show 30 more feedback entries")).to_be_visible()
    page.goto(f"{server.url}/users/ann")
    row = page.get_by_role("row").filter(has_text="tag-00")
    expect(row.get_by_role("button", name="Show 37 more tags")).to_be_visible()
    expect(row.get_by_role("button", name="Show 37 more feedback entries")).to_be_visible()


def test_a_filter_keeps_what_was_ticked_beyond_the_first_ten(
    server: RunningServer, page: Page
) -> None:
    send(server, *(span(n, user="ann", named={ENVIRONMENT: f"env-{n:02}"}) for n in range(MANY)))
    page.goto(f"{server.url}/users?env=env-30")
    page.get_by_role("button", name="Environment env-30", exact=True).click()
    form = page.get_by_role("dialog")
    expect(form.get_by_role("checkbox", name="env-30")).to_be_checked()
    form.get_by_role("button", name="Show 30 more environments").click()
    form.get_by_role("checkbox", name="env-25").check()
    form.get_by_role("button", name="Show the first 10 only").click()
    form.get_by_role("button", name="Apply").click()
    expect(page).to_have_url(f"{server.url}/users?env=env-30,env-25")


def test_open_all_never_folds_what_is_open(server: RunningServer, page: Page) -> None:
    deep = {"a": {"b": {"c": {"d": {"e": 1}}}}, "rows": list(range(3001))}
    wide = [[[[n]] * 9] * 9 for n in range(60)]
    send(server, span(1, user="ann", input=wide, named={OUTPUT: json.dumps(deep)}))
    page.goto(f"{server.url}/traces/{trace_id(1)}?span={span_id(0)}")
    output = page.get_by_role("region", name="Output")
    expect(output.get_by_text("e:")).to_have_count(0)
    output.get_by_role("button", name="Open all").click()
    expect(output.get_by_text("e:")).to_be_visible()
    output.get_by_role("button", name="Fold all").click()
    expect(output.locator(".json li")).to_have_count(2)
    # Where there is no room for all, what somebody opened stays open, too.
    given = page.get_by_role("region", name="Input")
    given.get_by_role("button", name="9 items").first.click()
    given.get_by_role("button", name="1 item").first.click()
    lines = given.locator(".json li").count()
    given.get_by_role("button", name="Open all").click()
    expect(given.locator(".json li").nth(lines - 1)).to_be_attached()


def test_a_list_that_the_server_ends_says_so(server: RunningServer, page: Page) -> None:
    send(
        server,
        *(
            span(
                n, user="ann", tokens=1, named={MODEL: f"model-{n:03}", ENVIRONMENT: f"env-{n:03}"}
            )
            for n in range(ENDED + 1)
        ),
    )
    page.goto(f"{server.url}/users/ann")
    models = page.locator(".card").filter(has=page.get_by_role("heading", name="Models"))
    expect(models).to_contain_text("No more than 100 are listed.")
    expect(page.locator(".user-facts")).to_contain_text("+90 or more")
