"""A real Postgres, a client, and a count of statements."""

import asyncio
import itertools
import re
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import pytest
from asyncpg.introspection import INTRO_LOOKUP_TYPES, TYPE_BY_NAME

from usertrail.database.embedded import EmbeddedPostgres
from usertrail.database.migrate import migrate
from usertrail.database.pool import Pool, create_pool

TEMPLATE = "usertrail_template"
# What the pool runs at each release, and asyncpg around transactions and unknown types.
NOT_OURS = re.compile(
    r"\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SELECT pg_advisory_unlock_all)"
    r"|.*set_config\('jit'",
    re.DOTALL,
)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a server that holds a migrated template database, and nothing dear."""
    folder = Path(tempfile.mkdtemp(prefix="usertrail-tests-"))
    folder.chmod(0o755)
    options = {"fsync": "off", "synchronous_commit": "off", "max_connections": "300"}
    server = EmbeddedPostgres(folder, options)
    url = server.start()
    try:
        asyncio.run(_make_template(url))
        yield url
    finally:
        server.stop()
        shutil.rmtree(folder)


async def _make_template(url: str) -> None:
    await _run(url, f"CREATE DATABASE {TEMPLATE}")
    async with create_pool(with_database(url, TEMPLATE)) as pool:
        await migrate(pool)


def with_database(url: str, name: str) -> str:
    """The same server's URL, for another database."""
    return urlsplit(url)._replace(path=f"/{name}").geturl()


async def _run(url: str, statement: str) -> None:
    db = await asyncpg.connect(url)
    try:
        await db.execute(statement)
    finally:
        await db.close()


names = (f"usertrail_test_{number}" for number in itertools.count())


@pytest.fixture
def database_url(postgres: str) -> Iterator[str]:
    """A fresh, migrated database."""
    name = next(names)
    asyncio.run(_run(postgres, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}"))
    yield with_database(postgres, name)
    asyncio.run(_run(postgres, f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
async def pool(database_url: str) -> AsyncIterator[Pool]:
    async with create_pool(database_url) as pool:
        yield pool


@pytest.fixture
async def statements(pool: Pool) -> list[str]:
    """The statements that the pool runs from now on.

    Without those the pool and asyncpg run for themselves; COPY and executemany are not seen.
    """
    seen: list[str] = []

    def note(query: asyncpg.connection.LoggedQuery) -> None:
        own = query.query in (INTRO_LOOKUP_TYPES, TYPE_BY_NAME)
        if not own and not NOT_OURS.match(query.query):
            seen.append(query.query)

    async with AsyncExitStack() as stack:
        for _ in range(pool.get_max_size()):
            db = await stack.enter_async_context(pool.acquire())
            db.add_query_logger(note)
    return seen
