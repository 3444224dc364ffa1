"""Arguments that are shared by several fields, each described once."""

from datetime import datetime
from typing import Annotated

import strawberry

from usertrail.read.answer_size import MAX_IN_LIST
from usertrail.read.paging import DEFAULT_SIZE, MAX_PAGE_SIZE
from usertrail.read.spans import MAX_SPANS
from usertrail.schema.inputs import attribute_names, feedback, lists, mutations, prices
from usertrail.schema.inputs.ranges import IntervalInput, PeriodInput

First = Annotated[
    int | None,
    strawberry.argument(
        description="The number of rows to return from the start of the list, or after the "
        f"cursor given as after: 1 to {MAX_PAGE_SIZE}. Defaults to {DEFAULT_SIZE} if neither "
        "first nor last is given."
    ),
]
After = Annotated[
    str | None,
    strawberry.argument(
        description="Return only rows after this cursor, which must come from the same list in "
        "the same order."
    ),
]
Last = Annotated[
    int | None,
    strawberry.argument(
        description="The number of rows to return from the end of the list, or before the "
        f"cursor given as before: 1 to {MAX_PAGE_SIZE}. The rows keep the order of the list."
    ),
]
Before = Annotated[
    str | None,
    strawberry.argument(
        description="Return only rows before this cursor, which must come from the same list "
        "in the same order."
    ),
]
PeriodArg = Annotated[
    PeriodInput | None,
    strawberry.argument(
        description="Only traces that start, and feedback created, within this period. "
        "Defaults to all time, including timestamps in the future. Charts over all "
        "time end at the current time."
    ),
]
EnvironmentsArg = Annotated[
    list[str] | None,
    strawberry.argument(
        description="Only data from these environments. All environments if omitted; none if "
        "the list is empty."
    ),
]

IntervalArg = Annotated[
    IntervalInput | None,
    strawberry.argument(description="The time covered by each point; a day by default."),
]
UserId = Annotated[str, strawberry.argument(description="The identifier sent by the application.")]
OnlyUserId = Annotated[
    str | None,
    strawberry.argument(description="Only traces of this user; traces of all users if omitted."),
]
OnlyTraceId = Annotated[
    str | None,
    strawberry.argument(description="Only this trace; all traces if omitted."),
]
TraceId = Annotated[str, strawberry.argument(description="The identifier assigned by the sender.")]
SessionId = Annotated[
    str, strawberry.argument(description="The identifier sent by the application.")
]
GlobalId = Annotated[strawberry.ID, strawberry.argument(description="The global id of any object.")]
GlobalIds = Annotated[
    list[strawberry.ID],
    strawberry.argument(description=f"Global ids of objects of any type, at most {MAX_PAGE_SIZE}."),
]
FirstSpans = Annotated[
    int | None,
    strawberry.argument(
        description="The number of spans to return from the start, or after the cursor: 1 to "
        f"{MAX_SPANS}. Defaults to {DEFAULT_SIZE}."
    ),
]
MaxBytes = Annotated[
    int | None,
    strawberry.argument(
        description="Return null if the value is longer than this many bytes of UTF-8; must be "
        "0 or more. Without it there is no limit, except in lists, where the limit "
        f"is {MAX_IN_LIST}. Longer values are not read from the database."
    ),
]
FeedbackToSubmit = Annotated[
    mutations.SubmitFeedbackInput,
    strawberry.argument(description="The feedback, and what it applies to."),
]
FeedbackToDelete = Annotated[
    mutations.DeleteFeedbackInput, strawberry.argument(description="The feedback to delete.")
]
UserToIdentify = Annotated[
    mutations.IdentifyUserInput, strawberry.argument(description="The user and their details.")
]
UserToDelete = Annotated[
    mutations.DeleteUserInput, strawberry.argument(description="The user to delete.")
]
ProjectToCreate = Annotated[
    mutations.CreateProjectInput, strawberry.argument(description="The project to create.")
]
ProjectToRename = Annotated[
    mutations.RenameProjectInput, strawberry.argument(description="The new project name.")
]
TokenRequirement = Annotated[
    mutations.RequireFeedbackTokenInput,
    strawberry.argument(description="Whether a token is required."),
]
KeyToCreate = Annotated[
    mutations.CreateApiKeyInput, strawberry.argument(description="The key pair to create.")
]
KeyToRename = Annotated[
    mutations.RenameApiKeyInput, strawberry.argument(description="The key pair and its new name.")
]
KeyToRevoke = Annotated[
    mutations.RevokeApiKeyInput, strawberry.argument(description="The key pair to revoke.")
]
SessionToEnd = Annotated[
    mutations.EndBrowserSessionInput, strawberry.argument(description="The browser session to end.")
]
SessionsToEnd = Annotated[
    mutations.EndBrowserSessionsInput,
    strawberry.argument(description="The browser sessions to end."),
]
PricesToSet = Annotated[
    prices.SetPricesInput, strawberry.argument(description="The models and their token prices.")
]
PricesToDelete = Annotated[
    prices.DeletePricesInput, strawberry.argument(description="The prices to delete.")
]
NamesToSet = Annotated[
    attribute_names.SetNamesInput,
    strawberry.argument(description="The attributes that name users and sessions."),
]
ModelName = Annotated[str, strawberry.argument(description="The model name, as reported in spans.")]
CallTime = Annotated[
    datetime | None,
    strawberry.argument(description="The start time of the call; the current time by default."),
]
UserFilterArg = Annotated[
    lists.UserFilter | None,
    strawberry.argument(description="Conditions that users must meet; all users if omitted."),
]
TraceFilterArg = Annotated[
    lists.TraceFilter | None,
    strawberry.argument(description="Conditions that traces must meet; all traces if omitted."),
]
FeedbackFilterArg = Annotated[
    feedback.FeedbackFilter | None,
    strawberry.argument(description="Conditions that feedback must meet; all feedback if omitted."),
]
UserOrderArg = Annotated[
    lists.UserOrder | None,
    strawberry.argument(description="The sort order; most recently seen first by default."),
]
TraceOrderArg = Annotated[
    lists.TraceOrder | None,
    strawberry.argument(description="The sort order; newest first by default."),
]
