"""Metadata of a trace, to which many may add in any order: what holds is as if they came in order.

Objects are merged, and anything else replaces what was said under its key before, objects too. So a
trace remembers who said each key last, by start and id as everywhere (contributions.py):

- a source says it of a whole value, and of all that is in it;
- {"at": source, "keys": {key: the same of its value}, "replaced": source} is of an object that
  several have said: who did so last, who said what of it, and who last said anything but an object
  there, which hides all of it that is older; nobody, mostly.

What is remembered does not depend on the order either.
"""

from typing import Any

from usertrail.normalise.records import JsonObject, merge, merge_into
from usertrail.store.contributions import Source

Sayers = Source | dict[str, Any]


def add_metadata(held: JsonObject, sayers: Sayers | None, more: JsonObject, by: Source) -> Sayers:
    """Add what one source says to the object, in place, wherever nobody later said otherwise.

    Returns who has said what of it from now on.
    """
    if sayers is None or sayers == by:
        merge_into(held, more)
        return by
    known = _opened(sayers, held)
    known["at"] = max(known["at"], by)
    for key, value in more.items():
        _add(held, known["keys"], key, value, by)
    return _closed(known)


def _add(held: JsonObject, keys: dict[str, Any], key: str, value: Any, by: Source) -> None:
    if key not in held:
        held[key] = merge({}, value) if isinstance(value, dict) else value
        keys[key] = by
        return
    sayers: Sayers = keys[key]
    is_object = isinstance(held[key], dict)
    replaced = _replaced(sayers) if is_object else _last(sayers)
    if replaced is not None and by < replaced:
        return
    if isinstance(value, dict):
        if is_object:
            keys[key] = add_metadata(held[key], sayers, value, by)
        else:
            held[key] = merge({}, value)
            keys[key] = _opened(by, value) | {"replaced": replaced}
    elif is_object and _last(sayers) > by:
        keys[key] = _forget(held[key], sayers, by) | {"replaced": by}
    else:
        held[key] = value
        keys[key] = by


def _forget(held: JsonObject, sayers: Sayers, before: Source) -> dict[str, Any]:
    """Forget what was said of an object before; who has said what is left of it."""
    known = _opened(sayers, held)
    known.pop("replaced", None)
    keys = known["keys"]
    for key, of_value in list(keys.items()):
        if _last(of_value) < before:
            del held[key], keys[key]
        elif isinstance(of_value, dict) and (_replaced(of_value) or []) < before:
            keys[key] = _closed(_forget(held[key], of_value, before))
    return known


def _opened(sayers: Sayers, held: JsonObject) -> dict[str, Any]:
    """Key by key."""
    if isinstance(sayers, dict):
        return sayers
    return {"at": sayers, "keys": dict.fromkeys(held, sayers)}


def _closed(known: dict[str, Any]) -> Sayers:
    """In one, where one has said all of it."""
    at = known["at"]
    is_all = "replaced" not in known and all(of == at for of in known["keys"].values())
    return at if is_all else known


def _last(sayers: Sayers) -> Source:
    return sayers["at"] if isinstance(sayers, dict) else sayers


def _replaced(sayers: Sayers) -> Source | None:
    return sayers.get("replaced") if isinstance(sayers, dict) else None
