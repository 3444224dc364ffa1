"""Signing in to the page: by the password, or by a link."""

import hashlib
import hmac
import secrets
from typing import NamedTuple, NoReturn

from usertrail.access.browser_sessions import end_sessions_of_other_passwords
from usertrail.access.failure_log import FailureLog
from usertrail.access.login_throttle import LoginThrottle
from usertrail.access.origin import Origin
from usertrail.access.sign_in_links import START_SECONDS, create_token
from usertrail.database.pool import Database, Pool
from usertrail.database.writing import writing
from usertrail.errors import Unauthorized

WRONG_PASSWORD = "This is not the password."


class SignIn:
    """Checks passwords and records failures in one server process."""

    def __init__(self, password: str | None, password_digest: str) -> None:
        self.password_set = password is not None
        self.password_digest = password_digest
        self._password = password
        self._throttle = LoginThrottle()
        self._failures = FailureLog()

    def check_password(self, password: str, origin: Origin) -> None:
        """Raises Unauthorized, or TooManyFailures while this network has to wait."""
        self._throttle.check(origin.network)
        if self._password is None or not _same(password, self._password):
            self.refuse(WRONG_PASSWORD, "a wrong password", origin)
        self._throttle.reset(origin.network)

    def refuse(self, sentence: str, what: str, origin: Origin) -> NoReturn:
        """Record a failure. Raises Unauthorized, or TooManyFailures.

        Only called for wrong tokens: a valid one cannot be guessed, so it is not throttled, and an
        attacker cannot lock out the owner of a link.
        """
        self._throttle.check(origin.network)
        self._throttle.record_failure(origin.network)
        self._failures.record(what, origin)
        raise Unauthorized(sentence)


class SignInLink(NamedTuple):
    """The token of the link printed at the start, and the digest that sessions are bound to."""

    password_digest: str
    token: str


async def open_sign_in(pool: Pool, password: str | None, base_url: str) -> SignInLink:
    """End the sessions and links of other passwords, and create a link."""
    async with writing(pool) as db:
        digest = await _password_digest(db, password)
        before = await db.fetchval("SELECT password_digest FROM installation FOR UPDATE")
        if before != digest:
            await end_sessions_of_other_passwords(db, digest)
            await db.execute("DELETE FROM sign_in_link")
        await db.execute(
            "UPDATE installation SET base_url = $1, password_digest = $2", base_url, digest
        )
        return SignInLink(digest, await create_token(db, START_SECONDS))


async def _password_digest(db: Database, password: str | None) -> str:
    """A digest of the password, salted per installation.

    By scrypt (RFC 7914), which takes 50 ms, since passwords can be guessed.
    """
    statement = "INSERT INTO installation (session_secret) VALUES ($1) ON CONFLICT DO NOTHING"
    await db.execute(statement, secrets.token_hex(32))
    salt: str = await db.fetchval("SELECT session_secret FROM installation")
    return hashlib.scrypt((password or "").encode(), salt=salt.encode(), n=2**14, r=8, p=1).hex()


def _same(given: str, right: str) -> bool:
    """Compares in constant time, independent of length, too."""
    hashes = (hashlib.sha256(text.encode(errors="replace")).digest() for text in (given, right))
    return hmac.compare_digest(*hashes)
