"""Runs full garbage collections only while few objects live, so that no request waits for one.

A full collection visits every object and holds the GIL meanwhile: 0.1 s for a million objects, and
large responses have more. The young generations are collected as Python does by default, some
thousand objects at a time, which finds most cycles.
"""

import asyncio
import gc
import sys
from time import monotonic

# The rarer, the more objects have died before. Collecting both young generations takes a few
# milliseconds.
YOUNG = 5_000
YOUNG_SEARCHES = 2
NEVER = 1_000_000_000
# A full collection of this many memory blocks takes less than 10 ms.
FEW_BLOCKS = 150_000
LOOK_SECONDS = 0.25
# The shortest time between two collections, and the longest.
QUIET_SECONDS = 30.0
MAX_SECONDS = 600.0


def freeze_startup() -> None:
    """Freeze what lives as long as the server, and turn automatic full collections off."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, YOUNG_SEARCHES, NEVER)


async def collect_when_quiet() -> None:
    """Run full collections as long as the server runs, each at a moment when it is short."""
    collection = FullCollection()
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        collection.collect_if_quiet()


class FullCollection:
    """Of all objects made since `freeze_startup`."""

    def __init__(self) -> None:
        self._frozen_blocks = sys.getallocatedblocks()
        self._last = monotonic()

    def collect_if_quiet(self) -> bool:
        """Whether it collected."""
        waited = monotonic() - self._last
        block_count = sys.getallocatedblocks() - self._frozen_blocks
        if waited < QUIET_SECONDS or (block_count > FEW_BLOCKS and waited < MAX_SECONDS):
            return False
        gc.collect()
        self._last = monotonic()
        return True
