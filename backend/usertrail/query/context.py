"""What every field of one request shares: the caller's project, the pool, and the loaders."""

from collections.abc import Awaitable, Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

import strawberry
from starlette.requests import HTTPConnection
from strawberry.dataloader import DataLoader

from usertrail.database.pool import Pool
from usertrail.query.live import TraceFeed

Key = TypeVar("Key")
Value = TypeVar("Value")
Arguments = ParamSpec("Arguments")


class Context:
    def __init__(self, pool: Pool, feed: TraceFeed, project_id: str | None) -> None:
        self.pool = pool
        self.feed = feed
        # None only on a WebSocket that has not said yet who it is.
        self._project_id = project_id
        # A WebSocket's handshake and first message, which say who it is.
        self.connection: HTTPConnection | None = None
        self.connection_params: dict[str, Any] = {}
        self._loaders: dict[object, list[tuple[object, DataLoader[Any, Any]]]] = {}

    @property
    def project_id(self) -> str:
        assert self._project_id is not None
        return self._project_id

    def identify(self, project_id: str) -> None:
        self._project_id = project_id

    def fresh(self) -> "Context":
        """The same caller, who has read nothing yet."""
        return Context(self.pool, self.feed, self._project_id)

    def forget(self) -> None:
        """Read everything anew from now on, because something was written."""
        self._loaders.clear()

    def load(
        self,
        read: Callable[Concatenate[Pool, str, list[Key], Arguments], Awaitable[list[Value]]],
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
            return await read(self.pool, self.project_id, keys, *arguments, **named)

        loader = DataLoader(read_all)
        known.append(((arguments, named), loader))
        return loader.load(key)


Info = strawberry.Info[Context, None]
