"""GraphQL over HTTP, server-sent events and WebSocket, and the page to explore it with."""

import json
from collections.abc import Mapping
from typing import Any

import orjson
import strawberry.asgi
from cross_web import AsyncHTTPRequestAdapter, HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.exceptions import ConnectionRejectionError
from strawberry.http import GraphQLHTTPResponse
from strawberry.http.base import BaseRequestProtocol
from strawberry.subscriptions import GRAPHQL_SSE_PROTOCOL, GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.types import ExecutionResult
from strawberry.types.unset import UNSET, UnsetType

from usertrail.access import reader_of
from usertrail.errors import AppError, Unauthorized
from usertrail.page import NOT_BUILT, built_files
from usertrail.query.context import Context
from usertrail.query.live import TraceFeed
from usertrail.query.schema import schema

# The media type of the GraphQL over HTTP specification, and the one from before it.
GRAPHQL_RESPONSE = "application/graphql-response+json"
JSON_RESPONSE = "application/json"


class GraphQL(strawberry.asgi.GraphQL[Context, None]):
    """An ASGI endpoint; the app's state holds the pool."""

    def __init__(self) -> None:
        super().__init__(
            schema,
            subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL, GRAPHQL_SSE_PROTOCOL),
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        request = Request(scope, receive)
        response = explorer() if _asks_for_page(request) else await self._answer(request)
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        try:
            response: Response = await self.run(request)
            return response
        except HTTPException as error:
            return _refusal(request, error.status_code, error.reason)

    async def get_context(
        self, request: Request | WebSocket, response: Response | WebSocket
    ) -> Context:
        """Raises Unauthorized or Forbidden, but leaves a WebSocket time to say who it is."""
        state = request.app.state
        if not hasattr(state, "trace_feed"):
            state.trace_feed = TraceFeed()
        caller = None
        if isinstance(request, Request):
            caller = await reader_of(request)
        context = Context(state.pool, state.trace_feed, caller and caller.project_id)
        context.connection = request
        return context

    async def on_ws_connect(self, context: Context) -> UnsetType:
        try:
            context.identify((await reader_of(_connection_of(context))).project_id)
        except AppError as error:
            raise ConnectionRejectionError({"message": str(error)}) from None
        nothing_to_add: UnsetType = UNSET
        return nothing_to_add

    def should_render_graphql_ide(self, request: BaseRequestProtocol) -> bool:
        # Strawberry's own page loads its scripts from elsewhere; ours is served before this.
        return False

    def parse_json(self, data: str | bytes) -> Any:
        value = super().parse_json(data)
        if not isinstance(value, dict):
            raise HTTPException(400, "A request and its variables must be JSON objects")
        return value

    def decode_json(self, data: str | bytes) -> object:
        try:
            return orjson.loads(data)
        except orjson.JSONDecodeError as error:
            raise json.JSONDecodeError(error.msg, error.doc, error.pos) from None

    def encode_json(self, data: object) -> bytes:
        return orjson.dumps(data)

    async def execute_operation(
        self, request: Request, request_adapter: AsyncHTTPRequestAdapter, *args: Any, **kwargs: Any
    ) -> Any:
        result = await super().execute_operation(request, request_adapter, *args, **kwargs)
        request.state.refused = isinstance(result, ExecutionResult) and _was_refused(result)
        return result

    async def process_result(
        self, request: Request, result: ExecutionResult
    ) -> GraphQLHTTPResponse:
        body = await super().process_result(request, result)
        if getattr(request.state, "refused", False):
            body.pop("data", None)
        return body

    async def run(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        response = await super().run(request, *args, **kwargs)
        if isinstance(response, Response) and response.media_type == JSON_RESPONSE:
            media_type = _negotiated(request.headers.get("accept", ""))
            response.headers["content-type"] = f"{media_type}; charset=utf-8"
            response.headers["vary"] = "Accept"
            response.headers["cache-control"] = "no-store"
            if media_type == GRAPHQL_RESPONSE and request.state.refused:
                response.status_code = 400
        return response


def explorer() -> Response:
    """GraphiQL, as the frontend's build left it. It asks for nothing from elsewhere."""
    page = built_files() / "graphiql.html"
    if not page.is_file():
        return PlainTextResponse(NOT_BUILT, 503)
    return FileResponse(page, headers={"cache-control": "no-store"})


def _asks_for_page(request: Request) -> bool:
    accepts_html = "text/html" in request.headers.get("accept", "")
    return request.method == "GET" and accepts_html and "query" not in request.query_params


def _refusal(request: Request, status: int, reason: str) -> Response:
    headers = {"allow": "GET, POST"} if status == 405 else None
    body = {"errors": [{"message": reason, "extensions": {"code": "BAD_REQUEST"}}]}
    media_type = _negotiated(request.headers.get("accept", ""))
    return JSONResponse(body, status, headers, media_type=media_type)


def _was_refused(result: ExecutionResult) -> bool:
    """Whether nothing was executed: an error of execution has a path."""
    errors = result.errors or []
    return bool(errors) and result.data is None and all(error.path is None for error in errors)


def _negotiated(accept: str) -> str:
    """The better liked of the two media types; the older where neither is named."""
    best, best_weight = JSON_RESPONSE, -1.0
    for entry in accept.split(","):
        name, *parameters = (part.strip().lower() for part in entry.split(";"))
        weight = _weight(parameters)
        if name in (GRAPHQL_RESPONSE, JSON_RESPONSE) and weight > best_weight:
            best, best_weight = name, weight
    return best


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return float(parameter[2:])
            except ValueError:
                return 0.0
    return 1.0


def _connection_of(context: Context) -> HTTPConnection:
    """The WebSocket's handshake, with the authorization that its first message brought.

    Browsers cannot set headers on a WebSocket.
    """
    assert context.connection is not None
    params: Mapping[str, Any] = context.connection_params
    authorization = params.get("authorization", params.get("Authorization"))
    if authorization is None:
        return context.connection
    try:
        value = str(authorization).encode("latin-1")
    except UnicodeEncodeError:
        raise Unauthorized("Invalid authorization header") from None
    scope = context.connection.scope
    headers = [(name, of) for name, of in scope["headers"] if name != b"authorization"]
    return HTTPConnection({**scope, "headers": [*headers, (b"authorization", value)]})
