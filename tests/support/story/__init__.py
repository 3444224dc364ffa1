"""One story that every sender tells, and what GraphQL must then say of it.

`story.json` is what programs read and send. A sender whose wire cannot carry a part of it names
that part, and `assert_story` then asserts that exactly this part is missing.
"""

from story.counting import assert_recounted
from story.expected import ABSENT, EXPECTED, GENERATION, SPANS, STORY, Told
from story.reading import EVERYTHING, ask, assert_story, post_feedback, read_story

__all__ = [
    "ABSENT",
    "EVERYTHING",
    "EXPECTED",
    "GENERATION",
    "SPANS",
    "STORY",
    "Told",
    "ask",
    "assert_recounted",
    "assert_story",
    "post_feedback",
    "read_story",
]
