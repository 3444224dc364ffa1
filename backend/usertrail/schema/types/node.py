"""Objects with a global id, which identifies them across all types of a project."""

import base64
import binascii
from collections.abc import Container

import orjson
import strawberry

from usertrail.errors import BadInput
from usertrail.schema.described import described


@strawberry.interface(description="An object with a global id, by which it can be fetched again.")
class Node:
    id: strawberry.ID = described(
        "The global id of the object, unique within the project; can be passed to node and nodes."
    )


def global_id(type_name: str, *key: str) -> strawberry.ID:
    """A single key is written as it is, several as a JSON list."""
    text = key[0] if len(key) == 1 else orjson.dumps(key).decode()
    return strawberry.ID(base64.b64encode(f"{type_name}:{text}".encode()).decode())


def parse_global_id(argument: str, id: str, types: Container[str]) -> tuple[str, str]:
    """Returns type name and key. Raises BadInput."""
    try:
        type_name, _, key = base64.b64decode(id, validate=True).decode().partition(":")
        if type_name not in types or not key or "\0" in key:
            raise ValueError
        return type_name, key
    except (binascii.Error, ValueError):
        raise BadInput(f"{argument} is not a valid global id: {id!r}.") from None


def parse_keys(argument: str, id: str, key: str, count: int) -> list[str]:
    """The parts of a composite key. Raises BadInput."""
    try:
        keys = orjson.loads(key)
    except ValueError:
        keys = None
    if not isinstance(keys, list) or len(keys) != count or not all(map(_is_key, keys)):
        raise BadInput(f"{argument} is not a valid global id: {id!r}.")
    return keys


def _is_key(key: object) -> bool:
    return isinstance(key, str) and "\0" not in key
