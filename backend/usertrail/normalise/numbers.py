"""Parses JSON without losing digits of numbers.

orjson makes a float of every number that is no integer of 64 bits, and Python's json of every
number with a point or an exponent: 50000000000000000001 and 0.1234567890123456789 would change.
"""

import json
import re
from decimal import Decimal, InvalidOperation
from typing import Any

import orjson

# Characters of a number that a float always preserves: 15 digits and a point.
_SURE = 16
# The range that orjson parses as integers, and its longest text.
_INTEGERS = range(-(2**63), 2**64)
_LONGEST = 20
# A translation for a fast pre-check: digits and points become "0", characters before a number ":",
# and signs are dropped. Two searches then find numbers with many digits or a large exponent.
_DIGITS = b"0123456789."
_BEFORE = b":,[ \t\r\n"
_ROUGHLY = bytes.maketrans(_DIGITS + b"E" + _BEFORE, b"0" * len(_DIGITS) + b"e" + b":" * 7)
_MANY_DIGITS = b":" + b"0" * (_SURE + 1)
_GREAT_EXPONENT = re.compile(rb":0{1,%d}e000" % _SURE)


class LongNumber(float):
    """The nearest float of a number that no float represents; `text` has all of its digits."""

    __slots__ = ("text",)

    text: str

    def __new__(cls, text: str) -> "LongNumber":
        number = super().__new__(cls, text)
        number.text = text
        return number


def read_json(data: bytes) -> Any:
    """As `orjson.loads`, with LongNumbers where it would lose digits. Raises ValueError."""
    if not _may_lose_digits(data):
        return orjson.loads(data)
    try:
        orjson.loads(data)
    except orjson.JSONDecodeError as error:
        # Only a number out of range is no error: it becomes a LongNumber.
        if not error.msg.startswith("number is infinity"):
            raise
    try:
        return json.loads(data, parse_float=decimal, parse_int=integer, parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def decimal(text: str) -> float:
    """A JSON number with a point or an exponent as a float, or LongNumber if not exact."""
    number = float(text)
    if repr(number) == text or (len(text) <= _SURE and "e" not in text.lower()):
        return number
    try:
        is_exact = Decimal(repr(number)) == Decimal(text)
    except InvalidOperation:
        # An exponent out of Decimal's range.
        is_exact = False
    return number if is_exact else LongNumber(text)


def integer(text: str) -> int | float:
    """The integer, or a LongNumber beyond 64 bits."""
    if len(text) <= _LONGEST and (number := int(text)) in _INTEGERS:
        return number
    return LongNumber(text)


def _may_lose_digits(data: bytes) -> bool:
    roughly = data.translate(_ROUGHLY, b"+-")
    return (
        _MANY_DIGITS in roughly
        or roughly.startswith(_MANY_DIGITS[1:])
        or (b"e000" in roughly and _GREAT_EXPONENT.search(b":" + roughly) is not None)
    )


def _refuse(word: str) -> None:
    raise ValueError(f"{word} is not JSON")
