"""What frameworks send by their own integrations with Langfuse, against a running server."""

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
from tests.senders.openai_stub import EMBEDDING_TOKENS

pytestmark = pytest.mark.usefixtures("senders")

MESSAGE = {"role": "assistant", "content": GENERATION["output"]}
# The price list's.
COST = {
    "cost": Decimal("0.000975"),
    "cost by kind": {"input": 0.000325, "output": 0.00065, "total": 0.000975},
}
DEFAULTS = {"top_p": 1, "presence_penalty": 0, "frequency_penalty": 0}
ERROR = STORY["failure"]["statusMessage"]
LITELLM_ERROR = (
    f"litellm.InternalServerError: InternalServerError: OpenAIException - "
    f"litellm.MockException: {ERROR}"
)
FAILED_GENERATION = {"types": EXPECTED["types"] | {"failure": "GENERATION"}}


def spans_of(trace: Told) -> dict[str, Told]:
    """By name; of two of one name, the one that came first."""
    return {span["name"]: span for span in reversed(trace["spans"]["nodes"])}


@pytest.mark.parametrize("packages", ["tests", "langfuse"])
def test_the_openai_wrapper_of_the_langfuse_sdk_tells_the_story(
    server: RunningServer, door: Door, openai_url: str, packages: str
) -> None:
    run_python(door, packages, "langfuse_openai.py", openai_url=openai_url)
    post_feedback(door)
    assert_story(
        read_story(door),
        frozenset({"prompt"}),
        COST
        | FAILED_GENERATION
        | {
            "trace name": STORY["root"]["name"],
            "model parameters": GENERATION["modelParameters"] | DEFAULTS,
            "error": f"Error code: 400 - {ERROR}",
        },
    )
    (trace,) = ask(door, EVERYTHING)["traces"]["nodes"]
    assert_other_calls_are_counted(trace)
    assert_recounted(server.database_url)


def assert_other_calls_are_counted(trace: Told) -> None:
    """An answer that came whole like one that came in parts, and an embedding."""
    spans = spans_of(trace)
    whole, embedding = spans["whole-answer"], spans["embed"]
    assert whole["usageDetails"] == spans["write-answer"]["usageDetails"] == GENERATION["usage"]
    assert (whole["output"], whole["timeToFirstTokenMs"]) == (MESSAGE, None)
    assert (embedding["type"], embedding["model"]) == ("EMBEDDING", "text-embedding-3-small")
    assert embedding["usageDetails"] == {"input": EMBEDDING_TOKENS, "total": EMBEDDING_TOKENS}


def test_langchain_tells_the_story_by_the_callback_handler_of_the_langfuse_sdk(
    server: RunningServer, door: Door
) -> None:
    # It has no events of its own; a step of another kind stands for it.
    names = {"event": "ChatPromptTemplate"}
    run_python(door, "langfuse", "langchain_chain.py")
    post_feedback(door, names)
    assert_story(
        read_story(door, names),
        frozenset({"prompt", "first token"}),
        COST
        | {
            "trace name": STORY["root"]["name"],
            "parents": {
                "root": None,
                **dict.fromkeys(("step", "event", "generation"), "root"),
                **dict.fromkeys(("tool", "failure"), "step"),
            },
            "types": {
                **dict.fromkeys(("root", "step"), "CHAIN"),
                **{"generation": "GENERATION", "failure": "TOOL"},
            },
            "event type": "CHAIN",
            "event": ["DEFAULT", None],
            "tokens by kind": {
                **{"input": 100, "input_cache_read": 60},
                **{"output": 40, "output_reasoning": 25, "total": 225},
            },
            "generation output": MESSAGE,
            "output": GENERATION["output"],
        },
    )
    assert_recounted(server.database_url)


def test_litellm_tells_of_its_calls_by_its_callback_for_langfuse(
    server: RunningServer, door: Door
) -> None:
    run_python(door, "litellm", "litellm_calls.py", "langfuse")
    (trace,) = ask(door, EVERYTHING)["traces"]["nodes"]
    assert trace["traceId"] == "litellm-trace"
    assert_said_by_litellm(trace)
    spans = spans_of(trace)
    answer, failure = spans[GENERATION["name"]], spans[STORY["failure"]["name"]]
    assert_answered(answer)
    assert answer["spanId"] == "litellm-answer"
    assert answer["input"] == {"messages": GENERATION["input"]}
    assert answer["usageDetails"] == {
        **{"input": 100, "cache_read_input_tokens": 60, "cache_creation_input_tokens": 0},
        **{"output": 65, "total": 225},
    }
    assert (failure["level"], failure["statusMessage"]) == ("ERROR", LITELLM_ERROR)
    assert (trace["spanCount"], trace["errorCount"]) == (2, 1)
    assert_recounted(server.database_url)


def test_litellm_tells_of_its_calls_by_its_callback_for_langfuse_over_opentelemetry(
    server: RunningServer, door: Door
) -> None:
    run_python(door, "litellm", "litellm_calls.py", "langfuse_otel")
    # Each call is a trace of its own; the newest comes first.
    failed, answered = ask(door, EVERYTHING)["traces"]["nodes"]
    for trace in (failed, answered):
        assert_said_by_litellm(trace)
    answer = next(span for span in answered["spans"]["nodes"] if span["parentSpanId"] is None)
    assert_answered(answer)
    assert answer["input"] == GENERATION["input"]
    assert answer["usageDetails"] == GENERATION["usage"]
    (failure,) = failed["spans"]["nodes"]
    assert failure["name"] == STORY["failure"]["name"]
    assert (failure["level"], failure["statusMessage"]) == ("ERROR", LITELLM_ERROR)
    assert (answered["errorCount"], failed["errorCount"]) == (0, 1)
    assert_recounted(server.database_url)


def assert_said_by_litellm(trace: Told) -> None:
    """All that a call can say of its trace."""
    assert (trace["user"]["userId"], trace["session"]["sessionId"]) == (
        STORY["userId"],
        STORY["sessionId"],
    )
    assert trace["name"] == STORY["traceName"]
    for part in ("tags", "environment", "release", "version"):
        assert trace[part] == STORY[part]
    metadata: dict[str, Any] = STORY["metadata"] | STORY["nestedMetadata"]
    assert trace["metadata"] | metadata == trace["metadata"]


def assert_answered(span: Told) -> None:
    """The story's answer, at the price that LiteLLM has for it."""
    assert (span["type"], span["level"]) == ("GENERATION", "DEFAULT")
    assert (span["name"], span["model"]) == (GENERATION["name"], GENERATION["model"])
    assert {name: span[name] for name in EXPECTED["tokens"]} == EXPECTED["tokens"]
    assert Decimal(span["costUsd"]) == COST["cost"]
    assert span["costDetails"] == {"total": 0.000975}
    assert span["output"] | MESSAGE == span["output"]
