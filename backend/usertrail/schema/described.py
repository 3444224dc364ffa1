"""Strawberry's types, fields, arguments and enum values, each with its description first."""

from collections.abc import Callable
from dataclasses import MISSING
from typing import Any, TypeVar, dataclass_transform

import strawberry
from strawberry.types.arguments import StrawberryArgumentAnnotation
from strawberry.types.enum import EnumValueDefinition

Type = TypeVar("Type", bound=type)


def described(description: str, *, default: Any = MISSING, **options: Any) -> Any:
    """A field of an object or an input, or the decorator of a field's resolver."""
    return strawberry.field(description=description, default=default, **options)


@dataclass_transform(kw_only_default=True, field_specifiers=(described,))
def object_type(description: str, *, name: str | None = None) -> Callable[[Type], Type]:
    return strawberry.type(description=description, name=name)


def optional(description: str, **options: Any) -> Any:
    """A field of an input that may be left out."""
    return described(description, default=None, **options)


@dataclass_transform(kw_only_default=True, field_specifiers=(described, optional))
def input_type(description: str, *, name: str | None = None) -> Callable[[Type], Type]:
    return strawberry.input(description=description, name=name)


def argument(description: str) -> StrawberryArgumentAnnotation:
    return strawberry.argument(description=description)


def enum_value(value: str, description: str) -> EnumValueDefinition:
    return strawberry.enum_value(value, description=description)
