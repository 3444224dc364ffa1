"""What a caller learns of an error: its code, and its sentence where it is one we foresaw."""

import logging
import secrets
from collections.abc import Sequence
from typing import Any

import strawberry
from graphql import (
    BREAK,
    GraphQLError,
    GraphQLSyntaxError,
    Node,
    ObjectFieldNode,
    ValueNode,
    VariableDefinitionNode,
    Visitor,
    VisitorAction,
    visit,
)
from strawberry.schema.schema import StreamResult
from strawberry.types import ExecutionContext

from usertrail.errors import AppError, BadInput
from usertrail.query.context import Context
from usertrail.query.limits import place_of

log = logging.getLogger(__name__)

UNEXPECTED = "UNEXPECTED"
SYNTAX = "GRAPHQL_PARSE_FAILED"
INVALID = "GRAPHQL_VALIDATION_FAILED"
# How graphql-core begins to tell of a variable that is null where an argument may not be.
ARGUMENT = "Argument '"


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
        return error
    cause = _cause(error)
    if isinstance(cause, AppError) or (cause is None and _is_of_request(error)):
        error.extensions = {"code": cause.code if cause else _code_of_request_error(error)}
        return _named(error, context)
    error_id = secrets.token_hex(4)
    log.error("Unexpected error %s at %s", error_id, error.path, exc_info=cause or error)
    return GraphQLError(
        f"Unexpected error {error_id}",
        error.nodes,
        path=error.path,
        extensions={"code": UNEXPECTED},
    )


def _cause(error: GraphQLError) -> Exception | None:
    """What was raised by our code or below it."""
    cause = error.original_error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    return cause


def _is_of_request(error: GraphQLError) -> bool:
    """Whether graphql-core refused what the caller sent, and not what a field gave."""
    return error.path is None or error.message.startswith(ARGUMENT)


def _code_of_request_error(error: GraphQLError) -> str:
    if isinstance(error, GraphQLSyntaxError):
        return SYNTAX
    node = error.nodes[0] if error.nodes else None
    if isinstance(node, ValueNode | ObjectFieldNode) or error.message.startswith(ARGUMENT):
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
    place = _place_in(document, node)
    if place and not error.message.startswith(place):
        error.message = f"{place}: {error.message}"
    return error


def _place_in(document: Node, value: Node) -> str:
    finder = _Finder(value)
    visit(document, finder)
    return finder.place


class _Finder(Visitor):
    """Finds where in a document a value stands."""

    def __init__(self, value: Node) -> None:
        super().__init__()
        self.value = value
        self.place = ""

    def enter(
        self, node: Node, key: Any, parent: Any, path: Any, ancestors: Sequence[Any]
    ) -> VisitorAction:
        if node is not self.value:
            return None
        holder = node if isinstance(node, ObjectFieldNode) else None
        self.place = place_of((*ancestors, parent), holder)
        return BREAK
