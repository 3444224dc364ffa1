"""How large a document may be, what no text in it may hold, and the caches of known documents."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
MOST_TOKENS = 4000
MOST_CHARACTERS = 100_000
# Each holds up to some megabytes when it is as large as it may be.
CACHED_DOCUMENTS = 100


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


class MaxCharacters(SchemaExtension):
    """A document is not longer than may be cached."""

    def on_operation(self) -> Iterator[None]:
        length = len(self.execution_context.query or "")
        if length > MOST_CHARACTERS:
            raise BadInput(
                f"The document has {length} characters, and at most {MOST_CHARACTERS} are read; "
                "send long values as variables."
            )
        yield


class UsableVariables(SchemaExtension):
    """No text that is sent beside the document holds NUL."""

    def on_execute(self) -> Iterator[None]:
        refuse_nul(self.execution_context.variables or {})
        yield


def refuse_nul(variables: Mapping[str, Any]) -> None:
    """Raises BadInput."""
    for name, value in variables.items():
        if (place := _place_of_nul(name, value)) is not None:
            raise BadInput(f"{place} {HOLDS_NUL}")


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


def _place_of_nul(name: str, value: Any) -> str | None:
    waiting = [(f"${name}", value)]
    while waiting:
        place, value = waiting.pop()
        if isinstance(value, str) and "\0" in value:
            return place
        if isinstance(value, dict):
            if any("\0" in key for key in value):
                return place
            waiting += ((f"{place}.{key}", item) for key, item in value.items())
        elif isinstance(value, list):
            waiting += ((f"{place}.{index}", item) for index, item in enumerate(value))
    return None


# Made once: a document that is known to be valid is so by these very rules.
RULES = [depth_rule(MOST_DEPTH, None), alias_rule(MOST_ALIASES), UsableValues]

EXTENSIONS: list[Callable[[], SchemaExtension]] = [
    MaxCharacters,
    lambda: MaxTokensLimiter(MOST_TOKENS),
    lambda: AddValidationRules(RULES),
    lambda: ParserCache(CACHED_DOCUMENTS),
    lambda: ValidationCache(CACHED_DOCUMENTS),
    UsableVariables,
]
