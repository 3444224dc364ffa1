"""Builds types from rows, by column name."""

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

from asyncpg import Record

Built = TypeVar("Built")


def from_row(type_: Callable[..., Built], row: Record, **others: Any) -> Built:
    """Every field that is not passed as an argument is read from the column of the same name."""
    columns = _columns(type_, tuple(others))
    return type_(**{name: row[name] for name in columns}, **others)


@cache
def _columns(type_: Any, others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(type_) if field.init and field.name not in others)
