"""Throttles sign-ins per client network after failures, with exponential backoff."""

import math
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import NamedTuple

from usertrail.errors import TooMany

# Failures of a network before it has to wait; then 1 s, 2 s, 4 s...
FREE_FAILURES = 5
MAX_WAIT_SECONDS = 300
# After this time without a failure a network starts anew.
RESET_SECONDS = 60 * 60
MAX_NETWORKS = 10_000
# This many failures of all networks within this time are a distributed attack: then the first
# failure of a network already costs it 32 s.
STORM_COUNT, STORM_SECONDS = 100, 60
STORM_STEPS = FREE_FAILURES + 4


class TooManyFailures(TooMany):
    """Too many sign-ins failed from this network."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            "Too many sign-ins failed from your address; try again in "
            f"{seconds} second{'' if seconds == 1 else 's'}."
        )
        self.retry_after_seconds = seconds


class Failures(NamedTuple):
    """The recent failures of one network; times in seconds of the clock."""

    failure_count: int
    last_at: float
    blocked_until: float


class LoginThrottle:
    """The recent failures in this server process, the latest last."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._by_network: OrderedDict[str, Failures] = OrderedDict()
        self._latest: deque[float] = deque(maxlen=STORM_COUNT)

    def check(self, network: str) -> None:
        """Raises TooManyFailures while the network has to wait."""
        found = self._by_network.get(network)
        left = found.blocked_until - self._clock() if found else 0.0
        if left > 0:
            raise TooManyFailures(math.ceil(left))

    def record_failure(self, network: str) -> None:
        """Count a failure of this network."""
        now = self._clock()
        self._evict_expired(now)
        self._latest.append(now)
        found = self._by_network.pop(network, None)
        count = found.failure_count + 1 if found else 1
        self._by_network[network] = Failures(count, now, now + self._wait_seconds(count))
        if len(self._by_network) > MAX_NETWORKS:
            self._by_network.popitem(last=False)

    def reset(self, network: str) -> None:
        """Forget its failures after a successful sign-in."""
        self._by_network.pop(network, None)

    def _wait_seconds(self, count: int) -> int:
        is_storm = (
            len(self._latest) == STORM_COUNT and self._latest[-1] - self._latest[0] < STORM_SECONDS
        )
        steps = count - FREE_FAILURES + (STORM_STEPS if is_storm else 0)
        return 0 if steps < 0 else min(2 ** min(steps, 16), MAX_WAIT_SECONDS)

    def _evict_expired(self, now: float) -> None:
        while self._by_network:
            network, oldest = next(iter(self._by_network.items()))
            if now - oldest.last_at < RESET_SECONDS:
                break
            del self._by_network[network]
