"""GraphQL over WebSocket (graphql-transport-ws): its messages, and who may send them."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import HTTPConnection
from starlette.websockets import WebSocketDisconnect
from strawberry.asgi import ASGIWebSocketAdapter
from strawberry.exceptions import ConnectionRejectionError
from strawberry.http.exceptions import WebSocketDisconnected
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import (
    BaseGraphQLTransportWSHandler,
)
from strawberry.subscriptions.protocols.graphql_transport_ws.types import SubscribeMessage

from usertrail import errors
from usertrail.graphql.context import Context
from usertrail.graphql.document_cache import is_hash_alone
from usertrail.graphql.error_masking import masked_exception, unexpected
from usertrail.graphql.input_checks import problem_in
from usertrail.responses.chunks import stream_json

# The reason for closing is limited to 123 bytes.
MAX_OPERATIONS = 20
NO_MESSAGE = "A message must be a JSON object of graphql-transport-ws"
TOO_BIG = 1009
TRY_AGAIN_LATER = 1013
INTERNAL_ERROR = 4500


class SocketAdapter(ASGIWebSocketAdapter):
    async def send_json(self, message: Mapping[str, object]) -> None:
        """Sends text, since browser clients read no binary messages."""
        text = b"".join([piece async for piece in stream_json([message])]).decode()
        try:
            await self.ws.send_text(text)
        except WebSocketDisconnect as error:
            raise WebSocketDisconnected from error


class SocketHandler(BaseGraphQLTransportWSHandler[Context, None]):
    async def handle_message(self, message: Any) -> None:
        if not _is_message(message):
            await self.handle_invalid_message(NO_MESSAGE)
            return
        await super().handle_message(message)

    async def handle_subscribe(self, message: SubscribeMessage) -> None:
        id, payload = message["id"], message["payload"]
        is_new = self.connection_acknowledged and id not in self.operations
        if is_new and is_hash_alone(payload.get("query"), payload.get("extensions")):
            await self._refuse(id, errors.PersistedQueryNotSupported())
        elif is_new and len(self.operations) >= MAX_OPERATIONS:
            sentence = f"A connection may have at most {MAX_OPERATIONS} operations at once."
            await self._refuse(id, errors.TooMany(sentence))
        else:
            await super().handle_subscribe(message)

    async def _refuse(self, id: str, error: errors.AppError) -> None:
        payload = [masked_exception(error).formatted]
        await self.send_message({"id": id, "type": "error", "payload": payload})

    async def handle(self) -> None:
        try:
            await super().handle()
        except errors.TooBusy as error:
            await self.websocket.close(TRY_AGAIN_LATER, str(error))
        except errors.LimitExceeded as error:
            await self.websocket.close(TOO_BIG, str(error))
        except Exception as error:
            await self.websocket.close(INTERNAL_ERROR, unexpected("on a WebSocket", error))


async def identify(context: Context) -> None:
    """Authenticates a WebSocket. Raises ConnectionRejectionError, or TooBusy."""
    try:
        await context.identify(_connection_of(context))
    except (errors.Unauthorized, errors.Forbidden, errors.NotFound) as error:
        raise ConnectionRejectionError({"message": str(error)}) from None


def _is_message(message: object) -> bool:
    match message:
        case {"type": "subscribe", "id": str(id), "payload": dict(payload)}:
            return problem_in("id", id) is None and _is_request(payload)
        case {"type": "complete", "id": str()}:
            return True
        case {"type": "connection_init" | "ping" | "pong"}:
            return True
    return False


def _is_request(payload: dict[str, Any]) -> bool:
    query, extensions = payload.get("query"), payload.get("extensions")
    return (
        (isinstance(query, str) or is_hash_alone(query, extensions))
        and isinstance(payload.get("variables"), dict | None)
        and isinstance(payload.get("operationName"), str | None)
    )


def _connection_of(context: Context) -> HTTPConnection:
    """The WebSocket's handshake, with the authorization from its first message.

    Browsers cannot set headers on a WebSocket.
    """
    params: Mapping[str, Any] = context.connection_params
    authorization = params.get("authorization", params.get("Authorization"))
    if authorization is None:
        return context.connection
    try:
        value = str(authorization).encode("latin-1")
    except UnicodeEncodeError:
        raise errors.Unauthorized("Invalid authorization header") from None
    scope = context.connection.scope
    headers = [(name, of) for name, of in scope["headers"] if name != b"authorization"]
    return HTTPConnection({**scope, "headers": [*headers, (b"authorization", value)]})
