"""Long computing in short pieces, so that the event loop gets to everybody else in between."""

import asyncio
import time
from collections.abc import Iterable
from typing import TypeVar

from usertrail.database.shares import Share

# So much at a time, however many want to compute: storing a batch takes a dozen rounds of the loop,
# and waits as often for a piece.
PIECE_SECONDS = 0.001

Item = TypeVar("Item")


class Pace:
    """Of all that is computed on one event loop."""

    def __init__(self) -> None:
        self._turns = Share("computations", 1, 1, most_waiting=1_000_000)
        # When this round of the loop has done enough; None before it began.
        self._end: float | None = None

    async def list_of(self, owner: str, items: Iterable[Item]) -> list[Item]:
        """What is made as it is asked for. Owners who compute at the same time do so in turn."""
        made: list[Item] = []
        rest = iter(items)
        while True:
            async with self._turns.place(owner, patience=None):
                while self._is_enough():  # noqa: ASYNC110  # it is the next round that is awaited
                    await asyncio.sleep(0)
                for item in rest:
                    made.append(item)
                    if self._is_enough():
                        break
                else:
                    return made

    def _is_enough(self) -> bool:
        now = time.perf_counter()
        if self._end is None:
            self._end = now + PIECE_SECONDS
            asyncio.get_running_loop().call_soon(self._renew)
        return now > self._end

    def _renew(self) -> None:
        self._end = None
