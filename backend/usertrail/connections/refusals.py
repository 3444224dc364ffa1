"""What a connection is told before it is closed."""

from http import HTTPStatus
from typing import NamedTuple

import orjson

from usertrail.connections.limits import HEAD_SECONDS, MAX_FIELDS, MAX_HEAD_BYTES


class Refusal(NamedTuple):
    """A status, and a sentence for whoever reads the answer."""

    status: HTTPStatus
    sentence: str

    def as_bytes(self) -> bytes:
        """The whole answer."""
        body = orjson.dumps({"message": self.sentence})
        lines = [
            f"HTTP/1.1 {self.status.value} {self.status.phrase}",
            "content-type: application/json",
            f"content-length: {len(body)}",
            "cache-control: no-store",
            "connection: close",
        ]
        if self.status is HTTPStatus.SERVICE_UNAVAILABLE:
            lines.append("retry-after: 1")
        return "\r\n".join([*lines, "", ""]).encode() + body


class Refused(Exception):
    """Ends the reading of a request."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.sentence)
        self.refusal = refusal


KIBIBYTES = f"{MAX_HEAD_BYTES // 1024} KiB"
LONG_TARGET = Refusal(
    HTTPStatus.REQUEST_URI_TOO_LONG, f"The address has more than {KIBIBYTES}; send less in it."
)
LONG_HEAD = Refusal(
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    f"The headers have more than {KIBIBYTES}, or are more than {MAX_FIELDS}.",
)
LATE_HEAD = Refusal(
    HTTPStatus.REQUEST_TIMEOUT, f"The headers did not come within {HEAD_SECONDS:.0f} seconds."
)
MALFORMED = Refusal(HTTPStatus.BAD_REQUEST, "This is no request of HTTP/1.1.")
HOSTS = Refusal(HTTPStatus.BAD_REQUEST, "A request of HTTP/1.1 has one Host header.")
CODINGS = Refusal(HTTPStatus.NOT_IMPLEMENTED, "The only transfer coding that is read is chunked.")
NO_TUNNEL = Refusal(HTTPStatus.METHOD_NOT_ALLOWED, "This server is no proxy.")
OUT_OF_TURN = Refusal(HTTPStatus.BAD_REQUEST, "Wait for the answers to earlier requests.")
FULL = Refusal(HTTPStatus.SERVICE_UNAVAILABLE, "There are too many connections; try again.")
