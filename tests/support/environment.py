"""Projects, servers and databases as tests have them, and short ways to change them."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import asyncpg

from usertrail.access.sign_in_links import create_token
from usertrail.database.pool import Pool


class ProjectKeys(NamedTuple):
    """A project and the pair of keys that reaches it."""

    project_id: str
    public_key: str
    secret_key: str


class RunningServer(NamedTuple):
    """A server as people start it, with a project and keys that exist from the start."""

    url: str
    project_id: str
    public_key: str
    secret_key: str
    password: str
    database_url: str
    # Signs in to the page once.
    sign_in_url: str
    process: BaseProcess


@contextmanager
def make_data_dir() -> Iterator[Path]:
    """A folder that the account of the embedded Postgres may enter, unlike pytest's own."""
    with tempfile.TemporaryDirectory(prefix="usertrail-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


async def run_sql(url: str, statement: str) -> None:
    db = await asyncpg.connect(url)
    try:
        await db.execute(statement)
    finally:
        await db.close()


def with_database(url: str, name: str) -> str:
    """The same server's URL, for another database."""
    return urlsplit(url)._replace(path=f"/{name}").geturl()


async def new_token(pool: Pool) -> str:
    """What a link would hold that signs in to the page."""
    async with pool.acquire() as db:
        return await create_token(db, 60)
