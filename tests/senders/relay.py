"""A relay before the server, as unreliable as networks are: busy first, then it loses an answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import httpx


class Relay(ThreadingHTTPServer):
    """Answers the first request with 429 unseen, stores the second and says 503, passes on others.

    `statuses` has what it answered, and `url` is its address.
    """

    def __init__(self, target: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.target = target
        self.statuses: list[int] = []
        self.url = f"http://127.0.0.1:{self.server_port}"


@contextmanager
def relaying_to(target: str) -> Iterator[Relay]:
    with Relay(target) as relay:
        Thread(target=relay.serve_forever, daemon=True).start()
        try:
            yield relay
        finally:
            relay.shutdown()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Relay

    def do_POST(self) -> None:
        body = self._body()
        place = len(self.server.statuses)
        if place == 0:
            return self._answer(429, b"")
        headers = {name: self.headers[name] for name in self.headers if name.lower() in _PASSED_ON}
        stored = httpx.post(self.server.target + self.path, content=body, headers=headers)
        assert stored.status_code == 200, stored.content
        if place == 1:
            return self._answer(503, b"")
        self._answer(200, stored.content, stored.headers["Content-Type"])

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers["Content-Length"]))
        chunks = []
        while size := int(self.rfile.readline(), 16):
            chunks.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(chunks)

    def _answer(self, status: int, content: bytes, content_type: str = "text/plain") -> None:
        self.server.statuses.append(status)
        self.send_response(status)
        if status != 200:
            self.send_header("Retry-After", "1")
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


_PASSED_ON = ("authorization", "content-type", "content-encoding", "user-agent")
