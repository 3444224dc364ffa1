"""Signing in to the page: by the one-time token that `serve` prints, or by the password."""

import asyncio
import hashlib
import hmac
import secrets

from usertrail.database.pool import Database
from usertrail.errors import TooBusy

SESSION_SECONDS = 14 * 24 * 60 * 60
WAITING_TRIES = 5


class SignIn:
    """What opens the page of one running server."""

    def __init__(self, password: str | None, delay_seconds: float = 1.0) -> None:
        self.password_set = password is not None
        self._password = password
        self._delay_seconds = delay_seconds
        self._token: str | None = secrets.token_urlsafe(24)
        self._one_at_a_time = asyncio.Lock()
        self._waiting = 0

    @property
    def token(self) -> str | None:
        """Opens the page once; None once it has."""
        return self._token

    def spend_token(self, token: str) -> bool:
        """Whether the token is right, and was not spent before."""
        if self._token is None or not _same(token, self._token):
            return False
        self._token = None
        return True

    async def is_password(self, password: str) -> bool:
        """Whether the password is right. A wrong one costs everybody who tries some time.

        Raises TooBusy while many wait, so that guessing holds neither memory nor connections.
        """
        if self._waiting >= WAITING_TRIES:
            raise TooBusy("Too many sign-ins at once; try again in a few seconds.")
        self._waiting += 1
        try:
            async with self._one_at_a_time:
                if self._password is not None and _same(password, self._password):
                    return True
                await asyncio.sleep(self._delay_seconds)
                return False
        finally:
            self._waiting -= 1


def _same(given: str, right: str) -> bool:
    return hmac.compare_digest(given.encode(errors="replace"), right.encode())


async def session_secret(db: Database, password: str | None) -> str:
    """What signs the browser sessions: kept over restarts, another one for another password."""
    await db.execute(
        "INSERT INTO installation (session_secret) VALUES ($1) ON CONFLICT DO NOTHING",
        secrets.token_hex(32),
    )
    secret: str = await db.fetchval("SELECT session_secret FROM installation")
    return hashlib.sha256(f"{secret}:{password or ''}".encode()).hexdigest()
