"""Projects and their API keys. Of a secret only a hash is kept."""

import hashlib
import hmac
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import NamedTuple

from usertrail.database.pool import Database, Pool, acquire

# So long may a revoked key go on working.
TRUST_SECONDS = 3.0


class Project(NamedTuple):
    project_id: str
    name: str


class Key(NamedTuple):
    """A pair as its owner holds it; the secret cannot be shown again."""

    public_key: str
    secret_key: str


class ListedKey(NamedTuple):
    """A key as far as it may be shown."""

    public_key: str
    project_id: str
    project_name: str
    created_at: datetime
    revoked_at: datetime | None


class KnownKey(NamedTuple):
    project_id: str
    secret_hash: bytes


async def create_project(db: Database, name: str, project_id: str | None = None) -> str:
    """Its id. Where one of that id exists, it only takes the name."""
    project_id = project_id or f"project-{secrets.token_hex(8)}"
    await db.execute(
        """
        INSERT INTO project (project_id, name) VALUES ($1, $2)
        ON CONFLICT (project_id) DO UPDATE SET name = excluded.name
        """,
        project_id,
        name,
    )
    return project_id


async def select_project(db: Database, project_id: str) -> Project | None:
    row = await db.fetchrow(
        "SELECT project_id, name FROM project WHERE project_id = $1", project_id
    )
    return Project(**row) if row else None


async def select_first_project(db: Database) -> Project | None:
    row = await db.fetchrow(
        "SELECT project_id, name FROM project ORDER BY created_at, project_id LIMIT 1"
    )
    return Project(**row) if row else None


async def select_public_key(db: Database, project_id: str) -> str | None:
    """The project's oldest key that works: the one to show in snippets."""
    public_key: str | None = await db.fetchval(
        """
        SELECT public_key FROM api_key WHERE project_id = $1 AND revoked_at IS NULL
        ORDER BY created_at, public_key LIMIT 1
        """,
        project_id,
    )
    return public_key


async def select_owner(db: Database, public_key: str) -> str | None:
    """The project a key belongs to, be it revoked or not."""
    project_id: str | None = await db.fetchval(
        "SELECT project_id FROM api_key WHERE public_key = $1", public_key
    )
    return project_id


async def create_key(
    db: Database, project_id: str, public_key: str | None = None, secret_key: str | None = None
) -> Key:
    """A new pair, made up where none is given. Raises asyncpg.UniqueViolationError."""
    key = Key(
        public_key or f"pk-ut-{secrets.token_hex(16)}",
        secret_key or f"sk-ut-{secrets.token_hex(24)}",
    )
    await db.execute(
        "INSERT INTO api_key (public_key, project_id, secret_hash) VALUES ($1, $2, $3)",
        key.public_key,
        project_id,
        hash_of(key),
    )
    return key


async def ensure_key(db: Database, project_id: str, key: Key) -> None:
    """See that this very pair works for the project."""
    await db.execute(
        """
        INSERT INTO api_key (public_key, project_id, secret_hash) VALUES ($1, $2, $3)
        ON CONFLICT (public_key) DO UPDATE
        SET project_id = excluded.project_id, secret_hash = excluded.secret_hash, revoked_at = NULL
        """,
        key.public_key,
        project_id,
        hash_of(key),
    )


@asynccontextmanager
async def temporary_key(pool: Pool, project_id: str) -> AsyncIterator[Key]:
    """A pair that is gone without a trace when the block is left."""
    async with pool.acquire() as db:
        key = await create_key(db, project_id)
    try:
        yield key
    finally:
        async with pool.acquire() as db:
            await db.execute("DELETE FROM api_key WHERE public_key = $1", key.public_key)


async def list_keys(db: Database) -> list[ListedKey]:
    rows = await db.fetch(
        """
        SELECT public_key, project_id, project.name AS project_name, api_key.created_at, revoked_at
        FROM api_key JOIN project USING (project_id)
        ORDER BY api_key.created_at, public_key
        """
    )
    return [ListedKey(**row) for row in rows]


async def revoke_key(db: Database, public_key: str) -> bool:
    """Whether there was such a key. It stops working within TRUST_SECONDS."""
    row = await db.fetchrow(
        """
        UPDATE api_key SET revoked_at = coalesce(revoked_at, now()) WHERE public_key = $1
        RETURNING public_key
        """,
        public_key,
    )
    return row is not None


async def select_key(db: Database, public_key: str) -> KnownKey | None:
    row = await db.fetchrow(
        "SELECT project_id, secret_hash FROM api_key WHERE public_key = $1 AND revoked_at IS NULL",
        public_key,
    )
    return KnownKey(**row) if row else None


def hash_of(key: Key) -> bytes:
    """What is kept of a pair. No slow hash: a made secret has 192 random bits to guess."""
    return hashlib.sha256(f"{key.public_key}:{key.secret_key}".encode()).digest()


class KnownKeys:
    """The keys that were used lately, trusted for some seconds so that a request asks for none."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._known: dict[str, tuple[float, KnownKey]] = {}

    async def find(self, public_key: str) -> KnownKey | None:
        """The key, unless it was revoked more than TRUST_SECONDS ago. Raises TooBusy."""
        now = time.monotonic()
        read_at, known = self._known.get(public_key, (0.0, None))
        if known is not None and now - read_at < TRUST_SECONDS:
            return known
        async with acquire(self._pool) as db:
            found = await select_key(db, public_key)
        # Only keys that exist are kept, so that guessing cannot fill the memory.
        if found is None:
            self._known.pop(public_key, None)
        else:
            self._known[public_key] = (now, found)
        return found

    async def find_pair(self, key: Key) -> KnownKey | None:
        """The key, if the secret is the right one."""
        found = await self.find(key.public_key)
        if found is not None and hmac.compare_digest(found.secret_hash, hash_of(key)):
            return found
        return None
