"""Every major of the Langfuse SDKs tells the story, and GraphQL says all of it."""

import pytest

from conftest import RunningServer
from sdks.programs import Door, run
from story import GENERATION, assert_recounted, assert_story, read_story

pytestmark = pytest.mark.usefixtures("sdks")


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
