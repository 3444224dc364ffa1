"""GraphQL inputs: periods, ranges, filters, orders, and inputs of mutations."""

from usertrail.schema.inputs.feedback import FeedbackCondition, FeedbackDataType, FeedbackFilter
from usertrail.schema.inputs.lists import (
    OrderDirection,
    TraceFilter,
    TraceOrder,
    TraceOrderField,
    UserFilter,
    UserOrder,
    UserOrderField,
)
from usertrail.schema.inputs.mutations import (
    DeleteFeedbackInput,
    DeleteUserInput,
    IdentifyUserInput,
    SubmitFeedbackInput,
    parse_id,
    parse_name,
)
from usertrail.schema.inputs.ranges import (
    CountRange,
    DecimalRange,
    FloatRange,
    IntervalInput,
    PeriodInput,
)

__all__ = [
    "CountRange",
    "DecimalRange",
    "DeleteFeedbackInput",
    "DeleteUserInput",
    "FeedbackCondition",
    "FeedbackDataType",
    "FeedbackFilter",
    "FloatRange",
    "IdentifyUserInput",
    "IntervalInput",
    "OrderDirection",
    "PeriodInput",
    "SubmitFeedbackInput",
    "TraceFilter",
    "TraceOrder",
    "TraceOrderField",
    "UserFilter",
    "UserOrder",
    "UserOrderField",
    "parse_id",
    "parse_name",
]
