"""The errors a caller may see.

Anything else is a bug: logged in full, shown as "Unexpected error".
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any


class AppError(Exception):
    """Its message is shown to the caller; any other exception is hidden and logged."""

    status = 400
    code = "BAD_REQUEST"
    # What a program reads of it, beside the code.
    details: Mapping[str, Any] = MappingProxyType({})

    @property
    def headers(self) -> dict[str, str]:
        """What an answer over HTTP says beside the sentence."""
        return {}


class Unexpected(AppError):
    """A bug, of which the caller learns no more than the id under which the log has it in full."""

    status = 500
    code = "UNEXPECTED"


class BadInput(AppError):
    """A value that cannot be used; the sentence names it."""

    code = "BAD_USER_INPUT"


class PersistedQueryNotSupported(AppError):
    """A query by its hash alone. Apollo's clients send the whole one from then on.

    They know the error by its message or its code, as Apollo Server gives both.
    """

    code = "PERSISTED_QUERY_NOT_SUPPORTED"

    def __init__(self) -> None:
        super().__init__("PersistedQueryNotSupported")


class LimitExceeded(AppError):
    """More than one request may ask for; the sentence says how much it asks for and may."""

    code = "LIMIT_EXCEEDED"

    def __init__(self, sentence: str, *, limit: int, value: int) -> None:
        super().__init__(sentence)
        self.details = {"limit": limit, "value": value}


class Unauthorized(AppError):
    """No credentials, or wrong ones."""

    status = 401
    code = "UNAUTHENTICATED"


class Forbidden(AppError):
    """Valid credentials that do not reach this far."""

    status = 403
    code = "FORBIDDEN"


class NotFound(AppError):
    """Nothing of that name in the caller's project."""

    status = 404
    code = "NOT_FOUND"


class TooLarge(AppError):
    """A body over the limit."""

    status = 413
    code = "TOO_LARGE"


class BodyTooSlow(AppError):
    """A body that does not come, or only drop by drop."""

    status = 408
    code = "REQUEST_TIMEOUT"

    @property
    def headers(self) -> dict[str, str]:
        # RFC 9110, 15.5.9: the rest of it may still come, and is no request.
        return {"Connection": "close"}


class TooBusy(AppError):
    """More is in flight than may be held in memory, or the database is away. Try again."""

    status = 503
    code = "TOO_BUSY"
    retry_after_seconds = 1

    @property
    def headers(self) -> dict[str, str]:
        return {"Retry-After": str(self.retry_after_seconds)}


class TooSlow(TooBusy):
    """Reading takes longer than one may, now; it takes less when others ask less."""

    code = "TIMEOUT"


class TooMany(TooBusy):
    """The caller does as much at once as one may. Try again when some of it has ended."""

    status = 429
    retry_after_seconds = 10


class TooFast(TooMany):
    """The caller does more in a while than one may. Try again after so many seconds."""

    def __init__(self, sentence: str, retry_after_seconds: int) -> None:
        super().__init__(sentence)
        self.retry_after_seconds = retry_after_seconds
