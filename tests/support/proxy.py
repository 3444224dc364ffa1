"""A server before another one, which answers some requests in its place."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

import httpx


class Asked(NamedTuple):
    """One request: its path, and the first value of each parameter."""

    path: str
    query: dict[str, str]
    # How many of this path came before.
    before: int


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes = b"{}"


class HangUp(Exception):
    """Raised by a rule to close the connection without a word."""


Rule = Callable[[Asked], Answer | None]


class Proxy(NamedTuple):
    url: str
    # What was asked, in order, whoever answered it.
    asked: list[Asked]

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]


@contextmanager
def proxy_of(url: str, rule: Rule) -> Iterator[Proxy]:
    """Asks the server behind it whatever the rule has no answer for."""
    seen: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            before = sum(asked.path == parts.path for asked in seen)
            seen.append(Asked(parts.path, query, before))
            try:
                self._give(rule(seen[-1]) or self._behind())
            except (HangUp, BrokenPipeError):
                self.close_connection = True

        def _behind(self) -> Answer:
            authorization = {"authorization": self.headers.get("authorization", "")}
            answer = httpx.get(url + self.path, headers=authorization, timeout=60)
            kind = answer.headers.get("content-type", "")
            return Answer(answer.status_code, {"content-type": kind}, answer.content)

        def _give(self, answer: Answer) -> None:
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield Proxy(f"http://127.0.0.1:{server.server_port}", seen)
        finally:
            server.shutdown()
