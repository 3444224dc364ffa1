"""The Starlette app: every route and what it lives on. Read this first."""

import logging
import secrets
from typing import Any

from starlette.applications import Starlette
from starlette.convertors import PathConvertor, register_url_convertor
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from usertrail import rest
from usertrail.access import SignIn
from usertrail.access.session import create_session, delete_session, read_session
from usertrail.addresses import Slashes
from usertrail.compression import Compression
from usertrail.database.pool import Pool, acquire
from usertrail.database.version import check_tables
from usertrail.errors import AppError
from usertrail.export import export_routes
from usertrail.forwarded import Forwarded
from usertrail.graphql.http import GraphQL
from usertrail.langfuse_responses import MethodNotAllowed, UnknownPath
from usertrail.page import is_page_address, page, page_routes
from usertrail.read.trace_feed import TraceFeed
from usertrail.receive import langfuse, otlp
from usertrail.receive.ingest_stats import IngestStats
from usertrail.receive.unmatched_routes import counting_unmatched, record_unmatched
from usertrail.receive.visitors import Visitors
from usertrail.request_bodies import BodyLimits, PendingBodies
from usertrail.rules import Backfill, RulesCache
from usertrail.settings import Settings

log = logging.getLogger("usertrail")


class AnyPath(PathConvertor):
    """An id in a path may hold a line break, too."""

    regex = "(?s:.*)"


register_url_convertor("path", AnyPath())

SMALL_BODY_BYTES = 16 * 1024
ASTRAY = {404: UnknownPath, 405: MethodNotAllowed}
# While a migration runs, nobody can read which ones were applied.
READY_SECONDS = 3.0

# No script but our own files, no frame, no other machine. Styles may be written by a script:
# charts and the query editor do.
SECURITY_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
        "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    # What is the same for everybody says so itself.
    "cache-control": "no-store",
}


def create_app(settings: Settings, pool: Pool, password_digest: str, project_id: str) -> Starlette:
    """The app on an open pool; the page shows the given project.

    Sessions that began under a password of another digest are none.
    """
    app = Starlette(
        routes=routes(),
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(Forwarded, trusted=settings.trusted_proxies, base_path=settings.base_path),
            Middleware(Slashes),
            Middleware(Compression),
            Middleware(UnexpectedErrors),
            Middleware(BodyLimits),
        ],
        exception_handlers={
            AppError: answer_app_error,
            HTTPException: answer_http_error,
            ClientDisconnect: answer_nobody,
        },
    )
    # It would redirect senders, and to a host that anybody may name.
    app.router.redirect_slashes = False
    app.state.settings = settings
    app.state.pool = pool
    app.state.ingest_stats = IngestStats(pool)
    app.state.rules = RulesCache(pool)
    app.state.applying = Backfill(pool)
    app.state.sign_in = SignIn(settings.password, password_digest)
    app.state.project_id = project_id
    app.state.trace_feed = TraceFeed()
    app.state.bodies = PendingBodies()
    app.state.visitors = Visitors(pool)
    return app


def routes() -> list[BaseRoute]:
    graphql = GraphQL()
    # Any web page may send feedback with its public key; none brings the cookie of our own page.
    any_origin = Middleware(
        CrossOrigin,
        allow_origins=["*"],
        allow_methods=["*"],
        allow_headers=["*"],
        expose_headers=["Retry-After"],
    )
    return [
        *otlp_routes(),
        *otlp_routes("/otel"),
        Mount("/api/public", routes=public_routes(), middleware=[any_origin]),
        Route("/graphql", graphql),
        WebSocketRoute("/graphql", graphql),
        *export_routes(),
        Route("/session", read_session),
        Route("/session", create_session, methods=["POST"], max_body_size=SMALL_BODY_BYTES),
        Route("/session", delete_session, methods=["DELETE"]),
        Route("/health", health),
        Route("/ready", ready),
        *page_routes(),
    ]


def public_routes() -> list[BaseRoute]:
    """What the SDKs speak to. Each reads its body within a limit of its own."""
    receiving = [
        *otlp_routes("/otel"),
        Route("/ingestion", langfuse.ingest_batch, methods=["POST"]),
        Route("/scores", langfuse.post_scores, methods=["POST"]),
        Route("/projects", langfuse.projects),
        Route("/health", langfuse.health),
    ]
    return rest.routes(receiving, counting_unmatched)


def otlp_routes(below: str = "") -> list[BaseRoute]:
    return [
        Route(f"{below}/v1/traces", otlp.export_traces, methods=["POST"]),
        Route(f"{below}/v1/metrics", otlp.export_metrics, methods=["POST"]),
        Route(f"{below}/v1/logs", otlp.export_logs, methods=["POST"]),
    ]


async def health(request: Request) -> Response:
    """The process is up."""
    return JSONResponse({"status": "ok"})


async def ready(request: Request) -> Response:
    """The database answers and has the tables of this version; 503 otherwise."""
    async with acquire(request.app.state.pool, READY_SECONDS) as db:
        await check_tables(db)
    return JSONResponse({"status": "ok"})


def answer_app_error(request: Request, error: Exception) -> Response:
    """What the caller may know. The endpoints of the SDKs answer in their own shapes."""
    assert isinstance(error, AppError)
    body = error_body(request.url.path, str(error), error.code)
    return JSONResponse(body, error.status, error.headers)


async def answer_http_error(request: Request, error: Exception) -> Response:
    """No such address, or no such method there. A person with a browser gets the page.

    Who brings keys gets a sentence, and its project is told, too.
    """
    assert isinstance(error, HTTPException)
    if error.status_code == 404 and is_page_address(request):
        return page(request, 404)
    message = error.detail
    astray = ASTRAY.get(error.status_code)
    if astray and "authorization" in request.headers:
        message = await record_unmatched(request, astray())
    body = error_body(request.url.path, message, "BAD_REQUEST")
    return JSONResponse(body, error.status_code, error.headers)


def answer_nobody(request: Request, error: Exception) -> Response:
    """The caller went away while sending; there is nobody to answer and nothing to log."""
    return Response(status_code=400)


def error_body(path: str, message: str, code: str) -> dict[str, Any]:
    if path == "/graphql" or path.startswith("/export/"):
        return {"errors": [{"message": message, "extensions": {"code": code}}]}
    return {"message": message}


class CrossOrigin(CORSMiddleware):
    """Answers what browsers ask before they send, without a body."""

    def preflight_response(self, request_headers: Headers) -> Response:
        answer = super().preflight_response(request_headers)
        if answer.status_code != 200:
            return answer
        kept = {
            name: value
            for name, value in answer.headers.items()
            if name not in ("content-length", "content-type")
        }
        return Response(status_code=204, headers=kept)


class SecurityHeaders:
    """Adds them to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)


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
            message = f"Unexpected error {error_id}"
            body = error_body(scope["path"], message, "UNEXPECTED")
            await JSONResponse(body, 500)(scope, receive, send)
