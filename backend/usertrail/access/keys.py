"""API keys of projects; of a secret only a hash is stored."""

import hashlib
import hmac
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import NamedTuple

from usertrail.access.revocations import notify_ended
from usertrail.database.pool import Database, Pool, acquire

# How long looking up a key may take, which every request does first.
KEY_SECONDS = 10.0


class Key(NamedTuple):
    """A pair in clear text; the secret cannot be shown again."""

    public_key: str
    secret_key: str


class ListedKey(NamedTuple):
    """A key without its secret."""

    public_key: str
    name: str
    project_id: str
    project_name: str
    created_at: datetime
    revoked_at: datetime | None


class KnownKey(NamedTuple):
    project_id: str
    secret_hash: bytes
    is_revoked: bool
    # The recorded last use is more than a minute ago.
    is_use_stale: bool
    # Of the project: see `rules`.
    rules_revision: int
    # Of the project: whether the public key alone gives feedback only with a token.
    requires_feedback_token: bool


async def select_public_key(db: Database, project_id: str) -> str | None:
    """The project's oldest valid public key, for snippets."""
    statement = """
        SELECT public_key FROM api_key WHERE project_id = $1 AND revoked_at IS NULL
        ORDER BY created_at, public_key LIMIT 1
    """
    public_key: str | None = await db.fetchval(statement, project_id)
    return public_key


async def select_owner(db: Database, public_key: str) -> str | None:
    """The project of a key, also of a revoked one."""
    project_id: str | None = await db.fetchval(
        "SELECT project_id FROM api_key WHERE public_key = $1", public_key
    )
    return project_id


async def create_key(
    db: Database,
    project_id: str,
    public_key: str | None = None,
    secret_key: str | None = None,
    *,
    name: str = "",
) -> Key:
    """Create a pair, random where none is given. Raises asyncpg.UniqueViolationError."""
    key = Key(
        public_key or f"pk-ut-{secrets.token_hex(16)}",
        secret_key or f"sk-ut-{secrets.token_hex(24)}",
    )
    await db.execute(
        "INSERT INTO api_key (public_key, project_id, secret_hash, name) VALUES ($1, $2, $3, $4)",
        key.public_key,
        project_id,
        hash_of(key),
        name,
    )
    return key


async def ensure_key(db: Database, project_id: str, key: Key) -> None:
    """Make this pair valid for the project, whatever it was before."""
    statement = """
        INSERT INTO api_key (public_key, project_id, secret_hash) VALUES ($1, $2, $3)
        ON CONFLICT (public_key) DO UPDATE
        SET project_id = excluded.project_id, secret_hash = excluded.secret_hash, revoked_at = NULL
    """
    await db.execute(statement, key.public_key, project_id, hash_of(key))


@asynccontextmanager
async def temporary_key(pool: Pool, project_id: str) -> AsyncIterator[Key]:
    """A pair that is deleted at the end of the block."""
    async with acquire(pool) as db:
        key = await create_key(db, project_id)
    try:
        yield key
    finally:
        async with acquire(pool) as db:
            await db.execute("DELETE FROM api_key WHERE public_key = $1", key.public_key)


async def list_keys(db: Database) -> list[ListedKey]:
    rows = await db.fetch(
        """
        SELECT public_key, api_key.name, project_id, project.name AS project_name,
            api_key.created_at, revoked_at
        FROM api_key JOIN project USING (project_id)
        ORDER BY api_key.created_at, public_key
        """
    )
    return [ListedKey(**row) for row in rows]


async def rename_key(db: Database, project_id: str, public_key: str, name: str) -> bool:
    """Whether the project has such a valid key."""
    statement = """
        UPDATE api_key SET name = $3
        WHERE project_id = $1 AND public_key = $2 AND revoked_at IS NULL
        RETURNING public_key
    """
    row = await db.fetchrow(statement, project_id, public_key, name)
    return row is not None


async def revoke_key(db: Database, public_key: str, project_id: str | None = None) -> bool:
    """Revoke a key, of the project if given; whether there is such a key."""
    statement = """
        UPDATE api_key SET revoked_at = coalesce(revoked_at, now())
        WHERE public_key = $1 AND ($2::text IS NULL OR project_id = $2)
        RETURNING public_key
    """
    row = await db.fetchrow(statement, public_key, project_id)
    await notify_ended(db)
    return row is not None


async def select_key(db: Database, public_key: str) -> KnownKey | None:
    """The key, also if it is revoked."""
    statement = """
        SELECT project_id, secret_hash, revoked_at IS NOT NULL AS is_revoked,
            last_used_at > now() - interval '1 minute' IS NOT TRUE AS is_use_stale,
            rules_revision, requires_feedback_token
        FROM api_key JOIN project USING (project_id) WHERE public_key = $1
    """
    row = await db.fetchrow(statement, public_key)
    return KnownKey(**row) if row else None


async def note_use(db: Database, public_key: str) -> None:
    # Of concurrent requests only the first writes.
    statement = """
        UPDATE api_key SET last_used_at = now()
        WHERE public_key = $1 AND last_used_at > now() - interval '1 minute' IS NOT TRUE
    """
    await db.execute(statement, public_key)


async def find_key(pool: Pool, public_key: str) -> KnownKey | None:
    """Reads the key every time, so that revoking it takes effect at once. Raises TooBusy."""
    # Postgres text cannot hold NUL, so no key has one.
    if "\0" in public_key:
        return None
    async with acquire(pool, KEY_SECONDS) as db:
        return await select_key(db, public_key)


def hash_of(key: Key) -> bytes:
    """The stored hash of a pair. A fast one, since generated secrets have 192 random bits."""
    return hashlib.sha256(f"{key.public_key}:{key.secret_key}".encode()).digest()


def is_secret(known: KnownKey, key: Key) -> bool:
    return hmac.compare_digest(known.secret_hash, hash_of(key))
