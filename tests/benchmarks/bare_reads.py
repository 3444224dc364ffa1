"""The bare limit of an answer: the statements that it takes, run again with nothing around them."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import httpx
from asyncpg.connection import LoggedQuery
from cases import Case
from serving import PUBLIC_KEY, SECRET_KEY

from usertrail.app import create_app
from usertrail.database.pool import Pool, create_pool
from usertrail.settings import Settings

# What asyncpg and its pool say themselves, and will say again.
NOT_OURS = ("BEGIN", "COMMIT", "SELECT pg_advisory_unlock_all")


class Statement(NamedTuple):
    text: str
    values: tuple[object, ...]
    started: float
    ended: float


class Bare(NamedTuple):
    """The statements of one operation: those that run at the same time are one wave."""

    waves: list[list[Statement]]
    in_transaction: bool

    async def run(self, pool: Pool) -> float:
        """Seconds that they take."""
        started = time.perf_counter()
        if self.in_transaction:
            async with pool.acquire() as db, db.transaction():
                for one in chain(*self.waves):
                    await db.fetch(one.text, *one.values)
        else:
            for wave in self.waves:
                await asyncio.gather(*(pool.fetch(one.text, *one.values) for one in wave))
        return time.perf_counter() - started


class Recorder:
    """An app in this process, which tells what an operation runs."""

    def __init__(self, client: httpx.AsyncClient, seen: list[Statement]) -> None:
        self._client = client
        self._seen = seen

    async def record(self, case: Case) -> Bare:
        # Once before, for what is remembered.
        await self._client.post("/graphql", json=case.body)
        self._seen.clear()
        answer = await self._client.post("/graphql", json=case.body)
        assert "errors" not in answer.json(), answer.text
        waves: list[list[Statement]] = []
        for one in sorted(self._seen, key=lambda statement: statement.started):
            if not one.text.startswith(NOT_OURS):
                if not waves or one.started > max(other.ended for other in waves[-1]):
                    waves.append([])
                waves[-1].append(one)
        return Bare(waves, any(one.text.startswith("BEGIN") for one in self._seen))


@asynccontextmanager
async def recorder(url: str, project_id: str) -> AsyncIterator[Recorder]:
    seen: list[Statement] = []

    def note(query: LoggedQuery) -> None:
        ended = time.monotonic()
        seen.append(Statement(query.query, tuple(query.args), ended - query.elapsed, ended))

    async with create_pool(url) as pool:
        async with AsyncExitStack() as stack:
            for _ in range(pool.get_max_size()):
                db = await stack.enter_async_context(pool.acquire())
                db.add_query_logger(note)
        settings = Settings("127.0.0.1", 0, url, Path("unused"))
        app = create_app(settings, pool, "a digest", project_id)
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app),
            base_url="http://benchmark",
            auth=(PUBLIC_KEY, SECRET_KEY),
        ) as client:
            yield Recorder(client, seen)
