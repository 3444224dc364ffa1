"""Signing in to the page: by the password, or by a link."""

import hashlib
import hmac
import secrets
from typing import NamedTuple, NoReturn

from usertrail.access.browser_sessions import end_sessions_of_other_passwords
from usertrail.access.failure_log import FailureLog
from usertrail.access.guesses import Guesses
from usertrail.access.links import START_SECONDS, create_token
from usertrail.access.origin import Origin
from usertrail.database.pool import Database, Pool
from usertrail.database.writing import writing
from usertrail.errors import Unauthorized

WRONG_PASSWORD = "This is not the password."


class SignIn:
    """What opens the page of one running server."""

    def __init__(self, password: str | None, password_digest: str) -> None:
        self.password_set = password is not None
        self.password_digest = password_digest
        self._password = password
        self._guesses = Guesses()
        self._failures = FailureLog()

    def check_password(self, password: str, origin: Origin) -> None:
        """Raises Unauthorized, and TooManyGuesses where this network has given many wrong ones."""
        self._guesses.check(origin.network)
        if self._password is None or not _same(password, self._password):
            self.refuse(WRONG_PASSWORD, "a wrong password", origin)
        self._guesses.forget(origin.network)

    def refuse(self, sentence: str, what: str, origin: Origin) -> NoReturn:
        """Of something wrong. Raises Unauthorized, or TooManyGuesses.

        A right token is not kept waiting: it cannot be guessed, and so nobody's guesses keep out
        who has a link.
        """
        self._guesses.check(origin.network)
        self._guesses.note(origin.network)
        self._failures.tell(what, origin)
        raise Unauthorized(sentence)


class Opened(NamedTuple):
    """What a start leaves for those who want to sign in."""

    password_digest: str
    token: str


async def open_sign_in(pool: Pool, password: str | None, base_url: str) -> Opened:
    """End what began under another password, and make a link."""
    async with writing(pool) as db:
        digest = await _password_digest(db, password)
        before = await db.fetchval("SELECT password_digest FROM installation FOR UPDATE")
        if before != digest:
            await end_sessions_of_other_passwords(db, digest)
            await db.execute("DELETE FROM sign_in_link")
        await db.execute(
            "UPDATE installation SET base_url = $1, password_digest = $2", base_url, digest
        )
        return Opened(digest, await create_token(db, START_SECONDS))


async def _password_digest(db: Database, password: str | None) -> str:
    """The same for the same password of the same installation.

    Slow to make, since a password can be guessed: 50 ms, by RFC 7914.
    """
    await db.execute(
        "INSERT INTO installation (session_secret) VALUES ($1) ON CONFLICT DO NOTHING",
        secrets.token_hex(32),
    )
    salt: str = await db.fetchval("SELECT session_secret FROM installation")
    return hashlib.scrypt((password or "").encode(), salt=salt.encode(), n=2**14, r=8, p=1).hex()


def _same(given: str, right: str) -> bool:
    """In the same time whatever was given, its length included."""
    hashes = (hashlib.sha256(text.encode(errors="replace")).digest() for text in (given, right))
    return hmac.compare_digest(*hashes)
