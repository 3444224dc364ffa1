"""Filters on feedback: of lists of feedback, and of users by their feedback."""

from enum import Enum

import strawberry

from usertrail.schema.described import enum_value, input_type, optional
from usertrail.schema.inputs.ranges import CountRange, FloatRange


@strawberry.enum(description="The type of a feedback value.")
class FeedbackDataType(Enum):
    NUMERIC = enum_value("NUMERIC", "A number on any scale.")
    BOOLEAN = enum_value("BOOLEAN", "True or false, averaged as 1 and 0.")
    CATEGORICAL = enum_value("CATEGORICAL", "One of several labels.")
    TEXT = enum_value("TEXT", "Free text, which is neither averaged nor counted by value.")
    CORRECTION = enum_value("CORRECTION", "The text that should have been generated instead.")


@input_type("A condition on the feedback of a user within the period of the query.")
class FeedbackCondition:
    name: str | None = optional(
        "Only feedback with this name; all numeric and boolean feedback if omitted."
    )
    count: CountRange | None = optional(
        "The number of such feedback entries; at least 1 if omitted."
    )
    average: FloatRange | None = optional(
        "The mean of the numeric and boolean values, with true as 1 and false as 0. Users without "
        "such values never match."
    )


@input_type("Conditions for listing feedback; all of them must hold.")
class FeedbackFilter:
    user_id: str | None = optional(
        "Feedback on traces and sessions of this user. An empty string selects feedback that "
        "belongs to no user."
    )
    names: list[str] | None = optional(
        "Feedback with one of these names; an empty list matches nothing."
    )
    value: FloatRange | None = optional(
        "The numeric value, or 1 for true and 0 for false. Other feedback never matches."
    )
    has_comment: bool | None = optional("Whether the feedback has a comment.")
    data_types: list[FeedbackDataType] | None = optional(
        "Feedback with one of these value types; an empty list matches nothing."
    )
    categories: list[str] | None = optional(
        "Categorical feedback with one of these values; an empty list matches nothing."
    )
