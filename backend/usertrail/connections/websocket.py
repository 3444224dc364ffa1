"""WebSocket connections with limits: a slot, small reads, and slow readers cut off."""

from asyncio.transports import BaseTransport
from typing import Any

from uvicorn._types import ASGISendEvent
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState

from usertrail.connections.error_responses import MALFORMED
from usertrail.connections.read_throttle import has_unread
from usertrail.connections.slots import ConnectionSlots, ConnectionState
from usertrail.connections.write_timeout import WriteTimeout

# Of a message before authentication.
MAX_UNAUTHENTICATED_BYTES = 16 * 1024


class SharedState(ServerState):
    """The server state that uvicorn passes to every connection, with the slots."""

    def __init__(self, slots: ConnectionSlots) -> None:
        super().__init__()
        self.slots = slots


class WebSocketConnection(WebSocketsSansIOProtocol):
    """uvicorn's protocol with limits. It may be evicted until a first message was sent."""

    # At most 85 messages, each of which is handled in a tenth of a millisecond.
    read_bytes = 512

    def __init__(self, *, server_state: SharedState, **kwargs: Any) -> None:
        super().__init__(server_state=server_state, **kwargs)
        self._slots = server_state.slots

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(transport)
        self._write_timeout = WriteTimeout(self.transport, self.loop)
        self.conn.max_message_size = MAX_UNAUTHENTICATED_BYTES

    def connection_lost(self, exc: Exception | None) -> None:
        self._slots.release(self)
        self._write_timeout.stop()
        super().connection_lost(exc)

    def evict(self) -> bool:
        if has_unread(self.transport):
            return False
        self.transport.abort()
        return True

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if not self.handshake_initiated:
            # uvicorn hands over a whole request. The library has rejected it, for a long header or
            # a body, and waits for more.
            answer = b"".join(self.conn.data_to_send()) or MALFORMED.as_bytes()
            self.transport.write(answer)
            self.transport.close()

    def handle_ping(self) -> None:
        super().handle_ping()
        if not self.writable.is_set():
            # Every ping is answered, and the pongs would pile up.
            self.transport.pause_reading()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._write_timeout.start()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._write_timeout.stop()
        if not self.read_paused:
            self.transport.resume_reading()

    async def send(self, message: ASGISendEvent) -> None:
        await super().send(message)
        if message["type"] == "websocket.send":
            # Nothing is sent before authentication.
            self._slots.set_state(self, ConnectionState.BUSY)
            self.conn.max_message_size = self.config.ws_max_size

    def shutdown(self) -> None:
        super().shutdown()
        self._write_timeout.shorten()
