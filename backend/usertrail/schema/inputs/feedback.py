"""Filters on feedback: of lists of feedback, and of users by their feedback."""

from enum import Enum

import strawberry

from usertrail.schema.inputs.ranges import CountRange, FloatRange


@strawberry.enum(description="The type of a feedback value.")
class FeedbackDataType(Enum):
    NUMERIC = strawberry.enum_value("NUMERIC", description="A number on any scale.")
    BOOLEAN = strawberry.enum_value("BOOLEAN", description="True or false, averaged as 1 and 0.")
    CATEGORICAL = strawberry.enum_value("CATEGORICAL", description="One of several labels.")
    TEXT = strawberry.enum_value(
        "TEXT", description="Free text, which is neither averaged nor counted by value."
    )
    CORRECTION = strawberry.enum_value(
        "CORRECTION", description="The text that should have been generated instead."
    )


@strawberry.input(
    description="A condition on the feedback of a user within the period of the query."
)
class FeedbackCondition:
    name: str | None = strawberry.field(
        default=None,
        description="Only feedback with this name; all numeric and boolean feedback if omitted.",
    )
    count: CountRange | None = strawberry.field(
        default=None,
        description="The number of such feedback entries; at least 1 if omitted.",
    )
    average: FloatRange | None = strawberry.field(
        default=None,
        description="The mean of the numeric and boolean values, with true as 1 and false as "
        "0. Users without such values never match.",
    )


@strawberry.input(description="Conditions for listing feedback; all of them must hold.")
class FeedbackFilter:
    user_id: str | None = strawberry.field(
        default=None,
        description="Feedback on traces and sessions of this user. An empty string selects "
        "feedback that belongs to no user.",
    )
    names: list[str] | None = strawberry.field(
        default=None, description="Feedback with one of these names; an empty list matches nothing."
    )
    value: FloatRange | None = strawberry.field(
        default=None,
        description="The numeric value, or 1 for true and 0 for false. Other feedback never "
        "matches.",
    )
    has_comment: bool | None = strawberry.field(
        default=None, description="Whether the feedback has a comment."
    )
    data_types: list[FeedbackDataType] | None = strawberry.field(
        default=None,
        description="Feedback with one of these value types; an empty list matches nothing.",
    )
    categories: list[str] | None = strawberry.field(
        default=None,
        description="Categorical feedback with one of these values; an empty list matches nothing.",
    )
