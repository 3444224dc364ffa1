"""Which name counts where several name the same: the order of each field, across conventions."""

from itertools import pairwise
from typing import Any, NamedTuple

import pytest

from wire import attributes, read

OTHER = "my.own.instrumentation"

SESSION_KEYS = (
    "langfuse.session.id",
    "session.id",
    "gen_ai.conversation.id",
    "langfuse.observation.metadata.langfuse_session_id",
    "langfuse.trace.metadata.langfuse_session_id",
    "ai.telemetry.metadata.sessionId",
    "gcp.vertex.agent.session_id",
    "traceloop.association.properties.session_id",
)
TAG_KEYS = (
    "langfuse.trace.tags",
    "langfuse.tags",
    "langfuse.observation.metadata.langfuse_tags",
    "langfuse.trace.metadata.langfuse_tags",
    "ai.telemetry.metadata.tags",
    "tag.tags",
)
NAME_KEYS = ("gen_ai.tool.name", "genkit:name", "logfire.msg", "ai.toolCall.name", "ai.operationId")
MODEL_KEYS = (
    "langfuse.observation.model.name",
    "gen_ai.response.model",
    "ai.model.id",
    "gen_ai.request.model",
    "llm.response.model",
    "llm.request.model",
    "llm.model_name",
    "embedding.model_name",
    "reranker.model_name",
    "model",
)
# Each kind of token, by the names it goes by.
USAGE_KEYS = {
    "input": ("prompt_tokens", "input_tokens", "prompt"),
    "output": ("completion_tokens", "output_tokens", "completion"),
    "total": ("total_tokens", "total"),
    "input_cached_tokens": (
        "cache_read.input_tokens",
        "cache_read_input_tokens",
        "cache_read_tokens",
        "details.cache_read_tokens",
        "details.cache_read_input_tokens",
        "prompt_details.cache_read",
        "input_cached_tokens",
    ),
    "input_cache_creation": (
        "cache_creation.input_tokens",
        "cache_creation_input_tokens",
        "cache_write_tokens",
        "details.cache_write_tokens",
        "details.cache_creation_input_tokens",
        "prompt_details.cache_write",
        "input_cache_creation",
    ),
    "output_reasoning_tokens": ("reasoning.output_tokens", "completion_details.reasoning"),
    "output_audio_tokens": ("completion_details.audio",),
}


class Sent(NamedTuple):
    """One way to say input and output."""

    attributes: dict[str, Any] = {}  # noqa: RUF012 - a default that nobody changes
    event: str = ""
    event_attributes: dict[str, Any] = {}  # noqa: RUF012 - a default that nobody changes


# Every way there is, the first that counts first.
CONTENT = (
    Sent({"langfuse.observation.input": "a", "langfuse.observation.output": "a"}),
    Sent({"genkit:input": "b", "genkit:output": "b"}),
    Sent({"ai.prompt.messages": "c", "ai.response.text": "c"}),
    Sent({}, "gen_ai.client.inference.operation.details", {"gen_ai.input.messages": "d"}),
    Sent({}, "gen_ai.user.message", {"content": "e"}),
    Sent({}, "gen_ai.content.prompt", {"gen_ai.prompt": "f"}),
    Sent({"gcp.vertex.agent.llm_request": "g", "gcp.vertex.agent.llm_response": "g"}),
    Sent({"prompt": "h", "all_messages_events": "h"}),
    Sent({"lk.input_text": "i", "lk.response.text": "i"}),
    Sent({"events": '[{"event.name": "gen_ai.user.message", "content": "j"}]'}),
    Sent({"mlflow.spanInputs": "k", "mlflow.spanOutputs": "k"}),
    Sent({"traceloop.entity.input": "l", "traceloop.entity.output": "l"}),
    Sent({"input.value": "m", "output.value": "m"}),
    Sent({"input": "n", "output": "n"}),
    Sent({"pydantic_ai.all_messages": "o", "final_result": "o"}),
    Sent({"tool_arguments": "p", "tool_response": "p"}),
    Sent({"gen_ai.prompt.0.content": "q", "gen_ai.completion.0.content": "q"}),
    Sent({"llm.input_messages.0.content": "r", "llm.output_messages.0.content": "r"}),
    Sent({"gen_ai.input.messages": "s", "gen_ai.output.messages": "s"}),
    Sent({"gen_ai.prompt": "t", "gen_ai.completion": "t"}),
    Sent({"flue.tool.call.arguments": "u", "flue.tool.call.result": "u"}),
    Sent({"gen_ai.tool.call.arguments": "v", "gen_ai.tool.call.result": "v"}),
)


def test_the_session_is_that_of_the_most_specific_name() -> None:
    for one, next_one in pairwise(SESSION_KEYS):
        assert read({next_one: "next", one: "one"}, scope=OTHER).trace_fields.session_id == "one"


