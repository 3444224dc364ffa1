"""GraphQL over HTTP, server-sent events and WebSocket."""

import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

import strawberry.asgi
from cross_web import AsyncHTTPRequestAdapter, HTTPException
from graphql import OperationType
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.http import GraphQLHTTPResponse, GraphQLRequestData
from strawberry.http.base import BaseRequestProtocol
from strawberry.subscriptions import GRAPHQL_SSE_PROTOCOL, GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.types import ExecutionResult
from strawberry.types.unset import UNSET, UnsetType

from usertrail.client_disconnect import cancel_on_disconnect
from usertrail.errors import AppError, LimitExceeded, TooBusy
from usertrail.graphql.context import Context, ContextOf
from usertrail.graphql.guarded_schema import GuardedSchema
from usertrail.graphql.input_checks import problem_in
from usertrail.graphql.media_types import GRAPHQL_RESPONSE, JSON_RESPONSE, negotiated, prefers_page
from usertrail.graphql.sse import EventStream
from usertrail.graphql.websocket import SocketAdapter, SocketHandler, identify
from usertrail.normalise.numbers import read_json
from usertrail.read.answer_size import MAX_OF_MESSAGE, AnswerBytes, answer_bytes
from usertrail.request_limits import BODY, check_values
from usertrail.responses.chunks import LONG_BYTES, stream_json
from usertrail.responses.raw_json import dumps

# Clients authenticate with the first message of a WebSocket, right after connecting.
INIT_TIMEOUT = timedelta(seconds=10)
# Real clients need about 100.
MAX_CONTENT_TYPE_LENGTH = 1_000


