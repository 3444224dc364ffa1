"""What a caller learns of an error: its code, and its sentence where it is one we foresaw."""

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
from usertrail.graphql.input_checks import place_of

log = logging.getLogger(__name__)

UNEXPECTED = "UNEXPECTED"
SYNTAX = "GRAPHQL_PARSE_FAILED"
INVALID = "GRAPHQL_VALIDATION_FAILED"
# There is no operation, or none of this kind by this way.
WRONG_REQUESTS = (InvalidOperationTypeError, MissingQueryError)
# How graphql-core begins to tell of a variable that is null where an argument may not be.
ARGUMENT = "Argument '"
# And of a variable with a wrong value, which may lie within it: "at .period[0].from".
WRONG_VARIABLE = re.compile(r"Variable '(?P<name>\$\w+)' has invalid value(?: at (?P<path>\S+))?: ")


def masked(error: GraphQLError, document: DocumentNode | None) -> GraphQLError:
    """What the caller sees: an expected error, or of a bug the id under which the log has it."""
    if error.extensions and "code" in error.extensions:
        return error
    cause = _cause(error)
    if isinstance(cause, AppError):
        error.extensions = {"code": cause.code, **cause.details}
        return _named(error, document)
    if isinstance(cause, WRONG_REQUESTS):
        return GraphQLError(error.message, extensions={"code": AppError.code})
    if isinstance(error, GraphQLSyntaxError):
        # Of its own class it would end a WebSocket, and all that others do on it.
        return GraphQLError(
            error.message, None, error.source, error.positions, extensions={"code": SYNTAX}
        )
    if cause is None and _is_of_request(error):
        error.extensions = {"code": _code_of_request_error(error)}
        return _named(error, document)
    return GraphQLError(
        unexpected(f"at {error.path}", cause or error),
        error.nodes,
        path=error.path,
        extensions={"code": UNEXPECTED},
    )


def masked_exception(error: Exception) -> GraphQLError:
    """The same for what was raised outside of any field."""
    return masked(GraphQLError(str(error), original_error=error), None)


def unexpected(where: str, error: Exception) -> str:
    """Log a bug in full, and return what the caller may know of it."""
    error_id = secrets.token_hex(4)
    log.error("Unexpected error %s %s", error_id, where, exc_info=error)
    return f"Unexpected error {error_id}"


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
    node = error.nodes[0] if error.nodes else None
    if isinstance(node, ValueNode | ObjectFieldNode) or error.message.startswith(ARGUMENT):
        return BadInput.code
    if isinstance(node, VariableDefinitionNode) and "invalid" in error.message:
        return BadInput.code
    return INVALID


def _named(error: GraphQLError, document: DocumentNode | None) -> GraphQLError:
    """Let the message begin with the argument or variable whose value is refused."""
    node = error.nodes[0] if error.nodes else None
    if said := WRONG_VARIABLE.match(error.message):
        error.message = f"{said['name']}{said['path'] or ''}: {error.message[said.end() :]}"
        return error
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
        # graphql-core copies lists and objects, and a copy lies nowhere.
        self.printed = None if value.loc else print_ast(value)
        self.place = ""

    def enter(
        self, node: Node, key: Any, parent: Any, path: Any, ancestors: Sequence[Any]
    ) -> VisitorAction:
        if not self._is_value(node):
            return None
        holder = node if isinstance(node, ObjectFieldNode) else None
        self.place = place_of((*ancestors, parent), holder)
        return BREAK

    def _is_value(self, node: Node) -> bool:
        if self.printed is None or node.kind != self.value.kind:
            return node is self.value
        return print_ast(node) == self.printed
