"""Scans protobuf's wire format for the positions and the number of fields, without parsing them.

https://protobuf.dev/programming-guides/encoding/
"""

from collections.abc import Iterator
from typing import Any

from google.protobuf.message import DecodeError, Message

from usertrail.normalise.otlp_limits import check_values_of_span

# Offsets in the body: first byte of a field's content, first byte after it.
ByteRange = tuple[int, int]

_VARINT, _FIXED_64, _BYTES, _FIXED_32 = 0, 1, 2, 5
_MAX_VARINT_BYTES = 10
_MAX_FIELD_NUMBER = 2**29 - 1


def fields_in(body: bytes, within: ByteRange) -> Iterator[tuple[int | None, ByteRange]]:
    """(field number, byte range) of each field; the number is None if it is not length-delimited.

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
            raise DecodeError("the message has a group or an unknown wire type")
        if after > end or not 0 < key >> 3 <= _MAX_FIELD_NUMBER:
            raise DecodeError("the message is truncated or has an invalid field number")
        yield (key >> 3 if kind == _BYTES else None), (at, after)
        at = after


def count_values(data: bytes, kind: type[Message]) -> int:
    """The number of fields of a message, at every depth.

    Raises TooLarge for more than a span may have, and DecodeError.
    """
    count = 0
    stack: list[tuple[ByteRange, Any]] = [((0, len(data)), kind.DESCRIPTOR)]
    while stack:
        span_range, of = stack.pop()
        for number, inner in fields_in(data, span_range):
            count += 1
            check_values_of_span(count)
            field = of.fields_by_number.get(number) if number is not None else None
            if field is not None and field.message_type is not None:
                stack.append((inner, field.message_type))
    return count


def _varint(body: bytes, at: int) -> tuple[int, int]:
    """The number, and the offset after it."""
    try:
        byte = body[at]
        if byte < 128:
            return byte, at + 1
        number = byte & 127
        for span_range in range(1, _MAX_VARINT_BYTES):
            byte = body[at + span_range]
            number |= (byte & 127) << (7 * span_range)
            if byte < 128:
                return number, at + span_range + 1
    except IndexError:
        pass
    raise DecodeError("the message ends within a number")
