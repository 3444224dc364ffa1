"""Which traces were stored or changed, told as it happens to whoever subscribed in this process."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import orjson

from usertrail.database.pool import Database, Pool
from usertrail.errors import TooBusy
from usertrail.ingest import TRACE_CHANNEL

log = logging.getLogger(__name__)

# Ids that wait for one subscriber; a trace that changes again while it waits takes no more room.
MOST_WAITING = 1000
# Read and sent together.
MOST_AT_ONCE = 100


class TooSlow(TooBusy):
    """A subscriber takes traces more slowly than they change."""


class Subscriber:
    """The traces of one project that changed since this subscriber last took any."""

    def __init__(self, project_id: str) -> None:
        self.project_id = project_id
        self._waiting: dict[str, None] = {}
        self._changed = asyncio.Event()
        self._end: TooBusy | None = None

    def tell(self, trace_ids: list[str]) -> None:
        self._waiting.update(dict.fromkeys(trace_ids))
        if len(self._waiting) > MOST_WAITING:
            self.end(
                TooSlow(
                    f"More than {MOST_WAITING} changed traces were waiting to be read; "
                    "subscribe again, and read faster or subscribe to one user."
                )
            )
        self._changed.set()

    def end(self, reason: TooBusy) -> None:
        self._waiting.clear()
        self._end = reason
        self._changed.set()

    async def take(self) -> list[str]:
        """Ids of traces that changed, at least one. Raises TooBusy when there will be no more."""
        await self._changed.wait()
        if self._end:
            raise self._end
        taken = list(self._waiting)[:MOST_AT_ONCE]
        for trace_id in taken:
            del self._waiting[trace_id]
        if not self._waiting:
            self._changed.clear()
        return taken


class TraceFeed:
    """One listening connection for all subscribers, held only while there are any."""

    def __init__(self) -> None:
        self._subscribers: set[Subscriber] = set()
        self._db: Database | None = None
        self._opening = asyncio.Lock()

    @asynccontextmanager
    async def subscribe(self, pool: Pool, project_id: str) -> AsyncIterator[Subscriber]:
        subscriber = Subscriber(project_id)
        self._subscribers.add(subscriber)
        try:
            async with self._opening:
                if self._db is None:
                    self._db = await self._listen(pool)
            yield subscriber
        finally:
            self._subscribers.discard(subscriber)
            async with self._opening:
                if not self._subscribers and self._db is not None:
                    db, self._db = self._db, None
                    await self._stop_listening(pool, db)

    async def _listen(self, pool: Pool) -> Database:
        db = await pool.acquire()
        try:
            db.add_termination_listener(self._lose)
            await db.add_listener(TRACE_CHANNEL, self._tell)
        except BaseException:
            await pool.release(db)
            raise
        return db

    async def _stop_listening(self, pool: Pool, db: Database) -> None:
        db.remove_termination_listener(self._lose)
        if not db.is_closed():
            await db.remove_listener(TRACE_CHANNEL, self._tell)
        await pool.release(db)

    def _tell(self, connection: Any, process_id: int, channel: str, payload: object) -> None:
        project_id, *trace_ids = orjson.loads(str(payload))
        for subscriber in self._subscribers:
            if subscriber.project_id == project_id:
                subscriber.tell(trace_ids)

    def _lose(self, connection: Any) -> None:
        log.warning("The connection that listens for changed traces was lost.")
        self._db = None
        for subscriber in self._subscribers:
            subscriber.end(TooBusy("The database went away; subscribe again."))