def test_the_tags_are_those_of_the_most_specific_name() -> None:
    for one, next_one in pairwise(TAG_KEYS):
        assert read({next_one: "next", one: "one"}, scope=OTHER).trace_fields.tags == ("one",)


def test_the_name_is_that_of_the_most_specific_name() -> None:
    for one, next_one in pairwise(NAME_KEYS):
        assert read({next_one: "next", one: "one"}, scope=OTHER).name == "one"


def test_the_model_is_that_of_the_most_specific_name() -> None:
    for one, next_one in pairwise(MODEL_KEYS):
        assert read({next_one: "next", one: "one"}, scope=OTHER).model == "one"


@pytest.mark.parametrize("kind", USAGE_KEYS)
@pytest.mark.parametrize("family", ["gen_ai.usage", "llm.token_count"])
def test_of_two_names_for_one_kind_of_token_one_is_counted(family: str, kind: str) -> None:
    for names in pairwise(USAGE_KEYS[kind]):
        sent = {f"{family}.{name}": 10 - place for place, name in enumerate(names)}
        usage = read(dict(reversed(sent.items())), scope=OTHER).usage_details
        assert usage == {kind: 10, "total": 10}


def test_a_kind_that_is_part_of_another_is_taken_out_of_it() -> None:
    for whole, part in (("input", "input_cached_tokens"), ("output", "output_reasoning_tokens")):
        for name in USAGE_KEYS[part]:
            sent = {f"gen_ai.usage.{whole}_tokens": 10, f"gen_ai.usage.{name}": 4}
            usage = read(sent, scope=OTHER).usage_details
            assert usage == {whole: 6, part: 4, "total": 10}


@pytest.mark.parametrize(
    ("sent", "usage"),
    [
        # Audio in the input has no kind of its own there: told, and not counted again.
        ({"input_tokens": 10, "output_tokens": 5, "reasoning_tokens": 3}, (10, 5, 15)),
        ({"input_tokens": 10, "details.input_audio_tokens": 4}, (10, 0, 10)),
        ({"output_tokens": 10, "details.output_audio_tokens": 4}, (0, 10, 10)),
        ({"input_tokens": 10, "details.input_tokens": 10}, (10, 0, 10)),
        # An input that is smaller than what was cached of it is what was not cached.
        ({"input_tokens": 3, "cache_read.input_tokens": 8}, (11, 0, 11)),
        ({"total_tokens": 7}, (0, 0, 7)),
        ({"reasoning_tokens": 7}, (0, 0, 7)),
    ],
)
def test_no_token_is_counted_twice(sent: dict[str, int], usage: tuple[int, int, int]) -> None:
    named = {f"gen_ai.usage.{name}": count for name, count in sent.items()}
    span = read(named, scope=OTHER)
    assert (span.input_tokens, span.output_tokens, span.total_tokens) == usage


@pytest.mark.parametrize("place", range(len(CONTENT)))
def test_input_and_output_are_each_those_of_the_first_that_has_it(place: int) -> None:
    alone = [content_of(sent) for sent in CONTENT[place:]]
    assert alone[0][0]
    first_output = next(output for _, output in alone if output)
    assert content_of(*reversed(CONTENT[place:])) == (alone[0][0], first_output)


def content_of(*sent: Sent) -> tuple[str | None, str | None]:
    """Input and output of a span that says all this."""
    named = {name: value for one in sent for name, value in one.attributes.items()}
    events = [
        {"name": one.event, "attributes": attributes(one.event_attributes)}
        for one in sent
        if one.event
    ]
    span = read(named, span={"events": events}, scope=OTHER)
    return span.input, span.output


def test_spans_of_vercel_are_typed_by_operation_whatever_follows_it() -> None:
    for operation, type_ in (
        ("ai.streamText.doStream", "GENERATION"),
        ("ai.embedMany.doEmbed", "EMBEDDING"),
        ("ai.toolCall", "TOOL"),
        ("ai.streamText", "SPAN"),
    ):
        named = {"operation.name": f"{operation} my-function", "ai.model.id": "m"}
        assert read(named, scope="ai").type == type_
    assert read({"operation.name": "ai.streamText.doStream f"}, scope="ai").type == "SPAN"


def test_a_span_that_wraps_calls_of_a_model_is_none_itself() -> None:
    tokens = {"gen_ai.usage.input_tokens": 9, "gen_ai.request.model": "gpt-4o"}
    for mark in (
        {"ai.operationId": "ai.streamText"},
        {"all_messages_events": "[]"},
        {"pydantic_ai.all_messages": "[]"},
    ):
        span = read({**tokens, **mark}, scope=OTHER)
        assert (span.type, span.total_tokens) == ("SPAN", 9)
    assert read(tokens, scope=OTHER).type == "GENERATION"
