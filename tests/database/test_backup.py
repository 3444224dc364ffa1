"""The commands of the guide that back up the embedded Postgres, and restore it into another one."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from apart import run_apart
from documents import GUIDES, examples
from environment import make_data_dir, run_sql, with_database
from make import span
from usertrail.access.projects import create_project
from usertrail.database.embedded.server import EmbeddedPostgres
from usertrail.database.migrate import migrate
from usertrail.database.pool import create_pool
from usertrail.ingest import ingest
from usertrail.normalise.records import Records

OPERATIONS = GUIDES / "operations.md"
BACK_UP, RESTORE = (examples(title, OPERATIONS)["sh"] for title in ("Back up", "Restore"))
DATA = "DATA=/var/lib/usertrail\n"


@pytest.fixture
def backup(tmp_path: Path) -> Iterator[Path]:
    """The folder of a backup, made by the commands, of a server that holds one trace."""
    (tmp_path / ".venv").symlink_to(sys.prefix)
    assert DATA in BACK_UP
    with make_data_dir() as data_dir:
        server = EmbeddedPostgres(data_dir)
        url = server.start()
        try:
            run_apart(store_a_trace(url))
            run(BACK_UP.replace(DATA, f"DATA={data_dir}\n"), tmp_path)
        finally:
            server.stop()
    yield tmp_path


async def store_a_trace(url: str) -> None:
    async with create_pool(url) as pool:
        await migrate(pool)
        async with pool.acquire() as db:
            project_id = await create_project(db, "Test", "saved")
        await ingest(pool, project_id, Records([span("trace", user_id="ann")]))


def run(commands: str, folder: Path, url: str = "") -> str:
    done = subprocess.run(
        ["bash", "-euc", commands],
        cwd=folder,
        env={**os.environ, "USERTRAIL_DATABASE_URL": url},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


async def test_a_backup_restored_elsewhere_holds_everything(backup: Path, postgres: str) -> None:
    await run_sql(postgres, "CREATE DATABASE restored")
    url = with_database(postgres, "restored")
    try:
        assert run(RESTORE, backup, url) == "Differences: 0.\n"
        db = await asyncpg.connect(url)
        found = await db.fetch("SELECT project_id, trace_id, user_id FROM trace")
        await db.close()
        assert [tuple(row) for row in found] == [("saved", "trace", "ann")]
    finally:
        await run_sql(postgres, "DROP DATABASE restored WITH (FORCE)")
