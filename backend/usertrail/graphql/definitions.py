"""What Strawberry knows of a field of the schema."""

from graphql import GraphQLField
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.field import StrawberryField


def definition_of(field: GraphQLField | None) -> StrawberryField | None:
    """None for a field that Strawberry did not define, as those of introspection."""
    definition = (
        field.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF) if field is not None else None
    )
    return definition if isinstance(definition, StrawberryField) else None