class GraphQL(strawberry.asgi.GraphQL[Context, None]):
    """An ASGI endpoint for a schema."""

    schema: GuardedSchema

    graphql_transport_ws_handler_class = SocketHandler
    websocket_adapter_class = SocketAdapter

    def __init__(
        self, schema: GuardedSchema, context_of: ContextOf, explorer: Callable[[Request], Response]
    ) -> None:
        """`context_of` creates the context of a request; `explorer` serves the GraphiQL page."""
        super().__init__(
            schema,
            subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL, GRAPHQL_SSE_PROTOCOL),
            connection_init_wait_timeout=INIT_TIMEOUT,
        )
        self._context_of = context_of
        self._explorer = explorer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # Operations on a WebSocket have separate responses.
        budget = answer_bytes.set(AnswerBytes() if scope["type"] == "http" else None)
        try:
            await self._serve(scope, receive, send)
        finally:
            answer_bytes.reset(budget)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        request = Request(scope, _limited(receive))
        # A person who follows a link to a query sees it in GraphiQL.
        if request.method == "GET" and prefers_page(request.headers.get("accept", "")):
            response = self._explorer(request)
        else:
            response = await self._answer(request)
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        try:
            _check_length(request)
            _check_content_type(request)
            response: Response = await self.run(request)
            return response
        except HTTPException as error:
            return _refusal(request, error.status_code, error.reason, {"code": "BAD_REQUEST"})
        except LimitExceeded as error:
            extensions = {"code": error.code, **error.details}
            return _refusal(request, 413, str(error), extensions)

    async def create_streaming_response(
        self,
        request: Request | WebSocket,
        stream: Callable[[], AsyncIterator[str]],
        sub_response: Response,
        headers: Mapping[str, str],
    ) -> Response:
        return EventStream(stream(), headers={**sub_response.headers, **headers})

    async def get_context(
        self, request: Request | WebSocket, response: Response | WebSocket
    ) -> Context:
        """Raises Unauthorized or Forbidden; a WebSocket authenticates later."""
        context = self._context_of(request)
        if isinstance(request, Request):
            await context.identify(request)
        return context

    async def on_ws_connect(self, context: Context) -> UnsetType:
        await identify(context)
        nothing_to_add: UnsetType = UNSET
        return nothing_to_add

    def should_render_graphql_ide(self, request: BaseRequestProtocol) -> bool:
        # Strawberry's page loads scripts from a CDN; ours is served before this is reached.
        return False

    def parse_json(self, data: str | bytes) -> Any:
        value = super().parse_json(data)
        if isinstance(value, list):
            raise HTTPException(400, "Batches are not supported: send one operation at a time.")
        if not isinstance(value, dict):
            raise HTTPException(400, "A request and its variables must be JSON objects")
        return value

    def decode_json(self, data: str | bytes) -> object:
        sent = data if isinstance(data, bytes) else data.encode("utf-8", "replace")
        check_values(sent)
        try:
            return read_json(sent)
        except ValueError as error:
            if (value := _parsed_leniently(data)) is not None:
                return value
            if isinstance(error, json.JSONDecodeError):
                raise json.JSONDecodeError(error.msg, error.doc, error.pos) from None
            raise json.JSONDecodeError(str(error), "", 0) from None

    def encode_json(self, data: object) -> bytes:
        return dumps(data)

    def create_response(
        self, response_data: GraphQLHTTPResponse | list[GraphQLHTTPResponse], sub_response: Response
    ) -> Response:
        """Streams a long response in chunks."""
        budget = answer_bytes.get()
        if budget is None or budget.given < LONG_BYTES:
            return super().create_response(response_data, sub_response)
        return StreamingResponse(
            stream_json([response_data]), headers=sub_response.headers, media_type=JSON_RESPONSE
        )

    async def parse_http_body(
        self, request: AsyncHTTPRequestAdapter
    ) -> GraphQLRequestData | list[GraphQLRequestData]:
        data = await super().parse_http_body(request)
        assert isinstance(data, GraphQLRequestData)
        if not isinstance(data.operation_name, str | None):
            raise HTTPException(400, "operationName must be a string or null.")
        if request.method == "GET":
            # GraphQL over HTTP, "GET": the empty string is equivalent to omitting it.
            data.operation_name = data.operation_name or None
        return data

    async def execute_operation(
        self,
        request: Request,
        request_adapter: AsyncHTTPRequestAdapter,
        request_data: GraphQLRequestData | list[GraphQLRequestData],
        context: Context,
        *args: Any,
        **kwargs: Any,
    ) -> Any:
        assert isinstance(request_data, GraphQLRequestData)
        is_mutation = await self._kind_of(request_data, context) is OperationType.MUTATION
        if is_mutation and request.method == "GET":
            # Browsers follow links and proxies repeat GET requests without anybody's intention.
            raise HTTPException(405, "A mutation must be sent by POST.")
        if request_data.protocol != "http":
            answer_bytes.set(AnswerBytes(MAX_OF_MESSAGE))
        work = super().execute_operation(
            request, request_adapter, request_data, context, *args, **kwargs
        )
        # A mutation runs to its end, so that later reads see all of its changes or none.
        result = await (work if is_mutation else cancel_on_disconnect(request.receive, work))
        if isinstance(result, ExecutionResult):
            # Loaded data is released before the response is sent.
            await context.close()
            request.state.refused = _was_refused(result)
            request.state.is_unavailable = _was_unavailable(result)
        return result

    async def _kind_of(self, data: GraphQLRequestData, context: Context) -> OperationType | None:
        """None if there is nothing to execute. Raises TooBusy."""
        if not data.query:
            return None
        cached = await self.schema.documents.read_in_thread(data.query, context.project_id)
        with suppress(AppError):
            return cached.cost_of(data.operation_name).kind
        return None

    async def process_result(
        self, request: Request, result: ExecutionResult
    ) -> GraphQLHTTPResponse:
        body = await super().process_result(request, result)
        if _was_refused(result):
            body.pop("data", None)
        return body

    async def run(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        response = await super().run(request, *args, **kwargs)
        if isinstance(response, Response) and response.media_type == JSON_RESPONSE:
            media_type = negotiated(request.headers.get("accept", ""))
            response.headers["content-type"] = f"{media_type}; charset=utf-8"
            response.headers["vary"] = "Accept"
            response.headers["cache-control"] = "no-store"
            if getattr(request.state, "is_unavailable", False):
                response.status_code = TooBusy.status
                response.headers["retry-after"] = str(TooBusy.retry_after_seconds)
            elif media_type == GRAPHQL_RESPONSE and getattr(request.state, "refused", False):
                response.status_code = 400
        return response


def _check_length(request: Request) -> None:
    """Raises LimitExceeded."""
    length = request.headers.get("content-length", "")
    if length.isdecimal():
        BODY.check(int(length))


def _check_content_type(request: Request) -> None:
    """Parsing its parameters takes time that grows with the square of their number."""
    if len(request.headers.get("content-type", "")) > MAX_CONTENT_TYPE_LENGTH:
        raise HTTPException(
            400, f"Content-Type has more than {MAX_CONTENT_TYPE_LENGTH} characters."
        )


def _limited(receive: Receive) -> Receive:
    """The same for a body without Content-Length. Raises LimitExceeded."""
    size = 0

    async def receive_limited() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        BODY.check(size)
        return message

    return receive_limited


def _parsed_leniently(data: str | bytes) -> object:
    """The result of a more lenient parser, if a later check rejects it with a path."""
    try:
        value: object = json.loads(data)
        return value if problem_in("", value) else None
    except (ValueError, RecursionError):
        return None


def _refusal(request: Request, status: int, reason: str, extensions: Mapping[str, Any]) -> Response:
    headers = {}
    if status == 405:
        headers["allow"] = "POST" if request.method == "GET" else "GET, POST"
    body = {"errors": [{"message": reason, "extensions": extensions}]}
    media_type = negotiated(request.headers.get("accept", ""))
    return JSONResponse(body, status, headers, media_type=media_type)


def _was_refused(result: ExecutionResult) -> bool:
    """Whether nothing was executed: execution errors have a path."""
    errors = result.errors or []
    return bool(errors) and result.data is None and all(error.path is None for error in errors)


def _was_unavailable(result: ExecutionResult) -> bool:
    """Whether the database was unavailable, so that a retry is worthwhile despite partial data."""
    codes = [error.extensions.get("code") for error in result.errors or [] if error.extensions]
    return TooBusy.code in codes
