"""How often something may be done: every key has an allowance, which comes back with time."""

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import NamedTuple

from starlette.requests import HTTPConnection

# Far below anything that is waited for, and far above what floats lose.
ROUNDING_SECONDS = 1e-6
# What one household or server is given of the newer addresses.
IPV6_PREFIX = 64


class Allowance(NamedTuple):
    per_minute: int
    # So much at once, after a pause.
    burst: int


class Rates:
    """What each of many keys took of an allowance, as far as this process saw.

    Only those that took last are remembered: who floods it with new keys forgets others' use, but
    never makes it larger.
    """

    def __init__(
        self,
        allowance: Allowance,
        max_keys: int = 20_000,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._seconds_each = 60 / allowance.per_minute
        self._burst_seconds = allowance.burst * self._seconds_each
        self._max_keys = max_keys
        self._clock = clock
        # When all that a key took has come back: the generic cell rate algorithm.
        self._whole_at: OrderedDict[Hashable, float] = OrderedDict()

    def take(self, key: Hashable, count: int = 1) -> float:
        """0.0 where so much was taken. Else nothing was, and it is there in so many seconds."""
        now = self._clock()
        whole_at = max(now, self._whole_at.get(key, now)) + count * self._seconds_each
        wait = whole_at - now - self._burst_seconds
        if wait > ROUNDING_SECONDS:
            return wait
        self._whole_at[key] = whole_at
        self._whole_at.move_to_end(key)
        if len(self._whole_at) > self._max_keys:
            self._whole_at.popitem(last=False)
        return 0.0


def network_of(connection: HTTPConnection) -> str:
    """Whom a request comes from, as far as its address tells; empty where it has none."""
    host = connection.client.host if connection.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv4Address):
        return host
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address.packed, IPV6_PREFIX), strict=False))
