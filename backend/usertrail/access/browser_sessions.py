"""Browser sessions of the page, a row each; of the cookie's token only a hash is stored."""

import hashlib
import secrets
from datetime import datetime
from typing import Literal, NamedTuple

from usertrail.access.keys import KEY_SECONDS
from usertrail.access.origin import Origin
from usertrail.access.revocations import notify_ended
from usertrail.database.pool import Database, Pool, acquire

SESSION_SECONDS = 14 * 24 * 60 * 60
MAX_LISTED = 100

Method = Literal["password", "link"]


class KnownSession(NamedTuple):
    browser_session_id: str
    # The recorded last use is more than a minute ago.
    is_use_stale: bool


class ListedSession(NamedTuple):
    browser_session_id: str
    method: Method
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime
    # Of the last use.
    address: str
    user_agent: str


async def create_browser_session(
    db: Database, password_digest: str, method: Method, origin: Origin
) -> str:
    """Returns the token for the cookie."""
    token = secrets.token_urlsafe(32)
    await db.execute("DELETE FROM browser_session WHERE expires_at <= now()")
    await db.execute(
        """
        INSERT INTO browser_session (
            browser_session_id, token_hash, password_digest, method, expires_at, address, user_agent
        ) VALUES ($1, $2, $3, $4, now() + $5 * interval '1 second', $6, $7)
        """,
        secrets.token_hex(8),
        hash_of_token(token),
        password_digest,
        method,
        SESSION_SECONDS,
        *origin,
    )
    return token


async def find_browser_session(pool: Pool, token: str, password_digest: str) -> KnownSession | None:
    """Reads the session every time, so that ending it takes effect at once. Raises TooBusy."""
    async with acquire(pool, KEY_SECONDS) as db:
        statement = """
            SELECT browser_session_id, last_used_at < now() - interval '1 minute' AS is_use_stale
            FROM browser_session
            WHERE token_hash = $1 AND password_digest = $2 AND expires_at > now()
        """
        row = await db.fetchrow(statement, hash_of_token(token), password_digest)
    return KnownSession(**row) if row else None


async def is_browser_session(pool: Pool, browser_session_id: str) -> bool:
    """Whether it has not ended yet. Raises TooBusy."""
    async with acquire(pool, KEY_SECONDS) as db:
        row = await db.fetchrow(
            "SELECT FROM browser_session WHERE browser_session_id = $1 AND expires_at > now()",
            browser_session_id,
        )
    return row is not None


async def note_session_use(db: Database, browser_session_id: str, origin: Origin) -> None:
    # Of concurrent requests only the first writes.
    statement = """
        UPDATE browser_session SET last_used_at = now(), address = $2, user_agent = $3
        WHERE browser_session_id = $1 AND last_used_at < now() - interval '1 minute'
    """
    await db.execute(statement, browser_session_id, *origin)


async def list_browser_sessions(db: Database) -> list[ListedSession]:
    """The most recently used first, MAX_LISTED at most."""
    statement = """
        SELECT browser_session_id, method, created_at, expires_at, last_used_at, address, user_agent
        FROM browser_session WHERE expires_at > now()
        ORDER BY last_used_at DESC, browser_session_id LIMIT $1
    """
    rows = await db.fetch(statement, MAX_LISTED)
    return [ListedSession(**row) for row in rows]


async def end_browser_session(db: Database, browser_session_id: str) -> bool:
    """Whether there was such a session."""
    row = await db.fetchrow(
        "DELETE FROM browser_session WHERE browser_session_id = $1 RETURNING browser_session_id",
        browser_session_id,
    )
    await notify_ended(db)
    return row is not None


async def end_browser_sessions(db: Database, kept_id: str | None) -> int:
    """End all sessions but `kept_id`; returns how many there were."""
    statement = """
        WITH ended AS (
            DELETE FROM browser_session WHERE browser_session_id IS DISTINCT FROM $1
            RETURNING expires_at
        )
        SELECT count(*) FILTER (WHERE expires_at > now()) FROM ended
    """
    count: int = await db.fetchval(statement, kept_id)
    await notify_ended(db)
    return count


async def end_sessions_of_other_passwords(db: Database, password_digest: str) -> None:
    await db.execute("DELETE FROM browser_session WHERE password_digest <> $1", password_digest)
    await notify_ended(db)


def hash_of_token(token: str) -> bytes:
    """The stored hash of a token. A fast one, since tokens have 192 random bits or more."""
    return hashlib.sha256(token.encode(errors="replace")).digest()
