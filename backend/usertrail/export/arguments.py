"""What an export holds: of users, the arguments of the field `users`, in the address, as JSON.

They are read from the schema and coerced as variables of those types would be, so an export takes
what the field takes and refuses what it refuses, in the same words.
"""

from typing import Any

import orjson
from graphql import GraphQLError, OperationDefinitionNode, get_variable_values, parse
from starlette.datastructures import QueryParams
from strawberry.types.arguments import convert_arguments
from strawberry.types.field import StrawberryField

from usertrail.access.caller import PROJECT
from usertrail.errors import BadInput
from usertrail.graphql.error_masking import UNEXPECTED
from usertrail.graphql.input_checks import check_variables
from usertrail.schema.executable import schema
from usertrail.schema.inputs.mutations import parse_id

# An export has no pages.
PAGING = {"first", "after", "last", "before"}
USER_ID = "userId"

_query = schema.core.query_type
assert _query is not None
USERS = _query.fields["users"]
TYPES = {name: argument.type for name, argument in USERS.args.items() if name not in PAGING}
NAMES = ", ".join(TYPES)


def arguments_of(parameters: QueryParams) -> dict[str, Any]:
    """By the names that the field's resolver gives them; one left out is not there.

    Raises BadInput, which names the parameter.
    """
    given = {
        name: _value_of(name, parameters.getlist(name)) for name in parameters if name != PROJECT
    }
    check_variables(given)
    coerced = get_variable_values(schema.core, VARIABLES, given)
    if isinstance(coerced, list):
        raise _refusal(coerced)
    field: StrawberryField = USERS.extensions["strawberry-definition"]
    registry = schema.schema_converter.scalar_registry
    return convert_arguments(coerced.coerced, field.arguments, registry, schema.config)


def user_id_of(parameters: QueryParams) -> str:
    """Whose export it is. Raises BadInput, which names the parameter."""
    for name in parameters:
        if name not in (USER_ID, PROJECT):
            raise BadInput(f"{name!r} is not a parameter of the user export; use {USER_ID}.")
    given = parameters.getlist(USER_ID)
    if len(given) != 1:
        raise BadInput(f"{USER_ID} must be given exactly once, not {len(given)} times.")
    check_variables({USER_ID: given[0]})
    return parse_id(USER_ID, given[0])


def _value_of(name: str, texts: list[str]) -> Any:
    if name not in TYPES:
        raise BadInput(f"{name!r} is not an export parameter; use {NAMES}.")
    if len(texts) > 1:
        raise BadInput(f"{name} may be given only once, not {len(texts)} times.")
    try:
        return orjson.loads(texts[0])
    except orjson.JSONDecodeError as error:
        raise BadInput(f"{name} is not valid JSON: {error}.") from None


def _refusal(errors: list[GraphQLError]) -> Exception:
    schema.process_errors(errors)
    first = errors[0]
    is_bug = (first.extensions or {}).get("code") == UNEXPECTED
    return first if is_bug else BadInput(first.message)


def _operation() -> OperationDefinitionNode:
    variables = ", ".join(f"${name}: {type_}" for name, type_ in TYPES.items())
    (operation,) = parse(f"query ({variables}) {{ __typename }}").definitions
    assert isinstance(operation, OperationDefinitionNode)
    return operation


VARIABLES = _operation().variable_definitions or ()
