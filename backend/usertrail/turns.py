"""Long work on the event loop, done in turns between which others are served."""

import asyncio
import heapq
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from itertools import islice
from time import perf_counter
from typing import Any, TypeVar

Row = TypeVar("Row")
Built = TypeVar("Built")
Key = TypeVar("Key", bound=tuple[Any, ...] | str)

TURN_SECONDS = 0.005
# Of a statement, which is written or read on end: it takes some milliseconds at most.
ROWS_OF_TURN = 250


def is_loop_running() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


class Turn:
    """How long has been worked since the last pause."""

    def __init__(self) -> None:
        self._began = perf_counter()

    @property
    def is_over(self) -> bool:
        return perf_counter() - self._began > TURN_SECONDS

    async def pause(self) -> None:
        await asyncio.sleep(0)
        self._began = perf_counter()


async def in_turns(rows: Iterable[Row], build: Callable[[Row], Built]) -> list[Built]:
    """What is built of each row."""
    built, turn = [], Turn()
    for row in rows:
        built.append(build(row))
        if turn.is_over:
            await turn.pause()
    return built


async def let_go(values: list[Any]) -> None:
    """Empties the list, and lets go in turns of what lies in it, in lists of it and in dicts.

    Python frees on end whatever hangs on the last name of a value.
    """
    turn = Turn()
    while values:
        value = values.pop()
        if isinstance(value, list):
            values += value
        elif isinstance(value, dict):
            values += value.values()
        if turn.is_over:
            await turn.pause()


def portions(rows: Iterable[Row], size: int = ROWS_OF_TURN) -> Iterator[list[Row]]:
    waiting = iter(rows)
    while portion := list(islice(waiting, size)):
        yield portion


async def sorted_portions(keys: Iterable[Key]) -> AsyncIterator[list[Key]]:
    """All keys in order. Others are served meanwhile, which one sort would not let them."""
    runs = []
    for portion in portions(keys):
        runs.append(sorted(portion))
        await asyncio.sleep(0)
    for portion in portions(heapq.merge(*runs)):
        yield portion
