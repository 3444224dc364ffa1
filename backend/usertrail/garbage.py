"""Looks for garbage in cycles while little else lives, so that nobody waits for it.

A search goes through every object there is, and nothing else runs meanwhile, not even in another
thread: 0.1 s for a million of them, and dear answers are of more. What is young is looked through
as Python does it, some thousand objects at a time, which finds most.
"""

import asyncio
import gc
import sys
from time import monotonic

# The less often, the more of them are gone before. A search through both generations of the young
# takes a few milliseconds.
YOUNG = 5_000
YOUNG_SEARCHES = 2
NEVER = 1_000_000_000
# A search through what is in so many blocks of memory takes less than 10 ms.
FEW_BLOCKS = 150_000
LOOK_SECONDS = 0.25
# Between two searches, and how long the second may be put off.
QUIET_SECONDS = 30.0
MAX_SECONDS = 600.0


def settle() -> None:
    """Leave what lives as long as the server out of every search, and leave long ones to others."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, YOUNG_SEARCHES, NEVER)


async def collect_when_quiet() -> None:
    """Search for as long as the server runs, each time at a moment when it takes little time."""
    search = Search()
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        search.look()


class Search:
    """Through all that came since `settle`."""

    def __init__(self) -> None:
        self._lasting = sys.getallocatedblocks()
        self._last = monotonic()

    def look(self) -> bool:
        """Whether now was the moment."""
        waited = monotonic() - self._last
        if waited < QUIET_SECONDS or (self._block_count() > FEW_BLOCKS and waited < MAX_SECONDS):
            return False
        gc.collect()
        self._last = monotonic()
        return True

    def _block_count(self) -> int:
        return sys.getallocatedblocks() - self._lasting
