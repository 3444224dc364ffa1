"""Decodes attributes that conventions encode: JSON objects, quoted texts, placeholders for none."""

from collections.abc import Iterable, Iterator
from typing import Any

from usertrail.normalise.conventions import ALL
from usertrail.normalise.otlp_shapes import Attributes
from usertrail.normalise.text import decoded, json_object

_BLANKS = {where.name: where.values for where in ALL.blanks}
_TEXTS = frozenset(ALL.json_texts)
_NAMES = frozenset((*ALL.json_objects, *_TEXTS, *_BLANKS))
# {attribute: {key of its JSON object: the attribute name that this key stands for}}
_KEYS = {
    name: {
        known.removeprefix(f"{name}."): known
        for known in (*ALL.user_id, *ALL.session_id)
        if known.startswith(f"{name}.")
    }
    for name in ALL.json_objects
}


def is_encoded(names: Iterable[str]) -> bool:
    """Whether `decode_attributes` has anything to decode among attributes of these names."""
    return not _NAMES.isdisjoint(names)


def decoded_names(names: Iterable[str]) -> Iterator[str]:
    """The names, and those that decoding may add to them."""
    for name in names:
        yield name
        yield from _KEYS.get(name, {}).values()


def decode_attributes(attributes: Attributes) -> Attributes:
    """The attributes, with keys of JSON objects added, JSON texts decoded, placeholders removed."""
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
