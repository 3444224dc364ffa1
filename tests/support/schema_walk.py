"""Every argument that the schema has, how its field is reached, and what it must refuse."""

import base64
import json
from collections.abc import Iterator
from math import inf
from typing import Any, NamedTuple

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLObjectType,
    get_named_type,
    get_nullable_type,
    is_input_object_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_required_argument,
    is_required_input_field,
)

from usertrail.schema.executable import schema

TYPES = schema.core.type_map
ROOTS = ("Query", "Mutation", "Subscription")

# What exists in the project of the tests.
TRACE, USER, SESSION = "t1", "anna", "s1"
NODE = base64.b64encode(f"User:{USER}".encode()).decode()
GIVEN: dict[str, Any] = {
    "traceId": TRACE,
    "userId": USER,
    "sessionId": SESSION,
    "id": NODE,
    "ids": [NODE],
    "name": "rating",
    "key": "plan",
    "feedbackId": "f1",
    "publicKey": "pk-1",
    "field": "COST_USD",
    "model": "gpt-4o",
    "modelPattern": "gpt-4o-*",
    "prices": [{"kind": "input", "usdPerMillionTokens": "1"}],
    "kind": "input",
    "usdPerMillionTokens": "1",
    "isRequired": True,
    "browserSessionId": "b1",
    "keepThis": True,
}

NUL, HALF = "a\0b", "a\ud800b"
HUGE = 10**400
WRONG: dict[str, list[Any]] = {
    "Int": ["many", 0.5, 2**31, HUGE, inf, True, [], {}],
    "Float": ["1.5", "NaN", True, inf, -inf, HUGE, {}],
    "String": [5, True, 0.5, NUL, HALF, ["a", "b"], {}],
    "ID": [0.5, True, NUL, HALF, "?", "", "VXNlcg==", {}],
    "Boolean": ["true", 1, [], {}],
    "Count": [2**63, HUGE, -(2**63) - 1, 0.5, "5", True, inf, {}],
    "Decimal": ["NaN", "Infinity", "-inf", "a lot", "1e400", "9" * 200, NUL, HALF, True, inf, {}],
    "DateTime": [
        *("yesterday", "2026-01-01", "2026-01-01T00:00:00", "2026-13-01T00:00:00Z", ""),
        *("0001-01-01T00:00:00+23:00", "9999-12-31T23:59:59-23:00", NUL, HALF, 5, inf, True, {}),
    ],
    "JSON": [NUL, HALF, inf, {"a": [NUL]}, {NUL: 1}, {"a": {"b": [1, inf]}}, {"a": HALF}],
}
SIZES = [0, -1, 10_001, 2**31 - 1]
CURSORS = ["", "?", "WyJ", base64.b64encode(b"7").decode(), "\u2028", NUL, HALF]
WRONG_BY_NAME: dict[str, list[Any]] = {
    "first": SIZES,
    "last": SIZES,
    "after": CURSORS,
    "before": CURSORS,
}


class Slot(NamedTuple):
    """An argument of a field, or what lies within it by the names of input fields."""

    field: str
    path: tuple[str, ...]
    type: GraphQLInputType

    def wrong(self) -> list[Any]:
        """Values that must be refused here."""
        named, bare = get_named_type(self.type), get_nullable_type(self.type)
        found: list[Any] = [None] if is_non_null_type(self.type) else []
        if is_list_type(bare):
            return [*found, [None], *([one] for one in _wrong_of(named))]
        return [*found, *_wrong_of(named), *WRONG_BY_NAME.get(self.path[-1], [])]

    def argument(self, value: Any) -> Any:
        """The whole argument, with the value in its place and what else it needs."""
        return _around(_field(self.field).args[self.path[0]].type, self.path[1:], value)


def _wrong_of(type_: Any) -> list[Any]:
    if isinstance(type_, GraphQLEnumType):
        return ["HEIGHT", "", 5, True, {}]
    if isinstance(type_, GraphQLInputObjectType):
        return [5, "x", True, {"unheard": 1}]
    return WRONG[type_.name]


def _around(type_: Any, path: tuple[str, ...], value: Any) -> Any:
    if not path:
        return value
    fields: dict[str, GraphQLInputField] = get_named_type(type_).fields
    needed = {name: GIVEN[name] for name, field in fields.items() if is_required_input_field(field)}
    return {**needed, path[0]: _around(fields[path[0]].type, path[1:], value)}


