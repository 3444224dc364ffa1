"""Responses and errors in the shapes that Langfuse's clients expect."""

from collections.abc import Awaitable, Callable
from functools import wraps
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


def with_langfuse_errors(endpoint: Endpoint) -> Endpoint:
    """Convert an AppError into the error response that the clients expect."""

    @wraps(endpoint)
    async def wrapped(request: Request) -> Response:
        try:
            return await endpoint(request)
        except AppError as error:
            return _error_response(request, error)

    return wrapped


def json_response(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(orjson.dumps(body), status, headers, media_type="application/json")


def _error_response(request: Request, error: AppError) -> Response:
    body: dict[str, Any] = {"message": str(error)}
    match error:
        case InvalidData():
            body = {"message": "Invalid request data", error.key: [{"message": str(error)}]}
        case NotFound():
            body["error"] = "LangfuseNotFoundError"
        case MethodNotAllowed():
            body["error"] = "MethodNotAllowedError"
        case Unauthorized() if request.url.path.endswith("/ingestion"):
            body["error"] = "UnauthorizedError"
    return json_response(body, error.status, error.headers)
