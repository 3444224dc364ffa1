"""Fields that only read an attribute are read inline, without the overhead of a resolver.

Most fields of a response are like this. Values that cannot be serialized take the default path, so
that errors are graphql-core's own.

Without this half, a response takes 1.6 to 1.8 times the CPU time for a list of users with their
metrics, 1.4 to 1.8 times for one of users or traces alone, 1.9 times for a year of an overview, and
1.1 to 1.3 times for traces with their spans (tests/benchmarks/executor.py).
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from graphql import GraphQLObjectType, GraphQLSchema, Undefined, get_nullable_type, is_leaf_type
from graphql.execution.collect_fields import FieldDetailsList, GroupedFieldSet
from graphql.pyutils import AwaitableOrValue, Path

from usertrail.database.long_values.text import LongText
from usertrail.graphql.bounded_executor import BYTES_PER_FIELD, BoundedExecutor, bytes_of
from usertrail.graphql.definitions import definition_of

UNBOUNDED_TYPES = ("String", "ID", "JSON")


class PlainField(NamedTuple):
    """How to read a field inline."""

    attribute: str
    coerce: Callable[[Any], Any]
    non_null: bool
    may_be_long: bool

    def read(self, source: object) -> Any:
        """The serialized value; Undefined if the default path must be taken."""
        value = getattr(source, self.attribute, Undefined)
        if value is None:
            return Undefined if self.non_null else None
        if value is Undefined or isinstance(value, LongText):
            return value
        try:
            answer = self.coerce(value)
        except Exception:
            # The default path raises it again, with its location.
            return Undefined
        return Undefined if answer is None else answer


class Selection(NamedTuple):
    """How the fields of an object are read, and the size of their names in the response."""

    fields: list[tuple[str, FieldDetailsList, PlainField | None]]
    bytes: int


class PlainFields(BoundedExecutor):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # By the id() of the set, which the entry keeps alive.
        self._selections: dict[int, tuple[GroupedFieldSet, Selection]] = {}

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
        fields, size = self._selection(parent_type, grouped_field_set)
        for name, details, plain in fields:
            # Fields keep the order of the query, whichever resolves first.
            answer = answers[name] = plain.read(source_value) if plain else Undefined
            if answer is Undefined:
                rest[name] = details
            elif plain and plain.may_be_long:
                size += bytes_of(answer)
        self.answer.give(size)
        if not rest:
            return answers
        others = super().execute_fields(parent_type, source_value, path, rest, position_context)
        if isinstance(others, dict):
            return _filled(answers, others)

        async def filled() -> dict[str, Any]:
            return _filled(answers, await others)

        return filled()

    def _selection(self, parent_type: GraphQLObjectType, fields: GroupedFieldSet) -> Selection:
        cached = self._selections.get(id(fields))
        if cached is None:
            cached = fields, _selection_of(self.schema, parent_type, fields)
            self._selections[id(fields)] = cached
        return cached[1]


def _selection_of(
    schema: GraphQLSchema, parent_type: GraphQLObjectType, fields: GroupedFieldSet
) -> Selection:
    read = [
        (name, details, plain_field(schema, parent_type, details))
        for name, details in fields.items()
    ]
    return Selection(read, sum(len(name) + BYTES_PER_FIELD for name in fields))


def plain_field(
    schema: GraphQLSchema, parent_type: GraphQLObjectType, details: FieldDetailsList
) -> PlainField | None:
    field = schema.get_field(parent_type, details[0].node.name.value)
    definition = definition_of(field)
    if not field or field.args or not definition or not definition.is_basic_field:
        return None
    type_ = get_nullable_type(field.type)
    if not is_leaf_type(type_):
        return None
    may_be_long = type_.name in UNBOUNDED_TYPES
    return PlainField(
        definition.python_name, type_.coerce_output_value, type_ is not field.type, may_be_long
    )


def _filled(answers: dict[str, Any], others: dict[str, Any]) -> dict[str, Any]:
    answers.update(others)
    return {name: answer for name, answer in answers.items() if answer is not Undefined}