def fields() -> list[str]:
    """As Type.field, of all that have arguments."""
    return [
        f"{type_.name}.{name}"
        for type_ in TYPES.values()
        if isinstance(type_, GraphQLObjectType) and not type_.name.startswith("__")
        for name, field in type_.fields.items()
        if field.args
    ]


def slots(field: str) -> Iterator[Slot]:
    for name, argument in _field(field).args.items():
        yield from _slots(field, (name,), argument.type)


def _slots(field: str, path: tuple[str, ...], type_: Any) -> Iterator[Slot]:
    yield Slot(field, path, type_)
    named = get_named_type(type_)
    if is_input_object_type(named):
        for name, inner in named.fields.items():
            yield from _slots(field, (*path, name), inner.type)


def _field(name: str) -> GraphQLField:
    type_, _, field = name.partition(".")
    return _fields_of(type_)[field]


def _fields_of(type_name: str) -> dict[str, GraphQLField]:
    type_ = TYPES[type_name]
    assert isinstance(type_, GraphQLObjectType)
    found: dict[str, GraphQLField] = type_.fields
    return found


class Asking(NamedTuple):
    """A document that gives one argument of one field a value, and its variables."""

    query: str
    variables: dict[str, Any]


def as_variable(slot: Slot, value: Any) -> Asking:
    name = slot.path[0]
    type_ = _field(slot.field).args[name].type
    document = _document(slot.field, name, f"${name}", f"(${name}: {type_})")
    return Asking(document, {name: slot.argument(value)})


def as_literal(slot: Slot, value: Any) -> Asking:
    name = slot.path[0]
    type_ = _field(slot.field).args[name].type
    return Asking(_document(slot.field, name, literal(type_, slot.argument(value))), {})


def _document(field: str, argument: str, value: str, variables: str = "") -> str:
    type_name, _, name = field.partition(".")
    root, way = _way_to(type_name)
    needed = _needed(_field(field), argument)
    inside = _leaf_of(get_named_type(_field(field).type))
    asked = f"{name}({', '.join([*needed, f'{argument}: {value}'])}) {inside}"
    for above, above_name in reversed(way):
        given = _needed(_fields_of(above)[above_name])
        asked = f"{above_name}{'(' + ', '.join(given) + ')' if given else ''} {{ {asked} }}"
    return f"{root.lower()} Q{variables} {{ {asked} }}"


def _needed(field: GraphQLField, but: str = "") -> list[str]:
    return [
        f"{name}: {literal(argument.type, GIVEN[name])}"
        for name, argument in field.args.items()
        if name != but and is_required_argument(argument)
    ]


def _way_to(type_name: str) -> tuple[str, list[tuple[str, str]]]:
    """The root, and the fields that lead from it to an object of this type."""
    if type_name in ROOTS:
        return type_name, []
    waiting: list[tuple[str, list[tuple[str, str]]]] = [("Query", [])]
    seen = {"Query"}
    while waiting:
        above, way = waiting.pop(0)
        for name, field in _fields_of(above).items():
            inner = get_named_type(field.type)
            if inner.name == type_name:
                return "Query", [*way, (above, name)]
            if isinstance(inner, GraphQLObjectType) and inner.name not in seen:
                seen.add(inner.name)
                waiting.append((inner.name, [*way, (above, name)]))
    raise LookupError(type_name)


def _leaf_of(type_: Any) -> str:
    return "" if is_leaf_type(type_) else "{ __typename }"


def literal(type_: Any, value: Any) -> str:
    """The value as it is written in a document, an enum's without quotes."""
    named = get_named_type(type_)
    match value:
        case dict():
            fields = named.fields if is_input_object_type(named) else {}
            inner = (
                f"{name}: {literal(fields[name].type if name in fields else named, one)}"
                for name, one in value.items()
            )
            return "{" + ", ".join(inner) + "}"
        case list():
            return "[" + ", ".join(literal(type_, one) for one in value) + "]"
        case float() if abs(value) == inf:
            return "1e999" if value > 0 else "-1e999"
        case str() if isinstance(named, GraphQLEnumType) and value.isidentifier():
            return value
    return json.dumps(value)


def has_literal(value: Any) -> bool:
    """Not what is no text of GraphQL at all, nor a name with NUL in it."""
    written = json.dumps(value)
    return "\\ud800" not in written and '\\u0000b": ' not in written
