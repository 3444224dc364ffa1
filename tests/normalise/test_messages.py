"""What was asked and answered, out of inputs and outputs as applications send them."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from captured import captured, records_of
from usertrail.normalise.messages import assistant_message, user_message

SYSTEM = {"role": "system", "content": "Be brief."}
ASKED = {"role": "user", "content": "Why is the sky blue?"}
ANSWERED = {"role": "assistant", "content": "Air scatters blue light."}
CALL = {"role": "assistant", "content": None, "tool_calls": [{"function": {"name": "search"}}]}
RESULT = {"role": "tool", "content": "three documents", "tool_call_id": "1"}

INPUTS: dict[str, tuple[Any, str | None]] = {
    "a JSON text": ("hi", "hi"),
    "a field": ({"message": "hi", "locale": "en"}, "hi"),
    "a query among options": ({"query": "hi", "top_k": 3, "filters": {"a": "b"}}, "hi"),
    "arguments of a function": ({"args": ["hi"], "kwargs": {}}, "hi"),
    "named arguments": ({"args": [], "kwargs": {"question": "hi"}}, "hi"),
    "any single field": ({"ticket": "hi"}, "hi"),
    "nothing said": ({"id": 7, "retries": 2}, None),
    "nothing at all": ({}, None),
    "messages": ([SYSTEM, ASKED], "Why is the sky blue?"),
    "a request": ({"model": "m", "messages": [SYSTEM, ASKED]}, "Why is the sky blue?"),
    "a growing history": ([ASKED, ANSWERED, {"role": "user", "content": "And red?"}], "And red?"),
    "two messages in a row": (
        [
            ASKED,
            ANSWERED,
            {"role": "user", "content": "And red?"},
            {"role": "user", "content": "?"},
        ],
        "And red?\n\n?",
    ),
    "a step of an agent": ([SYSTEM, ASKED, CALL, RESULT], "Why is the sky blue?"),
    "a history beside": ({"chat_history": [ASKED, ANSWERED], "question": "And red?"}, "And red?"),
    "only a history": ({"chat_history": [ASKED]}, "Why is the sky blue?"),
    "pairs": ({"messages": [["system", "Be brief."], ["human", "hi"]]}, "hi"),
    "an image beside words": (
        [{"role": "user", "content": [{"type": "text", "text": "hi"}, {"type": "image_url"}]}],
        "hi",
    ),
    "only an image": ([{"role": "user", "content": [{"type": "image_url"}]}], None),
    "of OpenAI's responses": (
        {"input": [{"role": "user", "content": [{"type": "input_text", "text": "hi"}]}]},
        "hi",
    ),
    "of OpenAI's responses, plain": ({"input": "hi", "instructions": "Be brief."}, "hi"),
    "of Gemini": ({"contents": [{"role": "user", "parts": [{"text": "hi"}]}]}, "hi"),
    "of Bedrock": ([{"role": "user", "content": [{"text": "hi"}]}], "hi"),
    "of LangChain": (
        {"messages": [[{"id": ["langchain", "HumanMessage"], "kwargs": {"content": "hi"}}]]},
        "hi",
    ),
    "of LangGraph": ({"messages": [{"type": "human", "data": {"content": "hi"}}]}, "hi"),
    "of OpenTelemetry": (
        [{"role": "user", "parts": [{"type": "text", "content": "hi"}]}],
        "hi",
    ),
    "of the AI SDK": (
        {"messages": [{"role": "user", "parts": [{"type": "text", "text": "hi"}]}]},
        "hi",
    ),
    "JSON within JSON": ({"body": json.dumps({"messages": [ASKED]})}, "Why is the sky blue?"),
}
OUTPUTS: dict[str, tuple[Any, str | None]] = {
    "a field": ({"answer": "yo", "sources": ["a", "b"]}, "yo"),
    "a message": (ANSWERED, "Air scatters blue light."),
    "a call": (CALL, None),
    "all messages": ([ASKED, CALL, RESULT, ANSWERED], "Air scatters blue light."),
    "the last of two": ([ANSWERED, RESULT, {"role": "assistant", "content": "Yes."}], "Yes."),
    "of OpenAI": ({"choices": [{"index": 0, "message": ANSWERED}]}, "Air scatters blue light."),
    "of OpenAI's responses": (
        {
            "output": [
                {"type": "reasoning", "summary": [{"type": "summary_text", "text": "Hm."}]},
                {
                    "type": "message",
                    "role": "assistant",
                    "content": [{"type": "output_text", "text": "yo"}],
                },
            ]
        },
        "yo",
    ),
    "of Anthropic": (
        {
            "role": "assistant",
            "content": [{"type": "thinking", "thinking": "Hm."}, {"type": "text", "text": "yo"}],
        },
        "yo",
    ),
    "of Gemini": (
        {
            "candidates": [
                {"content": {"role": "model", "parts": [{"text": "Hm.", "thought": True}]}},
                {"content": {"role": "model", "parts": [{"text": "yo"}]}},
            ]
        },
        "yo",
    ),
    "of Bedrock": (
        {"output": {"message": {"role": "assistant", "content": [{"text": "yo"}]}}},
        "yo",
    ),
    "of LangChain": (
        {"generations": [[{"text": "yo", "message": {"id": ["AIMessage"], "kwargs": {}}}]]},
        "yo",
    ),
    "of Haystack": ({"llm": {"replies": ["yo"]}}, "yo"),
    "of CrewAI": ({"raw": "yo", "tasks_output": []}, "yo"),
    "of the AI SDK": ({"text": "yo", "toolCalls": [], "finishReason": "stop"}, "yo"),
    "in paragraphs": ({"content": [{"text": "one"}, {"text": "two"}]}, "one\n\ntwo"),
}


@pytest.mark.parametrize("kind", INPUTS)
def test_what_the_user_said(kind: str) -> None:
    value, expected = INPUTS[kind]
    assert user_message(json.dumps(value)) == expected


@pytest.mark.parametrize("kind", OUTPUTS)
def test_what_was_answered(kind: str) -> None:
    value, expected = OUTPUTS[kind]
    assert assistant_message(json.dumps(value)) == expected


@pytest.mark.parametrize("text", ["Hello, you!", "42", "true", "{not JSON", "3 < 4"])
def test_plain_text_is_said_as_it_is(text: str) -> None:
    assert user_message(text) == assistant_message(text) == text


def test_blanks_are_nothing() -> None:
    assert user_message(" \n ") is None
    assert assistant_message('{"answer": ""}') is None


def test_what_frameworks_send_with_their_root_spans() -> None:
    """Whatever calls the model asks the same question in all captures of frameworks."""
    spans = [span for sent in captured() for span in records_of(sent).spans if span.is_root]
    asked = [user_message(span.input) for span in spans if span.input]
    assert "Why is the sky blue?" in asked
    answered = [assistant_message(span.output) for span in spans if span.output]
    assert "Air scatters blue light." in answered


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8) | st.sampled_from(["user", "ai"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["role", "content", "messages", "message", "kwargs", "id", "type"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=25,
)


@given(VALUES)
def test_anything_is_read(value: Any) -> None:
    for read in (user_message, assistant_message):
        found = read(json.dumps(value))
        assert found is None or found == found.strip() != ""


def test_deep_values_end() -> None:
    deep = '{"body": ' * 60 + '"hi"' + "}" * 60
    assert user_message(deep) is None
