"""LangfuseWeb in a real browser, on a page of another origin, with the public key alone."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from documents import GUIDES, examples
from environment import ProjectKeys, RunningServer
from sdk_programs import JAVASCRIPT, Door, run
from story import (
    EVERYTHING,
    STORY,
    ask,
    assert_recounted,
    assert_story,
    read_story,
)
from visiting import token_for

pytestmark = pytest.mark.usefixtures("sdks")

IMPORT = 'const { LangfuseWeb } = await import("langfuse");'
GIVE = """
async ({ publicKey, baseUrl, feedback }) => {
  const { LangfuseWeb } = await import("langfuse");
  const langfuse = new LangfuseWeb({ publicKey, baseUrl });
  for (const given of feedback) await langfuse.score(given);
}
"""
# What the package keeps to itself, and anybody who reads the key in the page can do as well.
TELL = """
async ({ publicKey, baseUrl }) => {
  const { LangfuseWeb } = await import("langfuse");
  const langfuse = new LangfuseWeb({ publicKey, baseUrl });
  langfuse.traceStateless({ id: "forged", name: "forged", userId: "somebody else" });
  await langfuse.flushAsync();
}
"""
READ = """
({ publicKey, baseUrl }) =>
  fetch(`${baseUrl}/graphql`, {
    method: "POST",
    headers: { Authorization: `Bearer ${publicKey}`, "Content-Type": "application/json" },
    body: JSON.stringify({ query: "{ project { name } }" }),
  }).then((answer) => answer.text(), (error) => error.name)
"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def elsewhere(browser: Browser) -> Iterator[Page]:
    """A page of another origin, in which `langfuse` can be imported."""
    handler = partial(_Quiet, directory=JAVASCRIPT / "3")
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as site:
        Thread(target=site.serve_forever).start()
        try:
            with browser.new_page() as page:
                page.goto(f"http://127.0.0.1:{site.server_port}/page.html")
                yield page
        finally:
            site.shutdown()


def test_a_page_gives_feedback_of_every_kind_on_trace_span_and_session(
    server: RunningServer, door: Door, elsewhere: Page
) -> None:
    run(door, "python-5", "propagated_story", "without feedback")
    (trace,) = ask(door, EVERYTHING)["traces"]["nodes"]
    (span_id,) = (
        span["spanId"]
        for span in trace["spans"]["nodes"]
        if span["name"] == STORY["generation"]["name"]
    )
    on_trace = {"traceId": trace["traceId"]}
    targets = [on_trace, on_trace | {"observationId": span_id}, {"sessionId": STORY["sessionId"]}]
    feedback = [given | target for target in targets for given in STORY["feedback"]]
    elsewhere.evaluate(GIVE, _of_the_page(door) | {"feedback": feedback})
    assert_story(read_story(door))
    assert_recounted(server.database_url)


def test_a_page_that_sends_a_trace_is_refused_and_nothing_is_stored(
    door: Door, elsewhere: Page
) -> None:
    with elsewhere.expect_response("**/api/public/ingestion") as awaited:
        elsewhere.evaluate(TELL, _of_the_page(door))
    answer = awaited.value.json()
    assert (awaited.value.status, answer["successes"]) == (207, [])
    (error,) = answer["errors"]
    assert (error["status"], error["message"]) == (401, "Authentication error")
    assert ask(door, EVERYTHING)["traces"]["nodes"] == []


def test_a_page_cannot_read_with_the_public_key(door: Door, elsewhere: Page) -> None:
    assert elsewhere.evaluate(READ, _of_the_page(door)) == "TypeError"


def test_the_examples_for_a_page_give_feedback_with_a_signed_key(
    server: RunningServer, door: Door, elsewhere: Page
) -> None:
    run(door, "python-5", "propagated_story", "without feedback")
    (trace,) = ask(door, EVERYTHING)["traces"]["nodes"]
    keys = ProjectKeys(server.project_id, server.public_key, server.secret_key)
    given = {
        "feedbackKey": token_for(keys, f"trace:{trace['traceId']}"),
        "baseUrl": door.url,
        "traceId": trace["traceId"],
    }
    example = examples("With a signed token", GUIDES / "feedback.md")["js"]
    given_by = f"async ({{ {', '.join(given)} }}) => {{ {IMPORT} {example} }}"
    elsewhere.evaluate(given_by, given)
    feedback = ask(door, "{ feedback { nodes { name value source trace { traceId } } } }")
    assert sorted(one.pop("value") for one in feedback["feedback"]["nodes"]) == [0, 1]
    for one in feedback["feedback"]["nodes"]:
        assert one == {
            "name": "helpful",
            "source": "VISITOR",
            "trace": {"traceId": trace["traceId"]},
        }
    assert_recounted(server.database_url)


def test_a_page_that_is_refused_goes_on(door: Door, elsewhere: Page) -> None:
    errors: list[str] = []
    elsewhere.on("pageerror", lambda error: errors.append(str(error)))
    once = _of_the_page(door) | {"publicKey": f"{door.public_key}.1.{'A' * 43}"}
    feedback = [{"traceId": "t", "name": "helpful", "value": 1}]
    assert elsewhere.evaluate(GIVE, once | {"feedback": feedback}) is None
    assert errors == []


def _of_the_page(door: Door) -> dict[str, Any]:
    return {"publicKey": door.public_key, "baseUrl": door.url}
