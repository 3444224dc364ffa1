"""HTTP/1.1 with limits: request heads of bounded size and time, and slow readers cut off."""

import asyncio
from enum import Enum, auto
from typing import Any, cast

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from usertrail.connections import error_responses
from usertrail.connections.error_responses import ErrorResponse, RequestRejected
from usertrail.connections.limits import HEAD_SECONDS, MAX_FIELDS, MAX_HEAD_BYTES
from usertrail.connections.read_throttle import has_unread
from usertrail.connections.slots import ConnectionState
from usertrail.connections.upgrades import without_upgrade
from usertrail.connections.websocket import SharedState, WebSocketConnection
from usertrail.connections.write_timeout import WriteTimeout

# Read at a time. Heads, and bodies in chunks, may consist of very many small parts.
READ_BYTES = 32 * 1024
# Of a body of known length, which is one part.
READ_BODY_BYTES = 256 * 1024
# Pipelined requests that wait for the responses to earlier ones.
MAX_PIPELINED = 16
# How long a rejected client may take to read the error response.
LINGER_SECONDS = 2.0
# Colon, space and line end of a header field.
FIELD_OVERHEAD_BYTES = 4


class RequestPart(Enum):
    """The part of a request that is being read."""

    NONE = auto()
    HEAD = auto()
    BODY = auto()


