"""User and session ids by attribute names that a project has configured.

A name is that of an attribute of a span or its resource, or `metadata.` and a key of the metadata
of a trace or span. What follows a dot may also be a key of the JSON object that the attribute
before the dot holds.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from usertrail.normalise.conventions import METADATA_FAMILIES, family_of
from usertrail.normalise.identifiers import storable_id
from usertrail.normalise.records import JsonObject, OwnIds
from usertrail.normalise.rules import Rules
from usertrail.normalise.text import json_object, text_of

METADATA = "metadata"
# Values that count as none.
_BLANK = frozenset({"", "null", "{}", "[]"})


def own_ids_of(rules: Rules, sources: Sequence[Mapping[str, Any]]) -> OwnIds:
    """The ids by the names of the rules; for each name the first of the sources that has it."""
    found: OwnIds = {}
    for field, names in rules.names():
        for position, name in enumerate(names):
            if identifier := _identifier(name, sources):
                found[field] = [identifier, name, position]
                break
    return found


def own_ids_of_stored(
    rules: Rules, fields: Mapping[str, Any], metadata: JsonObject | None
) -> OwnIds:
    """The same from the stored trace fields and metadata of a span or event.

    An id that was found before stays valid while its name is configured, since the attribute itself
    may not be stored.
    """
    metadata = metadata or {}
    stored_fields = {fields.get(f"{field}_name"): fields.get(field) for field, _ in rules.names()}
    kept = (metadata.get(part) for part in ("attributes", "resourceAttributes"))
    sources = [stored_fields, *(part for part in kept if isinstance(part, dict))]
    found = own_ids_of(rules, [*sources, *metadata_sources(fields.get(METADATA), metadata)])
    for field, names in rules.names():
        before = fields.get("own", {}).get(field)
        if before and before[1] in names:
            identifier, name, _ = before
            held = [identifier, name, names.index(name)]
            found[field] = min(held, found.get(field, held), key=lambda own: own[2])
    return found


def metadata_sources(*metadata: JsonObject | None) -> list[Mapping[str, Any]]:
    """Sources for names that begin with `metadata.`."""
    return [{METADATA: one} for one in metadata if one]


def _identifier(name: str, sources: Sequence[Mapping[str, Any]]) -> str | None:
    for path in _paths(name):
        for values in sources:
            text = _text(_at(values, path))
            if text not in _BLANK and (identifier := storable_id(text)):
                return identifier
    return None


def _paths(name: str) -> Iterator[str]:
    yield name
    # Attributes with metadata are stored as metadata.
    family = family_of(name)
    if family and family[0] in METADATA_FAMILIES:
        yield f"{METADATA}.{family[1]}"


def _text(value: Any) -> str:
    return "" if value is None else text_of(value)


def _at(values: Mapping[str, Any], path: str) -> Any:
    """The value under a name, or under its last parts in the object under its first parts."""
    if path in values:
        return values[path]
    end = path.rfind(".")
    while end > 0:
        within = values.get(path[:end])
        if isinstance(within, str) and within.startswith("{"):
            within = json_object(within)
        if isinstance(within, dict) and (found := _at(within, path[end + 1 :])) is not None:
            return found
        end = path.rfind(".", 0, end)
    return None
