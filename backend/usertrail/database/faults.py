"""Which errors mean that the database is away, and telling the log of it once."""

import asyncio
import logging
import time

import asyncpg

log = logging.getLogger(__name__)

# The database cannot be reached, stops, starts, was moved, is full, takes no writes, or had to end
# one of several transactions. None of it is the caller's fault, and all of it may pass.
# https://www.postgresql.org/docs/current/errcodes-appendix.html
FAULTS = (
    # Names that are not resolved, refused and reset connections, time that ran out.
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.TransactionTimeoutError,
    # Of a standby, say, which the address leads to after a change of servers.
    asyncpg.ReadOnlySQLTransactionError,
    # Another password, a database that was dropped, rights that were taken.
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.InsufficientPrivilegeError,
    asyncpg.TransactionRollbackError,
    asyncpg.InsufficientResourcesError,
    asyncpg.LockNotAvailableError,
    asyncpg.OperatorInterventionError,
    asyncpg.PostgresSystemError,
    asyncpg.DataCorruptedError,
    asyncpg.IndexCorruptedError,
    # A table was changed between two statements of a transaction.
    asyncpg.InvalidCachedStatementError,
    # asyncpg lost track of a connection, as it may when one breaks in the middle of a message.
    asyncpg.InternalClientError,
)
# Whatever goes wrong while a connection is made.
NO_CONNECTION = (*FAULTS, asyncpg.PostgresError, asyncpg.InterfaceError)

# So long nothing may have failed before the database counts as there again: on a full disk reading
# works and writing does not, and each change is told.
CALM_SECONDS = 3.0


class Presence:
    """Whether the database takes what requests ask of it. Tells the log of each change, once."""

    def __init__(self) -> None:
        self._away_since: float | None = None
        self._failed_at = 0.0
        self._return: asyncio.TimerHandle | None = None

    @property
    def is_away(self) -> bool:
        """Whether anything failed of late."""
        return self._away_since is not None

    def failed(self, error: BaseException) -> None:
        """A request could not be answered for this reason."""
        self._failed_at = time.monotonic()
        if self._away_since is None:
            self._away_since = self._failed_at
            log.warning("The database fails, and what needs it is refused: %s.", cause_of(error))

    def worked(self) -> None:
        """A request was answered."""
        if self._away_since is not None and self._return is None:
            loop = asyncio.get_running_loop()
            self._return = loop.call_later(CALM_SECONDS, self._return_if_calm)

    def _return_if_calm(self) -> None:
        self._return = None
        now = time.monotonic()
        if self._away_since is not None and now - self._failed_at >= CALM_SECONDS:
            log.warning("The database works again, after %.0f s.", now - self._away_since)
            self._away_since = None


def cause_of(error: BaseException) -> str:
    """The error in one line; its class where it says nothing."""
    message = str(error).strip().partition("\n")[0].rstrip(".")
    return f"{message} ({type(error).__name__})" if message else type(error).__name__
