"""Cooperative multitasking: long work on the event loop that yields to other tasks in between."""

import asyncio
import heapq
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from itertools import islice
from time import perf_counter
from typing import Any, TypeVar

Row = TypeVar("Row")
Built = TypeVar("Built")
Key = TypeVar("Key", bound=tuple[Any, ...] | str)

SLICE_SECONDS = 0.005
# Rows of one statement are encoded or decoded without a pause, which takes some milliseconds.
ROWS_PER_CHUNK = 250


def is_loop_running() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


class TimeSlice:
    """The time since this task last yielded to the event loop."""

    def __init__(self) -> None:
        self._began = perf_counter()

    @property
    def is_over(self) -> bool:
        return perf_counter() - self._began > SLICE_SECONDS

    async def pause(self) -> None:
        await asyncio.sleep(0)
        self._began = perf_counter()


async def map_in_slices(rows: Iterable[Row], build: Callable[[Row], Built]) -> list[Built]:
    """`build` of each row, yielding to the event loop between rows."""
    built, time_slice = [], TimeSlice()
    for row in rows:
        built.append(build(row))
        if time_slice.is_over:
            await time_slice.pause()
    return built


async def free_in_slices(values: list[Any]) -> None:
    """Empty the list and free the nested lists and dicts in it, yielding in between.

    Python would free a deep value in one go, as soon as its last reference goes.
    """
    time_slice = TimeSlice()
    while values:
        value = values.pop()
        if isinstance(value, list):
            values += value
        elif isinstance(value, dict):
            values += value.values()
        if time_slice.is_over:
            await time_slice.pause()


def chunks(rows: Iterable[Row], size: int = ROWS_PER_CHUNK) -> Iterator[list[Row]]:
    remaining = iter(rows)
    while chunk := list(islice(remaining, size)):
        yield chunk


async def sorted_chunks(keys: Iterable[Key]) -> AsyncIterator[list[Key]]:
    """All keys in order, by a merge sort that yields between chunks; one sort would block."""
    runs = []
    for chunk in chunks(keys):
        runs.append(sorted(chunk))
        await asyncio.sleep(0)
    for chunk in chunks(heapq.merge(*runs)):
        yield chunk
