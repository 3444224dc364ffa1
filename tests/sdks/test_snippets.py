"""Snippets as people paste them against a running server, then what GraphQL and the page say."""

import re
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from documents import examples
from environment import RunningServer
from sdk_programs import JAVASCRIPT, Door, run, run_together
from story import ask

pytestmark = pytest.mark.usefixtures("sdks")

USERS = """
query Users { users { totalCount nodes { userId metrics { traceCount spanCount errorCount } } } }
"""
TRACES = """
query Traces($userId: String!) {
  user(userId: $userId) { traces { nodes {
    name costUsd spans { nodes { name type level statusMessage model costUsd } }
  } } }
}
"""
FEEDBACK = """
{ feedback { nodes { feedbackId value user { userId } session { sessionId } } } }
"""


def user_counts(door: Door) -> dict[str, tuple[int, int, int]]:
    """Traces, spans and errors by user id."""
    nodes = ask(door, USERS)["users"]["nodes"]
    return {node["userId"]: tuple(node["metrics"].values()) for node in nodes}


def traces_by_name(door: Door, user_id: str) -> dict[str, dict[str, Any]]:
    traces = ask(door, TRACES, userId=user_id)["user"]["traces"]["nodes"]
    return {trace["name"]: trace for trace in traces}


def span_named(trace: dict[str, Any], name: str) -> dict[str, Any]:
    (span,) = (span for span in trace["spans"]["nodes"] if span["name"] == name)
    assert isinstance(span, dict)
    return span


# An answered flush is a stored trace, so nothing waits here between the SDK and the question.


def test_the_first_trace_of_the_readme_can_be_sent_by_every_major_from_3_on(
    door: Door, tmp_path: Path
) -> None:
    (tmp_path / "first.py").write_text(examples("Start")["python"])
    program = str(tmp_path / "first")
    run_together(*(partial(run, door, f"python-{major}", program) for major in (3, 4, 5)))
    assert user_counts(door) == {"user_12345": (3, 3, 0)}


def test_the_javascript_of_the_readme_works_in_every_major_from_4_on(door: Door) -> None:
    runs = []
    for major in (4, 5):
        # JavaScript looks for packages from where the program is.
        program = JAVASCRIPT / str(major) / ".installed" / "first"
        program.with_suffix(".mts").write_text(examples("Langfuse for JavaScript")["ts"])
        runs.append(partial(run, door, f"javascript-{major}", str(program)))
    run_together(*runs)
    assert user_counts(door) == {"user_12345": (2, 2, 0)}


def test_what_the_page_says_to_paste_works_in_every_major_from_3_and_4_on(
    server: RunningServer, door: Door, page: Page, tmp_path: Path
) -> None:
    # JavaScript looks for packages from where the program is.
    folders = {f"python-{major}": tmp_path for major in (3, 4, 5)}
    folders |= {f"javascript-{n}": JAVASCRIPT / str(n) / ".installed" for n in (4, 5)}
    programs = {sdk: str(folder / "pasted") for sdk, folder in folders.items()}
    code = page.locator("section").filter(has_text="Send a trace").locator("pre")
    page.goto(f"{server.url}/setup")
    for sdk, program in programs.items():
        language, ending = ("Python", "py") if "python" in sdk else ("JavaScript", "mts")
        page.get_by_role("tab", name=language).click()
        Path(f"{program}.{ending}").write_text(code.inner_text())
    run_together(*(partial(run, door, sdk, program) for sdk, program in programs.items()))
    assert user_counts(door) == {"user_12345": (3, 3, 0), "user-123": (2, 2, 0)}


def test_the_python_snippets_give_their_user_three_traces_and_four_spans(door: Door) -> None:
    programs = ("observe", "root_span", "current_trace")
    run_together(*(partial(run, door, "python-3", program) for program in programs))
    assert user_counts(door) == {"user_12345": (3, 4, 0)}
    traces = traces_by_name(door, "user_12345")
    assert traces.keys() == {
        "handle-user-interaction",
        "process-user-request",
        "process_user_request",
    }
    generation = span_named(traces["process-user-request"], "generate-response")
    assert (generation["type"], generation["model"]) == ("GENERATION", "gpt-4o")


def test_a_snippet_that_ends_in_an_error_is_an_error_of_its_user(door: Door) -> None:
    printed = run(door, "python-3", "observe_without_result")
    assert printed == "name 'result' is not defined\n"
    assert user_counts(door) == {"user_12345": (1, 1, 1)}
    (trace,) = traces_by_name(door, "user_12345").values()
    span = span_named(trace, "process_user_request")
    assert (span["level"], span["statusMessage"]) == ("ERROR", "name 'result' is not defined")


def test_the_javascript_snippets_give_their_user_three_traces_and_three_spans(door: Door) -> None:
    programs = ("context_manager", "observe_wrapper", "manual_observation")
    run_together(*(partial(run, door, "javascript-4", program) for program in programs))
    assert user_counts(door) == {"user-123": (3, 3, 0)}
    names = {"manual-observation", "observe-wrapper", "context-manager"}
    assert traces_by_name(door, "user-123").keys() == names


def test_an_open_page_shows_the_users_of_the_snippets_within_two_seconds(
    door: Door, page: Page
) -> None:
    run(door, "python-3", "observe")
    expect(page.get_by_role("link", name="user_12345")).to_be_visible(timeout=2_000)
    run(door, "javascript-4", "manual_observation")
    expect(page.get_by_role("link", name="user-123")).to_be_visible(timeout=2_000)
    programs = ("root_span", "current_trace")
    run_together(*(partial(run, door, "python-3", program) for program in programs))
    row = page.get_by_role("row", name=re.compile("user_12345"))
    expect(row.get_by_role("cell", name="3", exact=True).first).to_be_visible(timeout=2_000)


def test_a_cost_not_sent_is_by_the_list_and_a_score_given_again_replaces_itself(
    door: Door,
) -> None:
    run(door, "python-3", "unpriced")
    (trace,) = traces_by_name(door, "py-user").values()
    # 2.5 and 10 dollars for a million tokens in and out.
    assert Decimal(span_named(trace, "answer")["costUsd"]) == Decimal("0.0075")
    assert Decimal(trace["costUsd"]) == Decimal("0.0075")
    (stars,) = ask(door, FEEDBACK)["feedback"]["nodes"]
    assert stars == {
        "feedbackId": "stars-of-py-session",
        "value": 4.5,
        "user": {"userId": "py-user"},
        "session": {"sessionId": "py-session"},
    }
