"""Fields that a loader answers for each row of a list, and objects that came with their rows."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from graphql import (
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    get_argument_values,
    get_nullable_type,
    is_object_type,
)
from graphql.execution.collect_fields import FieldDetailsList
from graphql.pyutils import Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.types.arguments import convert_arguments
from strawberry.types.field import StrawberryField
from strawberry.types.info import Info

# Metadata of a field whose resolver does nothing but ask a loader, which gives plain objects.
LOADED = {"is_loaded": True}


class Loaded(NamedTuple):
    """A field that a loader answers: its arguments are the same for every row of a list."""

    field: GraphQLField
    ask: Callable[[object], "asyncio.Future[Any]"]


class Held(NamedTuple):
    """An object that is an attribute of its row, as the node of an edge is."""

    attribute: str
    type: GraphQLObjectType


def held_by(
    schema: GraphQLSchema, row_type: GraphQLObjectType, details: FieldDetailsList
) -> Held | None:
    field = schema.get_field(row_type, details[0].node.name.value)
    definition = field.extensions.get("strawberry-definition") if field else None
    if not field or not isinstance(definition, StrawberryField) or not definition.is_basic_field:
        return None
    type_ = get_nullable_type(field.type)
    return Held(definition.python_name, type_) if is_object_type(type_) else None


def find_loaded(
    executing: StrawberryGraphQLCoreExecutionContext,
    parent_type: GraphQLObjectType,
    details: FieldDetailsList,
    path: Path,
) -> Loaded | None:
    node = details[0].node
    field = executing.schema.get_field(parent_type, node.name.value)
    definition = field.extensions.get("strawberry-definition") if field else None
    if not field or not isinstance(definition, StrawberryField):
        return None
    if not LOADED.items() <= definition.metadata.items() or not definition.base_resolver:
        return None
    raw_info = executing.build_resolve_info(field, [node], parent_type, path)
    info: Info[Any, Any] = Info(_raw_info=raw_info, _field=definition)
    try:
        given = get_argument_values(field, node, executing.variable_values)
        arguments = convert_arguments(
            given,
            definition.arguments,
            scalar_registry=info.schema.schema_converter.scalar_registry,
            config=info.schema.config,
        )
    except Exception:
        # The ordinary way says what is wrong with them.
        return None
    return Loaded(field, partial(definition.base_resolver, info=info, **arguments))
