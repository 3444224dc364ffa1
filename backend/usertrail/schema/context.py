"""What every field of one request shares: the caller's project, the pool, and the loaders."""

from collections.abc import Awaitable, Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

import strawberry
from starlette.requests import HTTPConnection
from strawberry.dataloader import DataLoader

from usertrail.access import Caller, is_browser_session, reader_of
from usertrail.access.keys import select_key
from usertrail.cooperative import free_in_slices
from usertrail.database.operation import Operation, current
from usertrail.database.pool import Pool
from usertrail.database.scope import ScopedPool
from usertrail.errors import Unauthorized
from usertrail.read.statement import in_turn
from usertrail.read.trace_feed import TraceFeed
from usertrail.rules import Backfill

Key = TypeVar("Key")
Value = TypeVar("Value")
Arguments = ParamSpec("Arguments")


class Context:
    def __init__(
        self,
        pool: Pool,
        feed: TraceFeed,
        applying: Backfill,
        seconds: float,
        connection: HTTPConnection,
        caller: Caller | None = None,
    ) -> None:
        # By which no rows of projects are reached.
        self.connections = pool
        self.feed = feed
        self.applying = applying
        # How long it may take to read one operation.
        self.seconds = seconds
        # A request, or a WebSocket's handshake, whose first message says who it is.
        self.connection = connection
        self.connection_params: dict[str, Any] = {}
        # None until it is known.
        self._caller = caller
        self._loaders: dict[object, list[tuple[object, DataLoader[Any, Any]]]] = {}
        # What they read, which may be much.
        self._read: list[Any] = []

    @property
    def caller(self) -> Caller:
        assert self._caller is not None
        return self._caller

    @property
    def pool(self) -> ScopedPool:
        """By which the rows of the caller's project are reached, and of no other."""
        return self.connections.of(self.project_id)

    @property
    def project_id(self) -> str:
        return self.caller.project_id

    async def identify(self, connection: HTTPConnection) -> None:
        """Find out who asks. Raises Unauthorized, Forbidden, NotFound or TooBusy."""
        self._caller = await reader_of(connection)

    async def check_caller(self) -> None:
        """Raises Unauthorized where the key or the session ended since it was let in."""
        session_id, public_key = self.caller.browser_session_id, self.caller.public_key
        if session_id is not None and not await is_browser_session(self.connections, session_id):
            raise Unauthorized("This browser was signed out.")
        if public_key is not None:
            async with in_turn(self.pool) as db:
                known = await select_key(db, public_key)
            if known is None or known.is_revoked:
                raise Unauthorized("This key was revoked.")

    def fresh(self) -> "Context":
        """The same caller, who has read nothing yet."""
        return Context(
            self.connections, self.feed, self.applying, self.seconds, self.connection, self._caller
        )

    def operation(self) -> Operation:
        """What is read for one operation, in its time and its share, from now on."""
        return Operation(self.connections, self.project_id, self.seconds)

    def forget(self) -> None:
        """Read everything anew from now on, because something was written, and in time anew."""
        self._loaders.clear()
        self._read.clear()
        if asked := current():
            asked.restart()

    async def close(self) -> None:
        """Keep nothing of what was read."""
        self._loaders.clear()
        await free_in_slices(self._read)

    def load(
        self,
        read: Callable[Concatenate[ScopedPool, str, list[Key], Arguments], Awaitable[list[Value]]],
        key: Key,
        *arguments: Arguments.args,
        **named: Arguments.kwargs,
    ) -> Awaitable[Value]:
        """One of the values of `read(pool, project_id, keys, *arguments)`.

        Fields that ask at the same time with equal arguments share one call.
        """
        # Arguments are compared, not hashed: filters hold lists.
        known = self._loaders.setdefault(read, [])
        for others, loader in known:
            if others == (arguments, named):
                return loader.load(key)

        async def read_all(keys: list[Key]) -> list[Value]:
            values = await read(self.pool, self.project_id, keys, *arguments, **named)
            self._read.append(values)
            return values

        loader = DataLoader(read_all)
        known.append(((arguments, named), loader))
        return loader.load(key)


Info = strawberry.Info[Context, None]
