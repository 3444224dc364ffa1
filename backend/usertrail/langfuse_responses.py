"""Answers in the shapes that Langfuse's clients read."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from usertrail.errors import AppError, BadInput, NotFound, Unauthorized

Endpoint = Callable[[Request], Awaitable[Response]]


class InvalidData(BadInput):
    """What is wrong is listed under `key`, whose name differs by endpoint."""

    def __init__(self, reason: str, key: str = "error") -> None:
        super().__init__(reason)
        self.key = key


class NoSuchAddress(NotFound):
    """Nothing is ever found there."""


class NoSuchMethod(AppError):
    """An address that is known, but not with this method."""

    status = 405


def answering(endpoint: Endpoint) -> Endpoint:
    """Show what is refused as a whole in the shape that the clients read."""

    @wraps(endpoint)
    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except AppError as error:
            return _refusal(request, error)

    return answer


def json_answer(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(orjson.dumps(body), status, headers, media_type="application/json")


def _refusal(request: Request, error: AppError) -> Response:
    body: dict[str, Any] = {"message": str(error)}
    match error:
        case InvalidData():
            body = {"message": "Invalid request data", error.key: [{"message": str(error)}]}
        case NotFound():
            body["error"] = "LangfuseNotFoundError"
        case NoSuchMethod():
            body["error"] = "MethodNotAllowedError"
        case Unauthorized() if request.url.path.endswith("/ingestion"):
            body["error"] = "UnauthorizedError"
    return json_answer(body, error.status, error.headers)
