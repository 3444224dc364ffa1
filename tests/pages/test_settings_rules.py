"""The settings page: prices of the project's own, and where its users and sessions are named."""

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browsing import NEWS_MS, Theme, asked, follow_link, open_window, send, span
from environment import RunningServer
from tests.pages.test_everywhere import violations

COSTS = "{ traces { nodes { metrics: spans { nodes { model costUsd } } } } }"
USERS = "{ users { nodes { userId } } }"


def cost_by_model(server: RunningServer) -> dict[str, str]:
    return {
        one["model"]: one["costUsd"]
        for trace in asked(server, COSTS)["traces"]["nodes"]
        for one in trace["metrics"]["nodes"]
    }


def user_ids(server: RunningServer) -> set[str]:
    return {user["userId"] for user in asked(server, USERS)["users"]["nodes"]}


def call(trace: int, model: str) -> dict[str, object]:
    usage = '{"input": 1000, "output": 100}'
    named = {
        "langfuse.observation.model.name": model,
        "langfuse.observation.usage_details": usage,
    }
    return span(trace, named=named)


def card(page: Page, title: str) -> Locator:
    return page.locator("section").filter(has=page.get_by_role("heading", name=title, exact=True))


def test_prices_are_set_changed_looked_up_and_deleted(server: RunningServer, page: Page) -> None:
    page.goto(f"{server.url}/settings")
    prices = card(page, "Prices")
    expect(prices).to_contain_text("This project has no prices of its own")
    page.get_by_role("button", name="Set prices").click()
    dialog = page.get_by_role("dialog", name="Set prices")
    dialog.get_by_label("Model").fill("ACME-*")
    dialog.get_by_label("From").fill("2026-03-01")
    dialog.get_by_label("Input", exact=True).fill("3.5")
    expect(dialog.get_by_role("status")).to_have_text("1,000 input tokens of ACME-* cost $0.0035")
    dialog.get_by_label("Another kind").fill("total")
    dialog.get_by_label("Its price").fill("1")
    dialog.get_by_role("button", name="Set").click()
    expect(dialog.get_by_role("alert")).to_contain_text("which is the sum of the other kinds")
    dialog.get_by_label("Another kind").fill("searches")
    dialog.get_by_role("button", name="Set").click()
    expect(dialog).to_have_count(0)
    row = prices.get_by_role("row", name="acme-*")
    expect(row).to_contain_text("from Mar 1, 2026")
    expect(row).to_contain_text("Input $3.5")
    expect(row).to_contain_text("searches $1")
    expect(row).to_contain_text("1,000 input tokens cost $0.0035")
    row.get_by_role("button", name="More about the prices of acme-*").click()
    page.get_by_role("menuitem", name="Change").click()
    dialog = page.get_by_role("dialog", name="Change the prices")
    expect(dialog.get_by_label("Input", exact=True)).to_have_value("3.5")
    expect(dialog.get_by_label("Another kind").first).to_have_value("searches")
    dialog.get_by_label("Output", exact=True).fill("14")
    dialog.get_by_role("button", name="Set").click()
    expect(row).to_contain_text("Output $14")
    send(server, call(1, "acme-large"))
    assert cost_by_model(server) == {"acme-large": "0.0049"}
    field = prices.get_by_label("What does a model cost now?")
    field.fill("acme-large")
    field.press("Enter")
    costs = prices.get_by_label("What acme-large costs")
    expect(costs).to_contain_text(
        "1,000 input tokens of acme-large cost $0.0035 by the price of the project for acme-*"
    )
    field.fill("gpt-4o")
    field.press("Enter")
    # OpenAI's list price: $2.50 for a million tokens.
    expect(prices.get_by_label("What gpt-4o costs")).to_contain_text(
        "1,000 input tokens of gpt-4o cost $0.0025 by the built-in list"
    )
    field.fill("nobody's")
    field.press("Enter")
    expect(prices).to_contain_text("No price of nobody's is known, so its tokens cost nothing.")
    row.get_by_role("button", name="More about the prices of acme-*").click()
    page.get_by_role("menuitem", name="Delete").click()
    dialog = page.get_by_role("dialog", name="Delete the prices")
    dialog.get_by_role("button", name="Delete").click()
    expect(row).to_have_count(0)
    send(server, call(2, "acme-small"))
    assert cost_by_model(server) == {"acme-large": "0.0049", "acme-small": "0"}


def test_names_are_offered_set_and_applied(server: RunningServer, page: Page) -> None:
    login = {"langfuse.trace.metadata.login": "ann"}
    send(server, span(1, user="service", named=login), span(2, user="service"))
    page.goto(f"{server.url}/settings")
    names = card(page, "Users and sessions")
    expect(names).to_contain_text("the names that are known")
    names.get_by_role("button", name="Change where they are").click()
    dialog = page.get_by_role("dialog", name="Where users and sessions are")
    field = dialog.get_by_label("The user is in", exact=True)
    expect(dialog.locator("option[value='metadata.login']")).to_have_count(1)
    field.fill("metadata.log")
    expect(dialog).to_contain_text("It is not among the names that arrived of late.")
    field.fill("metadata.login")
    expect(dialog).to_contain_text("In 1 span of late, such as ann")
    dialog.get_by_role("button", name="Or else in").first.click()
    dialog.get_by_label("The user is in, or else").fill("metadata.login")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("alert")).to_contain_text(
        "input.userId contains 'metadata.login' twice."
    )
    dialog.get_by_label("The user is in, or else").fill("acme.login")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)
    expect(names.get_by_role("listitem")).to_have_text(["metadata.login", "or else acme.login"])
    send(server, span(3, user="service", named={"acme.login": "bob"}))
    assert user_ids(server) == {"service", "bob"}
    names.get_by_role("button", name="Apply to what is stored").click()
    done = names.get_by_role("status")
    expect(done).to_contain_text("1 of 3 traces changed.", timeout=NEWS_MS)
    assert user_ids(server) == {"service", "bob", "ann"}
    names.get_by_role("button", name="Change where they are").click()
    dialog.get_by_role("button", name="Remove metadata.login").click()
    expect(dialog.get_by_label("The user is in", exact=True)).to_have_value("acme.login")
    dialog.get_by_role("button", name="Remove acme.login").click()
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)
    expect(names.get_by_role("button", name="Apply to what is stored")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everybody_can_use_them(server: RunningServer, browser: Browser, theme: Theme) -> None:
    auth = (server.public_key, server.secret_key)
    query = """mutation {
      setPrices(input: { modelPattern: "acme-*", prices: [
        { kind: "input", usdPerMillionTokens: "1" }
      ] }) { prices { modelPattern } }
      setNames(input: { userId: ["acme.login"], sessionId: [] }) { ownNames { userId } }
    }"""
    body = httpx.post(f"{server.url}/graphql", json={"query": query}, auth=auth).json()
    assert "errors" not in body
    with open_window(browser, server.url, theme=theme) as page:
        follow_link(page, server)
        page.goto(f"{server.url}/settings")
        page.get_by_role("row", name="acme-*").wait_for()
        assert violations(page) == []
        page.get_by_role("button", name="Set prices").click()
        page.get_by_role("dialog").get_by_label("Input", exact=True).fill("2")
        assert violations(page) == []
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Change where they are").click()
        page.get_by_role("dialog").get_by_label("The user is in").first.wait_for()
        assert violations(page) == []
