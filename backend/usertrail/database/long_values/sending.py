"""Long values are sent before the statement that stores them: asyncpg would encode it on end.

Their parts wait in settings of the transaction, where the statement finds them.
"""

import codecs
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple, cast

from asyncpg import Record

from usertrail.database.pool import Database

# A request of no more brings nothing that takes long to send, whatever becomes of it.
ORDINARY_BYTES = 1024 * 1024
# Of a part, which takes a millisecond or two to send.
PART_LENGTH = 256 * 1024
# Of all values that a statement brings itself.
MAX_LENGTH = 2 * 1024 * 1024
# What is shorter is never sent in parts.
SHORT_LENGTH = 16 * 1024
SETTING = "usertrail.part_"


class _Sent(NamedTuple):
    """A value that was sent, and its first and last part; all numbers from 1."""

    place: int
    first: int
    last: int


def for_long_values(db: Database) -> Database:
    """The connection, in a transaction, for statements with values of any length.

    Those stand in lists that the statement has as `$n::text[]` or `$n::jsonb[]`, JSON as bytes.
    """
    return db if isinstance(db, _Sending) else cast(Database, _Sending(db))


def sends_any(db: Database, rows: Iterable[Iterable[Any]]) -> bool:
    """Whether the connection is such a one, and any of these values might be sent in parts."""
    return isinstance(db, _Sending) and any(
        isinstance(value, str | bytes) and len(value) > SHORT_LENGTH
        for row in rows
        for value in row
    )


class _Sending:
    def __init__(self, db: Database) -> None:
        self._db = db

    def __getattr__(self, name: str) -> Any:
        return getattr(self._db, name)

    async def execute(self, statement: str, *values: Any) -> str:
        return await self._db.execute(*await _sent(self._db, statement, values))

    async def fetch(self, statement: str, *values: Any) -> list[Record]:
        return await self._db.fetch(*await _sent(self._db, statement, values))


async def _sent(db: Database, statement: str, values: tuple[Any, ...]) -> tuple[Any, ...]:
    """The statement and its values without those that were sent."""
    passed = list(values)
    part, left = 0, MAX_LENGTH
    for number, kind in _arrays(statement):
        items, sent = list(passed[number - 1]), []
        for place, value in enumerate(items):
            if value is None or len(value) <= SHORT_LENGTH:
                continue
            left -= len(value)
            if left >= 0 and len(value) <= PART_LENGTH:
                continue
            first = part + 1
            for piece in _pieces(value):
                part += 1
                # Gives back nothing of it.
                setting = f"{SETTING}{part}"
                await db.execute("SELECT length(set_config($1, $2, true))", setting, piece)
            items[place] = None
            sent.append(_Sent(place + 1, first, part))
        if sent:
            statement = _with_sent(statement, number, kind, len(passed))
            passed[number - 1] = items
            passed += map(list, zip(*sent, strict=True))
    return statement, *passed


@cache
def _arrays(statement: str) -> tuple[tuple[int, str], ...]:
    """The numbers of the values that are arrays of text or JSON, and which of these."""
    found = re.findall(r"\$(\d+)::(text|jsonb)\[\]", statement)
    return tuple(dict.fromkeys((int(number), kind) for number, kind in found))


def _pieces(value: str | bytes) -> Iterator[str]:
    starts = range(0, len(value), PART_LENGTH)
    if isinstance(value, str):
        return (value[start : start + PART_LENGTH] for start in starts)
    return codecs.iterdecode((value[start : start + PART_LENGTH] for start in starts), "utf-8")


def _with_sent(statement: str, number: int, kind: str, count: int) -> str:
    """The statement where a list is completed by what was sent of it, which three more lists tell.

    `count` is how many values the statement has without them.
    """
    told = ", ".join(f"${count + more}::integer[]" for more in (1, 2, 3))
    complete = f"""ARRAY(
        SELECT CASE WHEN sent.place IS NULL THEN passed.value ELSE (
            SELECT string_agg(current_setting('{SETTING}' || part), '' ORDER BY part)
            FROM generate_series(first, last) AS part
        )::{kind} END
        FROM unnest(${number}::{kind}[]) WITH ORDINALITY AS passed(value, place)
        LEFT JOIN unnest({told}) AS sent(place, first, last) USING (place)
        ORDER BY passed.place
    )"""
    return statement.replace(f"${number}::{kind}[]", complete)
