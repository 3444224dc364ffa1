"""Which feedback a list holds, and what that of a user must be like."""

from enum import Enum

import strawberry

from usertrail.schema.inputs.ranges import CountRange, FloatRange


@strawberry.enum(description="Which kind of value feedback holds.")
class FeedbackDataType(Enum):
    NUMERIC = strawberry.enum_value("NUMERIC", description="A number on whatever scale.")
    BOOLEAN = strawberry.enum_value("BOOLEAN", description="Yes or no, counted as 1 and 0.")
    CATEGORICAL = strawberry.enum_value("CATEGORICAL", description="One word of several.")
    TEXT = strawberry.enum_value(
        "TEXT", description="Free text, which is neither averaged nor counted by value."
    )
    CORRECTION = strawberry.enum_value(
        "CORRECTION", description="The text that would have been right."
    )


@strawberry.input(
    description="What the feedback of a user must be like, counted over the period that is asked "
    "for."
)
class FeedbackCondition:
    name: str | None = strawberry.field(
        default=None,
        description="Only feedback of this name; all numeric and boolean feedback where left out.",
    )
    count: CountRange | None = strawberry.field(
        default=None,
        description="How often such feedback was given. At least once where left out.",
    )
    average: FloatRange | None = strawberry.field(
        default=None,
        description="The mean of its numeric and boolean values, true as 1 and false as 0. "
        "Who has no such value lies in no range.",
    )


@strawberry.input(
    description="What feedback must be like to be listed; all that is given must hold."
)
class FeedbackFilter:
    user_id: str | None = strawberry.field(
        default=None,
        description="On what is this user's; an empty text asks for what is nobody's.",
    )
    names: list[str] | None = strawberry.field(
        default=None, description="Given under one of these names; none where empty."
    )
    value: FloatRange | None = strawberry.field(
        default=None,
        description="Its number, or 1 for true and 0 for false. Other feedback lies in no range.",
    )
    has_comment: bool | None = strawberry.field(
        default=None, description="Whether somebody wrote a text along with it."
    )
    data_types: list[FeedbackDataType] | None = strawberry.field(
        default=None, description="Of one of these kinds of value; none where empty."
    )
    categories: list[str] | None = strawberry.field(
        default=None,
        description="Of one of these categories; none where empty. Other feedback has none.",
    )
