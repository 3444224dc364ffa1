"""Decodes attributes that conventions encode: JSON objects, quoted texts, placeholders for none."""

from typing import Any

from usertrail.normalise import conventions
from usertrail.normalise.otlp_shapes import Attributes
from usertrail.normalise.text import decoded, json_object

_BLANKS = {where.name: where.values for where in conventions.BLANKS}
_TEXTS = frozenset(conventions.JSON_TEXTS)
_NAMES = frozenset((*conventions.JSON_OBJECTS, *_TEXTS, *_BLANKS))
# {attribute: {key of its JSON object: the attribute name that this key stands for}}
_KEYS = {
    name: {
        known.removeprefix(f"{name}."): known
        for known in (*conventions.USER_ID, *conventions.SESSION_ID)
        if known.startswith(f"{name}.")
    }
    for name in conventions.JSON_OBJECTS
}


def decode_attributes(attributes: Attributes) -> Attributes:
    """The attributes, with keys of JSON objects added, JSON texts decoded, placeholders removed.

    Returns the same dict where there is nothing to decode.
    """
    if _NAMES.isdisjoint(attributes):
        return attributes
    result = dict(attributes)
    for name in _NAMES.intersection(attributes):
        value = attributes[name]
        if name in _KEYS:
            for key, member in _members(name, value).items():
                result.setdefault(key, member)
        elif name in _TEXTS:
            result[name] = decoded(value)
        elif isinstance(value, str) and value in _BLANKS[name]:
            del result[name]
    return result


def _members(name: str, value: Any) -> Attributes:
    member = json_object(value) or {}
    return {known: member[key] for key, known in _KEYS[name].items() if member.get(key)}
