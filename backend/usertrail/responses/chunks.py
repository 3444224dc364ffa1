"""A long answer as JSON, in chunks: none takes long to write, nor to let go of."""

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import orjson

from usertrail.cooperative import TimeSlice, free_in_slices
from usertrail.database.long_values.text import LongText
from usertrail.responses.raw_json import Written, dumps

# A shorter answer is written at once.
LONG_BYTES = 256 * 1024
# Sent at once, and at most so much of a text is written at once.
CHUNK_BYTES = 64 * 1024
# What has fewer values is written at once.
FEW_VALUES = 1_000


async def stream_json(body: list[Any]) -> AsyncIterator[bytes]:
    """The JSON of the one value in the list, which is empty afterwards."""
    turn = TimeSlice()
    waiting: list[bytes] = []
    size = 0
    for chunk in chunks_of(body[0]):
        waiting.append(chunk)
        size += len(chunk)
        if size >= CHUNK_BYTES:
            yield b"".join(waiting)
            waiting, size = [], 0
        if turn.is_over:
            await turn.pause()
    yield b"".join(waiting)
    await free_in_slices(body)


def chunks_of(value: Any) -> Iterator[bytes]:
    """The JSON of a value, each chunk of few values and of little text."""
    if isinstance(value, Written):
        text = value.text
        yield from text.slices if isinstance(text, LongText) else _slices(text, str.encode)
    elif isinstance(value, str | LongText):
        yield b'"'
        for text in value.parts() if isinstance(value, LongText) else (value,):
            yield from _slices(text, _escaped)
        yield b'"'
    elif _is_short(value):
        yield dumps(value)
    elif isinstance(value, dict):
        yield b"{"
        for number, (key, item) in enumerate(value.items()):
            yield (b"," if number else b"") + orjson.dumps(key) + b":"
            yield from chunks_of(item)
        yield b"}"
    else:
        yield b"["
        for number, item in enumerate(value):
            if number:
                yield b","
            yield from chunks_of(item)
        yield b"]"


def _escaped(text: str) -> bytes:
    return orjson.dumps(text)[1:-1]


def _slices(text: str, encoded: Callable[[str], bytes]) -> Iterator[bytes]:
    for start in range(0, len(text), CHUNK_BYTES):
        yield encoded(text[start : start + CHUNK_BYTES])


def _is_short(value: Any) -> bool:
    """Whether it holds few values and little text. Looks at no more than that."""
    waiting, left, bytes_left = [value], FEW_VALUES, CHUNK_BYTES
    while waiting:
        item = waiting.pop()
        if isinstance(item, Written):
            item = item.text
        if isinstance(item, LongText):
            return False
        if isinstance(item, dict | list):
            left -= len(item)
            if left < 0:
                return False
            waiting += item.values() if isinstance(item, dict) else item
        elif isinstance(item, str):
            bytes_left -= len(item)
            if bytes_left < 0:
                return False
    return True
