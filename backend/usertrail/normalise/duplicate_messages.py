"""Conversations that a span has twice: as one value, and as messages.

With some frameworks the value is a dump of their objects or lacks the instructions; with others the
messages lack something. So the value is used unless it lacks texts of the messages.
"""

from collections.abc import Mapping
from typing import Any

from usertrail.normalise.dotted import messages_of
from usertrail.normalise.text import decoded

# Fields of a message that are no content.
_LABELS = frozenset(("role", "name", "tool_call_id"))
_TEXTS = ("content", "text")
# Where `_texts_of` finds something in flattened messages.
_TEXT_PATHS = (*_TEXTS, "name")

Message = dict[str, Any]


def more_complete(value: Any, flat_messages: Mapping[str, Any]) -> Any:
    """`value`, with missing system messages added; or the messages, if it lacks others.

    Messages without any content show that they are incomplete; then `value` is used.
    """
    given = decoded(value)
    found_texts = _texts_in(given)
    # Mostly it lacks nothing, which shows before the messages are rebuilt.
    texts = (text for path, text in flat_messages.items() if path.endswith(_TEXT_PATHS))
    if all(text in found_texts for text in texts if isinstance(text, str)):
        return value
    messages = messages_of(flat_messages)
    if not _are_messages(messages):
        return value
    missing = [message for message in messages if not _texts_of(message) <= found_texts]
    if not missing:
        return value
    if isinstance(given, list) and all(message["role"] == "system" for message in missing):
        return [*missing, *given]
    return messages if all(_has_content(message) for message in messages) else value


def _are_messages(messages: Any) -> bool:
    return isinstance(messages, list) and all(
        isinstance(message, dict) and "role" in message for message in messages
    )


def _has_content(message: Message) -> bool:
    return any(value for name, value in message.items() if name not in _LABELS)


def _texts_of(message: Message) -> set[str]:
    """The texts of a message, and the names of its tool calls."""
    content, calls = message.get("content"), message.get("tool_calls")
    parts = content if isinstance(content, list) else [{"content": content}]
    texts = [part.get(name) for part in parts if isinstance(part, dict) for name in _TEXTS]
    for call in calls if isinstance(calls, list) else ():
        function = call.get("function") if isinstance(call, dict) else None
        texts.append(function.get("name") if isinstance(function, dict) else None)
    return {text for text in texts if isinstance(text, str) and text}


def _texts_in(value: Any) -> set[str]:
    """All texts of a value at every depth, also within texts that are JSON."""
    found: set[str] = set()
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            stack += item.values()
        elif isinstance(item, list):
            stack += item
        elif isinstance(item, str):
            found.add(item)
            inner = decoded(item)
            if isinstance(inner, dict | list):
                stack.append(inner)
    return found
