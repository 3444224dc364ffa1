"""Bedrock's content blocks in the texts of message events, as Strands sends them."""

import json
from typing import Any

import pytest

from usertrail.normalise.blocks import with_decoded_blocks

USE = {"toolUse": {"toolUseId": "c1", "name": "search", "input": {"query": "sky"}}}
RESULT = {"toolResult": {"toolUseId": "c1", "status": "success", "content": [{"text": "d1"}]}}


def test_the_content_of_a_message_is_its_blocks() -> None:
    blocks = [{"text": "Why?"}, USE, RESULT]
    assert with_decoded_blocks({"content": json.dumps(blocks)}) == {"content": blocks}


def test_the_message_of_a_choice_is_the_assistant_s() -> None:
    choice = {"message": json.dumps([USE]), "finish_reason": "tool_use"}
    message = {"role": "assistant", "content": [USE]}
    assert with_decoded_blocks(choice) == {"message": message, "finish_reason": "tool_use"}


def test_the_result_of_a_tool_has_no_speaker() -> None:
    result = {"message": json.dumps([{"text": "d1"}]), "id": "c1"}
    assert with_decoded_blocks(result) == {"message": [{"text": "d1"}], "id": "c1"}


@pytest.mark.parametrize(
    "content",
    [
        *("Why?", "[1, 2]", "[{", "[]", '{"text": "Why?"}', None, 7),
        # What a user may have written, or another convention.
        *('[{"name": "Ada"}]', '[{"text": "a", "type": "text"}]', '[{"text": "a"}, 1]', "[{}]"),
    ],
)
def test_any_other_content_stays_as_it_is(content: Any) -> None:
    said = {"content": content, "message": content}
    assert with_decoded_blocks(said) == said
