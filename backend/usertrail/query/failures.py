"""What a caller learns of an error: its code, and its sentence where it is one we foresaw."""

import logging
import secrets
from typing import Any

import asyncpg
import strawberry
from graphql import (
    BREAK,
    ArgumentNode,
    GraphQLError,
    GraphQLSyntaxError,
    Node,
    ObjectFieldNode,
    ValueNode,
    VariableDefinitionNode,
    Visitor,
    visit,
)
from strawberry.schema.schema import StreamResult
from strawberry.types import ExecutionContext

from usertrail.errors import AppError, BadInput, TooBusy
from usertrail.ingest import MAY_PASS
from usertrail.query.context import Context

log = logging.getLogger(__name__)

UNEXPECTED = "UNEXPECTED"
SYNTAX = "GRAPHQL_PARSE_FAILED"
INVALID = "GRAPHQL_VALIDATION_FAILED"


class SafeSchema(strawberry.Schema):
    """Shows expected errors, and of a bug only the id under which the log has it in full."""

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        errors[:] = [_shown(error, execution_context) for error in errors]

    async def stream(self, query: str | None, *args: Any, **kwargs: Any) -> StreamResult:
        """Give each operation of a WebSocket loaders of its own."""
        context = kwargs.get("context_value")
        if isinstance(context, Context):
            kwargs["context_value"] = context.fresh()
        return await super().stream(query, *args, **kwargs)


def _shown(error: GraphQLError, context: ExecutionContext | None) -> GraphQLError:
    if error.extensions and "code" in error.extensions:
        return _named(error, context)
    cause = _cause(error)
    if isinstance(cause, AppError):
        error.extensions = {"code": cause.code}
        return error
    if (
        cause is not None
        and isinstance(cause, MAY_PASS)
        and not isinstance(cause, asyncpg.DataError)
    ):
        log.warning("The database failed: %r", cause)
        return _replaced(error, "The database cannot answer this now; ask again.", TooBusy.code)
    if cause is None:
        error.extensions = {"code": _code_of_request_error(error)}
        return _named(error, context)
    error_id = secrets.token_hex(4)
    log.error("Unexpected error %s at %s", error_id, error.path, exc_info=cause)
    return _replaced(error, f"Unexpected error {error_id}", UNEXPECTED)


def _cause(error: GraphQLError) -> Exception | None:
    """What was raised by code, and None where the request itself is at fault."""
    cause = error.original_error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    return cause


def _replaced(error: GraphQLError, message: str, code: str) -> GraphQLError:
    return GraphQLError(message, error.nodes, path=error.path, extensions={"code": code})


def _code_of_request_error(error: GraphQLError) -> str:
    if isinstance(error, GraphQLSyntaxError):
        return SYNTAX
    node = error.nodes[0] if error.nodes else None
    if isinstance(node, ValueNode | ObjectFieldNode):
        return BadInput.code
    if isinstance(node, VariableDefinitionNode) and "invalid" in error.message:
        return BadInput.code
    return INVALID


def _named(error: GraphQLError, context: ExecutionContext | None) -> GraphQLError:
    """Let the message begin with the argument whose literal value is refused."""
    document = context.graphql_document if context else None
    node = error.nodes[0] if error.nodes else None
    if document is None or not isinstance(node, ValueNode | ObjectFieldNode):
        return error
    place = _place_of(document, node)
    if place and not error.message.startswith(place):
        error.message = f"{place}: {error.message}"
    return error


def _place_of(document: Node, value: Node) -> str:
    """The argument, and the fields of its input, that hold a value of the document."""
    finder = _Finder(value)
    visit(document, finder)
    return ".".join(finder.names)


class _Finder(Visitor):
    def __init__(self, value: Node) -> None:
        super().__init__()
        self.value = value
        self.names: list[str] = []

    def enter(self, node: Node, key: Any, parent: Any, path: Any, ancestors: Any) -> Any:
        if node is self.value:
            above = [*(a for a in ancestors if isinstance(a, Node)), node]
            self.names = [
                holder.name.value
                for holder in above
                if isinstance(holder, ArgumentNode | ObjectFieldNode)
            ]
            return BREAK
        return None
