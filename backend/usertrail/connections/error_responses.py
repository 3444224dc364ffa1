"""Error responses that are sent before a connection is closed."""

from http import HTTPStatus
from typing import NamedTuple

import orjson

from usertrail.connections.limits import HEAD_SECONDS, MAX_FIELDS, MAX_HEAD_BYTES


class ErrorResponse(NamedTuple):
    """A status and a message."""

    status: HTTPStatus
    sentence: str

    def as_bytes(self) -> bytes:
        """The whole HTTP response."""
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


class RequestRejected(Exception):
    """Stops parsing a request, to answer with `response`."""

    def __init__(self, response: ErrorResponse) -> None:
        super().__init__(response.sentence)
        self.response = response


KIBIBYTES = f"{MAX_HEAD_BYTES // 1024} KiB"
TARGET_TOO_LONG = ErrorResponse(
    HTTPStatus.REQUEST_URI_TOO_LONG, f"The address has more than {KIBIBYTES}; send less in it."
)
HEAD_TOO_LARGE = ErrorResponse(
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    f"The headers have more than {KIBIBYTES}, or are more than {MAX_FIELDS}.",
)
HEAD_TIMEOUT = ErrorResponse(
    HTTPStatus.REQUEST_TIMEOUT, f"The headers did not come within {HEAD_SECONDS:.0f} seconds."
)
MALFORMED = ErrorResponse(HTTPStatus.BAD_REQUEST, "This is no request of HTTP/1.1.")
INVALID_HOST = ErrorResponse(HTTPStatus.BAD_REQUEST, "A request of HTTP/1.1 has one Host header.")
UNSUPPORTED_TRANSFER_CODING = ErrorResponse(
    HTTPStatus.NOT_IMPLEMENTED, "The only transfer coding that is read is chunked."
)
CONNECT_UNSUPPORTED = ErrorResponse(HTTPStatus.METHOD_NOT_ALLOWED, "This server is no proxy.")
INVALID_PIPELINING = ErrorResponse(
    HTTPStatus.BAD_REQUEST, "Wait for the answers to earlier requests."
)
TOO_MANY_CONNECTIONS = ErrorResponse(
    HTTPStatus.SERVICE_UNAVAILABLE, "There are too many connections; try again."
)
