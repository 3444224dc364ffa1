"""Every major of the Langfuse SDKs tells the story, and GraphQL says all of it."""

import pytest

from conftest import RunningServer
from sdks.programs import Door, run_javascript, run_python
from story import GENERATION, assert_recounted, assert_story, read_story

pytestmark = pytest.mark.usefixtures("sdks")


def test_python_2_tells_the_story_but_for_tools_and_feedback_on_sessions(
    server: RunningServer, door: Door
) -> None:
    run_python(door, 2, "story_2.py")
    # Fractions among the parameters are sent as text.
    parameters = GENERATION["modelParameters"] | {"temperature": "0.2"}
    assert_story(
        read_story(door),
        lacking=frozenset({"tool type", "feedback on the session"}),
        otherwise={"model parameters": parameters},
    )
    assert_recounted(server.database_url)


@pytest.mark.parametrize(
    ("major", "program"),
    [(3, "story_3.py"), (4, "propagated_story.py"), (5, "propagated_story.py")],
)
def test_python_tells_the_whole_story(
    server: RunningServer, door: Door, major: int, program: str
) -> None:
    run_python(door, major, program)
    assert_story(read_story(door))
    assert_recounted(server.database_url)


def test_javascript_3_tells_the_story_but_for_tools(server: RunningServer, door: Door) -> None:
    run_javascript(door, 3, "story.mts")
    assert_story(read_story(door), lacking=frozenset({"tool type"}))
    assert_recounted(server.database_url)


@pytest.mark.parametrize("major", [4, 5])
def test_javascript_tells_the_whole_story(server: RunningServer, door: Door, major: int) -> None:
    run_javascript(door, major, "story.mts")
    assert_story(read_story(door))
    assert_recounted(server.database_url)
