"""Servers to be attacked, each with the keys of one project and a neighbour beside it."""

from collections.abc import Iterator
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from tests.attack.watched import KEYS, NEIGHBOUR, Watched, watched
from usertrail.access.keys import Key, ensure_key
from usertrail.access.projects import create_project
from usertrail.database.pool import Pool


@pytest.fixture
async def attacked_settings(database_url: str, pool: Pool) -> dict[str, str]:
    """Of a server on tables that hold the neighbour's project and keys."""
    async with pool.acquire() as db:
        neighbour = await create_project(db, "Neighbour", "neighbour")
        await ensure_key(db, neighbour, Key(*NEIGHBOUR))
    public_key, secret_key = KEYS
    return {
        "USERTRAIL_DATABASE_URL": database_url,
        "USERTRAIL_PASSWORD": "a long enough password",
        "USERTRAIL_INIT_PROJECT_ID": "attacked",
        "USERTRAIL_INIT_PUBLIC_KEY": public_key,
        "USERTRAIL_INIT_SECRET_KEY": secret_key,
    }


@pytest.fixture
def attacked(
    attacked_settings: dict[str, str], forking: ForkServerContext, tmp_path: Path
) -> Iterator[Watched]:
    """`usertrail serve`, whose loop, memory and neighbours are watched by `attacked.watch()`."""
    with watched(forking, attacked_settings, tmp_path / "busy") as server:
        yield server
