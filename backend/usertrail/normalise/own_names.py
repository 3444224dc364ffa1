"""Users and sessions under the names that a project says they have.

A name is that of an attribute, of a span or of its resource, or `metadata.` and a key of the
metadata of a trace or span. What stands after a point may also be a key of the JSON object that the
attribute before it holds.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from usertrail.normalise import conventions
from usertrail.normalise.identifiers import storable_id
from usertrail.normalise.records import JsonObject, OwnIds
from usertrail.normalise.rules import Rules
from usertrail.normalise.text import json_object, text_of

METADATA = "metadata"
# Values that name nobody.
_BLANK = frozenset({"", "null", "{}", "[]"})


def own_ids_of(rules: Rules, places: Sequence[Mapping[str, Any]]) -> OwnIds:
    """What the names of the rules say, looked for in the one place after the other."""
    found: OwnIds = {}
    for field, names in rules.names():
        for place, name in enumerate(names):
            if identifier := _identifier(name, places):
                found[field] = [identifier, name, place]
                break
    return found


def own_ids_of_stored(
    rules: Rules, fields: Mapping[str, Any], metadata: JsonObject | None
) -> OwnIds:
    """The same of what is stored of a span or event: its trace fields and its metadata.

    Where what a name once said was not kept, it goes on saying it for as long as it is one.
    """
    metadata = metadata or {}
    said = {fields.get(f"{field}_name"): fields.get(field) for field, _ in rules.names()}
    kept = (metadata.get(part) for part in ("attributes", "resourceAttributes"))
    places = [said, *(part for part in kept if isinstance(part, dict))]
    found = own_ids_of(rules, [*places, *places_of(fields.get(METADATA), metadata)])
    for field, names in rules.names():
        before = fields.get("own", {}).get(field)
        if before and before[1] in names:
            identifier, name, _ = before
            held = [identifier, name, names.index(name)]
            found[field] = min(held, found.get(field, held), key=lambda own: own[2])
    return found


def places_of(*metadata: JsonObject | None) -> list[Mapping[str, Any]]:
    """Where names that begin with `metadata.` are looked for."""
    return [{METADATA: one} for one in metadata if one]


def _identifier(name: str, places: Sequence[Mapping[str, Any]]) -> str | None:
    for path in _paths(name):
        for values in places:
            text = _text(_at(values, path))
            if text not in _BLANK and (identifier := storable_id(text)):
                return identifier
    return None


def _paths(name: str) -> Iterator[str]:
    yield name
    # Attributes that hold metadata are stored as such.
    family = conventions.family_of(name)
    if family and family[0] in conventions.METADATA_FAMILIES:
        yield f"{METADATA}.{family[1]}"


def _text(value: Any) -> str:
    return "" if value is None else text_of(value)


def _at(values: Mapping[str, Any], path: str) -> Any:
    """What is under a name, or under its last parts in the object under its first."""
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
