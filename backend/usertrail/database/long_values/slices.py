"""Rows that hold a long value, read in slices: asyncpg would join and decode each row on end."""

import asyncio
from collections.abc import Sequence
from typing import Any

import orjson
from asyncpg import Record

from usertrail.cooperative import TimeSlice
from usertrail.database.long_values.text import SLICE_BYTES, LongText

Row = dict[str, Any]


def in_slices(
    heads: str, short: Sequence[str], long: dict[str, str], table: str, condition: str
) -> str:
    """The end of a statement: each row of the table as many times as its longest value has slices.

    `long` are expressions of text, by name. OFFSET 0: each is unpacked and made once a row.
    """
    of_row = ", ".join((*short, *(f"convert_to({sql}, 'UTF8') AS {n}" for n, sql in long.items())))
    slices = (
        f"substring({name} FROM slice * {SLICE_BYTES} + 1 FOR {SLICE_BYTES}) AS {name}"
        for name in long
    )
    longest = ", ".join(f"length({name})" for name in long)
    return f"""
        SELECT {heads}, slice, {", ".join((*short, *slices))}
        FROM size
        LEFT JOIN LATERAL (SELECT {of_row} FROM {table} WHERE {condition} OFFSET 0) AS item ON true
        CROSS JOIN LATERAL generate_series(0, (greatest(1, {longest}) - 1) / {SLICE_BYTES}) AS slice
    """


async def put_together(
    records: Sequence[Record], texts: Sequence[str], lists: Sequence[str]
) -> list[Row]:
    """The rows of such a statement. A text of more than a slice is a LongText."""
    rows: list[Row] = []
    time_slice = TimeSlice()
    long = (*texts, *lists)
    for record in records:
        if record["slice"] == 0:
            rows.append(dict(record) | {name: [] for name in long})
        for name in long:
            # Beyond the end of a value, a slice is empty.
            if piece := record[name]:
                rows[-1][name].append(piece)
            elif record["slice"] == 0 and piece is not None:
                rows[-1][name].append(b"")
        if time_slice.is_over:
            await time_slice.pause()
    for row in rows:
        for name in texts:
            row[name] = _text_of(row[name])
        for name in lists:
            row[name] = await _list_of(row[name])
        if time_slice.is_over:
            await time_slice.pause()
    return rows


def _text_of(slices: list[bytes]) -> str | LongText | None:
    if len(slices) > 1:
        return LongText(slices)
    return slices[0].decode() if slices else None


async def _list_of(slices: list[bytes]) -> list[Any] | None:
    if len(slices) > 1:
        return await asyncio.to_thread(lambda: orjson.loads(b"".join(slices)))
    return orjson.loads(slices[0]) if slices else None
