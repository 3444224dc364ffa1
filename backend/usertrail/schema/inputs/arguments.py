"""The arguments that many fields have, each described once."""

from datetime import datetime
from typing import Annotated

import strawberry

from usertrail.read.answer_size import MOST_IN_LIST
from usertrail.read.paging import DEFAULT_SIZE, MOST
from usertrail.read.spans import MOST as MOST_SPANS
from usertrail.schema.inputs import feedback, lists, mutations, names, prices
from usertrail.schema.inputs.ranges import IntervalInput, PeriodInput

First = Annotated[
    int | None,
    strawberry.argument(
        description=f"How many rows to show from the start of the list, or from after the cursor: "
        f"1 to {MOST}; {DEFAULT_SIZE} where neither first nor last is given."
    ),
]
After = Annotated[
    str | None,
    strawberry.argument(
        description="Only rows after this one: a cursor of the same list in the same order."
    ),
]
Last = Annotated[
    int | None,
    strawberry.argument(
        description=f"How many rows to show up to the end of the list, or up to the cursor: "
        f"1 to {MOST}. They come in the order of the list all the same."
    ),
]
Before = Annotated[
    str | None,
    strawberry.argument(
        description="Only rows before this one: a cursor of the same list in the same order."
    ),
]
InPeriod = Annotated[
    PeriodInput | None,
    strawberry.argument(
        description="Only what starts or was given within it; all time where left out, what lies "
        "ahead of now included. Charts of all time end now."
    ),
]
Environments = Annotated[
    list[str] | None,
    strawberry.argument(
        description="Only what came from these environments: all where left out, none where empty."
    ),
]

Per = Annotated[
    IntervalInput | None,
    strawberry.argument(description="How much time a point stands for; a day where left out."),
]
UserId = Annotated[
    str, strawberry.argument(description="The identifier as the application sends it.")
]
OnlyUserId = Annotated[
    str | None,
    strawberry.argument(description="Only traces of this user; of everybody where left out."),
]
OnlyTraceId = Annotated[
    str | None,
    strawberry.argument(description="Only this trace; all of them where left out."),
]
TraceId = Annotated[str, strawberry.argument(description="The identifier as the sender gave it.")]
SessionId = Annotated[
    str, strawberry.argument(description="The identifier as the application sends it.")
]
GlobalId = Annotated[
    strawberry.ID, strawberry.argument(description="The id of anything that has one.")
]
GlobalIds = Annotated[
    list[strawberry.ID],
    strawberry.argument(description=f"The ids of any things, of whatever types: {MOST} at most."),
]
FirstSpans = Annotated[
    int | None,
    strawberry.argument(
        description=f"How many spans to show from the start, or from after the cursor: "
        f"1 to {MOST_SPANS}; {DEFAULT_SIZE} where left out."
    ),
]
MaxBytes = Annotated[
    int | None,
    strawberry.argument(
        description="Only if it has at most this many bytes of UTF-8: 0 or more. Where left out, "
        f"however long it is, but in a list {MOST_IN_LIST} at most. What is longer is not read."
    ),
]
FeedbackGiven = Annotated[
    mutations.SubmitFeedbackInput,
    strawberry.argument(description="What is said, and of what."),
]
FeedbackToDelete = Annotated[
    mutations.DeleteFeedbackInput, strawberry.argument(description="Which feedback is to go.")
]
UserIdentified = Annotated[
    mutations.IdentifyUserInput, strawberry.argument(description="Who the user is.")
]
UserToDelete = Annotated[
    mutations.DeleteUserInput, strawberry.argument(description="Who is to be erased.")
]
ProjectToCreate = Annotated[
    mutations.CreateProjectInput, strawberry.argument(description="What it is to be like.")
]
ProjectToRename = Annotated[
    mutations.RenameProjectInput, strawberry.argument(description="How it is to be called.")
]
TokenRequired = Annotated[
    mutations.RequireFeedbackTokenInput,
    strawberry.argument(description="Whether it is to be so."),
]
KeyToCreate = Annotated[
    mutations.CreateApiKeyInput, strawberry.argument(description="What it is to be like.")
]
KeyToRename = Annotated[
    mutations.RenameApiKeyInput, strawberry.argument(description="Which one, and its name.")
]
KeyToRevoke = Annotated[
    mutations.RevokeApiKeyInput, strawberry.argument(description="Which one is to be gone.")
]
SessionToEnd = Annotated[
    mutations.EndBrowserSessionInput, strawberry.argument(description="Which one is to end.")
]
SessionsToEnd = Annotated[
    mutations.EndBrowserSessionsInput, strawberry.argument(description="Which ones are to end.")
]
PricesToSet = Annotated[
    prices.SetPricesInput, strawberry.argument(description="Which models, and what they cost.")
]
PricesToDelete = Annotated[
    prices.DeletePricesInput, strawberry.argument(description="Which prices are to be gone.")
]
NamesToSet = Annotated[
    names.SetNamesInput, strawberry.argument(description="Where users and sessions are named.")
]
OfModel = Annotated[str, strawberry.argument(description="The model as spans name it.")]
AtInstant = Annotated[
    datetime | None,
    strawberry.argument(description="When the call starts; now where left out."),
]
WhichUsers = Annotated[
    lists.UserFilter | None,
    strawberry.argument(description="What a user must be like; all where left out."),
]
WhichTraces = Annotated[
    lists.TraceFilter | None,
    strawberry.argument(description="What a trace must be like; all where left out."),
]
WhichFeedback = Annotated[
    feedback.FeedbackFilter | None,
    strawberry.argument(description="What the feedback must be like; all where left out."),
]
UsersBy = Annotated[
    lists.UserOrder | None,
    strawberry.argument(description="The order; the last seen first where left out."),
]
TracesBy = Annotated[
    lists.TraceOrder | None,
    strawberry.argument(description="The order; the newest first where left out."),
]
