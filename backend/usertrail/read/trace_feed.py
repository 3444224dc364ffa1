"""Which traces were stored or changed, told as it happens to whoever subscribed in this process."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import orjson

from usertrail.access.revocations import ENDED_CHANNEL
from usertrail.database.pool import LONG_SECONDS, Database, Pool, acquire
from usertrail.errors import TooBusy
from usertrail.ingest import TRACE_CHANNEL

log = logging.getLogger(__name__)

# Ids that wait for one subscriber; a trace that changes again while it waits takes no more room.
MAX_WAITING = 1000
# Read and sent together.
MAX_AT_ONCE = 100


class TooSlow(TooBusy):
    """A subscriber takes traces more slowly than they change."""


class Subscriber:
    """The traces of one project that changed since this subscriber last took any."""

    def __init__(self, project_id: str) -> None:
        self.project_id = project_id
        self._waiting: dict[str, None] = {}
        self._changed = asyncio.Event()
        self._end: TooBusy | None = None

    @property
    def has_ended(self) -> bool:
        return self._end is not None

    @property
    def waiting_count(self) -> int:
        return len(self._waiting)

    def tell(self, trace_ids: list[str]) -> None:
        if self._end:
            return
        self._waiting.update(dict.fromkeys(trace_ids))
        if len(self._waiting) > MAX_WAITING:
            self.end(
                TooSlow(
                    f"More than {MAX_WAITING} changed traces were waiting to be read; "
                    "subscribe again, and read faster or subscribe to one user."
                )
            )
        self._changed.set()

    def wake(self) -> None:
        self._changed.set()

    def end(self, reason: TooBusy) -> None:
        self._waiting.clear()
        self._end = reason
        self._changed.set()

    async def take(self) -> list[str]:
        """Ids of traces that changed; none where somebody was signed out, which may be this one.

        Raises TooBusy when there will be no more.
        """
        await self._changed.wait()
        if self._end:
            raise self._end
        taken = list(self._waiting)[:MAX_AT_ONCE]
        for trace_id in taken:
            del self._waiting[trace_id]
        if not self._waiting:
            self._changed.clear()
        return taken


class TraceFeed:
    """One listening connection for all subscribers, held only while there are any."""

    def __init__(self) -> None:
        self._stopping: TooBusy | None = None
        # In the order in which they came; told project by project.
        self._by_project: dict[str, dict[Subscriber, None]] = {}
        self._changing = asyncio.Lock()
        self._held: AsyncExitStack | None = None
        self._lost = False

    @property
    def subscribers(self) -> list[Subscriber]:
        return [one for of_project in self._by_project.values() for one in of_project]

    @property
    def is_listening(self) -> bool:
        return self._held is not None and not self._lost

    @asynccontextmanager
    async def subscribe(self, pool: Pool, project_id: str) -> AsyncIterator[Subscriber]:
        """Raises TooBusy when the database is away or has no connection free, or at the end."""
        if self._stopping:
            raise self._stopping
        subscriber = Subscriber(project_id)
        self._by_project.setdefault(project_id, {})[subscriber] = None
        try:
            async with self._changing:
                if not self.is_listening:
                    await self._release()
                    await self._listen(pool)
            yield subscriber
        finally:
            self._forget(subscriber)
            async with self._changing:
                if not self._by_project:
                    await self._release()

    def stop(self) -> None:
        """End all subscriptions, which have no end of their own, and take no more."""
        self._stopping = TooBusy("The server is stopping; subscribe again.")
        for subscriber in self.subscribers:
            subscriber.end(self._stopping)

    def _forget(self, subscriber: Subscriber) -> None:
        of_project = self._by_project[subscriber.project_id]
        del of_project[subscriber]
        if not of_project:
            del self._by_project[subscriber.project_id]

    async def _listen(self, pool: Pool) -> None:
        async with AsyncExitStack() as stack:
            db = await stack.enter_async_context(acquire(pool, LONG_SECONDS))
            self._lost = False
            # Before there is anything to stop: whoever subscribes may go away in between.
            stack.push_async_callback(self._stop_listening, db)
            db.add_termination_listener(self._lose)
            await db.add_listener(TRACE_CHANNEL, self._tell)
            await db.add_listener(ENDED_CHANNEL, self._wake)
            self._held = stack.pop_all()

    async def _stop_listening(self, db: Database) -> None:
        # A connection that is lost went back to the pool by itself.
        if not self._lost:
            db.remove_termination_listener(self._lose)
            try:
                await db.remove_listener(TRACE_CHANNEL, self._tell)
            finally:
                # Also when whoever listened has gone, which cancels the first.
                await db.remove_listener(ENDED_CHANNEL, self._wake)

    async def _release(self) -> None:
        held, self._held = self._held, None
        if held:
            await held.aclose()

    def _tell(self, connection: Any, process_id: int, channel: str, payload: object) -> None:
        project_id, *trace_ids = orjson.loads(str(payload))
        for subscriber in self._by_project.get(project_id, ()):
            subscriber.tell(trace_ids)

    def _wake(self, connection: Any, process_id: int, channel: str, payload: object) -> None:
        for subscriber in self.subscribers:
            subscriber.wake()

    def _lose(self, connection: Any) -> None:
        log.warning("The connection that listens for changed traces was lost.")
        self._lost = True
        for subscriber in self.subscribers:
            subscriber.end(TooBusy("The database went away; subscribe again."))
