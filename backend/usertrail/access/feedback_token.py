"""Tokens that let a visitor's browser give feedback on one trace or session, for a while.

The server application signs what the token is for:

    signing key = SHA-256("<public key>:<secret key>")
    signature   = HMAC-SHA256(signing key, "trace:<trace id>:<expiry>"), in base64url without =
    token       = "<public key>.<expiry>.<signature>"

with `session:` for a session, and the expiry in seconds since 1970. The token stands where the
public key alone would, so that whatever sends a public key can send it.

The signing key is the hash that is kept of every pair, so nothing more needs to be stored. Who
reads the database can sign feedback with it, but no more than that: all else takes the secret key.
"""

import base64
import hmac
import re
import time
from typing import Literal, NamedTuple

from usertrail.errors import Forbidden

MAX_HOURS = 24
# Clocks differ.
SKEW_SECONDS = 300

PATTERN = re.compile(r"(.+)\.(\d{1,12})\.([A-Za-z0-9_-]{43})", re.DOTALL | re.ASCII)

TOKEN_REQUIRED = (
    "This project takes feedback from a public key only with a token that the server application "
    "signed: see backend/docs/feedback.md."
)
EXPIRED = "This feedback token has expired; the server application signs a new one."
TOO_LONG = f"A feedback token may expire at most {MAX_HOURS} hours from now."
OTHER_TARGET = (
    "This feedback token was signed for another trace or session, or with another secret key."
)


class UnverifiedToken(NamedTuple):
    """A token as sent, not verified yet."""

    expires_at: int
    signature: str


class FeedbackToken(NamedTuple):
    """A token that has not expired; its signature is verified per target."""

    signing_key: bytes
    sent: UnverifiedToken

    def is_for(self, kind: Literal["trace", "session"], target_id: str) -> bool:
        expected = signature(self.signing_key, kind, target_id, self.sent.expires_at)
        return hmac.compare_digest(expected, self.sent.signature)


def parse(bearer: str) -> tuple[str, UnverifiedToken | None]:
    """The public key, and the token if there is one."""
    found = PATTERN.fullmatch(bearer)
    return (found[1], UnverifiedToken(int(found[2]), found[3])) if found else (bearer, None)


def check(sent: UnverifiedToken, signing_key: bytes) -> FeedbackToken:
    """Raises Forbidden for a token that has expired or is valid for too long."""
    now = time.time()
    if sent.expires_at < now:
        raise Forbidden(EXPIRED)
    if sent.expires_at > now + MAX_HOURS * 3600 + SKEW_SECONDS:
        raise Forbidden(TOO_LONG)
    return FeedbackToken(signing_key, sent)


def signature(signing_key: bytes, kind: str, target_id: str, expires_at: int) -> str:
    # Surrogates are no UTF-8, and ids that are stored have none.
    payload = f"{kind}:{target_id}:{expires_at}".encode()
    return (
        base64.urlsafe_b64encode(hmac.digest(signing_key, payload, "sha256")).rstrip(b"=").decode()
    )
