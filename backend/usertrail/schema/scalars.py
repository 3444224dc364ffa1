"""The scalars of the API: how they are serialized, and which inputs are rejected."""

from datetime import datetime
from decimal import Decimal
from typing import Any, NewType

import strawberry
from graphql import (
    FloatValueNode,
    IntValueNode,
    ListValueNode,
    ObjectValueNode,
    ValueNode,
    value_from_ast_untyped,
)
from strawberry.types.scalar import ScalarDefinition

from usertrail.errors import BadInput
from usertrail.normalise.numbers import decimal, integer
from usertrail.read.values import parse_decimal, parse_instant
from usertrail.responses.raw_json import JSON

Count = NewType("Count", int)

INT64 = range(-(2**63), 2**63)


def _parse_count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value not in INT64:
        raise BadInput("it must be a 64-bit integer")
    return value


def _json_literal(node: ValueNode, variables: dict[str, Any] | None = None) -> Any:
    """The value of a literal, with every digit of its numbers."""
    match node:
        case IntValueNode(value=text):
            return integer(text)
        case FloatValueNode(value=text):
            return decimal(text)
        case ListValueNode(values=items):
            return [_json_literal(item, variables) for item in items]
        case ObjectValueNode(fields=fields):
            return {field.name.value: _json_literal(field.value, variables) for field in fields}
    return value_from_ast_untyped(node, variables)


def _plain(value: Decimal) -> str:
    """Without an exponent or trailing zeros, so that equal amounts are written the same."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


SCALARS: dict[object, ScalarDefinition] = {
    Count: strawberry.scalar(
        name="Count",
        description="A count that may exceed 2^31, sent as a JSON integer.",
        serialize=int,
        parse_value=_parse_count,
    ),
    Decimal: strawberry.scalar(
        name="Decimal",
        description="An exact decimal, sent as a string; used for money.",
        serialize=_plain,
        parse_value=parse_decimal,
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description="A point in time: ISO 8601 with a UTC offset and microseconds.",
        serialize=lambda at: at.isoformat(timespec="microseconds"),
        parse_value=parse_instant,
    ),
    JSON: strawberry.scalar(
        name="JSON",
        description="Any JSON value: an object, array, string, number, boolean or null.",
        # Strawberry requires parse_value when parse_literal is set.
        parse_value=lambda value: value,
        parse_literal=_json_literal,
    ),
}
