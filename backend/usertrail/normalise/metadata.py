"""Metadata of a trace or span, merged from the attributes that hold it."""

from collections.abc import Mapping

import orjson

from usertrail.normalise.conventions import ALL, METADATA_FAMILIES, family_of, langfuse
from usertrail.normalise.otlp_shapes import Attributes
from usertrail.normalise.records import JsonObject
from usertrail.normalise.text import decoded, size_of

# Freeing more at once would block the event loop.
MAX_OBJECT_VALUES = 100_000
# Attributes by the prefix of their names: {prefix: {rest of the name: value}}.
Families = Mapping[str, Attributes]


def metadata_of(
    family: str, attributes: Attributes, families: Families, *, is_decoded: bool
) -> JsonObject:
    """The metadata sent as one object, updated by keys sent as attributes of their own.

    `family` is the prefix for traces or for spans; a prefix of neither applies to both. With
    `is_decoded`, values were decoded from JSON already, so "123" is text.
    """
    metadata: JsonObject = {}
    whole = attributes.get(family) or attributes.get(langfuse.ANY_METADATA)
    if whole:
        meaning = decoded(whole)
        # Anything but an object has no keys; it is kept under this one.
        metadata.update(meaning if isinstance(meaning, dict) else {"metadata": meaning})
    if not families:
        return metadata
    for name in (family, langfuse.ANY_METADATA):
        if name in families:
            for key, value in families[name].items():
                metadata[key] = value if is_decoded else decoded(value)
    for shared in ALL.metadata_families.keys() & families.keys():
        for key, value in families[shared].items():
            if key not in ALL.metadata_families[shared]:
                metadata[key] = decoded(value)
    return metadata


def bounded(metadata: JsonObject) -> JsonObject:
    """The object, or if it holds more than MAX_OBJECT_VALUES, its JSON text under this one key."""
    if size_of(metadata) <= MAX_OBJECT_VALUES:
        return metadata
    return {"metadata": orjson.dumps(metadata).decode()}


def is_metadata(name: str) -> bool:
    """Whether an attribute holds metadata, or a key of it."""
    found = family_of(name)
    return (found[0] if found else name) in METADATA_FAMILIES
