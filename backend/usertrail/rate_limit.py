"""Rate limits per key, by the generic cell rate algorithm."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import NamedTuple

# Far below any wait, and far above the rounding errors of floats.
ROUNDING_SECONDS = 1e-6


class RateLimit(NamedTuple):
    per_minute: int
    # How many may come at once.
    burst: int


class RateLimiter:
    """The recent use of many keys in this process.

    It holds the `max_keys` that were used last: a flood of new keys evicts older ones, but never
    makes it larger.
    """

    def __init__(
        self,
        limit: RateLimit,
        max_keys: int = 20_000,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._seconds_each = 60 / limit.per_minute
        self._burst_seconds = limit.burst * self._seconds_each
        self._max_keys = max_keys
        self._clock = clock
        # When the whole burst of a key is available again: its theoretical arrival time.
        self._replenished_at: OrderedDict[Hashable, float] = OrderedDict()

    def acquire(self, key: Hashable, count: int = 1) -> float:
        """0.0 where `count` was acquired; else the seconds until it can be, and nothing was."""
        now = self._clock()
        replenished_at = max(now, self._replenished_at.get(key, now)) + count * self._seconds_each
        wait = replenished_at - now - self._burst_seconds
        if wait > ROUNDING_SECONDS:
            return wait
        self._replenished_at[key] = replenished_at
        self._replenished_at.move_to_end(key)
        if len(self._replenished_at) > self._max_keys:
            self._replenished_at.popitem(last=False)
        return 0.0
