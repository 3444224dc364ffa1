"""The real SDKs against a running server, then what GraphQL and the page say."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect, sync_playwright

from conftest import RunningServer
from sdks.programs import Door, run_javascript, run_python, told

pytestmark = pytest.mark.usefixtures("sdks")

CHROMIUM = Path("/usr/bin/chromium")

Ask = Callable[..., dict[str, Any]]

USERS = """
query Users { users { totalCount nodes { userId metrics { traceCount spanCount errorCount } } } }
"""
TRACES = """
query Traces($userId: String!) {
  user(userId: $userId) { traces { nodes {
    traceId name errorCount totalTokens costUsd tags session { sessionId }
    feedback { name dataType value stringValue comment }
    spans { nodes {
      name type level statusMessage model inputTokens outputTokens totalTokens costUsd
      feedback { name dataType value stringValue }
    } }
  } } }
}
"""
SESSION = """
query Session($sessionId: String!) {
  session(sessionId: $sessionId) {
    user { userId }
    feedback { feedbackId name dataType value stringValue }
  }
}
"""


@pytest.fixture
def ask(door: Door) -> Ask:
    """Asks GraphQL over HTTP, with the keys that the SDKs have."""

    def ask(query: str, **variables: object) -> dict[str, Any]:
        body = {"query": query, "variables": variables}
        keys = (door.public_key, door.secret_key)
        answer = httpx.post(f"{door.url}/graphql", json=body, auth=keys).json()
        assert "errors" not in answer, answer
        data: dict[str, Any] = answer["data"]
        return data

    return ask


@pytest.fixture
def browser_page(server: RunningServer) -> Iterator[Page]:
    """Chromium, signed in."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        page = browser.new_page()
        page.goto(server.sign_in_url)
        yield page
        browser.close()


def user_counts(ask: Ask) -> dict[str, tuple[int, int, int]]:
    """Traces, spans and errors by user id."""
    nodes = ask(USERS)["users"]["nodes"]
    return {node["userId"]: tuple(node["metrics"].values()) for node in nodes}


def only_trace(ask: Ask, user_id: str) -> dict[str, Any]:
    (trace,) = ask(TRACES, userId=user_id)["user"]["traces"]["nodes"]
    assert isinstance(trace, dict)
    return trace


def span_named(trace: dict[str, Any], name: str) -> dict[str, Any]:
    (span,) = (span for span in trace["spans"]["nodes"] if span["name"] == name)
    assert isinstance(span, dict)
    return span


# An answered flush is a stored trace, so nothing waits here between the SDK and the question.


def test_the_python_snippets_give_their_user_three_traces_and_four_spans(
    door: Door, ask: Ask
) -> None:
    for program in ("observe.py", "root_span.py", "current_trace.py"):
        run_python(door, 3, program)
    assert user_counts(ask) == {"user_12345": (3, 4, 0)}
    traces = ask(TRACES, userId="user_12345")["user"]["traces"]["nodes"]
    assert [trace["name"] for trace in traces] == [
        "handle-user-interaction",
        "process-user-request",
        "process_user_request",
    ]
    generation = span_named(traces[1], "generate-response")
    assert (generation["type"], generation["model"]) == ("GENERATION", "gpt-4o")


def test_a_snippet_that_ends_in_an_error_is_an_error_of_its_user(door: Door, ask: Ask) -> None:
    printed = run_python(door, 3, "observe_without_result.py")
    assert printed == "name 'result' is not defined\n"
    assert user_counts(ask) == {"user_12345": (1, 1, 1)}
    span = span_named(only_trace(ask, "user_12345"), "process_user_request")
    assert (span["level"], span["statusMessage"]) == ("ERROR", "name 'result' is not defined")


def test_the_javascript_snippets_give_their_user_three_traces_and_three_spans(
    door: Door, ask: Ask
) -> None:
    for program in ("context_manager.mts", "observe_wrapper.mts", "manual_observation.mts"):
        run_javascript(door, 4, program)
    assert user_counts(ask) == {"user-123": (3, 3, 0)}
    traces = ask(TRACES, userId="user-123")["user"]["traces"]["nodes"]
    assert [trace["name"] for trace in traces] == [
        "manual-observation",
        "observe-wrapper",
        "context-manager",
    ]


