"""What all spans of one scope have in common: the SDK, the resource, and the project's rules."""

import re
from dataclasses import dataclass
from typing import NamedTuple

import orjson

from usertrail.normalise import fields
from usertrail.normalise.conventions import ALL
from usertrail.normalise.metadata import MAX_OBJECT_VALUES, bounded
from usertrail.normalise.otlp_limits import ExportCounter
from usertrail.normalise.otlp_shapes import Attributes, Scope
from usertrail.normalise.records import NO_FIELDS, JsonObject, Span
from usertrail.normalise.rules import Rules

_LANGFUSE_SCOPE = "langfuse-sdk"
_VERSION = re.compile(r"(\d{1,9})\.(\d{1,9})")


class Sdk(NamedTuple):
    """Name and version of the SDK by the request's headers; both may be empty."""

    name: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class ScopeSource:
    resource: Attributes
    is_langfuse: bool
    # Python's SDK up to 3.3, and from 5 on: see `type_of` and `metadata_of`.
    is_early_python: bool
    is_json_metadata: bool
    version: str | None
    release: str | None
    # Of spans that name none.
    environment: str
    # Added to the metadata of root spans.
    origin: JsonObject
    origin_bytes: int
    rules: Rules

    def counted(self, span: Span, counter: ExportCounter) -> Span:
        """The span as it is stored, counted. Raises TooLarge."""
        trace_fields = span.trace_fields
        size = counter.add_stored(span.metadata, trace_fields.metadata, span.model_parameters)
        if span.version or trace_fields is not NO_FIELDS:
            texts = (span.version, trace_fields.version, trace_fields.release)
            copied = sum(map(len, filter(None, texts)))
            counter.add_copied(copied + self.origin_bytes if span.is_root else copied)
        if size <= MAX_OBJECT_VALUES:
            return span
        return span._replace(
            metadata=bounded(span.metadata),
            trace_fields=trace_fields._replace(metadata=bounded(trace_fields.metadata)),
            model_parameters=bounded(span.model_parameters),
        )


def source_of(scope: Scope, sdk: Sdk, rules: Rules) -> ScopeSource:
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
    return ScopeSource(
        resource=scope.resource,
        is_langfuse=is_langfuse,
        is_early_python=python is not None and python <= (3, 3),
        is_json_metadata=python is not None and python >= (5, 0),
        version=fields.first_text(scope.resource, ALL.resource_version),
        release=fields.first_text(scope.resource, ALL.release),
        environment=environment_of({}, scope.resource),
        origin=origin,
        origin_bytes=len(orjson.dumps(origin)),
        rules=rules,
    )


def environment_of(attributes: Attributes, resource: Attributes) -> str:
    """The first value of the environment attributes; of each, the span before the resource."""
    for name in ALL.environment:
        sent = attributes.get(name) or resource.get(name)
        if sent:
            return fields.environment_of(sent)
    return fields.DEFAULT_ENVIRONMENT
