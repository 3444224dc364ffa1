"""What the protocol needs from a request context. How one is created is injected."""

from collections.abc import Callable
from typing import Any, Protocol, Self

from starlette.requests import HTTPConnection

from usertrail.database.operation import Operation


class Context(Protocol):
    """The context of one request, or of one operation on a WebSocket."""

    # The request, or the handshake of a WebSocket.
    connection: HTTPConnection
    # The payload of a WebSocket's first message. Strawberry sets it.
    connection_params: dict[str, Any]

    @property
    def project_id(self) -> str:
        """The owner of the request: documents of one owner are parsed one at a time."""

    async def identify(self, connection: HTTPConnection) -> None:
        """Authenticates the caller. Raises Unauthorized, Forbidden, NotFound or TooBusy."""

    async def check_caller(self) -> None:
        """Raises Unauthorized if the caller's access has been revoked since."""

    def fresh(self) -> Self:
        """A context for the same caller, with nothing loaded yet."""

    def operation(self) -> Operation:
        """Starts an operation, with its time limit and its share of concurrent reads."""

    async def close(self) -> None:
        """Releases everything that was loaded."""


ContextOf = Callable[[HTTPConnection], Context]
