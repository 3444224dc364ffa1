"""Arguments that are shared by several fields, each described once."""

from datetime import datetime
from typing import Annotated

import strawberry

from usertrail.read.answer_size import MAX_IN_LIST
from usertrail.read.paging import DEFAULT_SIZE, MAX_PAGE_SIZE
from usertrail.read.spans import MAX_SPANS
from usertrail.schema.described import argument
from usertrail.schema.inputs import attribute_names, feedback, lists, mutations, prices, traces
from usertrail.schema.inputs.ranges import IntervalInput, PeriodInput

First = Annotated[
    int | None,
    argument(
        "The number of rows to return from the start of the list, or after the cursor given as "
        f"after: 1 to {MAX_PAGE_SIZE}. Defaults to {DEFAULT_SIZE} if neither first nor last is "
        "given."
    ),
]
After = Annotated[
    str | None,
    argument(
        "Return only rows after this cursor, which must come from the same list in the same order."
    ),
]
Last = Annotated[
    int | None,
    argument(
        "The number of rows to return from the end of the list, or before the cursor given as "
        f"before: 1 to {MAX_PAGE_SIZE}. The rows keep the order of the list."
    ),
]
Before = Annotated[
    str | None,
    argument(
        "Return only rows before this cursor, which must come from the same list in the same order."
    ),
]
PeriodArg = Annotated[
    PeriodInput | None,
    argument(
        "Only traces that start, and feedback created, within this period. Defaults to all time, "
        "including timestamps in the future. Charts over all time end at the current time."
    ),
]
EnvironmentsArg = Annotated[
    list[str] | None,
    argument(
        "Only data from these environments. All environments if omitted; none if the list is empty."
    ),
]

IntervalArg = Annotated[
    IntervalInput | None, argument("The time covered by each point; a day by default.")
]
UserId = Annotated[str, argument("The identifier sent by the application.")]
OnlyUserId = Annotated[
    str | None, argument("Only traces of this user; traces of all users if omitted.")
]
OnlyTraceId = Annotated[str | None, argument("Only this trace; all traces if omitted.")]
TraceId = Annotated[str, argument("The identifier assigned by the sender.")]
SessionId = Annotated[str, argument("The identifier sent by the application.")]
GlobalId = Annotated[strawberry.ID, argument("The global id of any object.")]
GlobalIds = Annotated[
    list[strawberry.ID], argument(f"Global ids of objects of any type, at most {MAX_PAGE_SIZE}.")
]
FirstSpans = Annotated[
    int | None,
    argument(
        f"The number of spans to return from the start, or after the cursor: 1 to {MAX_SPANS}. "
        f"Defaults to {DEFAULT_SIZE}."
    ),
]
MaxBytes = Annotated[
    int | None,
    argument(
        "Return null if the value is longer than this many bytes of UTF-8; must be 0 or more. "
        f"Without it there is no limit, except in lists, where the limit is {MAX_IN_LIST}. Longer "
        "values are not read from the database."
    ),
]
FeedbackToSubmit = Annotated[
    mutations.SubmitFeedbackInput, argument("The feedback, and what it applies to.")
]
FeedbackToDelete = Annotated[mutations.DeleteFeedbackInput, argument("The feedback to delete.")]
UserToIdentify = Annotated[mutations.IdentifyUserInput, argument("The user and their details.")]
UserToDelete = Annotated[mutations.DeleteUserInput, argument("The user to delete.")]
SessionToDelete = Annotated[mutations.DeleteSessionInput, argument("The session to delete.")]
ProjectToCreate = Annotated[mutations.CreateProjectInput, argument("The project to create.")]
ProjectToRename = Annotated[mutations.RenameProjectInput, argument("The new project name.")]
TokenRequirement = Annotated[
    mutations.RequireFeedbackTokenInput, argument("Whether a token is required.")
]
MainFeedback = Annotated[mutations.SetMainFeedbackInput, argument("The name of the main feedback.")]
KeyToCreate = Annotated[mutations.CreateApiKeyInput, argument("The key pair to create.")]
KeyToRename = Annotated[mutations.RenameApiKeyInput, argument("The key pair and its new name.")]
KeyToRevoke = Annotated[mutations.RevokeApiKeyInput, argument("The key pair to revoke.")]
SessionToEnd = Annotated[mutations.EndBrowserSessionInput, argument("The browser session to end.")]
SessionsToEnd = Annotated[
    mutations.EndBrowserSessionsInput, argument("The browser sessions to end.")
]
PricesToSet = Annotated[prices.SetPricesInput, argument("The models and their token prices.")]
PricesToDelete = Annotated[prices.DeletePricesInput, argument("The prices to delete.")]
NamesToSet = Annotated[
    attribute_names.SetNamesInput, argument("The attributes that name users and sessions.")
]
ModelName = Annotated[str, argument("The model name, as reported in spans.")]
CallTime = Annotated[
    datetime | None, argument("The start time of the call; the current time by default.")
]
UserFilterArg = Annotated[
    lists.UserFilter | None, argument("Conditions that users must meet; all users if omitted.")
]
TraceFilterArg = Annotated[
    traces.TraceFilter | None, argument("Conditions that traces must meet; all traces if omitted.")
]
FeedbackFilterArg = Annotated[
    feedback.FeedbackFilter | None,
    argument("Conditions that feedback must meet; all feedback if omitted."),
]
UserOrderArg = Annotated[
    lists.UserOrder | None, argument("The sort order; most recently seen first by default.")
]
TraceOrderArg = Annotated[
    traces.TraceOrder | None, argument("The sort order; newest first by default.")
]
