"""Responses and errors in the shapes that Langfuse's clients expect."""

from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from usertrail.errors import AppError, BadInput, NotFound, Unauthorized

Endpoint = Callable[[Request], Awaitable[Response]]


class InvalidData(BadInput):
    """The error is listed under `key`, whose name differs by endpoint."""

    def __init__(self, reason: str, key: str = "error") -> None:
        super().__init__(reason)
        self.key = key


class UnknownPath(NotFound):
    """A path that no route has."""


class MethodNotAllowed(AppError):
    """A path that is known, but not with this method."""

    status = 405


def json_response(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(orjson.dumps(body), status, headers, media_type="application/json")


def langfuse_error(error: AppError) -> dict[str, Any]:
    body: dict[str, Any] = {"message": str(error)}
    match error:
        case InvalidData():
            return {"message": "Invalid request data", error.key: [body]}
        case NotFound():
            body["error"] = "LangfuseNotFoundError"
        case MethodNotAllowed():
            body["error"] = "MethodNotAllowedError"
    return body


def ingestion_error(error: AppError) -> dict[str, Any]:
    """As events are refused, which is told in more words there."""
    body = langfuse_error(error)
    return body | {"error": "UnauthorizedError"} if isinstance(error, Unauthorized) else body
