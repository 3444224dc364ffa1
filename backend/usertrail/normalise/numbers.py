"""JSON read without losing a digit.

orjson makes a float of every number that is no integer of 64 bits, and Python one of every number
with a point or an exponent: 50000000000000000001 and 0.1234567890123456789 would become others.
"""

import json
import re
from decimal import Decimal, InvalidOperation
from typing import Any

import orjson

# 15 digits and a point always survive; an integer of 16 digits has no need to.
_SURE = 16
# Those that orjson reads as integers, and their most characters.
_INTEGERS = range(-(2**63), 2**64)
_LONGEST = 20
# Digits and points become "0", what can stand before a number ":", and signs are left out, so that
# two searches find what may be lost: one of many digits, and one of a great exponent.
_DIGITS = b"0123456789."
_BEFORE = b":,[ \t\r\n"
_ROUGHLY = bytes.maketrans(_DIGITS + b"E" + _BEFORE, b"0" * len(_DIGITS) + b"e" + b":" * 7)
_MANY_DIGITS = b":" + b"0" * (_SURE + 1)
_GREAT_EXPONENT = re.compile(rb":0{1,%d}e000" % _SURE)


class LongNumber(float):
    """The float nearest to a number that no float is, and `text`: all of its digits."""

    __slots__ = ("text",)

    text: str

    def __new__(cls, text: str) -> "LongNumber":
        number = super().__new__(cls, text)
        number.text = text
        return number


def read_json(data: bytes) -> Any:
    """As orjson reads it, but with LongNumbers where that loses digits. Raises ValueError."""
    if not _may_lose_digits(data):
        return orjson.loads(data)
    try:
        orjson.loads(data)
    except orjson.JSONDecodeError as error:
        # It has no word for such a number alone.
        if not error.msg.startswith("number is infinity"):
            raise
    try:
        return json.loads(data, parse_float=decimal, parse_int=integer, parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def decimal(text: str) -> float:
    """The float that a JSON number with a point or an exponent is, or a LongNumber."""
    number = float(text)
    if repr(number) == text or (len(text) <= _SURE and "e" not in text.lower()):
        return number
    try:
        is_exact = Decimal(repr(number)) == Decimal(text)
    except InvalidOperation:
        # An exponent that not even a Decimal has.
        is_exact = False
    return number if is_exact else LongNumber(text)


def integer(text: str) -> int | float:
    """The integer, or a LongNumber where it has more than 64 bits."""
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
    raise ValueError(f"{word} is no JSON")
