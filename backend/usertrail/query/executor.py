"""Fields that only read an attribute are read in place, without the machinery of a resolver.

They are most of every answer. A field that has arguments, a resolver, an object type, or a value
that is not as it should be takes the ordinary way, so errors are graphql-core's own.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from graphql import (
    GraphQLObjectType,
    GraphQLSchema,
    Undefined,
    get_nullable_type,
    is_leaf_type,
)
from graphql.execution.collect_fields import FieldDetailsList, GroupedFieldSet
from graphql.pyutils import AwaitableOrValue, Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.types.field import StrawberryField


class Leaf(NamedTuple):
    """How to read a field in place."""

    attribute: str
    coerce: Callable[[Any], Any]
    non_null: bool

    def read(self, source: object) -> Any:
        """The value as it is answered; Undefined where the ordinary way must be taken."""
        value = getattr(source, self.attribute, Undefined)
        if value is None:
            return Undefined if self.non_null else None
        if value is Undefined:
            return Undefined
        try:
            answer = self.coerce(value)
        except Exception:
            # The ordinary way meets it again, and says where.
            return Undefined
        return Undefined if answer is None else answer


Plan = list[tuple[str, FieldDetailsList, Leaf | None]]


class InlineLeaves(StrawberryGraphQLCoreExecutionContext):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # By the identity of the set, which the plan's entry keeps alive.
        self._plans: dict[int, tuple[GroupedFieldSet, Plan]] = {}

    def execute_fields(
        self,
        parent_type: GraphQLObjectType,
        source_value: Any,
        path: Path | None,
        grouped_field_set: GroupedFieldSet,
        position_context: Any,
    ) -> AwaitableOrValue[dict[str, Any]]:
        answers: dict[str, Any] = {}
        rest: GroupedFieldSet = {}
        for name, details, leaf in self._plan(parent_type, grouped_field_set):
            # Answers come in the order of the query, whichever is known first.
            answers[name] = leaf.read(source_value) if leaf else Undefined
            if answers[name] is Undefined:
                rest[name] = details
        if not rest:
            return answers
        others = super().execute_fields(parent_type, source_value, path, rest, position_context)
        if isinstance(others, dict):
            return _filled(answers, others)

        async def filled() -> dict[str, Any]:
            return _filled(answers, await others)

        return filled()

    def _plan(self, parent_type: GraphQLObjectType, fields: GroupedFieldSet) -> Plan:
        known = self._plans.get(id(fields))
        if known is None:
            plan = [
                (name, details, _leaf(self.schema, parent_type, details))
                for name, details in fields.items()
            ]
            known = self._plans[id(fields)] = (fields, plan)
        return known[1]


def _filled(answers: dict[str, Any], others: dict[str, Any]) -> dict[str, Any]:
    answers.update(others)
    return {name: answer for name, answer in answers.items() if answer is not Undefined}


def _leaf(
    schema: GraphQLSchema, parent_type: GraphQLObjectType, details: FieldDetailsList
) -> Leaf | None:
    field = schema.get_field(parent_type, details[0].node.name.value)
    definition = field.extensions.get("strawberry-definition") if field else None
    if not isinstance(definition, StrawberryField) or not field or field.args:
        return None
    if not definition.is_basic_field:
        return None
    type_ = get_nullable_type(field.type)
    if not is_leaf_type(type_):
        return None
    return Leaf(definition.python_name, type_.coerce_output_value, type_ is not field.type)
