"""The context of one request: the caller's project, the connection pool, and the data loaders."""

from collections.abc import Awaitable, Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

import strawberry
from starlette.requests import HTTPConnection
from strawberry.dataloader import DataLoader

from usertrail.access.browser_sessions import is_browser_session
from usertrail.access.caller import Caller, reader_of
from usertrail.access.keys import select_key
from usertrail.cooperative import free_in_slices
from usertrail.database.operation import Operation, current
from usertrail.database.pool import Pool
from usertrail.database.scope import ScopedPool
from usertrail.errors import Unauthorized
from usertrail.read.statement import in_turn
from usertrail.read.trace_feed import TraceFeed
from usertrail.rules.backfill import Backfill

Key = TypeVar("Key")
Value = TypeVar("Value")
Arguments = ParamSpec("Arguments")


class Context:
    def __init__(
        self,
        pool: Pool,
        feed: TraceFeed,
        backfill: Backfill,
        seconds: float,
        connection: HTTPConnection,
        caller: Caller | None = None,
    ) -> None:
        # Connections outside of any project, which see no rows of projects.
        self.connections = pool
        self.feed = feed
        self.backfill = backfill
        # The time limit for reading one operation.
        self.seconds = seconds
        # A request, or the handshake of a WebSocket, which authenticates with its first message.
        self.connection = connection
        self.connection_params: dict[str, Any] = {}
        # None until authenticated.
        self._caller = caller
        self._loaders: dict[object, list[tuple[object, DataLoader[Any, Any]]]] = {}
        # What the loaders returned, which may be large.
        self._read: list[Any] = []

    @property
    def caller(self) -> Caller:
        assert self._caller is not None
        return self._caller

    @property
    def pool(self) -> ScopedPool:
        """Connections that see only the rows of the caller's project."""
        return self.connections.of(self.project_id)

    @property
    def project_id(self) -> str:
        return self.caller.project_id

    async def identify(self, connection: HTTPConnection) -> None:
        """Authenticates the caller. Raises Unauthorized, Forbidden, NotFound or TooBusy."""
        self._caller = await reader_of(connection)

    async def check_caller(self) -> None:
        """Raises Unauthorized if the key or session has been revoked since authentication."""
        session_id, public_key = self.caller.browser_session_id, self.caller.public_key
        if session_id is not None and not await is_browser_session(self.connections, session_id):
            raise Unauthorized("This browser was signed out.")
        if public_key is not None:
            async with in_turn(self.pool) as db:
                key = await select_key(db, public_key)
            if key is None or key.is_revoked:
                raise Unauthorized("This key was revoked.")

    def fresh(self) -> "Context":
        """A context for the same caller, with nothing loaded yet."""
        return Context(
            self.connections, self.feed, self.backfill, self.seconds, self.connection, self._caller
        )

    def operation(self) -> Operation:
        """Starts an operation, with its time limit and its share of concurrent reads."""
        return Operation(self.connections, self.project_id, self.seconds)

    def forget(self) -> None:
        """Drops loaded data after a write, and restarts the time limit."""
        self._loaders.clear()
        self._read.clear()
        if operation := current():
            operation.restart()

    async def close(self) -> None:
        """Releases everything that was loaded."""
        self._loaders.clear()
        await free_in_slices(self._read)

    def load(
        self,
        read: Callable[Concatenate[ScopedPool, list[Key], Arguments], Awaitable[list[Value]]],
        key: Key,
        *arguments: Arguments.args,
        **named: Arguments.kwargs,
    ) -> Awaitable[Value]:
        """One of the values of `read(pool, keys, *arguments)`.

        Concurrent loads with equal arguments share one call.
        """
        # Arguments are compared, not hashed, since filters contain lists.
        entries = self._loaders.setdefault(read, [])
        for other_arguments, loader in entries:
            if other_arguments == (arguments, named):
                return loader.load(key)

        async def read_all(keys: list[Key]) -> list[Value]:
            values = await read(self.pool, keys, *arguments, **named)
            self._read.append(values)
            return values

        loader = DataLoader(read_all)
        entries.append(((arguments, named), loader))
        return loader.load(key)


Info = strawberry.Info[Context, None]
