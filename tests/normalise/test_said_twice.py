"""OpenInference's messages, beside what a model was given and what came back as it was.

Names and nesting: "Flattened attributes" and "LLM spans" of OpenInference's specification; what
frameworks put there: as their packages sent it, which test_senders_agents.py has them do.
"""

import json
from typing import Any

import pytest

from usertrail.normalise.content import content_of, readers_of
from usertrail.normalise.content_readers import Content
from usertrail.normalise.conventions import family_of
from usertrail.normalise.dotted import messages_of

SYSTEM = {"role": "system", "content": "Be brief."}
USER = {"role": "user", "content": "Why?"}
CALL = {"id": "c1", "function": {"name": "search", "arguments": '{"query": "sky"}'}}
FLAT = {
    **{"0.message.role": "system", "0.message.content": "Be brief."},
    **{"1.message.role": "user", "1.message.content": "Why?"},
}
PRINTED = json.dumps({"messages": ["Message(role='system', text='Be brief.')", "Message('Why?')"]})


def content_with(attributes: dict[str, Any], families: dict[str, Any]) -> Content:
    readers = readers_of(attributes, families, has_events=False)
    return content_of(attributes, families, [], readers)


def input_of(value: Any, flat: dict[str, Any]) -> Any:
    """The input of a span that holds both, read from JSON where it is JSON."""
    given = content_with({"input.value": value}, {"llm.input_messages": flat}).input
    assert given is not None
    try:
        return json.loads(given)
    except ValueError:
        return given


def output_of(value: str, flat: dict[str, Any]) -> Any:
    output = content_with({"output.value": value}, {"llm.output_messages": flat}).output
    assert output is not None
    return json.loads(output)


def test_messages_are_rebuilt_without_the_names_of_their_items() -> None:
    flat = {
        "0.message.role": "assistant",
        "0.message.tool_calls.0.tool_call.id": "c1",
        "0.message.tool_calls.0.tool_call.function.name": "search",
        "0.message.tool_calls.0.tool_call.function.arguments": '{"query": "sky"}',
        "1.message.role": "user",
        "1.message.contents.0.message_content.type": "text",
        "1.message.contents.0.message_content.text": "And this?",
        "1.message.contents.1.message_content.type": "image",
        "1.message.contents.1.message_content.image.image.url": "https://example.com/sky.png",
    }
    image = {"type": "image", "image": {"image": {"url": "https://example.com/sky.png"}}}
    assert messages_of(flat) == [
        {"role": "assistant", "tool_calls": [CALL]},
        {"role": "user", "content": [{"type": "text", "text": "And this?"}, image]},
    ]
    assert all(family_of(f"llm.input_messages.{path}") for path in flat)


@pytest.mark.parametrize(
    "flat",
    [
        {"0.role": "user", "0.content": "hi"},
        {"0.message": "hi", "0.role": "user"},
        {"0.message.contents": "hi"},
        {"0.message.content": "hi", "0.message.contents.0": "more"},
        {"0.tool_calls": "none"},
        {"0": "hi"},
    ],
)
def test_what_is_nested_otherwise_stays_as_it_is(flat: dict[str, Any]) -> None:
    text = json.dumps(messages_of(flat))
    assert all(value in text for value in flat.values())


@pytest.mark.parametrize(
    "value",
    [
        # OpenAI's request; LangChain's objects; Anthropic's, with the instructions apart.
        {"messages": [SYSTEM, USER], "model": "gpt-4o", "stream": True},
        {"messages": [[{"id": ["x", "SystemMessage"], "kwargs": SYSTEM}, {"kwargs": USER}]]},
        {"system": "Be brief.", "messages": [USER]},
        # JSON in a text.
        [json.dumps([SYSTEM, USER])],
    ],
)
def test_a_value_that_says_all_that_the_messages_say_counts(value: Any) -> None:
    assert input_of(json.dumps(value), FLAT) == value


def test_instructions_that_a_list_lacks_come_first() -> None:
    # Of OpenAI's Agents SDK, which gives them apart from the items of a response.
    items = [USER, {"type": "web_search_call", "id": "w1", "status": "completed"}]
    assert input_of(json.dumps(items), FLAT) == [SYSTEM, *items]


def test_messages_count_instead_of_a_print_out_of_objects() -> None:
    # LlamaIndex, Haystack, smolagents.
    assert input_of(PRINTED, FLAT) == [SYSTEM, USER]
    flat = {
        "0.message.role": "assistant",
        "0.message.tool_calls.0.tool_call.id": "c1",
        "0.message.tool_calls.0.tool_call.function.name": "search",
        "0.message.tool_calls.0.tool_call.function.arguments": '{"query": "sky"}',
    }
    assert output_of("assistant: None", flat) == [{"role": "assistant", "tool_calls": [CALL]}]


def test_a_print_out_counts_where_messages_left_something_out() -> None:
    # Haystack's messages of a tool have only a role.
    left_out = FLAT | {"2.message.role": "assistant", "3.message.role": "tool"}
    assert input_of(PRINTED, left_out) == json.loads(PRINTED)


@pytest.mark.parametrize(
    "flat",
    [
        {"0.message.content": "of nobody"},
        {"0": "a text"},
        {"role": "user", "content": "no list"},
        {"0.message.role": "user", "0.message.tool_calls": "none", "0.message.content": "Why?"},
        {"0.message.role": "user", "0.message.content.0": "Why?"},
        {"0.message.role": "user", "0.message.tool_calls.0": "none"},
        {"0.message.role": "user", "0.message.tool_calls.0.tool_call.function": "none"},
    ],
)
def test_what_are_no_messages_changes_nothing(flat: dict[str, Any]) -> None:
    assert input_of("Why?", flat) == "Why?"


def test_each_side_is_judged_alone() -> None:
    families = {
        "llm.input_messages": FLAT,
        "llm.output_messages": {"0.message.role": "assistant", "0.message.content": "Because."},
    }
    attributes = {"input.value": PRINTED, "output.value": "Because."}
    content = content_with(attributes, families)
    assert json.loads(content.input or "") == [SYSTEM, USER]
    assert content.output == "Because."
    assert content_with(attributes, {})[:2] == (PRINTED, "Because.")
