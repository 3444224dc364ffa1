"""A proxy before Postgres that breaks a connection at a message of the one who asks."""

import asyncio
import contextlib
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal
from urllib.parse import parse_qs, urlsplit

# The message does not arrive; it arrives, and its answer does not; nothing more is sent; nothing
# more happens. Any other way is the SQLSTATE of the error that is answered in its place.
Way = Literal["reset", "unanswered", "half-closed", "stalled"] | str

SOCKET = ".s.PGSQL.5432"
PROCESSED_SECONDS = 0.05


class Cutter:
    """Passes everything on, but for the message that it was told to break a connection at."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._at: int | None = None
        self._way: Way = "reset"
        self._tasks: set[asyncio.Task[None]] = set()
        self.url = ""
        self.seen = 0

    def arm(self, at: int, way: Way) -> None:
        """Break the connection at the message of this number, counted from 1 over all of them."""
        self._at, self._way, self.seen = at, way, 0

    def disarm(self) -> bool:
        """Break no connection any more; whether one was."""
        was_cut = self._at is not None and self.seen >= self._at
        self._at = None
        return was_cut

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        behind = await asyncio.open_unix_connection(self._path)
        try:
            await self._pass(_Pair(reader, writer), _Pair(*behind))
        except (asyncio.IncompleteReadError, OSError):
            pass
        finally:
            self._tasks.discard(task)
            writer.close()
            behind[1].close()

    async def end(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _pass(self, front: "_Pair", behind: "_Pair") -> None:
        answers = asyncio.create_task(_copy(behind, front))
        try:
            message = await front.untyped()
            while True:
                self.seen += 1
                if self.seen == self._at:
                    await self._cut(front, behind, message, answers)
                    return
                behind.writer.write(message)
                message = await front.typed()
        finally:
            answers.cancel()
            with contextlib.suppress(asyncio.CancelledError, OSError):
                await answers

    async def _cut(
        self, front: "_Pair", behind: "_Pair", message: bytes, answers: "asyncio.Task[None]"
    ) -> None:
        answers.cancel()
        way = self._way
        if way == "unanswered":
            behind.writer.write(message)
            await asyncio.sleep(PROCESSED_SECONDS)
        if way in ("reset", "unanswered"):
            _reset(front.writer)
        elif way == "half-closed":
            front.writer.write_eof()
            await front.until_closed()
        elif way == "stalled":
            await front.until_closed()
        else:
            front.writer.write(_error(way))


class _Pair:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def untyped(self) -> bytes:
        """The first message of a connection."""
        length = await self.reader.readexactly(4)
        return length + await self.reader.readexactly(struct.unpack("!I", length)[0] - 4)

    async def typed(self) -> bytes:
        head = await self.reader.readexactly(5)
        return head + await self.reader.readexactly(struct.unpack("!I", head[1:])[0] - 4)

    async def until_closed(self) -> None:
        while await self.reader.read(65536):
            pass


async def _copy(source: _Pair, target: _Pair) -> None:
    while data := await source.reader.read(65536):
        target.writer.write(data)
    target.writer.close()


def _reset(writer: asyncio.StreamWriter) -> None:
    writer.get_extra_info("socket").setsockopt(
        socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
    )
    writer.transport.abort()


def _error(code: str) -> bytes:
    fields = {"S": "FATAL", "V": "FATAL", "C": code, "M": f"made to fail with {code}"}
    body = b"".join(f"{name}{value}\0".encode() for name, value in fields.items()) + b"\0"
    return b"E" + struct.pack("!I", len(body) + 4) + body


@asynccontextmanager
async def cutting(url: str, port: int = 0) -> AsyncIterator[Cutter]:
    """In front of the embedded Postgres of this URL, on a port of its own by default."""
    parts = urlsplit(url)
    cutter = Cutter(f"{parse_qs(parts.query)['host'][0]}/{SOCKET}")
    server = await asyncio.start_server(cutter.serve, "127.0.0.1", port)
    port = server.sockets[0].getsockname()[1]
    who = parts.netloc.rpartition("@")[0]
    cutter.url = f"postgresql://{who}@127.0.0.1:{port}{parts.path}?sslmode=disable"
    try:
        yield cutter
    finally:
        server.close()
        await cutter.end()
