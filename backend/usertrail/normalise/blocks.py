"""Messages of events whose content is Bedrock's content blocks, written as JSON into a text.

Strands sends them so, of whatever model: strands.telemetry.tracer. The blocks are those of
Bedrock's Converse API, each an object with one field.
"""

from typing import Any

from usertrail.normalise.otlp_shapes import Attributes
from usertrail.normalise.text import decoded

_BLOCKS = frozenset(
    {
        *("text", "image", "document", "video", "audio", "toolUse", "toolResult"),
        *("reasoningContent", "guardContent", "citationsContent", "cachePoint", "searchResult"),
    }
)


def with_blocks(said: Attributes) -> Attributes:
    """What an event says, its content read. The message of a choice is that of the assistant."""
    content = _blocks_in(said.get("content"))
    if content is not None:
        return {**said, "content": content}
    message = _blocks_in(said.get("message"))
    if message is None:
        return said
    # Of the result of a tool, which has the id of its call, nobody is the speaker.
    is_result = "id" in said
    return {**said, "message": message if is_result else {"role": "assistant", "content": message}}


def _blocks_in(text: Any) -> list[Any] | None:
    if not isinstance(text, str) or not text.startswith("[{"):
        return None
    blocks = decoded(text)
    if not isinstance(blocks, list):
        return None
    is_known = all(
        isinstance(item, dict) and len(item) == 1 and item.keys() <= _BLOCKS for item in blocks
    )
    return blocks if is_known else None
