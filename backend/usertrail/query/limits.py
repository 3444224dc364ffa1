"""How large a document may be, what no text in it may hold, and the caches of known documents."""

from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from math import isfinite
from typing import Any

from graphql import (
    ArgumentNode,
    FloatValueNode,
    GraphQLError,
    Node,
    ObjectFieldNode,
    StringValueNode,
    ValidationRule,
    VariableDefinitionNode,
)
from strawberry.extensions import (
    AddValidationRules,
    MaxTokensLimiter,
    ParserCache,
    SchemaExtension,
    ValidationCache,
)
from strawberry.extensions.max_aliases import create_validator as alias_rule
from strawberry.extensions.query_depth_limiter import create_validator as depth_rule

from usertrail.errors import BadInput

# The deepest of the example operations has 6, GraphiQL's introspection is not counted.
MOST_DEPTH = 12
MOST_ALIASES = 50
MOST_TOKENS = 5000
CACHED_DOCUMENTS = 256


class UsableValues(ValidationRule):
    """No text holds NUL, which Postgres cannot store or compare, and no number is infinite."""

    def enter_string_value(
        self, node: StringValueNode, key: Any, parent: Any, path: Any, ancestors: Sequence[Any]
    ) -> None:
        if "\0" in node.value:
            place = place_of(ancestors, parent)
            self.report_error(_at(node, f"{place} {HOLDS_NUL}"))

    def enter_float_value(
        self, node: FloatValueNode, key: Any, parent: Any, path: Any, ancestors: Sequence[Any]
    ) -> None:
        if not isfinite(float(node.value)):
            place = place_of(ancestors, parent)
            self.report_error(_at(node, f"{place} must be a finite number, not {node.value}."))


class NoNulInVariables(SchemaExtension):
    """The same for what is sent beside the document."""

    async def on_execute(self) -> AsyncIterator[None]:
        for name, value in (self.execution_context.variables or {}).items():
            if (place := _place_of_nul(value, f"${name}")) is not None:
                raise BadInput(f"{place} {HOLDS_NUL}")
        yield


HOLDS_NUL = "holds the character NUL, which no text here can have."


def _at(node: Node, reason: str) -> GraphQLError:
    return GraphQLError(reason, node, original_error=BadInput(reason))


def place_of(ancestors: Iterable[Any], parent: Any) -> str:
    """The argument, and the fields of its input, that hold a value of a document."""
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


def _place_of_nul(value: Any, place: str) -> str | None:
    if isinstance(value, str):
        return place if "\0" in value else None
    items: Collection[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        if any("\0" in str(key) for key in value):
            return place
        items = value.items()
    elif isinstance(value, list):
        items = list(enumerate(value))
    for key, item in items:
        if (found := _place_of_nul(item, f"{place}.{key}")) is not None:
            return found
    return None


# Made once: a document that is known to be valid is so by these very rules.
RULES = [depth_rule(MOST_DEPTH, None), alias_rule(MOST_ALIASES), UsableValues]

EXTENSIONS = [
    lambda: MaxTokensLimiter(MOST_TOKENS),
    lambda: AddValidationRules(RULES),
    lambda: ParserCache(CACHED_DOCUMENTS),
    lambda: ValidationCache(CACHED_DOCUMENTS),
    NoNulInVariables,
]
