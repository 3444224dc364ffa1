"""What a caller sees of an error: its code, and its message if the error is an expected one."""

import logging
import re
import secrets
from collections.abc import Sequence
from typing import Any

from graphql import (
    BREAK,
    DocumentNode,
    GraphQLError,
    GraphQLSyntaxError,
    Node,
    ObjectFieldNode,
    ValueNode,
    VariableDefinitionNode,
    Visitor,
    VisitorAction,
    print_ast,
    visit,
)
from strawberry.exceptions import MissingQueryError
from strawberry.schema.exceptions import InvalidOperationTypeError

from usertrail.errors import AppError, BadInput
from usertrail.graphql.input_checks import path_of

log = logging.getLogger(__name__)

UNEXPECTED = "UNEXPECTED"
SYNTAX = "GRAPHQL_PARSE_FAILED"
INVALID = "GRAPHQL_VALIDATION_FAILED"
# The request has no operation, or one of a kind that this transport does not support.
WRONG_REQUESTS = (InvalidOperationTypeError, MissingQueryError)
# The beginning of graphql-core's message about a null variable for a non-null argument.
ARGUMENT = "Argument '"
# The same for an invalid variable, or a value inside it: "at .period[0].from".
WRONG_VARIABLE = re.compile(r"Variable '(?P<name>\$\w+)' has invalid value(?: at (?P<path>\S+))?: ")


def masked(error: GraphQLError, document: DocumentNode | None) -> GraphQLError:
    """What the caller sees: an expected error as it is, a bug only by its id in the log."""
    if error.extensions and "code" in error.extensions:
        return error
    cause = _cause(error)
    if isinstance(cause, AppError):
        error.extensions = {"code": cause.code, **cause.details}
        return _with_path(error, document)
    if isinstance(cause, WRONG_REQUESTS):
        return GraphQLError(error.message, extensions={"code": AppError.code})
    if isinstance(error, GraphQLSyntaxError):
        # Its own exception class would close the WebSocket, with all other operations on it.
        return GraphQLError(
            error.message, None, error.source, error.positions, extensions={"code": SYNTAX}
        )
    if cause is None and _is_of_request(error):
        error.extensions = {"code": _code_of_request_error(error)}
        return _with_path(error, document)
    return GraphQLError(
        unexpected(f"at {error.path}", cause or error),
        error.nodes,
        path=error.path,
        extensions={"code": UNEXPECTED},
    )


def masked_exception(error: Exception) -> GraphQLError:
    """The same for an exception raised outside of any field."""
    return masked(GraphQLError(str(error), original_error=error), None)


def unexpected(where: str, error: Exception) -> str:
    """Logs a bug in full, and returns the message for the caller."""
    error_id = secrets.token_hex(4)
    log.error("Unexpected error %s %s", error_id, where, exc_info=error)
    return f"Unexpected error {error_id}"


def _cause(error: GraphQLError) -> Exception | None:
    """The exception that was raised by a resolver or below it."""
    cause = error.original_error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    return cause


def _is_of_request(error: GraphQLError) -> bool:
    """Whether graphql-core rejected the request itself, not the result of a field."""
    return error.path is None or error.message.startswith(ARGUMENT)


def _code_of_request_error(error: GraphQLError) -> str:
    node = error.nodes[0] if error.nodes else None
    if isinstance(node, ValueNode | ObjectFieldNode) or error.message.startswith(ARGUMENT):
        return BadInput.code
    if isinstance(node, VariableDefinitionNode) and "invalid" in error.message:
        return BadInput.code
    return INVALID


def _with_path(error: GraphQLError, document: DocumentNode | None) -> GraphQLError:
    """Prefixes the message with the path of the rejected argument or variable."""
    node = error.nodes[0] if error.nodes else None
    if match := WRONG_VARIABLE.match(error.message):
        error.message = f"{match['name']}{match['path'] or ''}: {error.message[match.end() :]}"
        return error
    if document is None or not isinstance(node, ValueNode | ObjectFieldNode):
        return error
    finder = _Finder(node)
    visit(document, finder)
    if finder.place and not error.message.startswith(finder.place):
        error.message = f"{finder.place}: {error.message}"
    return error


class _Finder(Visitor):
    """Finds the path of a value in a document."""

    def __init__(self, value: Node) -> None:
        super().__init__()
        self.value = value
        # graphql-core copies lists and objects, and copies have no location.
        self.printed = None if value.loc else print_ast(value)
        self.place = ""

    def enter(
        self, node: Node, key: Any, parent: Any, path: Any, ancestors: Sequence[Any]
    ) -> VisitorAction:
        if not self._is_value(node):
            return None
        holder = node if isinstance(node, ObjectFieldNode) else None
        self.place = path_of((*ancestors, parent), holder)
        return BREAK

    def _is_value(self, node: Node) -> bool:
        if self.printed is None or node.kind != self.value.kind:
            return node is self.value
        return print_ast(node) == self.printed
