"""Strawberry's definition of a schema field."""

from graphql import GraphQLField
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.field import StrawberryField


def definition_of(field: GraphQLField | None) -> StrawberryField | None:
    """None for a field that Strawberry did not define, such as introspection fields."""
    key = GraphQLCoreConverter.DEFINITION_BACKREF
    definition = field.extensions.get(key) if field is not None else None
    return definition if isinstance(definition, StrawberryField) else None
