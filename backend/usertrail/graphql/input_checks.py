"""Checks for values that no field can use, reported with their path."""

from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from typing import Any

from graphql import (
    ArgumentNode,
    FloatValueNode,
    GraphQLError,
    IntValueNode,
    Node,
    ObjectFieldNode,
    StringValueNode,
    ValidationRule,
    VariableDefinitionNode,
)

from usertrail.errors import BadInput

CONTAINS_NUL = "contains the character NUL, which is not allowed."
INFINITE = "must be a finite number."
CONTAINS_SURROGATE = "contains an unpaired surrogate, which is not a valid character."


class UsableValues(ValidationRule):
    """Rejects strings with NUL, which Postgres cannot store, and infinite numbers."""

    def enter_string_value(
        self, node: StringValueNode, key: Any, parent: Any, path: Any, ancestors: Sequence[Any]
    ) -> None:
        if reason := _problem_with(node.value):
            self.report_error(_at(node, f"{path_of(ancestors, parent)} {reason}"))

    def enter_float_value(
        self,
        node: FloatValueNode | IntValueNode,
        key: Any,
        parent: Any,
        path: Any,
        ancestors: Sequence[Any],
    ) -> None:
        if reason := _problem_with(float(node.value)):
            self.report_error(_at(node, f"{path_of(ancestors, parent)} {reason}"))

    enter_int_value = enter_float_value


def check_variables(variables: Mapping[str, Any]) -> None:
    """The same check for variables. Raises BadInput."""
    for name, value in variables.items():
        if reason := problem_in(f"${name}", value):
            raise BadInput(reason)


def problem_in(place: str, value: Any) -> str | None:
    """Why a JSON value cannot be used, beginning with the path of the offending value."""
    waiting = [(place, value)]
    while waiting:
        place, value = waiting.pop()
        if isinstance(value, dict):
            waiting += ((f"{place}.{key}", item) for key, item in value.items())
            waiting += ((place, key) for key in value)
        elif isinstance(value, list):
            waiting += ((f"{place}.{index}", item) for index, item in enumerate(value))
        elif reason := _problem_with(value):
            return f"{place.encode(errors='backslashreplace').decode()} {reason}"
    return None


def _problem_with(value: object) -> str | None:
    if isinstance(value, str):
        if "\0" in value:
            return CONTAINS_NUL
        return None if value.isascii() or _is_text(value) else CONTAINS_SURROGATE
    if isinstance(value, float) and not isfinite(value):
        return INFINITE
    # Integers beyond the range of a float as well.
    if isinstance(value, int) and value.bit_length() > 1023:
        return INFINITE
    return None


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _at(node: Node, reason: str) -> GraphQLError:
    return GraphQLError(reason, node, original_error=BadInput(reason))


def path_of(ancestors: Iterable[Any], parent: Any) -> str:
    """The path of a value: its argument, and the input fields around it."""
    holders = (
        above
        for above in (*ancestors, parent)
        if isinstance(above, ArgumentNode | ObjectFieldNode | VariableDefinitionNode)
    )
    return ".".join(
        f"${above.variable.name.value}"
        if isinstance(above, VariableDefinitionNode)
        else above.name.value
        for above in holders
    )
