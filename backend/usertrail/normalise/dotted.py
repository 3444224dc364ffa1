"""Rebuilds lists and objects from flattened attributes, whose names are paths with dots."""

from collections.abc import Mapping
from typing import Any

# Far more than any message is nested.
_MAX_PATH_STEPS = 16
# OpenInference wraps each item of a list once more (its specification, "Flattened attributes").
# {name of the list: name of the wrapper}
_ITEMS = {"tool_calls": "tool_call", "contents": "message_content"}


def rebuilt(by_path: Mapping[str, Any]) -> Any:
    """{"0.role": "user", "0.content": "hi"} -> [{"role": "user", "content": "hi"}].

    Indexes only order the items: a path with index 1,000,000 makes one item.
    """
    tree: dict[str, Any] = {}
    for path, value in by_path.items():
        node = tree
        *steps, last = path.split(".", _MAX_PATH_STEPS)
        for step in steps:
            child = node.setdefault(step, {})
            # A path through a plain value replaces the value.
            if not isinstance(child, dict):
                child = node[step] = {}
            node = child
        node[last] = value
    return _lists_in(tree)


def _lists_in(node: Any) -> Any:
    if not isinstance(node, dict) or not node:
        return node
    for key in node:
        if not (key.isascii() and key.isdigit()):
            return {key: _lists_in(child) for key, child in node.items()}
    return [_lists_in(node[key]) for key in sorted(node, key=lambda key: (len(key), key))]


def messages_of(by_path: Mapping[str, Any]) -> Any:
    """The rebuilt value; messages without OpenInference's wrappers."""
    found = rebuilt(by_path)
    return [_message(item) for item in found] if isinstance(found, list) else found


def _message(item: Any) -> Any:
    message = _inside(item, "message")
    if not isinstance(message, dict):
        return message
    plain = {
        name: [_inside(part, _ITEMS[name]) for part in value]
        if name in _ITEMS and isinstance(value, list)
        else value
        for name, value in message.items()
    }
    if "contents" in plain and not plain.get("content"):
        plain["content"] = plain.pop("contents")
    return plain


def _inside(item: Any, name: str) -> Any:
    """The value of an object whose only field is `name`; anything else as it is."""
    return item[name] if isinstance(item, dict) and item.keys() == {name} else item
