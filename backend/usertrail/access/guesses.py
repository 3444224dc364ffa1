"""Wrong passwords and tokens: who gave some waits, ever longer, and nobody else does."""

import math
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import NamedTuple

from usertrail.errors import TooMany

# So many wrong ones of a network cost it nothing; then it waits 1 s, 2 s, 4 s...
FREE = 5
LONGEST_SECONDS = 300
# Who gives none for so long has given none.
FORGOTTEN_SECONDS = 60 * 60
MAX_NETWORKS = 10_000
# So many of all within so long, and they come from many networks: then the first wrong one of a
# network costs it 32 s already.
STORM_COUNT, STORM_SECONDS = 100, 60
STORM_STEPS = FREE + 4


class TooManyGuesses(TooMany):
    """Too many wrong passwords came from there."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            "Too many sign-ins failed from your address; try again in "
            f"{seconds} second{'' if seconds == 1 else 's'}."
        )
        self.retry_after_seconds = seconds


class Wrong(NamedTuple):
    """What one network gave lately."""

    wrong_count: int
    last_at: float
    # Until then it waits.
    until: float


class Guesses:
    """What this server process remembers; in the order in which it was told."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._wrong: OrderedDict[str, Wrong] = OrderedDict()
        self._latest: deque[float] = deque(maxlen=STORM_COUNT)

    def check(self, network: str) -> None:
        """Raises TooManyGuesses where it has to wait."""
        found = self._wrong.get(network)
        left = found.until - self._clock() if found else 0.0
        if left > 0:
            raise TooManyGuesses(math.ceil(left))

    def note(self, network: str) -> None:
        """Something wrong came from there."""
        now = self._clock()
        self._forget_old(now)
        self._latest.append(now)
        found = self._wrong.pop(network, None)
        count = found.wrong_count + 1 if found else 1
        self._wrong[network] = Wrong(count, now, now + self._wait_seconds(count))
        if len(self._wrong) > MAX_NETWORKS:
            self._wrong.popitem(last=False)

    def forget(self, network: str) -> None:
        """Somebody there knows the password."""
        self._wrong.pop(network, None)

    def _wait_seconds(self, count: int) -> int:
        is_storm = (
            len(self._latest) == STORM_COUNT and self._latest[-1] - self._latest[0] < STORM_SECONDS
        )
        steps = count - FREE + (STORM_STEPS if is_storm else 0)
        return 0 if steps < 0 else min(2 ** min(steps, 16), LONGEST_SECONDS)

    def _forget_old(self, now: float) -> None:
        while self._wrong:
            network, oldest = next(iter(self._wrong.items()))
            if now - oldest.last_at < FORGOTTEN_SECONDS:
                break
            del self._wrong[network]
