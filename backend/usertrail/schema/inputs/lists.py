"""Filters and sort orders of users and traces."""

from enum import Enum
from typing import Any

import strawberry

from usertrail.measures import Ratio, Sum, Timing, listed
from usertrail.schema.inputs.feedback import FeedbackCondition
from usertrail.schema.inputs.ranges import CountRange, DecimalRange, FloatRange, PeriodInput
from usertrail.schema.measure_fields import Field, sentence, with_fields

OF_PERIOD = "over the period of the query, in the environments of this filter"
IN_ENVIRONMENTS = (
    "Only traces from these environments. All environments if omitted; none if the list is empty."
)
TOWARDS = "The sort direction; descending by default."


@strawberry.enum(description="The direction of sorting.")
class OrderDirection(Enum):
    ASC = strawberry.enum_value(
        "asc", description="Smallest or earliest first; strings by code point."
    )
    DESC = strawberry.enum_value(
        "desc", description="Largest or latest first; strings by code point, reversed."
    )


def _range_of(measure: Sum | Ratio | Timing) -> Any:
    if not isinstance(measure, Sum):
        return FloatRange | None
    return {"bigint": CountRange, "numeric": DecimalRange}[measure.type] | None


@strawberry.input(
    description="Conditions for listing users; all of them must hold. Measures are computed "
    f"{OF_PERIOD}."
)
@with_fields(
    (Field(of.name, _range_of(of), f"{sentence(of.noun)}, {OF_PERIOD}.") for of in listed()),
    default=None,
)
class UserFilter:
    search: str | None = strawberry.field(
        default=None, description="Case-insensitive substring of the userId, name or email address."
    )
    user_ids: list[str] | None = strawberry.field(
        default=None,
        description="Only users with one of these identifiers; an empty list matches nobody.",
    )
    environments: list[str] | None = strawberry.field(
        default=None,
        description="Computes measures from these environments only, and lists only users with "
        "a trace in one of them. All environments if omitted; none if the list is "
        "empty.",
    )
    feedback: FeedbackCondition | None = strawberry.field(
        default=None, description="Users whose feedback in the period meets this condition."
    )
    first_seen_at: PeriodInput | None = strawberry.field(
        default=None,
        description="When the user's first trace ever started, in any environment.",
    )
    last_seen_at: PeriodInput | None = strawberry.field(
        default=None,
        description="When the user's latest trace ever started, in any environment. Without "
        "to, traces that start in the future are ignored.",
    )


@strawberry.enum(
    description="The fields that users can be sorted by. Measures are computed "
    "over the period of the query."
)
class UserOrderField(Enum):
    USER_ID = strawberry.enum_value(
        "user_id", description="The identifier sent by the application."
    )
    FIRST_SEEN_AT = strawberry.enum_value(
        "first_seen_at", description="When the user's first trace ever started."
    )
    LAST_SEEN_AT = strawberry.enum_value(
        "last_seen_at", description="When the user's latest trace ever started."
    )
    # One value per measure.
    _ignore_ = ["of"]  # noqa: RUF012  # as Enum defines it
    for of in listed():
        vars()[of.name.upper()] = strawberry.enum_value(
            of.name, description=f"{sentence(of.noun)}. {of.last}".rstrip()
        )


@strawberry.input(
    description="Ties are broken by userId, so pages never overlap. Users without a value (no "
    "feedback, no spans) come last in both directions."
)
class UserOrder:
    field: UserOrderField = strawberry.field(description="The field that users are sorted by.")
    direction: OrderDirection = strawberry.field(default=OrderDirection.DESC, description=TOWARDS)


@strawberry.input(description="Conditions for listing traces; all of them must hold.")
class TraceFilter:
    search: str | None = strawberry.field(
        default=None, description="Case-insensitive substring of the trace's name or traceId."
    )
    user_id: str | None = strawberry.field(
        default=None,
        description="Traces of this user. An empty string selects traces without a user.",
    )
    session_id: str | None = strawberry.field(
        default=None,
        description="Traces of this session. An empty string selects traces without a session.",
    )
    environments: list[str] | None = strawberry.field(default=None, description=IN_ENVIRONMENTS)
    tags: list[str] | None = strawberry.field(
        default=None, description="Traces that have all of these tags."
    )
    total_tokens: CountRange | None = strawberry.field(
        default=None, description="The total tokens of all kinds in the trace's spans."
    )
    cost_usd: DecimalRange | None = strawberry.field(
        default=None, description="The cost of the trace in US dollars."
    )
    latency_ms: FloatRange | None = strawberry.field(
        default=None,
        description="Milliseconds from the start of its first span to the end of its last.",
    )
    has_error: bool | None = strawberry.field(
        default=None, description="Whether any of its spans has the level ERROR."
    )
    has_feedback: bool | None = strawberry.field(
        default=None, description="Whether the trace or one of its spans has feedback."
    )


@strawberry.enum(description="The fields that traces can be sorted by.")
class TraceOrderField(Enum):
    STARTED_AT = strawberry.enum_value("started_at", description="When the trace started.")
    LATENCY = strawberry.enum_value(
        "latency", description="Time from the start of its first span to the end of its last."
    )
    TOTAL_TOKENS = strawberry.enum_value("total_tokens", description="Total tokens of all kinds.")
    COST_USD = strawberry.enum_value("cost_usd", description="The cost of the trace in US dollars.")


@strawberry.input(description="Ties are broken by traceId, so pages never overlap.")
class TraceOrder:
    field: TraceOrderField = strawberry.field(description="The field that traces are sorted by.")
    direction: OrderDirection = strawberry.field(default=OrderDirection.DESC, description=TOWARDS)
