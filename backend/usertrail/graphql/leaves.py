"""Fields that only read an attribute: how each is read, and how many bytes it is in an answer."""

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
from strawberry.types.field import StrawberryField

from usertrail.database.long_text import LongText
from usertrail.responses.raw_json import Written

# What a name in an answer takes beside its letters, and a value that is no text.
BYTES_OF_FIELD = 16
OF_ANY_LENGTH = ("String", "ID", "JSON")


class Leaf(NamedTuple):
    """How to read a field in place."""

    attribute: str
    coerce: Callable[[Any], Any]
    non_null: bool
    may_be_long: bool

    def read(self, source: object) -> Any:
        """The value as it is answered; Undefined where the ordinary way must be taken."""
        value = getattr(source, self.attribute, Undefined)
        if value is None:
            return Undefined if self.non_null else None
        if value is Undefined or isinstance(value, LongText):
            return value
        try:
            answer = self.coerce(value)
        except Exception:
            # The ordinary way meets it again, and says where.
            return Undefined
        return Undefined if answer is None else answer


class Plan(NamedTuple):
    """How the fields of an object are read, and what their names take in the answer."""

    fields: list[tuple[str, FieldDetailsList, Leaf | None]]
    bytes: int


def plan_of(schema: GraphQLSchema, parent_type: GraphQLObjectType, fields: GroupedFieldSet) -> Plan:
    leaves = [
        (name, details, _leaf(schema, parent_type, details)) for name, details in fields.items()
    ]
    return Plan(leaves, sum(len(name) + BYTES_OF_FIELD for name in fields))


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
    may_be_long = type_.name in OF_ANY_LENGTH
    return Leaf(
        definition.python_name, type_.coerce_output_value, type_ is not field.type, may_be_long
    )


def bytes_of(answer: Any) -> int:
    if isinstance(answer, Written):
        answer = answer.text
    if isinstance(answer, LongText):
        return answer.bytes
    if not isinstance(answer, str):
        return BYTES_OF_FIELD
    return len(answer) if answer.isascii() else len(answer.encode())
