"""HTTP within limits: a head of bounded size that comes in time, and answers that are taken."""

import asyncio
from enum import Enum, auto
from typing import Any, cast

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from usertrail.connections import refusals
from usertrail.connections.limits import HEAD_SECONDS, MAX_FIELDS, MAX_HEAD_BYTES
from usertrail.connections.places import Stage
from usertrail.connections.refusals import Refusal, Refused
from usertrail.connections.sockets import SocketConnection, State
from usertrail.connections.taking import Taking
from usertrail.connections.turns import Turns, has_unread
from usertrail.connections.upgrades import without_upgrade

# Requests that wait for the answers to earlier ones.
MAX_PIPELINED = 16
# How long who is refused may take to read that.
REFUSED_SECONDS = 2.0
# A colon, a space and a line's end.
BESIDE_FIELD_BYTES = 4


class Part(Enum):
    """What of a request is being read."""

    NONE = auto()
    HEAD = auto()
    BODY = auto()


def http_connection(**kwargs: Any) -> Turns:
    """What a server makes for each connection that it accepts."""
    connection = HttpConnection(**kwargs)
    return Turns(connection, connection.loop)


class HttpConnection(HttpToolsProtocol):
    """uvicorn's, within limits. It may lose its place while it asks for nothing."""

    read_bytes = 32 * 1024

    def __init__(self, *, server_state: State, **kwargs: Any) -> None:
        super().__init__(server_state=server_state, **kwargs)
        self._places = server_state.places
        self._part = Part.NONE
        self._head_bytes = 0
        # Read since there last was a part of a body, whatever it was.
        self._empty_bytes = 0
        self._deadline: asyncio.TimerHandle | None = None
        # Whether whatever else comes is thrown away.
        self._is_deaf = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        super().connection_made(transport)
        self._taking = Taking(transport, self.loop)
        if self._places.enter(self, self.client[0] if self.client else ""):
            self._expect_head()
        else:
            self._refuse(refusals.FULL)

    def connection_lost(self, exc: Exception | None) -> None:
        self._leave()
        super().connection_lost(exc)

    def gives_way(self) -> bool:
        if has_unread(self.transport) and not self._is_deaf:
            return False
        self._is_deaf = True
        self.transport.abort()
        return True

    def shutdown(self) -> None:
        super().shutdown()
        self._taking.hurry()
        if self._is_deaf and self._is_answered():
            self.transport.abort()

    # What is read

    def data_received(self, data: bytes) -> None:
        if self._is_deaf:
            return
        self._unset_keepalive_if_required()
        if self._part is Part.NONE and self._is_answered():
            self._expect_head()
        self._empty_bytes += len(data)
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade as upgrade:
            self._upgrade(data[upgrade.args[0] :])
        except httptools.HttpParserError as error:
            cause = error.__context__
            ours = cause.refusal if isinstance(cause, Refused) else None
            self._refuse(ours or refusals.MALFORMED)
        else:
            if self._empty_bytes > MAX_HEAD_BYTES:
                self._refuse(refusals.LONG_HEAD)

    def on_message_begin(self) -> None:
        if len(self.pipeline) >= MAX_PIPELINED:
            raise Refused(refusals.OUT_OF_TURN)
        super().on_message_begin()
        self._part = Part.HEAD
        self._head_bytes = self._empty_bytes = 0
        self._expect_head()

    def on_url(self, url: bytes) -> None:
        self._count(len(url), refusals.LONG_TARGET)
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._count(len(name) + len(value) + BESIDE_FIELD_BYTES, refusals.LONG_HEAD)
        if self._part is Part.HEAD:
            super().on_header(name, value)
            if len(self.headers) > MAX_FIELDS:
                raise Refused(refusals.LONG_HEAD)
        # Those that follow a body are nobody's: they must not pass for headers (RFC 9110, 6.5.1).

    def on_headers_complete(self) -> None:
        self._meet_head()
        self._check_framing()
        if self.parser.should_upgrade():
            self._check_upgrade()
            self.scope["method"] = self.parser.get_method().decode("ascii")
            return
        super().on_headers_complete()
        self._part = Part.BODY
        self._places.move(self, Stage.SENDING)

    def on_body(self, body: bytes) -> None:
        self._empty_bytes = 0
        if self.pipeline and len(self.cycle.body) > MAX_HEAD_BYTES:
            # The loop was asked to read no more of it before it is its turn.
            raise Refused(refusals.OUT_OF_TURN)
        super().on_body(body)

    def on_message_complete(self) -> None:
        if self.parser.should_upgrade():
            return
        self._part = Part.NONE
        self._empty_bytes = 0
        super().on_message_complete()
        if self._is_answered():
            # Whoever was answered early has sent the rest of it.
            self._rest()
        else:
            self._places.move(self, Stage.BUSY)

    # What is written

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._taking.watch()
        if self._is_answered() and not self.transport.is_closing():
            self._rest()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._taking.watch()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._taking.rest()

    # Between requests

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        self._taking.watch()

    def _is_answered(self) -> bool:
        """Whether every request that has come so far is."""
        return self.cycle is None or self.cycle.response_complete

    def _rest(self) -> None:
        """Wait for the next request, and before that for the rest of one answered already."""
        self._places.move(self, Stage.IDLE)
        self._unset_keepalive_if_required()
        if self._part is Part.NONE:
            self._meet_head()
            self.timeout_keep_alive_task = self.loop.call_later(
                self.timeout_keep_alive, self.timeout_keep_alive_handler
            )
        else:
            self._expect_head()

    def _expect_head(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(HEAD_SECONDS, self._on_late_head)

    def _meet_head(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _on_late_head(self) -> None:
        self._deadline = None
        if self.flow.read_paused:
            # It may have come; earlier requests are answered first.
            self._expect_head()
        elif self._part is Part.HEAD:
            self._refuse(refusals.LATE_HEAD)
        else:
            self.transport.close()
            self._taking.watch()

    def _leave(self) -> None:
        self._places.leave(self)
        self._meet_head()
        self._taking.rest()

    # What is refused

    def _count(self, size: int, refusal: Refusal) -> None:
        """Raises Refused once the head is too long."""
        self._head_bytes += size
        if self._head_bytes > MAX_HEAD_BYTES:
            raise Refused(refusal)

    def _check_framing(self) -> None:
        """Raises Refused for what a proxy may read otherwise (RFC 9112, 3.2 and 6.1)."""
        names = [name for name, _ in self.headers]
        is_current = self.parser.get_http_version() == "1.1"
        if names.count(b"host") > 1 or (is_current and b"host" not in names):
            raise Refused(refusals.HOSTS)
        codings = [value.lower() for name, value in self.headers if name == b"transfer-encoding"]
        if codings not in ([], [b"chunked"]) or (codings and not is_current):
            raise Refused(refusals.CODINGS)

    def _check_upgrade(self) -> None:
        """Raises Refused."""
        if self.parser.get_method() == b"CONNECT":
            raise Refused(refusals.NO_TUNNEL)
        if not self._is_answered():
            raise Refused(refusals.OUT_OF_TURN)

    def _refuse(self, refusal: Refusal) -> None:
        """Answer so after all that was asked before, and read no more."""
        self._is_deaf = True
        self._meet_head()
        self._unset_keepalive_if_required()
        if self._part is Part.BODY:
            self._break_off(refusal)
        elif self._is_answered():
            self._say(refusal)
        else:
            self.cycle.keep_alive = False

    def _break_off(self, refusal: Refusal) -> None:
        """In the middle of a request, to which there is one answer at most."""
        if self._is_answered():
            self._bow_out()
        elif self.pipeline or self.cycle.response_started:
            self.transport.abort()
        else:
            # The app waits for a body that does not come.
            self.cycle.disconnected = True
            self.cycle.message_event.set()
            self._say(refusal)

    def _say(self, refusal: Refusal) -> None:
        if not self.transport.is_closing():
            self.transport.write(refusal.as_bytes())
            self._bow_out()

    def _bow_out(self) -> None:
        """Have the last answer read: the system takes it back if unread bytes are thrown away."""
        if not self.transport.is_closing():
            self._places.move(self, Stage.IDLE)
            self.transport.write_eof()
            self._deadline = self.loop.call_later(REFUSED_SECONDS, self.transport.abort)

    # What is upgraded

    def _upgrade(self, rest: bytes) -> None:
        self._part = Part.NONE
        if self._should_upgrade():
            self.handle_websocket_upgrade()
        else:
            self._decline_upgrade(rest)

    def handle_websocket_upgrade(self) -> None:
        super().handle_websocket_upgrade()
        self._places.hand_over(self, cast(SocketConnection, self.transport.get_protocol()))
        self._leave()

    def _decline_upgrade(self, rest: bytes) -> None:
        """Read the same request without it: the parser leaves its body for another protocol."""
        version = self.parser.get_http_version().encode()
        head = without_upgrade(self.parser.get_method(), self.url, version, self.headers)
        self.parser = httptools.HttpRequestParser(self)
        self.data_received(head + rest)
