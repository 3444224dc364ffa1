"""What all spans of one scope have in common: who sent them, and where it runs."""

import re
from dataclasses import dataclass
from typing import NamedTuple

import orjson

from usertrail.normalise import conventions, fields
from usertrail.normalise.otlp_limits import Counted
from usertrail.normalise.otlp_shapes import Attributes, Scope
from usertrail.normalise.records import JsonObject, Span
from usertrail.normalise.rules import Rules

_LANGFUSE_SCOPE = "langfuse-sdk"
_VERSION = re.compile(r"(\d{1,9})\.(\d{1,9})")


class Sdk(NamedTuple):
    """How the sender introduces itself in the request's headers; both may be empty."""

    name: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    resource: Attributes
    is_langfuse: bool
    # Python's SDK up to 3.3, and from 5 on: see `type_of` and `metadata_of`.
    is_early_python: bool
    is_json_metadata: bool
    version: str | None
    release: str | None
    # What the metadata of a root says of where it comes from.
    origin: JsonObject
    origin_bytes: int
    rules: Rules

    def count(self, span: Span, counted: Counted) -> None:
        """What is kept of a span of this source. Raises TooLarge."""
        said = span.trace_fields
        counted.kept(span.metadata, said.metadata, span.model_parameters)
        texts = (span.version, said.version, said.release)
        copied = sum(len(text) for text in texts if text)
        counted.copied(copied + self.origin_bytes if span.is_root else copied)


def source_of(scope: Scope, sdk: Sdk, rules: Rules) -> Source:
    is_langfuse = scope.name.startswith(_LANGFUSE_SCOPE)
    language = sdk.name or scope.resource.get("telemetry.sdk.language")
    version = _VERSION.match(sdk.version or scope.version)
    python = (
        (int(version[1]), int(version[2]))
        if is_langfuse and language == "python" and version
        else None
    )
    origin = {
        "resourceAttributes": scope.resource,
        "scope": {"name": scope.name, "version": scope.version, "attributes": scope.attributes},
    }
    return Source(
        resource=scope.resource,
        is_langfuse=is_langfuse,
        is_early_python=python is not None and python <= (3, 3),
        is_json_metadata=python is not None and python >= (5, 0),
        version=fields.first_text(scope.resource, conventions.RESOURCE_VERSION),
        release=fields.first_text(scope.resource, conventions.RELEASE),
        origin=origin,
        origin_bytes=len(orjson.dumps(origin)),
        rules=rules,
    )


def environment_of(attributes: Attributes, resource: Attributes) -> str:
    """The first of the names that says something, on the span before its resource."""
    for name in conventions.ENVIRONMENT:
        sent = attributes.get(name) or resource.get(name)
        if sent:
            return fields.environment_of(sent)
    return fields.DEFAULT_ENVIRONMENT
