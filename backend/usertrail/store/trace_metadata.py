"""Metadata of a trace, to which many may add in any order: what holds is as if they came in order.

Objects are merged, and anything else replaces what was said under its key before, objects too. So a
trace remembers who said each key last, by start and id as everywhere (contributions.py):

- a source says it of a whole value, and of all that is in it;
- {"at": source, "keys": {key: the same of its value}, "rest": source, "replaced": source} is of an
  object that several have said: who did so last, who said what of it, all other keys of it, and who
  last said anything but an object there, which hides all objects that are older.
"""

from typing import Any

from usertrail.normalise.records import JsonObject, merge, merge_into
from usertrail.store.contributions import Source

Sayers = Source | dict[str, Any]


def add_metadata(held: JsonObject, sayers: Sayers | None, more: JsonObject, by: Source) -> Sayers:
    """Add what one source says to the object, in place, wherever nobody later said otherwise.

    Returns who has said what of it from now on. The cost is that of `more`.
    """
    if sayers is None or sayers == by:
        merge_into(held, more)
        return by
    known = _opened(sayers)
    known["at"] = max(known["at"], by)
    for key, value in more.items():
        _add(held, known, key, value, by)
    return known


def _add(held: JsonObject, known: dict[str, Any], key: str, value: Any, by: Source) -> None:
    keys = known["keys"]
    if key not in held:
        held[key] = merge({}, value) if isinstance(value, dict) else value
        keys[key] = by
        return
    sayers: Sayers = keys.get(key, known["rest"])
    is_object = isinstance(held[key], dict)
    replaced = _replaced(sayers) if is_object else _last(sayers)
    if replaced is not None and by < replaced:
        return
    if isinstance(value, dict):
        if is_object:
            keys[key] = add_metadata(held[key], sayers, value, by)
        else:
            held[key] = merge({}, value)
            keys[key] = {**_opened(by), "replaced": replaced}
    elif is_object and _last(sayers) > by:
        keys[key] = _opened(sayers)
        _forget(held[key], keys[key], by)
    else:
        held[key] = value
        keys[key] = by


def _forget(held: JsonObject, known: dict[str, Any], before: Source) -> None:
    """Something else was said there at that time: forget what was said of the object before."""
    known["replaced"] = before
    for key in list(held):
        sayers = known["keys"].get(key, known["rest"])
        if _last(sayers) < before:
            del held[key]
            known["keys"].pop(key, None)
        elif isinstance(sayers, dict) and not (sayers.get("replaced") or []) > before:
            _forget(held[key], sayers, before)
            del sayers["replaced"]


def _opened(sayers: Sayers) -> dict[str, Any]:
    return sayers if isinstance(sayers, dict) else {"at": sayers, "rest": sayers, "keys": {}}


def _last(sayers: Sayers) -> Source:
    return sayers["at"] if isinstance(sayers, dict) else sayers


def _replaced(sayers: Sayers) -> Source | None:
    return sayers.get("replaced") if isinstance(sayers, dict) else None
