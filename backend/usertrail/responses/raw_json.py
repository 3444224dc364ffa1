"""JSON that is written already: it is put into an answer as it is, and never becomes objects.

A list of empty lists takes twenty times as much memory as its text.
"""

import asyncio
from collections.abc import Callable
from typing import Any, NewType

import orjson

from usertrail.database.long_values.text import LongText
from usertrail.normalise.text import begins_json, decoded

# Any JSON value: objects, or what is written already.

JSON = NewType("JSON", object)
# What is shorter is no trouble as objects.
SHORT = 1024
# Is not read on the event loop.
LONG = 64 * 1024


class Written:
    """The text of a JSON value."""

    __slots__ = ("text",)

    def __init__(self, text: str | LongText) -> None:
        self.text = text

    def meaning(self) -> Any:
        return orjson.loads(self.text.whole() if isinstance(self.text, LongText) else self.text)


def written(text: str | LongText | None) -> JSON | None:
    """What Postgres wrote of a jsonb."""
    return None if text is None else JSON(Written(text))


def meaning_of(text: str | LongText | None) -> Any:
    """What a stored text means: JSON where it is JSON, else itself; nothing where it is empty."""
    if not text:
        return None
    if isinstance(text, LongText):
        return _long_meaning(text)
    meaning = decoded(text)
    is_small = len(text) < SHORT or isinstance(meaning, str)
    return meaning if is_small else Written(orjson.dumps(meaning).decode())


def _long_meaning(text: LongText) -> Any:
    if not begins_json(text.start):
        return text
    whole = text.whole()
    meaning = decoded(whole)
    return text if meaning is whole else Written(LongText.of(orjson.dumps(meaning)))


class StoredText:
    """A text of the database, of which a long one is read once and beside the event loop."""

    def __init__(self, text: str | LongText | None) -> None:
        self._text = text
        self._later: asyncio.Future[JSON] | None = None

    async def found_in(self, find: Callable[[str], str | None]) -> str | None:
        """What is found in the text; beside the event loop if it is long."""
        if not self._text:
            return None
        if isinstance(self._text, str) and len(self._text) < LONG:
            return find(self._text)
        text = self._text
        return await asyncio.to_thread(
            lambda: find(text if isinstance(text, str) else text.whole())
        )

    def meaning(self) -> "JSON | asyncio.Future[JSON] | None":
        """As `meaning_of` has it."""
        if not self._text:
            return None
        if isinstance(self._text, str) and len(self._text) < LONG:
            return JSON(meaning_of(self._text))
        if self._later is None:
            reading = asyncio.to_thread(meaning_of, self._text)
            self._later = asyncio.ensure_future(reading)
        return self._later


def dumps(value: Any) -> bytes:
    return orjson.dumps(value, default=_fragment)


def compact(value: Any) -> str:
    """JSON without the spaces that Postgres writes."""
    plain = value.meaning() if isinstance(value, Written) else value
    return orjson.dumps(plain).decode()


def _fragment(value: object) -> orjson.Fragment | str:
    if isinstance(value, Written):
        text = value.text
        return orjson.Fragment(b"".join(text.slices) if isinstance(text, LongText) else text)
    if isinstance(value, LongText):
        return value.whole()
    raise TypeError
