"""Long values are sent ahead of the statement that stores them: it would be encoded on end.

Their parts wait in settings of the transaction, where the statement finds them.
"""

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import orjson

from usertrail.database.pool import Database
from usertrail.worker_threads import WorkerThreads

# Of a part, which takes a millisecond or two to send.
PART_LENGTH = 256 * 1024
# Of all values that a statement brings itself.
MAX_LENGTH = 2 * 1024 * 1024
# What is shorter is never sent ahead, and as JSON encoded at once.
SHORT_LENGTH = 16 * 1024
# As much text takes as long.
LENGTH_OF_VALUE = 32
SETTING = "usertrail.part_"

_encoding = WorkerThreads("encoding", thread_count=2)

# The number of a list among the values, and of a value in it; both from 1, as Postgres counts.
_Place = tuple[int, int]


class _Sent(NamedTuple):
    """A value that was sent, and its first and last part."""

    place: int
    first: int
    last: int


async def sent_ahead(db: Database, statement: str, *values: Any) -> tuple[Any, ...]:
    """The statement and its values, from which those are taken that were sent ahead, for asyncpg.

    Those may stand in lists that the statement has as `$n::text[]` or `$n::jsonb[]`. It has to be
    executed in the same transaction.
    """
    long = {
        (number, place): item
        for number, kind in _arrays(statement)
        for place, item in _long_of(kind, values[number - 1])
    }
    if not long:
        return statement, *values
    passed = [list(items) if isinstance(items, list | tuple) else items for items in values]
    sent_by_number: dict[int, list[_Sent]] = {}
    part, left = 0, MAX_LENGTH
    for (number, place), text in (await _as_texts(long)).items():
        left -= len(text)
        if len(text) <= PART_LENGTH and left >= 0:
            is_json = isinstance(text, bytes)
            passed[number - 1][place - 1] = orjson.Fragment(text) if is_json else text
            continue
        first = part + 1
        for piece in _pieces(text):
            part += 1
            await _send(db, part, piece)
        passed[number - 1][place - 1] = None
        sent_by_number.setdefault(number, []).append(_Sent(place, first, part))
    for number, sent in sent_by_number.items():
        statement = _with_sent(statement, number, len(passed))
        passed += map(list, zip(*sent, strict=True))
    return statement, *passed


@cache
def _arrays(statement: str) -> tuple[tuple[int, str], ...]:
    """The numbers of the values that are arrays of text or JSON, and which of these."""
    found = re.findall(r"\$(\d+)::(text|jsonb)\[\]", statement)
    return tuple(dict.fromkeys((int(number), kind) for number, kind in found))


def _long_of(kind: str, items: Sequence[Any]) -> list[tuple[int, Any]]:
    """What is long in an array, by its place. Mostly nothing: that is found out at least cost."""
    if kind == "text":
        if max(map(len, filter(None, items)), default=0) <= SHORT_LENGTH:
            return []
        return [(at, item) for at, item in enumerate(items, 1) if len(item or "") > SHORT_LENGTH]
    return [
        (at, item) for at, item in enumerate(items, 1) if isinstance(item, dict) and is_long(item)
    ]


def is_long(value: Mapping[str, Any]) -> bool:
    """Whether it has many values or much text. Looks at no more than that."""
    return _left(value, SHORT_LENGTH) < 0


def _left(value: Any, left: int) -> int:
    """Of so much length, what a value leaves; less than nothing where it has more."""
    left -= LENGTH_OF_VALUE * len(value)
    if left < 0:
        return left
    if isinstance(value, dict):
        left -= sum(map(len, value))
        value = value.values()
    for item in value:
        if isinstance(item, str):
            left -= len(item)
        elif isinstance(item, dict | list):
            left = _left(item, left)
        if left < 0:
            break
    return left


async def _as_texts(values: Mapping[_Place, Any]) -> dict[_Place, str | bytes]:
    """JSON as UTF-8, which is not made on the event loop."""
    jsons = {place: value for place, value in values.items() if not isinstance(value, str)}
    if not jsons:
        return dict(values)
    made = await _encoding.run(lambda: {at: orjson.dumps(value) for at, value in jsons.items()})
    return {**values, **made}


def _pieces(text: str | bytes) -> Iterator[str]:
    starts = range(0, len(text), PART_LENGTH)
    if isinstance(text, str):
        return (text[start : start + PART_LENGTH] for start in starts)
    return codecs.iterdecode((text[start : start + PART_LENGTH] for start in starts), "utf-8")


async def _send(db: Database, part: int, text: str) -> None:
    # Gives back nothing of it.
    await db.execute("SELECT length(set_config($1, $2, true))", f"{SETTING}{part}", text)


def _with_sent(statement: str, number: int, count: int) -> str:
    """The statement where a list is completed by what was sent of it, which three more lists tell.

    `count` is how many values the statement has without them.
    """
    for kind in ("text", "jsonb"):
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
        statement = statement.replace(f"${number}::{kind}[]", complete)
    return statement
