"""Makes text and JSON storable, and converts values from and to JSON text.

Postgres stores neither NUL nor lone surrogates in text, nor NaN or unlimited depth in JSON. Values
are sanitized here, so that later steps need not check them.
"""

import json
import math
from typing import Any

import orjson

from usertrail.normalise.numbers import LongNumber, decimal, integer, read_json

# Far below the 254 levels that orjson can serialize, and more than anybody sends.
MAX_DEPTH = 64
# Commas, plus twice the opening brackets: each becomes a Python object of up to fifty times as many
# bytes.
MAX_PARTS = 4_000_000
_INT64 = range(-(2**63), 2**63)
# First characters of JSON values other than true, false and null.
_JSON_START = frozenset('{["-0123456789')
_CONTAINERS = (dict, list)
_NOT_FINITE = {math.inf: "Infinity", -math.inf: "-Infinity"}
_JSON_WORDS = {"true": True, "false": False, "null": None}


class TooDeep(ValueError):
    """A value nested deeper than `MAX_DEPTH`."""


class TooManyParts(ValueError):
    """A document with more than `MAX_PARTS` objects, arrays and items."""


def cleaned(text: str) -> str:
    """The text without NUL, and with "?" for each lone surrogate."""
    if "\0" in text:
        text = text.replace("\0", "")
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def parse_json(body: bytes | str) -> Any:
    """Parse JSON leniently; its texts are storable. Raises ValueError.

    Numbers that no float represents are LongNumbers. Lone surrogates, as JavaScript makes of a cut
    emoji, and NaN, as Python writes it, are accepted though they are no strict JSON.
    """
    data = body if isinstance(body, bytes) else body.encode("utf-8", "replace")
    _check_parts(data)
    try:
        value = read_json(data)
    except ValueError:
        return _sanitized(_parse_leniently(data), 0, keeps_long=True)
    return _sanitized(value, 0, keeps_long=True) if b"\\u0000" in data else value


def _check_parts(data: bytes) -> None:
    if len(data) <= MAX_PARTS // 2:
        return
    # Counts those within texts, too, of which there are few.
    count = data.count(b",") + 2 * (data.count(b"{") + data.count(b"["))
    if count > MAX_PARTS:
        raise TooManyParts("it has too many objects, arrays and items; send fewer at once")


def _parse_leniently(data: bytes) -> Any:
    text = data.decode("utf-8", "replace")
    try:
        return json.loads(text, parse_float=decimal, parse_int=integer, parse_constant=str)
    except RecursionError as error:
        raise TooDeep("it is nested too deeply") from error


def storable(value: Any) -> Any:
    """The JSON value with storable text; numbers beyond float or 64 bits become text.

    Raises TooDeep.
    """
    return _sanitized(value, 0, keeps_long=False)


def _sanitized(value: Any, depth: int, keeps_long: bool) -> Any:
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, LongNumber):
        return value if keeps_long else value.text
    if isinstance(value, float):
        return value if math.isfinite(value) else _NOT_FINITE.get(value, "NaN")
    if isinstance(value, int):
        return value if value in _INT64 else str(value)
    if value is None:
        return None
    if depth >= MAX_DEPTH:
        raise TooDeep(f"it is nested deeper than {MAX_DEPTH} levels")
    if isinstance(value, dict):
        return {
            cleaned(key): _sanitized(item, depth + 1, keeps_long) for key, item in value.items()
        }
    return [_sanitized(item, depth + 1, keeps_long) for item in value]


def size_of(value: Any) -> int:
    """The number of values in a list or dict, at every depth."""
    if not value or type(value) not in _CONTAINERS:
        return 0
    count = len(value)
    for item in value.values() if type(value) is dict else value:
        if type(item) in _CONTAINERS:
            count += size_of(item)
    return count


def begins_json(text: str) -> bool:
    """Whether it begins as the JSON of anything but a bare word does."""
    return text[:1] in _JSON_START


def decoded(value: Any) -> Any:
    """The value of a text that is JSON, else the text; other values stay as they are.

    A number is decoded only if its text can be restored: "007" and ids of thirty digits stay text.
    """
    if not isinstance(value, str):
        return value
    if not begins_json(value):
        return _JSON_WORDS.get(value, value)
    try:
        meaning = storable(parse_json(value))
    except ValueError:
        return value
    if isinstance(meaning, int | float) and orjson.dumps(meaning).decode() != value:
        return value
    return meaning


def json_object(value: Any) -> dict[str, Any] | None:
    """The JSON object of a text; None if it is no JSON, {} for other JSON values.

    Its values are as sent: pass them through `storable` before storing them.
    """
    if not isinstance(value, str) or not value:
        return None
    try:
        meaning = parse_json(value)
    except ValueError:
        return None
    return meaning if isinstance(meaning, dict) else {}


def text_of(value: Any) -> str:
    """Text as it is; anything else as compact JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, LongNumber):
        return value.text
    return orjson.dumps(value, default=storable).decode()
