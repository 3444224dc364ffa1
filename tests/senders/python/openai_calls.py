"""The calls of OpenAI's client that an instrumentation of it watches."""

from openai import BadRequestError, OpenAI
from the_story import GENERATION

CALL = {"model": GENERATION["model"], **GENERATION["modelParameters"]}


def write_answer(**more: object) -> None:
    """The story's generation, in parts as they come."""
    chunks = OpenAI().chat.completions.create(
        messages=GENERATION["input"],
        stream=True,
        stream_options={"include_usage": True},
        **CALL,
        **more,
    )
    for _ in chunks:
        pass


def fail() -> None:
    try:
        OpenAI().embeddings.create(model="broken", input="sky")
    except BadRequestError:
        return
    raise AssertionError("it did not fail")
