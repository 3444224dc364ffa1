"""A WebSocket that holds a place, reads little at once, and ends when nobody takes its messages."""

from asyncio.transports import BaseTransport
from typing import Any

from uvicorn._types import ASGISendEvent
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState

from usertrail.connections.places import Places, Stage
from usertrail.connections.refusals import MALFORMED
from usertrail.connections.taking import Taking
from usertrail.connections.turns import has_unread

# Of who has not said who it is yet, or was not let in.
MAX_UNAUTHENTICATED_BYTES = 16 * 1024


class State(ServerState):
    """What all connections of a server share."""

    def __init__(self, places: Places) -> None:
        super().__init__()
        self.places = places


class SocketConnection(WebSocketsSansIOProtocol):
    """uvicorn's, within limits. It may lose its place until it has been sent a first message."""

    # They hold 85 messages at most, each of which is read on its own, in a tenth of a millisecond.
    read_bytes = 512

    def __init__(self, *, server_state: State, **kwargs: Any) -> None:
        super().__init__(server_state=server_state, **kwargs)
        self._places = server_state.places

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(transport)
        self._taking = Taking(self.transport, self.loop)
        self.conn.max_message_size = MAX_UNAUTHENTICATED_BYTES

    def connection_lost(self, exc: Exception | None) -> None:
        self._places.leave(self)
        self._taking.rest()
        super().connection_lost(exc)

    def gives_way(self) -> bool:
        if has_unread(self.transport):
            return False
        self.transport.abort()
        return True

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if not self.handshake_initiated:
            # The first bytes are all of a request. The library has refused it, for a header too
            # long for it or a body, and waits for more.
            answer = b"".join(self.conn.data_to_send()) or MALFORMED.as_bytes()
            self.transport.write(answer)
            self.transport.close()

    def handle_ping(self) -> None:
        super().handle_ping()
        if not self.writable.is_set():
            # Each is answered, and the answers would pile up.
            self.transport.pause_reading()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._taking.watch()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._taking.rest()
        if not self.read_paused:
            self.transport.resume_reading()

    async def send(self, message: ASGISendEvent) -> None:
        await super().send(message)
        if message["type"] == "websocket.send":
            # It is sent nothing before it has said who it is.
            self._places.move(self, Stage.BUSY)
            self.conn.max_message_size = self.config.ws_max_size

    def shutdown(self) -> None:
        super().shutdown()
        self._taking.hurry()
