"""OpenTelemetry's SDK with every convention, by the real packages against a running server."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from environment import RunningServer
from sdk_programs import Door
from sender_programs import run_python
from story import (
    EVERYTHING,
    EXPECTED,
    GENERATION,
    STORY,
    Told,
    ask,
    assert_recounted,
    assert_story,
    post_feedback,
    read_story,
)

pytestmark = pytest.mark.usefixtures("senders")

# What only Langfuse's names can say; without a trace's name it has that of its root.
LANGFUSE_ONLY = frozenset(
    {"tags", "metadata", "nested metadata", "release", "prompt", "generation metadata"}
)
ROOT_NAME = {"trace name": STORY["root"]["name"]}
ANSWER = {"role": "assistant", "content": GENERATION["output"]}


def parts(message: Mapping[str, str], **more: object) -> dict[str, Any]:
    """A message as OpenTelemetry's conventions have it."""
    part = {"type": "text", "content": message["content"]}
    return {"role": message["role"], "parts": [part], **more}


MESSAGES = {
    "generation input": [parts(message) for message in GENERATION["input"]],
    "generation output": [parts(ANSWER, finish_reason="stop")],
}
# A failed call of OpenAI's client, seen by an instrumentation of it.
FAILED_EMBEDDING = {
    "error": f"Error code: 400 - {STORY['failure']['statusMessage']}",
    "types": EXPECTED["types"] | {"failure": "EMBEDDING"},
}


@pytest.fixture
def told(server: RunningServer, door: Door, openai_url: str) -> Any:
    """Runs a program and gives feedback; what GraphQL then says."""

    def told(program: str, names: Mapping[str, str] | None = None) -> Told:
        run_python(door, "opentelemetry", program, openai_url=openai_url)
        post_feedback(door, names)
        assert_recounted(server.database_url)
        return read_story(door, names)

    return told


def test_opentelemetry_tells_the_story_in_the_names_for_genai(told: Any) -> None:
    assert_story(told("genai_by_hand.py"), otherwise=MESSAGES)


def test_opentelemetry_tells_the_story_in_older_names_for_genai(told: Any) -> None:
    assert_story(
        told("genai_by_hand_older.py"),
        LANGFUSE_ONLY | {"input", "output", "first token"},
        ROOT_NAME
        | {
            "generation output": [ANSWER],
            # These names knew no reasoning.
            "tokens by kind": {"input": 100, "input_cached_tokens": 60, "output": 65, "total": 225},
            "cost by kind": {"total": 0.0038},
        },
    )


def test_opentelemetry_s_instrumentation_of_openai_tells_the_story(told: Any) -> None:
    names = {"generation": "chat gpt-4o", "failure": "embeddings broken"}
    nameless = {"name": None}
    assert_story(
        told("genai_openai.py", names),
        LANGFUSE_ONLY | {"input", "output", "cost", "cost by kind"},
        ROOT_NAME
        | FAILED_EMBEDDING
        | {
            "model parameters": GENERATION["modelParameters"] | {"stream": "true"},
            "generation input": [parts(message, **nameless) for message in GENERATION["input"]],
            "generation output": [parts(ANSWER, finish_reason="stop", **nameless)],
        },
    )


def test_openinference_tells_the_story(told: Any, door: Door) -> None:
    said = told(
        "openinference_openai.py",
        {"generation": "ChatCompletion", "failure": "CreateEmbeddings"},
    )
    # Its content is all that went to OpenAI, and all that came from there.
    said["generation input"] = said["generation input"]["messages"]
    said["generation output"] = said["generation output"]["choices"][0]["message"]["content"]
    asked = {"model": "gpt-4o", "stream": "true", "stream_options": '{"include_usage":true}'}
    assert_story(
        said,
        LANGFUSE_ONLY - {"tags"} | {"cost", "cost by kind"},
        ROOT_NAME
        | FAILED_EMBEDDING
        | {
            "error": f"BadRequestError: {FAILED_EMBEDDING['error']}",
            "types": FAILED_EMBEDDING["types"] | {"root": "CHAIN"},
            "model parameters": GENERATION["modelParameters"] | asked,
        },
    )
    # Its metadata is kept with all other attributes, as that of a span alone.
    (trace,) = ask(door, EVERYTHING)["traces"]["nodes"]
    kept = json.loads(trace["metadata"]["attributes"]["metadata"])
    assert kept == STORY["metadata"] | STORY["nestedMetadata"]


def test_openllmetry_tells_the_story(told: Any) -> None:
    assert_story(
        told(
            "openllmetry_openai.py", {"generation": "openai.chat", "failure": "openai.embeddings"}
        ),
        LANGFUSE_ONLY - {"metadata"} | {"cost by kind"},
        ROOT_NAME
        | FAILED_EMBEDDING
        | MESSAGES
        | {
            # It counts no reasoning where the answer comes in parts.
            "tokens by kind": {"input": 100, "input_cached_tokens": 60, "output": 65, "total": 225},
            "cost": Decimal("0.000975"),
            "cost by kind": {"input": 0.000325, "output": 0.00065, "total": 0.000975},
        },
    )