def test_an_open_page_shows_the_users_of_the_snippets_within_two_seconds(
    door: Door, browser_page: Page
) -> None:
    run_python(door, 3, "observe.py")
    expect(browser_page.get_by_role("link", name="user_12345")).to_be_visible(timeout=2_000)
    run_javascript(door, 4, "manual_observation.mts")
    expect(browser_page.get_by_role("link", name="user-123")).to_be_visible(timeout=2_000)
    for program in ("root_span.py", "current_trace.py"):
        run_python(door, 3, program)
    row = browser_page.get_by_role("row", name=re.compile("user_12345"))
    expect(row.get_by_role("cell", name="3", exact=True).first).to_be_visible(timeout=2_000)


def test_the_python_sdk_signs_in_and_links_to_the_trace(
    server: RunningServer, door: Door, browser_page: Page
) -> None:
    says = told(run_python(door, 3, "scores.py"))
    assert says["signedIn"] is True
    assert says["url"] == f"{door.url}/project/{server.project_id}/traces/{says['traceId']}"
    browser_page.goto(says["url"])
    expect(browser_page.get_by_text("by-price-list").first).to_be_visible()


def test_python_generations_have_the_tokens_and_the_cost_sent_or_else_the_list_price(
    door: Door, ask: Ask
) -> None:
    run_python(door, 3, "scores.py")
    trace = only_trace(ask, "py-user")
    assert (trace["tags"], trace["session"]) == (["web"], {"sessionId": "py-session"})
    own, listed = (span_named(trace, name) for name in ("own-cost", "by-price-list"))
    for span in (own, listed):
        tokens = (span["inputTokens"], span["outputTokens"], span["totalTokens"])
        assert tokens == (1000, 500, 1500)
    assert Decimal(own["costUsd"]) == Decimal("0.3")
    # 2.5 and 10 dollars for a million tokens in and out.
    assert Decimal(listed["costUsd"]) == Decimal("0.0075")
    assert trace["totalTokens"] == 3000
    assert Decimal(trace["costUsd"]) == Decimal("0.3075")


def test_python_scores_of_every_kind_arrive_and_the_last_word_counts(door: Door, ask: Ask) -> None:
    run_python(door, 3, "scores.py")
    trace = only_trace(ask, "py-user")
    thumbs = next(given for given in trace["feedback"] if given["name"] == "thumbs")
    assert thumbs == {
        "name": "thumbs",
        "dataType": "BOOLEAN",
        "value": 1.0,
        "stringValue": "True",
        "comment": "yes!",
    }
    assert span_named(trace, "own-cost")["feedback"] == [
        {"name": "tone", "dataType": "CATEGORICAL", "value": None, "stringValue": "friendly"}
    ]
    session = ask(SESSION, sessionId="py-session")["session"]
    assert session["user"] == {"userId": "py-user"}
    assert session["feedback"] == [
        {
            "feedbackId": "stars-of-py-session",
            "name": "stars",
            "dataType": "NUMERIC",
            "value": 4.5,
            "stringValue": None,
        }
    ]


def test_javascript_scores_of_every_kind_arrive(
    server: RunningServer, door: Door, ask: Ask
) -> None:
    says = told(run_javascript(door, 4, "scores.mts"))
    assert says["url"] == f"{door.url}/project/{server.project_id}/traces/{says['traceId']}"
    trace = only_trace(ask, "js-user")
    assert (trace["traceId"], Decimal(trace["costUsd"])) == (says["traceId"], Decimal("0.3"))
    assert trace["totalTokens"] == 1500
    thumbs = next(given for given in trace["feedback"] if given["name"] == "thumbs")
    assert (thumbs["value"], thumbs["comment"]) == (1.0, "yes!")
    (tone,) = span_named(trace, "answer")["feedback"]
    assert (tone["dataType"], tone["stringValue"]) == ("CATEGORICAL", "friendly")
    (stars,) = ask(SESSION, sessionId="js-session")["session"]["feedback"]
    assert (stars["dataType"], stars["value"]) == ("NUMERIC", 4.5)
