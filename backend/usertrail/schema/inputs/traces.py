"""Filters and sort orders of traces."""

from enum import Enum

import strawberry

from usertrail.schema.described import described, enum_value, input_type, optional
from usertrail.schema.inputs.lists import IN_ENVIRONMENTS, TOWARDS, OrderDirection, range_of
from usertrail.schema.inputs.ranges import FloatRange
from usertrail.schema.measure_fields import OF_SPANS, Field, sentence, with_fields


@input_type("A condition on the metadata of a trace.")
class MetadataCondition:
    key: str = described("A key at the top of the metadata, such as plan.")
    value: str | None = optional(
        "Only traces with this value under the key: a text as it is, other values as JSON such as "
        "3 or true. Any value if omitted."
    )


@input_type("A condition that at least one piece of feedback on a trace or its spans meets.")
class TraceFeedbackCondition:
    name: str | None = optional("Only feedback with this name; any if omitted.")
    value: FloatRange | None = optional(
        "The numeric value, or 1 for true and 0 for false. Other feedback never matches."
    )
    has_comment: bool | None = optional("Whether the feedback has a comment.")


@input_type("Conditions for listing traces; all of them must hold.")
@with_fields(
    (Field(of.name, range_of(of), f"{sentence(of.noun)}.") for of in OF_SPANS), default=None
)
class TraceFilter:
    search: str | None = optional("Case-insensitive substring of the trace's name or traceId.")
    user_id: str | None = optional(
        "Traces of this user. An empty string selects traces without a user."
    )
    session_id: str | None = optional(
        "Traces of this session. An empty string selects traces without a session."
    )
    environments: list[str] | None = optional(IN_ENVIRONMENTS)
    names: list[str] | None = optional(
        "Traces with one of these names; an empty list matches nothing."
    )
    releases: list[str] | None = optional(
        "Traces of one of these releases of the application; an empty list matches nothing."
    )
    versions: list[str] | None = optional(
        "Traces with one of these versions; an empty list matches nothing."
    )
    models: list[str] | None = optional(
        "Traces that called one of these models; an empty list matches nothing."
    )
    tags: list[str] | None = optional("Traces that have all of these tags.")
    tags_any: list[str] | None = optional(
        "Traces that have at least one of these tags; an empty list matches nothing."
    )
    tags_none: list[str] | None = optional("Traces that have none of these tags.")
    metadata: list[MetadataCondition] | None = optional(
        "Traces whose metadata meets all of these conditions."
    )
    latency_ms: FloatRange | None = optional(
        "Milliseconds from the start of its first span to the end of its last."
    )
    has_error: bool | None = optional("Whether any of its spans has the level ERROR.")
    has_feedback: bool | None = optional("Whether the trace or one of its spans has feedback.")
    feedback: TraceFeedbackCondition | None = optional(
        "Traces with feedback that meets this condition, on themselves or on one of their spans."
    )


@strawberry.enum(description="The fields that traces can be sorted by.")
class TraceOrderField(Enum):
    STARTED_AT = enum_value("started_at", "When the trace started.")
    LATENCY = enum_value("latency", "Time from the start of its first span to the end of its last.")
    # One value per measure.
    _ignore_ = ["of"]  # noqa: RUF012  # as Enum defines it
    for of in OF_SPANS:
        vars()[of.name.upper()] = enum_value(of.name, f"{sentence(of.noun)}.")


@input_type("Ties are broken by traceId, so pages never overlap.")
class TraceOrder:
    field: TraceOrderField = described("The field that traces are sorted by.")
    direction: OrderDirection = described(TOWARDS, default=OrderDirection.DESC)
