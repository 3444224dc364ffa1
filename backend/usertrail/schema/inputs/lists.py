"""Filters and orders of lists."""

from enum import Enum
from typing import Any

import strawberry

from usertrail.measures import Ratio, Sum, Timing, listed
from usertrail.schema.inputs.feedback import FeedbackCondition
from usertrail.schema.inputs.ranges import CountRange, DecimalRange, FloatRange, PeriodInput
from usertrail.schema.measure_fields import Field, sentence, with_fields

OF_PERIOD = "counted over the period that is asked for, in the environments of this filter"
IN_ENVIRONMENTS = "Those of these environments: of all where left out, of none where empty."
TOWARDS = "Which end of the values comes first; the greatest where left out."


@strawberry.enum(description="Which end of the values comes first.")
class OrderDirection(Enum):
    ASC = strawberry.enum_value(
        "asc", description="The smallest or earliest, and texts by their characters."
    )
    DESC = strawberry.enum_value(
        "desc", description="The greatest or latest, and texts from the end of the alphabet."
    )


def _range_of(measure: Sum | Ratio | Timing) -> Any:
    if not isinstance(measure, Sum):
        return FloatRange | None
    return {"bigint": CountRange, "numeric": DecimalRange}[measure.type] | None


@strawberry.input(
    description="What a user must be like to be listed; all that is given must hold. Measures are "
    f"{OF_PERIOD}."
)
@with_fields(
    (Field(of.name, _range_of(of), f"{sentence(of.noun)}, {OF_PERIOD}.") for of in listed()),
    default=None,
)
class UserFilter:
    search: str | None = strawberry.field(
        default=None, description="Case-insensitive text in the userId, name or e-mail address."
    )
    user_ids: list[str] | None = strawberry.field(
        default=None, description="Only users that the application calls so; nobody where empty."
    )
    environments: list[str] | None = strawberry.field(
        default=None,
        description="Only what happened in these environments is counted, and only users with a "
        "trace in one of them are listed. All where left out, none where empty.",
    )
    feedback: FeedbackCondition | None = strawberry.field(
        default=None, description="Users whose feedback in the period meets the condition."
    )
    first_seen_at: PeriodInput | None = strawberry.field(
        default=None,
        description="When their first trace ever starts, in the environments of this filter or "
        "another.",
    )
    last_seen_at: PeriodInput | None = strawberry.field(
        default=None,
        description="When their latest trace ever starts, in the environments of this filter or "
        "another. Without to, traces that start ahead of now do not count.",
    )


@strawberry.enum(description="What users can be sorted by. Measures are those of the period.")
class UserOrderField(Enum):
    USER_ID = strawberry.enum_value(
        "user_id", description="The identifier as the application sent it."
    )
    FIRST_SEEN_AT = strawberry.enum_value(
        "first_seen_at", description="When their first trace ever starts."
    )
    LAST_SEEN_AT = strawberry.enum_value(
        "last_seen_at", description="When their latest trace ever starts."
    )
    # By all measures.
    _ignore_ = ["of"]  # noqa: RUF012  # as Enum defines it
    for of in listed():
        vars()[of.name.upper()] = strawberry.enum_value(
            of.name, description=f"{sentence(of.noun)}. {of.last}".rstrip()
        )


@strawberry.input(
    description="Ties are broken by userId, so pages never overlap; rows without a value "
    "(no feedback, no spans) come last either way."
)
class UserOrder:
    field: UserOrderField = strawberry.field(description="What the users are sorted by.")
    direction: OrderDirection = strawberry.field(default=OrderDirection.DESC, description=TOWARDS)


@strawberry.input(
    description="What a trace must be like to be listed; all that is given must hold."
)
class TraceFilter:
    search: str | None = strawberry.field(
        default=None, description="Case-insensitive text in the trace's name or id."
    )
    user_id: str | None = strawberry.field(
        default=None, description="Traces of this user; an empty text asks for those of nobody."
    )
    session_id: str | None = strawberry.field(
        default=None,
        description="Traces of this session; an empty text asks for those of no session.",
    )
    environments: list[str] | None = strawberry.field(default=None, description=IN_ENVIRONMENTS)
    tags: list[str] | None = strawberry.field(
        default=None, description="Traces that carry every one of these tags."
    )
    total_tokens: CountRange | None = strawberry.field(
        default=None, description="The sum of tokens of the trace's spans, of whatever kind."
    )
    cost_usd: DecimalRange | None = strawberry.field(
        default=None, description="What the trace cost, in US dollars."
    )
    latency_ms: FloatRange | None = strawberry.field(
        default=None, description="Milliseconds from its first start to its last end."
    )
    has_error: bool | None = strawberry.field(
        default=None, description="Whether any of its spans has the level ERROR."
    )
    has_feedback: bool | None = strawberry.field(
        default=None, description="Whether feedback was given to the trace or one of its spans."
    )


@strawberry.enum(description="What traces can be sorted by.")
class TraceOrderField(Enum):
    STARTED_AT = strawberry.enum_value("started_at", description="When the trace begins.")
    LATENCY = strawberry.enum_value(
        "latency", description="How long it took, from its first start to its last end."
    )
    TOTAL_TOKENS = strawberry.enum_value(
        "total_tokens", description="How many tokens it used, of whatever kind."
    )
    COST_USD = strawberry.enum_value("cost_usd", description="What it cost, in US dollars.")


@strawberry.input(description="Ties are broken by traceId, so pages never overlap.")
class TraceOrder:
    field: TraceOrderField = strawberry.field(description="What the traces are sorted by.")
    direction: OrderDirection = strawberry.field(default=OrderDirection.DESC, description=TOWARDS)
