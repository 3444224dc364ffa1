"""What the protocol asks of a request's context. How one is made is handed to it."""

from collections.abc import Callable
from typing import Any, Protocol, Self

from starlette.requests import HTTPConnection

from usertrail.database.operation import Operation


class Context(Protocol):
    """Of one request, or of one operation on a WebSocket."""

    # The request, or a WebSocket's handshake.
    connection: HTTPConnection
    # What the first message of a WebSocket brings. Strawberry sets it.
    connection_params: dict[str, Any]

    @property
    def project_id(self) -> str:
        """Of whom one document is read at once."""

    async def identify(self, connection: HTTPConnection) -> None:
        """Find out who asks. Raises Unauthorized, Forbidden, NotFound or TooBusy."""

    async def check_caller(self) -> None:
        """Raises Unauthorized where who was let in may not come in any more."""

    def fresh(self) -> Self:
        """The same caller, who has read nothing yet."""

    def operation(self) -> Operation:
        """What is read for one operation, in its time and its share, from now on."""

    async def close(self) -> None:
        """Keep nothing of what was read."""


ContextOf = Callable[[HTTPConnection], Context]
