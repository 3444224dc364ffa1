"""Much at a time, cut into so little that each bit takes some milliseconds at most."""

import asyncio
import heapq
from collections.abc import AsyncIterator, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

# Rows that are written, read or counted at once.
PORTION = 250

Item = TypeVar("Item")
Key = TypeVar("Key", bound=tuple[Any, ...] | str)


def portions(items: Iterable[Item], size: int = PORTION) -> Iterator[list[Item]]:
    waiting = iter(items)
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
