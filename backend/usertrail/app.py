"""The Starlette app: every route, who may call it, and what it lives on. Read this first."""

from starlette.applications import Starlette
from starlette.convertors import PathConvertor, register_url_convertor
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from usertrail import rest
from usertrail.access.session import create_session, delete_session, read_session
from usertrail.access.sign_in import SignIn
from usertrail.addresses import Slashes
from usertrail.compression import Compression
from usertrail.database.pool import Pool, acquire
from usertrail.database.version import check_tables
from usertrail.error_answers import ERROR_HANDLERS, UnexpectedErrors
from usertrail.export.endpoint import export_routes
from usertrail.export_addresses import EXPORTS
from usertrail.forwarded import Forwarded
from usertrail.graphql.http import GraphQL
from usertrail.langfuse_responses import ingestion_error, langfuse_error
from usertrail.page import explorer, page_or, page_routes
from usertrail.read.trace_feed import TraceFeed
from usertrail.receive import langfuse, otlp
from usertrail.receive.admission import Lanes
from usertrail.receive.ingest_stats import IngestStats
from usertrail.receive.unmatched_routes import counting_unmatched
from usertrail.receive.visitors import Visitors
from usertrail.request_bodies import BodyLimits, PendingBodies
from usertrail.routing import Address, Area, Callers, Socket, graphql_errors
from usertrail.rules.backfill import Backfill
from usertrail.rules.rules_cache import RulesCache
from usertrail.schema.context import Context
from usertrail.schema.executable import schema
from usertrail.settings import Settings


class AnyPath(PathConvertor):
    """An id in a path may hold a line break, too."""

    regex = "(?s:.*)"


register_url_convertor("path", AnyPath())

SMALL_BODY_BYTES = 16 * 1024
KEYS = Callers.KEYS
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
    served = routes()
    app = Starlette(
        routes=served,
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(Forwarded, trusted=settings.trusted_proxies, base_path=settings.base_path),
            Middleware(Slashes, routes=served),
            Middleware(Compression),
            Middleware(UnexpectedErrors),
            Middleware(BodyLimits),
        ],
        exception_handlers=ERROR_HANDLERS,
    )
    # It would redirect senders, and to a host that anybody may name.
    app.router.redirect_slashes = False
    app.router.default = page_or(app.router.default)
    app.state.settings = settings
    app.state.pool = pool
    app.state.ingest_stats = IngestStats(pool)
    app.state.rules = RulesCache(pool)
    app.state.applying = Backfill(pool)
    app.state.sign_in = SignIn(settings.password, password_digest)
    app.state.project_id = project_id
    app.state.trace_feed = TraceFeed()
    app.state.bodies = PendingBodies()
    app.state.lanes = Lanes()
    app.state.visitors = Visitors(pool)
    return app


def routes() -> list[BaseRoute]:
    graphql = GraphQL(schema, context_of, explorer)
    # Any web page may send feedback with its public key; none brings the cookie of our own page.
    any_origin = Middleware(
        CrossOrigin,
        allow_origins=["*"],
        allow_methods=["*"],
        allow_headers=["*"],
        expose_headers=["Retry-After"],
    )
    spans = Area("/v1", otlp_routes(), callers=KEYS)
    public = Area("/public", public_routes(), errors=langfuse_error, middleware=[any_origin])
    return [
        spans,
        Area("/otel", [spans]),
        Area("/api", [public], callers=KEYS),
        Address("/graphql", graphql, callers=KEYS | Callers.PAGE, errors=graphql_errors),
        Socket("/graphql", graphql, callers=KEYS | Callers.PAGE),
        Area(EXPORTS, export_routes(), callers=KEYS | Callers.LINK, errors=graphql_errors),
        *session_routes(),
        Address("/health", health, callers=Callers.ANYBODY),
        Address("/ready", ready, callers=Callers.ANYBODY),
        *page_routes(),
    ]


def session_routes() -> list[BaseRoute]:
    """Where anybody may sign in, and learns whether they are; from elsewhere nobody is let in."""
    return [
        Address("/session", read_session, callers=Callers.ANYBODY),
        Address(
            "/session",
            create_session,
            methods=["POST"],
            callers=Callers.ANYBODY,
            max_body_size=SMALL_BODY_BYTES,
        ),
        Address("/session", delete_session, methods=["DELETE"], callers=Callers.ANYBODY),
    ]


def public_routes() -> list[BaseRoute]:
    """What the SDKs speak to. Each reads its body within a limit of its own."""
    for_visitors = KEYS | Callers.PUBLIC_KEY
    receiving = [
        *otlp_routes("/otel/v1"),
        Address(
            "/ingestion",
            langfuse.ingest_batch,
            methods=["POST"],
            callers=for_visitors,
            errors=ingestion_error,
        ),
        Address("/scores", langfuse.post_scores, methods=["POST"], callers=for_visitors),
        Address("/projects", langfuse.projects),
        Address("/health", langfuse.health, callers=Callers.ANYBODY),
    ]
    return rest.routes(receiving, counting_unmatched)


def otlp_routes(below: str = "") -> list[BaseRoute]:
    return [
        Address(f"{below}/traces", otlp.export_traces, methods=["POST"]),
        Address(f"{below}/metrics", otlp.export_metrics, methods=["POST"]),
        Address(f"{below}/logs", otlp.export_logs, methods=["POST"]),
    ]


def context_of(connection: HTTPConnection) -> Context:
    """What the fields of one request share, before it is known who asks."""
    state = connection.app.state
    return Context(
        state.pool, state.trace_feed, state.applying, state.settings.query_seconds, connection
    )


async def health(request: Request) -> Response:
    """The process is up."""
    return JSONResponse({"status": "ok"})


async def ready(request: Request) -> Response:
    """The database answers and has the tables of this version; 503 otherwise."""
    async with acquire(request.app.state.pool, READY_SECONDS) as db:
        await check_tables(db)
    return JSONResponse({"status": "ok"})


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
