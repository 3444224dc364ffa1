"""Protobuf taken apart no further than it has to be: where its fields lie, and how many there are.

https://protobuf.dev/programming-guides/encoding/
"""

from collections.abc import Iterator
from typing import Any

from google.protobuf.message import DecodeError, Message

from usertrail.normalise.otlp_limits import check_values_of_span

# Where the content of a field begins and ends in the body.
Place = tuple[int, int]

_VARINT, _FIXED_64, _BYTES, _FIXED_32 = 0, 1, 2, 5
_MAX_VARINT_BYTES = 10
_MAX_FIELD_NUMBER = 2**29 - 1


def fields_in(body: bytes, within: Place) -> Iterator[tuple[int | None, Place]]:
    """The fields of a message: its number, or None where it holds a number; and its place.

    Raises DecodeError.
    """
    at, end = within
    while at < end:
        key, at = _varint(body, at)
        kind = key & 7
        if kind == _BYTES:
            size, at = _varint(body, at)
            after = at + size
        elif kind == _VARINT:
            _, after = _varint(body, at)
        elif kind in (_FIXED_32, _FIXED_64):
            after = at + (4 if kind == _FIXED_32 else 8)
        else:
            raise DecodeError("a kind of field that nobody writes any more")
        if after > end or not 0 < key >> 3 <= _MAX_FIELD_NUMBER:
            raise DecodeError("the message ends too early, or is none")
        yield (key >> 3 if kind == _BYTES else None), (at, after)
        at = after


def count_values(data: bytes, kind: type[Message]) -> int:
    """How many fields a message has, at every depth.

    Raises TooLarge where they are more than a span may have, and DecodeError.
    """
    count = 0
    waiting: list[tuple[Place, Any]] = [((0, len(data)), kind.DESCRIPTOR)]
    while waiting:
        place, of = waiting.pop()
        for number, inner in fields_in(data, place):
            count += 1
            check_values_of_span(count)
            field = of.fields_by_number.get(number) if number is not None else None
            if field is not None and field.message_type is not None:
                waiting.append((inner, field.message_type))
    return count


def _varint(body: bytes, at: int) -> tuple[int, int]:
    """The number, and where it ends."""
    try:
        byte = body[at]
        if byte < 128:
            return byte, at + 1
        number = byte & 127
        for place in range(1, _MAX_VARINT_BYTES):
            byte = body[at + place]
            number |= (byte & 127) << (7 * place)
            if byte < 128:
                return number, at + place + 1
    except IndexError:
        pass
    raise DecodeError("the message ends in the middle of a number")
