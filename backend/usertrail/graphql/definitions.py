"""Strawberry's definition of a schema field."""

from graphql import GraphQLField
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.field import StrawberryField


def definition_of(field: GraphQLField | None) -> StrawberryField | None:
    """None for a field that Strawberry did not define, such as introspection fields."""
    definition = (
        field.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF) if field is not None else None
    )
    return definition if isinstance(definition, StrawberryField) else None
