"""Every major of the Langfuse SDKs tells the story, and GraphQL says all of it."""

from functools import partial

import pytest

from environment import RunningServer
from sdk_programs import Door, run, run_together
from story import GENERATION, ask, assert_recounted, assert_story, read_story

pytestmark = pytest.mark.usefixtures("sdks")

KINDS = (
    *("span", "generation", "agent", "tool", "chain"),
    *("retriever", "evaluator", "embedding", "guardrail"),
)
SPANS_BY_TRACE = """
{ traces { nodes { name spans { nodes { name type level statusMessage } } } } }
"""


def test_python_2_tells_the_story_but_for_tools_and_feedback_on_sessions(
    server: RunningServer, door: Door
) -> None:
    run(door, "python-2", "story_2")
    # Fractions among the parameters are sent as text.
    parameters = GENERATION["modelParameters"] | {"temperature": "0.2"}
    assert_story(
        read_story(door),
        lacking=frozenset({"tool type", "feedback on the session"}),
        otherwise={"model parameters": parameters},
    )
    assert_recounted(server.database_url)


def test_javascript_3_tells_the_story_but_for_tools(server: RunningServer, door: Door) -> None:
    run(door, "javascript-3", "story")
    assert_story(read_story(door), lacking=frozenset({"tool type"}))
    assert_recounted(server.database_url)


@pytest.mark.parametrize(
    ("sdk", "program"),
    [
        ("python-3", "story_3"),
        ("python-4", "propagated_story"),
        ("python-5", "propagated_story"),
        ("javascript-4", "story"),
        ("javascript-5", "story"),
    ],
)
def test_the_others_tell_the_whole_story(
    server: RunningServer, door: Door, sdk: str, program: str
) -> None:
    run(door, sdk, program)
    assert_story(read_story(door))
    assert_recounted(server.database_url)


def test_every_kind_of_span_keeps_its_type_and_an_exception_is_an_error(
    server: RunningServer, door: Door
) -> None:
    sdks = ("python-3", "python-4", "python-5", "javascript-4", "javascript-5")
    run_together(*(partial(run, door, sdk, "kinds", sdk, *KINDS) for sdk in sdks))
    traces = ask(door, SPANS_BY_TRACE)["traces"]["nodes"]
    assert {trace["name"] for trace in traces} == set(sdks)
    for trace in traces:
        spans = {span["name"]: span for span in trace["spans"]["nodes"]}
        raised = spans.pop("raises")
        assert raised["level"] == "ERROR"
        assert raised["statusMessage"].endswith("no such table")
        types = {kind: kind.upper() for kind in KINDS} | {trace["name"]: "SPAN"}
        assert {name: span["type"] for name, span in spans.items()} == types
        assert {span["level"] for span in spans.values()} == {"DEFAULT"}
    assert_recounted(server.database_url)
