"""Repairs protobuf messages that have invalid UTF-8 or too deeply nested values.

Protobuf rejects a whole message for one string that is not UTF-8, and for values nested some thirty
levels deep. Here the message is parsed with a schema that declares strings and nested values as
bytes, and these are repaired one by one.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from google.protobuf.descriptor import FileDescriptor
from google.protobuf.descriptor_pb2 import (
    DescriptorProto,
    FieldDescriptorProto,
    FileDescriptorProto,
)
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from opentelemetry.proto.trace.v1 import trace_pb2

from usertrail.normalise.otlp_shapes import MAX_VALUE_DEPTH


class _Schema(NamedTuple):
    pool: DescriptorPool
    # Full names of the fields that are bytes in this schema: strings, and nested values by type.
    texts: frozenset[str]
    nested: dict[str, type[Message]]


def repaired(data: bytes, name: str) -> bytes:
    """The message with valid UTF-8, and without values below MAX_VALUE_DEPTH.

    `name` is the full name of its type. Raises DecodeError if it is broken otherwise.
    """
    schema = _schema()
    message = GetMessageClass(schema.pool.FindMessageTypeByName(name)).FromString(data)
    _repair(schema, message, 0)
    return message.SerializeToString()


def _repair(schema: _Schema, message: Message, depth: int) -> None:
    for field, value in message.ListFields():
        name = field.full_name
        if name in schema.nested:
            setattr(
                message, field.name, _repaired_values(schema, schema.nested[name], value, depth)
            )
        elif name in schema.texts:
            if isinstance(value, bytes):
                setattr(message, field.name, _repaired_text(value))
            else:
                value[:] = [_repaired_text(text) for text in value]
        elif field.message_type:
            for child in [value] if isinstance(value, Message) else value:
                _repair(schema, child, depth)


def _repaired_text(data: bytes) -> bytes:
    return data.decode("utf-8", "replace").encode()


def _repaired_values(schema: _Schema, kind: type[Message], data: bytes, depth: int) -> bytes:
    if depth >= MAX_VALUE_DEPTH:
        return b""
    values = kind.FromString(data)
    _repair(schema, values, depth + 1)
    return values.SerializeToString()


@lru_cache(maxsize=1)
def _schema() -> _Schema:
    pool = DescriptorPool()
    texts: set[str] = set()
    nested: dict[str, str] = {}
    for file in _files(trace_pb2.DESCRIPTOR):
        proto = FileDescriptorProto()
        file.CopyToProto(proto)
        for message in proto.message_type:
            _loosen(message, f"{proto.package}.{message.name}", texts, nested)
        pool.AddSerializedFile(proto.SerializeToString())
    return _Schema(
        pool,
        frozenset(texts),
        {
            name: GetMessageClass(pool.FindMessageTypeByName(type_name))
            for name, type_name in nested.items()
        },
    )


def _loosen(message: DescriptorProto, name: str, texts: set[str], nested: dict[str, str]) -> None:
    for field in message.field:
        full_name = f"{name}.{field.name}"
        if field.type == FieldDescriptorProto.TYPE_STRING:
            texts.add(full_name)
        elif field.type_name.endswith((".ArrayValue", ".KeyValueList")):
            nested[full_name] = field.type_name.removeprefix(".")
            field.ClearField("type_name")
        else:
            continue
        field.type = FieldDescriptorProto.TYPE_BYTES


def _files(file: FileDescriptor) -> Iterator[FileDescriptor]:
    """The file and its dependencies, each once and after its own dependencies."""
    found: dict[str, Any] = {}

    def visit(one: FileDescriptor) -> None:
        for dependency in one.dependencies:
            visit(dependency)
        found.setdefault(one.name, one)

    visit(file)
    yield from found.values()
