"""What a caller may ask for: periods, ranges, filters, orders."""

from datetime import datetime
from decimal import Decimal
from enum import Enum

import strawberry

from usertrail.errors import BadInput
from usertrail.normalise.identifiers import storable_id
from usertrail.query.binding import Binding
from usertrail.query.period import ALL_TIME, Period
from usertrail.query.scalars import JSON, Count


@strawberry.input(
    name="Period",
    description="A half-open stretch of time [from, to); a bound left out is open. "
    "Where from is not before to it holds nothing.",
)
class PeriodInput:
    from_: datetime | None = strawberry.field(name="from", default=None)
    to: datetime | None = None


def period_of(given: PeriodInput | None) -> Period:
    return Period(given.from_, given.to) if given else ALL_TIME


def environments_of(given: list[str] | None) -> tuple[str, ...] | None:
    return None if given is None else tuple(given)


@strawberry.enum(description="UTC; weeks begin on Monday.")
class Interval(Enum):
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@strawberry.enum
class OrderDirection(Enum):
    ASC = "asc"
    DESC = "desc"


@strawberry.input(description="Inclusive bounds; one left out is open.")
class CountRange:
    min: Count | None = None
    max: Count | None = None


@strawberry.input(description="Inclusive bounds; one left out is open.")
class FloatRange:
    min: float | None = None
    max: float | None = None


@strawberry.input(description="Inclusive bounds; one left out is open.")
class DecimalRange:
    min: Decimal | None = None
    max: Decimal | None = None


def lies_in(
    bind: Binding, expression: str, range: CountRange | FloatRange | DecimalRange | None
) -> list[str]:
    """The SQL conditions that a number lies in a range; a number that is null lies in none."""
    if range is None:
        return []
    return [f"{expression} IS NOT NULL"] + [
        f"{expression} {sign} {bind(_exact(value), 'numeric')}"
        for sign, value in ((">=", range.min), ("<=", range.max))
        if value is not None
    ]


def _exact(value: int | float | Decimal) -> Decimal:
    """A float as it reads: 0.1 is meant to include 0.1."""
    return Decimal(str(value))


def contains(bind: Binding, search: str, *expressions: str) -> str:
    """The SQL condition that any of the texts contains this one, whatever the case."""
    escaped = search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    pattern = bind(f"%{escaped}%", "text")
    return "(" + " OR ".join(f"{expression} ILIKE {pattern}" for expression in expressions) + ")"


@strawberry.input
class FeedbackCondition:
    name: str | None = strawberry.field(
        default=None,
        description="Only feedback of this name; all numeric and boolean feedback where left out.",
    )
    count: CountRange | None = strawberry.field(
        default=None, description="At least one where left out."
    )
    average: FloatRange | None = None


@strawberry.input
class UserFilter:
    search: str | None = strawberry.field(
        default=None, description="Case-insensitive text in the userId, name or e-mail address."
    )
    user_ids: list[str] | None = None
    environments: list[str] | None = None
    trace_count: CountRange | None = None
    total_tokens: CountRange | None = None
    cost_usd: DecimalRange | None = None
    error_count: CountRange | None = None
    feedback: FeedbackCondition | None = strawberry.field(
        default=None, description="Users whose feedback in the period meets the condition."
    )
    first_seen_at: PeriodInput | None = None
    last_seen_at: PeriodInput | None = None


@strawberry.enum
class UserOrderField(Enum):
    USER_ID = "user_id"
    FIRST_SEEN_AT = "first_seen_at"
    LAST_SEEN_AT = "last_seen_at"
    TRACE_COUNT = "trace_count"
    SESSION_COUNT = "session_count"
    SPAN_COUNT = "span_count"
    ERROR_COUNT = "error_count"
    INPUT_TOKENS = "input_tokens"
    OUTPUT_TOKENS = "output_tokens"
    TOTAL_TOKENS = "total_tokens"
    COST_USD = "cost_usd"
    FEEDBACK_COUNT = "feedback_count"
    FEEDBACK_AVERAGE = "feedback_average"


@strawberry.input(
    description="Ties are broken by userId, so pages never overlap; rows without a value "
    "(no feedback) come last either way."
)
class UserOrder:
    field: UserOrderField
    direction: OrderDirection = OrderDirection.DESC


@strawberry.input
class TraceFilter:
    search: str | None = strawberry.field(
        default=None, description="Case-insensitive text in the trace's name or id."
    )
    user_id: str | None = None
    session_id: str | None = None
    environments: list[str] | None = None
    tags: list[str] | None = strawberry.field(
        default=None, description="Traces that carry every one of these tags."
    )
    total_tokens: CountRange | None = None
    cost_usd: DecimalRange | None = None
    latency_ms: FloatRange | None = None
    has_error: bool | None = None
    has_feedback: bool | None = strawberry.field(
        default=None, description="Whether feedback was given to the trace or one of its spans."
    )


@strawberry.enum
class TraceOrderField(Enum):
    STARTED_AT = "started_at"
    LATENCY = "latency"
    TOTAL_TOKENS = "total_tokens"
    COST_USD = "cost_usd"


@strawberry.input
class TraceOrder:
    field: TraceOrderField
    direction: OrderDirection = OrderDirection.DESC


@strawberry.input
class FeedbackFilter:
    user_id: str | None = None
    names: list[str] | None = None
    value: FloatRange | None = None
    has_comment: bool | None = None


@strawberry.input(
    description="Exactly one of value, booleanValue and category; a trace, a span of a trace, "
    "or a session."
)
class SubmitFeedbackInput:
    feedback_id: str | None = strawberry.field(
        default=None, description="Sending the same id again replaces what it said."
    )
    trace_id: str | None = None
    span_id: str | None = None
    session_id: str | None = None
    name: str
    value: float | None = None
    boolean_value: bool | None = None
    category: str | None = None
    comment: str | None = None
    metadata: JSON | None = None


@strawberry.input
class DeleteFeedbackInput:
    feedback_id: str


@strawberry.input
class IdentifyUserInput:
    user_id: str
    name: str | None = None
    email: str | None = None
    properties: JSON | None = None


@strawberry.input
class DeleteUserInput:
    user_id: str


def given_id(argument: str, text: str) -> str:
    """An identifier that a mutation may write, as it is stored. Raises BadInput."""
    if not text:
        raise BadInput(f"{argument} must not be empty.")
    return storable_id(text)
