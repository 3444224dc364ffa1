"""Message events whose content is a JSON list of Bedrock's content blocks.

Strands sends them for every model (strands.telemetry.tracer). The blocks are those of Bedrock's
Converse API, each an object with one field.
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


def with_decoded_blocks(attributes: Attributes) -> Attributes:
    """The attributes of an event with its content decoded; a choice gets the role assistant."""
    content = _blocks_in(attributes.get("content"))
    if content is not None:
        return {**attributes, "content": content}
    message = _blocks_in(attributes.get("message"))
    if message is None:
        return attributes
    # A tool result, which has the id of its call, has no role.
    is_result = "id" in attributes
    return {
        **attributes,
        "message": message if is_result else {"role": "assistant", "content": message},
    }


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
