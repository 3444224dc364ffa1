"""Everything that can be asked for says in a sentence what it is, and in which unit."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    introspection_types,
    specified_scalar_types,
)

from paths import SCHEMA

GIVEN = introspection_types.keys() | specified_scalar_types.keys()
# What a number says of its unit, by the end of its name.
UNITS = {"Ms": "millisecond", "Usd": "US dollar", "Tokens": "token", "Share": "0 to 1"}


class Described(NamedTuple):
    place: str
    name: str
    text: str | None
    deprecation: str | None = None


def all_described(schema: GraphQLSchema) -> Iterator[Described]:
    for name, type in schema.type_map.items():
        if name in GIVEN:
            continue
        yield Described(name, name, type.description)
        if isinstance(type, GraphQLEnumType):
            for value_name, value in type.values.items():
                place = f"{name}.{value_name}"
                yield Described(place, value_name, value.description, value.deprecation_reason)
        if isinstance(type, GraphQLInputObjectType):
            for field_name, given in type.fields.items():
                place = f"{name}.{field_name}"
                yield Described(place, field_name, given.description, given.deprecation_reason)
        if isinstance(type, GraphQLObjectType | GraphQLInterfaceType):
            yield from fields_described(type)


def fields_described(type: GraphQLObjectType | GraphQLInterfaceType) -> Iterator[Described]:
    for name, field in type.fields.items():
        place = f"{type.name}.{name}"
        yield Described(place, name, field.description, field.deprecation_reason)
        for argument_name, argument in field.args.items():
            yield Described(
                f"{place}({argument_name}:)",
                argument_name,
                argument.description,
                argument.deprecation_reason,
            )


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+|\d+", text.lower()))


def fault(described: Described) -> str | None:
    name = " ".join(re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+", described.name))
    text = described.text
    if not text:
        return "has no description"
    if not re.fullmatch(r"[A-Z].*[^.]\.", text, re.DOTALL):
        return "is described by no sentence"
    if len(words(text) - words(name)) < 3:
        return "is described by little more than its name"
    units = [unit for end, unit in UNITS.items() if described.name.endswith(end)]
    if any(unit not in text.replace("Milli", "milli").replace("Token", "token") for unit in units):
        return "does not say its unit"
    return None


def test_everything_is_described() -> None:
    everything = list(all_described(build_schema(SCHEMA.read_text())))
    faults = [
        f"{described.place} {wrong}" for described in everything if (wrong := fault(described))
    ]
    assert not faults, "\n".join(faults)
    assert len(everything) > 300


def test_only_former_names_are_deprecated_and_say_what_to_use() -> None:
    everything = all_described(build_schema(SCHEMA.read_text()))
    deprecated = {
        described.place: described.deprecation for described in everything if described.deprecation
    }
    assert deprecated == {"Overview.worthALook": "Use insights."} | dict.fromkeys(
        ("Metrics.feedbackAverage", "MetricsChange.feedbackAverage", "UserFilter.feedbackAverage"),
        "Use feedback, which is of one name and one scale.",
    )
