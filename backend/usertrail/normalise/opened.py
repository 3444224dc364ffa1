"""Attributes by what they mean, where that is not how they were sent."""

from typing import Any

from usertrail.normalise import conventions
from usertrail.normalise.otlp_shapes import Attributes
from usertrail.normalise.text import decoded, json_object

_BLANKS = {where.name: where.values for where in conventions.BLANKS}
_TEXTS = frozenset(conventions.JSON_TEXTS)
_NAMES = frozenset((*conventions.JSON_OBJECTS, *_TEXTS, *_BLANKS))
# {attribute: {key of the object it holds: the name that other tables have for it}}
_KEYS = {
    name: {
        known.removeprefix(f"{name}."): known
        for known in (*conventions.USER_ID, *conventions.SESSION_ID)
        if known.startswith(f"{name}.")
    }
    for name in conventions.JSON_OBJECTS
}


def opened(attributes: Attributes) -> Attributes:
    """The attributes, with those of a JSON object beside it, and texts without their quotes."""
    if _NAMES.isdisjoint(attributes):
        return attributes
    meant = dict(attributes)
    for name in _NAMES.intersection(attributes):
        value = attributes[name]
        if name in _KEYS:
            for key, held in _held(name, value).items():
                meant.setdefault(key, held)
        elif name in _TEXTS:
            meant[name] = decoded(value)
        elif isinstance(value, str) and value in _BLANKS[name]:
            del meant[name]
    return meant


def _held(name: str, value: Any) -> Attributes:
    held = json_object(value) or {}
    return {known: held[key] for key, known in _KEYS[name].items() if held.get(key)}
