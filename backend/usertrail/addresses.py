"""Addresses as senders write them: what one means, and what is wrong with one that is none."""

import re
from collections.abc import Iterable
from urllib.parse import unquote

from starlette.responses import RedirectResponse
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from usertrail.forwarded import base_path_of
from usertrail.routing import served_by

SLASHES = re.compile(rb"/{2,}")
# A parameter of a path, which may hold slashes.
ID = re.compile(r"\{id:path\}$")

# What an exporter puts behind the address that it was given.
SIGNAL = re.compile(r"/v1/(traces|metrics|logs)$")
# What the Langfuse SDKs put behind theirs.
PUBLIC = "/api/public/"
BELOW_SIGNALS = ("/", "/v1", "/otel", "/otel/v1", "/api/public/otel", "/api/public/otel/v1")
MAX_SHOWN = 100


class Slashes:
    """Reads an address with slashes too many as if it had none of them.

    An SDK whose host ends in a slash makes //api/public/..., and many drop what they were to send
    when they are redirected. The page is redirected: it finds its way from its address.
    """

    def __init__(self, app: ASGIApp, routes: Iterable[BaseRoute]) -> None:
        self.app = app
        paths = [served.path for served in served_by(routes)]
        # What programs speak to; all others are the page's, which reads its own address.
        self._of_programs = _any_of({path.split("/")[1] for path in paths}, rb"(?=/|$)")
        # An id follows, whose own slashes are left as they are.
        before_ids = {path.partition("{")[0].strip("/") for path in paths if ID.search(path)}
        self._before_id = _any_of(before_ids, rb"/+")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        raw: bytes = scope.get("raw_path") or scope["path"].encode()
        tidy = self._tidied(raw)
        if tidy == raw:
            await self.app(scope, receive, send)
        elif self._of_programs.match(tidy) or scope["type"] == "websocket":
            tidy_scope = {**scope, "raw_path": tidy, "path": unquote(tidy.decode("latin-1"))}
            await self.app(tidy_scope, receive, send)
        else:
            query = f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else ""
            address = f"{base_path_of(scope)}{tidy.decode('latin-1')}{query}"
            await RedirectResponse(address, 308)(scope, receive, send)

    def _tidied(self, raw_path: bytes) -> bytes:
        """The path, percent-encoded as it came, without repeated and final slashes.

        Those of an id stay, and so do those within an address of the page, which may hold one.
        """
        before_id = self._before_id.match(raw_path)
        if before_id:
            start, end = raw_path[: before_id.end()], raw_path[before_id.end() :]
            return (SLASHES.sub(b"/", start) + end).rstrip(b"/")
        if self._of_programs.match(raw_path):
            return SLASHES.sub(b"/", raw_path).rstrip(b"/")
        return b"/" + raw_path.strip(b"/")


def _any_of(paths: Iterable[str], then: bytes) -> re.Pattern[bytes]:
    """What begins with one of these paths, however many slashes stand before its parts."""
    written = (re.escape(path.encode()).replace(b"/", b"/+") for path in sorted(paths))
    return re.compile(rb"/+(?:" + b"|".join(written) + b")" + then)


def diagnosis(method: str, path: str) -> str | None:
    """What is wrong with the address that a sender was given, if that can be told."""
    before_public = path.rpartition(PUBLIC)[0]
    before_signal = SIGNAL.sub("", path) if SIGNAL.search(path) else ""
    if before_public or before_signal:
        extra = (before_public or before_signal)[:MAX_SHOWN]
        name = "LANGFUSE_HOST" if before_public else "OTEL_EXPORTER_OTLP_ENDPOINT"
        return f"The sender's address ({name} or the like) ends in {extra}; leave that out."
    if method == "POST" and path in BELOW_SIGNALS:
        return "Spans are sent to /v1/traces; OTEL_EXPORTER_OTLP_TRACES_ENDPOINT must end in that."
    return None


def advice(method: str, path: str) -> str:
    """The same, or else how it is meant to be."""
    return diagnosis(method, path) or (
        "There is no such address: what a sender is given (LANGFUSE_HOST, "
        "OTEL_EXPORTER_OTLP_ENDPOINT or the like) must be that of this server, without a path."
    )
