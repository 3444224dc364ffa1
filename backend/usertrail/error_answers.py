"""How errors are answered: each in the shape that its route states."""

import logging
import secrets
from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, ExceptionHandler, Message, Receive, Scope, Send

from usertrail.errors import AppError, Unexpected
from usertrail.langfuse_responses import MethodNotAllowed, UnknownPath
from usertrail.receive.unmatched_routes import record_unmatched
from usertrail.routing import stated_by

log = logging.getLogger("usertrail")

ASTRAY = {404: UnknownPath, 405: MethodNotAllowed}


def answer_app_error(request: Request, error: Exception) -> Response:
    """What the caller may know."""
    assert isinstance(error, AppError)
    return JSONResponse(stated_by(request.scope).errors(error), error.status, error.headers)


async def answer_http_error(request: Request, error: Exception) -> Response:
    """No such address, or no such method there.

    Who brings keys gets a sentence, and its project is told, too.
    """
    assert isinstance(error, HTTPException)
    reason = error.detail
    astray = ASTRAY.get(error.status_code)
    if astray and "authorization" in request.headers:
        reason = await record_unmatched(request, astray())
    body = stated_by(request.scope).errors(AppError(reason))
    return JSONResponse(body, error.status_code, error.headers)


def answer_nobody(request: Request, error: Exception) -> Response:
    """The caller went away while sending; there is nobody to answer and nothing to log."""
    return Response(status_code=400)


ERROR_HANDLERS: Mapping[Any, ExceptionHandler] = {
    AppError: answer_app_error,
    HTTPException: answer_http_error,
    ClientDisconnect: answer_nobody,
}


class UnexpectedErrors:
    """Hides a bug from the caller, who gets the id under which the log shows it in full."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def noting_send(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, noting_send)
        except Exception:
            error_id = secrets.token_hex(4)
            log.exception(
                "Unexpected error %s in %s %s", error_id, scope["type"], scope.get("path")
            )
            if scope["type"] != "http" or started:
                raise
            error = Unexpected(f"Unexpected error {error_id}")
            body = stated_by(scope).errors(error)
            await JSONResponse(body, error.status)(scope, receive, send)