class HttpConnection(HttpToolsProtocol):
    """uvicorn's protocol with limits. While idle, it may be closed to free its slot."""

    def __init__(self, *, server_state: SharedState, **kwargs: Any) -> None:
        super().__init__(server_state=server_state, **kwargs)
        self._slots = server_state.slots
        self._part = RequestPart.NONE
        self._head_bytes = 0
        # Bytes read since the last chunk of a body.
        self._empty_bytes = 0
        # What is still to come of a body of known length.
        self._body_bytes_left = 0
        self._deadline: asyncio.TimerHandle | None = None
        # After a rejection all further input is discarded.
        self._discards_input = False

    @property
    def read_bytes(self) -> int:
        return READ_BODY_BYTES if self._body_bytes_left >= READ_BODY_BYTES else READ_BYTES

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        super().connection_made(transport)
        self._write_timeout = WriteTimeout(transport, self.loop)
        if self._slots.acquire(self, self.client[0] if self.client else ""):
            self._start_head_timeout()
        else:
            self._reject(error_responses.TOO_MANY_CONNECTIONS)

    def connection_lost(self, exc: Exception | None) -> None:
        self._release()
        super().connection_lost(exc)

    def evict(self) -> bool:
        if has_unread(self.transport) and not self._discards_input:
            return False
        self._discards_input = True
        self.transport.abort()
        return True

    def shutdown(self) -> None:
        super().shutdown()
        self._write_timeout.shorten()
        if self._discards_input and self._is_answered():
            self.transport.abort()

    def data_received(self, data: bytes) -> None:
        if self._discards_input:
            return
        self._unset_keepalive_if_required()
        if self._part is RequestPart.NONE and self._is_answered():
            self._start_head_timeout()
        self._empty_bytes += len(data)
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade as upgrade:
            self._handle_upgrade(data[upgrade.args[0] :])
        except httptools.HttpParserError as error:
            cause = error.__context__
            own = cause.response if isinstance(cause, RequestRejected) else None
            self._reject(own or error_responses.MALFORMED)
        else:
            if self._empty_bytes > MAX_HEAD_BYTES:
                self._reject(error_responses.HEAD_TOO_LARGE)

    def on_message_begin(self) -> None:
        if len(self.pipeline) >= MAX_PIPELINED:
            raise RequestRejected(error_responses.INVALID_PIPELINING)
        super().on_message_begin()
        self._part = RequestPart.HEAD
        self._head_bytes = self._empty_bytes = 0
        self._start_head_timeout()

    def on_url(self, url: bytes) -> None:
        self._count_head(len(url), error_responses.TARGET_TOO_LONG)
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._count_head(
            len(name) + len(value) + FIELD_OVERHEAD_BYTES, error_responses.HEAD_TOO_LARGE
        )
        if self._part is RequestPart.HEAD:
            super().on_header(name, value)
            if len(self.headers) > MAX_FIELDS:
                raise RequestRejected(error_responses.HEAD_TOO_LARGE)
        # Trailer fields are dropped: they must not be merged into headers (RFC 9110, 6.5.1).

    def on_headers_complete(self) -> None:
        self._stop_head_timeout()
        self._check_framing()
        if self.parser.should_upgrade():
            self._check_upgrade()
            self.scope["method"] = self.parser.get_method().decode("ascii")
            return
        super().on_headers_complete()
        self._part = RequestPart.BODY
        declared = next((value for name, value in self.headers if name == b"content-length"), b"0")
        self._body_bytes_left = int(declared)
        self._slots.set_state(self, ConnectionState.SENDING)

    def on_body(self, body: bytes) -> None:
        self._empty_bytes = 0
        self._body_bytes_left -= len(body)
        if self.pipeline and len(self.cycle.body) > MAX_HEAD_BYTES:
            # Reading is paused before; a pipelined request must wait for earlier responses.
            raise RequestRejected(error_responses.INVALID_PIPELINING)
        super().on_body(body)

    def on_message_complete(self) -> None:
        if self.parser.should_upgrade():
            return
        self._part = RequestPart.NONE
        self._empty_bytes = 0
        super().on_message_complete()
        if self._is_answered():
            # The response was sent before the whole request was read.
            self._wait_for_next()
        else:
            self._slots.set_state(self, ConnectionState.BUSY)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._write_timeout.start()
        if self._is_answered() and not self.transport.is_closing():
            self._wait_for_next()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._write_timeout.start()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._write_timeout.stop()

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        self._write_timeout.start()

    def _is_answered(self) -> bool:
        """Whether all requests so far have their responses."""
        return self.cycle is None or self.cycle.response_complete

    def _wait_for_next(self) -> None:
        """Wait for the next request, or first for the rest of one that was answered early."""
        self._slots.set_state(self, ConnectionState.IDLE)
        self._unset_keepalive_if_required()
        if self._part is RequestPart.NONE:
            self._stop_head_timeout()
            self.timeout_keep_alive_task = self.loop.call_later(
                self.timeout_keep_alive, self.timeout_keep_alive_handler
            )
        else:
            self._start_head_timeout()

    def _start_head_timeout(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(HEAD_SECONDS, self._on_head_timeout)

    def _stop_head_timeout(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _on_head_timeout(self) -> None:
        self._deadline = None
        if self.flow.read_paused:
            # It may have been received, but earlier requests are answered first.
            self._start_head_timeout()
        elif self._part is RequestPart.HEAD:
            self._reject(error_responses.HEAD_TIMEOUT)
        else:
            self.transport.close()
            self._write_timeout.start()

    def _release(self) -> None:
        self._slots.release(self)
        self._stop_head_timeout()
        self._write_timeout.stop()

    # Rejecting

    def _count_head(self, size: int, response: ErrorResponse) -> None:
        """Raises RequestRejected once the head is too large."""
        self._head_bytes += size
        if self._head_bytes > MAX_HEAD_BYTES:
            raise RequestRejected(response)

    def _check_framing(self) -> None:
        """Raises RequestRejected where a proxy may frame the request differently (smuggling).

        RFC 9112, 3.2 and 6.1.
        """
        names = [name for name, _ in self.headers]
        is_current = self.parser.get_http_version() == "1.1"
        if names.count(b"host") > 1 or (is_current and b"host" not in names):
            raise RequestRejected(error_responses.INVALID_HOST)
        codings = [value.lower() for name, value in self.headers if name == b"transfer-encoding"]
        if codings not in ([], [b"chunked"]) or (codings and not is_current):
            raise RequestRejected(error_responses.UNSUPPORTED_TRANSFER_CODING)

    def _check_upgrade(self) -> None:
        """Raises RequestRejected."""
        if self.parser.get_method() == b"CONNECT":
            raise RequestRejected(error_responses.CONNECT_UNSUPPORTED)
        if not self._is_answered():
            raise RequestRejected(error_responses.INVALID_PIPELINING)

    def _reject(self, response: ErrorResponse) -> None:
        """Send the error response after those to earlier requests, and discard further input."""
        self._discards_input = True
        self._stop_head_timeout()
        self._unset_keepalive_if_required()
        if self._part is RequestPart.BODY:
            self._abort_request(response)
        elif self._is_answered():
            self._write_error(response)
        else:
            self.cycle.keep_alive = False

    def _abort_request(self, response: ErrorResponse) -> None:
        """Reject a request within its body, unless its response has been started."""
        if self._is_answered():
            self._linger()
        elif self.pipeline or self.cycle.response_started:
            self.transport.abort()
        else:
            # Wakes the app, which waits for a body that will not come.
            self.cycle.disconnected = True
            self.cycle.message_event.set()
            self._write_error(response)

    def _write_error(self, response: ErrorResponse) -> None:
        if not self.transport.is_closing():
            self.transport.write(response.as_bytes())
            self._linger()

    def _linger(self) -> None:
        """A lingering close: with unread input, closing resets the connection (RFC 9112, 9.6)."""
        if not self.transport.is_closing():
            self._slots.set_state(self, ConnectionState.IDLE)
            self.transport.write_eof()
            self._deadline = self.loop.call_later(LINGER_SECONDS, self.transport.abort)

    # Upgrades

    def _handle_upgrade(self, rest: bytes) -> None:
        self._part = RequestPart.NONE
        if self._should_upgrade():
            self.handle_websocket_upgrade()
        else:
            self._decline_upgrade(rest)

    def handle_websocket_upgrade(self) -> None:
        super().handle_websocket_upgrade()
        self._slots.transfer(self, cast(WebSocketConnection, self.transport.get_protocol()))
        self._release()

    def _decline_upgrade(self, rest: bytes) -> None:
        """Parse the request again without the upgrade: the parser would not read its body."""
        version = self.parser.get_http_version().encode()
        head = without_upgrade(self.parser.get_method(), self.url, version, self.headers)
        self.parser = httptools.HttpRequestParser(self)
        self.data_received(head + rest)
