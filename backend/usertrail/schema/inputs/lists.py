"""Filters and sort orders of users."""

from enum import Enum
from typing import Any

import strawberry

from usertrail.measures import Measure, Ratio, Sum, Timing, listed
from usertrail.schema.described import described, enum_value, input_type, optional
from usertrail.schema.inputs.feedback import FeedbackCondition, FeedbackSelection
from usertrail.schema.inputs.ranges import CountRange, DecimalRange, FloatRange, PeriodInput
from usertrail.schema.measure_fields import Field, sentence, with_fields

OF_PERIOD = "over the period of the query, in the environments of this filter"
IN_ENVIRONMENTS = (
    "Only traces from these environments. All environments if omitted; none if the list is empty."
)
TOWARDS = "The sort direction; descending by default."


@strawberry.enum(description="The direction of sorting.")
class OrderDirection(Enum):
    ASC = enum_value("asc", "Smallest or earliest first; strings by code point.")
    DESC = enum_value("desc", "Largest or latest first; strings by code point, reversed.")


def range_of(measure: Sum | Ratio | Timing) -> Any:
    """The type of a condition on a measure."""
    if not isinstance(measure, Sum):
        return FloatRange | None
    return {"bigint": CountRange, "numeric": DecimalRange}[measure.type] | None


def _described(measure: Measure, more: str, without: str) -> str:
    """What the measure is, and what becomes of users without a value."""
    end = f" {measure.without} {without}." if measure.without else ""
    return f"{sentence(measure.noun)}{more}.{end}"


@input_type(
    f"Conditions for listing users; all of them must hold. Measures are computed {OF_PERIOD}."
)
@with_fields(
    (
        Field(of.name, range_of(of), _described(of, f", {OF_PERIOD}", "never match"), of.deprecated)
        for of in listed()
    ),
    default=None,
)
class UserFilter:
    search: str | None = optional(
        "Case-insensitive substring of the userId, name or email address."
    )
    user_ids: list[str] | None = optional(
        "Only users with one of these identifiers; an empty list matches nobody."
    )
    environments: list[str] | None = optional(
        "Computes measures from these environments only, and lists only users with a trace in one "
        "of them. All environments if omitted; none if the list is empty."
    )
    feedback: FeedbackCondition | None = optional(
        "Users whose feedback in the period meets this condition."
    )
    first_seen_at: PeriodInput | None = optional(
        "When the user's first trace ever started, in any environment."
    )
    last_seen_at: PeriodInput | None = optional(
        "When the user's latest trace ever started, in any environment. Without to, traces that "
        "start in the future are ignored."
    )


@strawberry.enum(
    description="The fields that users can be sorted by. Measures are computed "
    "over the period of the query."
)
class UserOrderField(Enum):
    USER_ID = enum_value("user_id", "The identifier sent by the application.")
    FIRST_SEEN_AT = enum_value("first_seen_at", "When the user's first trace ever started.")
    LAST_SEEN_AT = enum_value("last_seen_at", "When the user's latest trace ever started.")
    # One value per measure.
    _ignore_ = ["of"]  # noqa: RUF012  # as Enum defines it
    for of in listed():
        vars()[of.name.upper()] = enum_value(of.name, _described(of, "", "come last"))


@input_type(
    "Ties are broken by userId, so pages never overlap. Users without a value (no feedback, no "
    "spans) come last in both directions."
)
class UserOrder:
    field: UserOrderField = described("The field that users are sorted by.")
    direction: OrderDirection = described(TOWARDS, default=OrderDirection.DESC)
    feedback: FeedbackSelection | None = optional(
        "With FEEDBACK_AVERAGE, sorts by the share of true or the mean of this feedback; with "
        "FEEDBACK_COUNT, by how much of it there is. Without it, feedback of all names counts, "
        "whatever the scales."
    )
