"""Which requests to store are taken, and which are told at once to come again later.

A queue that grows without end answers all of its requests later than their senders wait, and what
they send again makes it longer. So whoever would wait for too long is refused before its body is
read. Small requests, as SDKs send them, have a lane of their own beside large ones, and in each
lane the projects take turns.
"""

import asyncio
import random
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from starlette.datastructures import Headers

from usertrail.database.shares import FairSemaphore
from usertrail.errors import TooBusy

# Until a request is expected to be answered. OpenTelemetry's exporters give up after 10 s, the
# Langfuse SDKs after 5, and both include retries.
MAX_SECONDS = 2.0
# For a place: what is expected is never exact.
MAX_WAIT_SECONDS = 4.0
SMALL_REQUEST_BYTES = 256 * 1024
# What the text of traces has been compressed by, at least.
COMPRESSION_FACTOR = 8
# How long a body takes to come from a sender nearby.
ARRIVAL_SECONDS = 1.0
# How much of the mean one more request makes up.
SMOOTHING = 0.1


class Overloaded(TooBusy):
    """More is sent than can be stored; `Retry-After` is at random, so that senders spread out.

    Not 429: older exporters of OpenTelemetry send again only what was answered 5xx.
    """

    def __init__(self, max_retry_seconds: int) -> None:
        super().__init__("More is sent at this moment than can be stored; send it again later.")
        self.retry_after_seconds = random.randint(1, max_retry_seconds)


class Lane:
    """The requests of about one size: so many are stored at a time, the others wait in turn."""

    def __init__(self, name: str, capacity: int, seconds_each: float, max_retry: int) -> None:
        # One place is free for another project, whatever one sends.
        self._per_project = capacity - 1
        self._places = FairSemaphore(name, capacity, self._per_project, owner_error=TooBusy)
        # The mean of the last requests; at first what is usual.
        self._seconds_each = seconds_each
        self._max_retry = max_retry
        # {project: when each body that is being read began to come}
        self._arriving: defaultdict[str, list[float]] = defaultdict(list)

    @contextmanager
    def arriving(self, project_id: str) -> Iterator[None]:
        """While the body is read. Raises Overloaded for one that would be answered too late."""
        now = asyncio.get_running_loop().time()
        arriving = self._arriving[project_id]
        # Who takes longer over it is in nobody's way.
        self._check(project_id, sum(began > now - ARRIVAL_SECONDS for began in arriving))
        arriving.append(now)
        try:
            yield
        finally:
            arriving.remove(now)
            if not arriving:
                del self._arriving[project_id]

    @asynccontextmanager
    async def place(self, project_id: str) -> AsyncIterator[None]:
        """For as long as the request is decoded and stored. Raises TooBusy."""
        self._check(project_id)
        async with self._places.slot(project_id, max_wait=MAX_WAIT_SECONDS):
            loop = asyncio.get_running_loop()
            began = loop.time()
            try:
                yield
            finally:
                self._seconds_each += (loop.time() - began - self._seconds_each) * SMOOTHING

    def stop(self) -> None:
        """Refuse those that wait: they are stored sooner by the server that is started next."""
        self._places.close()

    def _check(self, project_id: str, arriving: int = 0) -> None:
        ahead = self._places.ahead_of(project_id) + arriving
        rounds = (ahead + 1) / self._per_project + 1
        if ahead and rounds * self._seconds_each > MAX_SECONDS:
            raise Overloaded(self._max_retry)


class Lanes:
    """The lanes of this process."""

    def __init__(self) -> None:
        # Many small ones are stored in one transaction, and more large ones only share processors.
        self._small = Lane("small requests", capacity=64, seconds_each=0.1, max_retry=2)
        self._large = Lane("large requests", capacity=4, seconds_each=0.3, max_retry=4)

    def stop(self) -> None:
        for lane in (self._small, self._large):
            lane.stop()

    def of(self, headers: Headers) -> Lane:
        """By the size of the body, as far as the head of the request tells."""
        declared = headers.get("content-length", "")
        if not declared.isdecimal() or len(declared) > len(str(SMALL_REQUEST_BYTES)):
            return self._large
        factor = COMPRESSION_FACTOR if headers.get("content-encoding") else 1
        return self._small if int(declared) * factor < SMALL_REQUEST_BYTES else self._large
