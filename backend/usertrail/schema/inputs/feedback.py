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


TYPE_OF_NAME = "If omitted, the type that is most rated under that name."


@input_type("Feedback of one name and type; the main feedback of the project if there is no name.")
class FeedbackSelection:
    name: str | None = optional("The name of the feedback.")
    data_type: FeedbackDataType | None = optional(
        f"The type of the feedback. {TYPE_OF_NAME} Requires a name."
    )


@input_type("A condition on the feedback of a user within the period of the query.")
class FeedbackCondition:
    name: str | None = optional(
        "Only feedback with this name. If omitted, all numeric and boolean feedback; with "
        "hasComment, all feedback."
    )
    data_type: FeedbackDataType | None = optional(
        f"Only feedback of this type. {TYPE_OF_NAME} Requires a name."
    )
    value: FloatRange | None = optional(
        "Only feedback with a value in this range: the number, or 1 for true and 0 for false. "
        "Requires a name."
    )
    categories: list[str] | None = optional(
        "Only categorical feedback with one of these values. Requires a name."
    )
    has_comment: bool | None = optional("Only feedback with a comment, or without one.")
    count: CountRange | None = optional(
        "The number of such feedback entries; at least 1 if omitted."
    )
    average: FloatRange | None = optional(
        "The mean of such feedback: of its numbers, or the share of true, 0 to 1. Users without "
        "such values never match. Give a name, since other names may have other scales."
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
    is_annotation: bool | None = optional(
        "Whether the feedback was given by a reviewer, and so has the source ANNOTATION."
    )
    data_types: list[FeedbackDataType] | None = optional(
        "Feedback with one of these value types; an empty list matches nothing."
    )
    categories: list[str] | None = optional(
        "Categorical feedback with one of these values; an empty list matches nothing."
    )
