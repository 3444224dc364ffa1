"""Conversations that a span holds twice: in one value as it was, and message by message.

Of many frameworks the value is a print-out of their objects, or lacks the instructions; of others
it is the messages that lack something. So the value counts unless it lacks what messages say.
"""

from typing import Any

from usertrail.normalise.text import decoded

# What of a message is not yet something said.
_LABELS = frozenset(("role", "name", "tool_call_id"))
_TEXTS = ("content", "text")

Message = dict[str, Any]


def fuller(value: Any, messages: Any) -> Any:
    """`value`, with the instructions that it lacks; or the messages, where it lacks more.

    Messages that say nothing at all are a sign that something was left out of them.
    """
    if not _are_messages(messages):
        return value
    given = decoded(value)
    held = _texts_in(given)
    lacking = [message for message in messages if not _said(message) <= held]
    if not lacking:
        return value
    if isinstance(given, list) and all(message["role"] == "system" for message in lacking):
        return [*lacking, *given]
    return messages if all(_says_something(message) for message in messages) else value


def _are_messages(messages: Any) -> bool:
    return isinstance(messages, list) and all(
        isinstance(message, dict) and "role" in message for message in messages
    )


def _says_something(message: Message) -> bool:
    return any(value for name, value in message.items() if name not in _LABELS)


def _said(message: Message) -> set[str]:
    """The texts of a message, and the names of the tools that it calls."""
    content, calls = message.get("content"), message.get("tool_calls")
    parts = content if isinstance(content, list) else [{"content": content}]
    texts = [part.get(name) for part in parts if isinstance(part, dict) for name in _TEXTS]
    for call in calls if isinstance(calls, list) else ():
        function = call.get("function") if isinstance(call, dict) else None
        texts.append(function.get("name") if isinstance(function, dict) else None)
    return {text for text in texts if isinstance(text, str) and text}


def _texts_in(value: Any) -> set[str]:
    """All texts of a value, those inside of JSON in a text included."""
    found: set[str] = set()
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            waiting += item.values()
        elif isinstance(item, list):
            waiting += item
        elif isinstance(item, str):
            found.add(item)
            inner = decoded(item)
            if isinstance(inner, dict | list):
                waiting.append(inner)
    return found
