"""What a caller says of feedback and of users."""

import strawberry

from usertrail.errors import BadInput
from usertrail.normalise.identifiers import storable_id
from usertrail.responses.raw_json import JSON

MOST_NAME = 100


@strawberry.input(
    description="Exactly one of value, booleanValue and category; a trace, a span of a trace, "
    "or a session."
)
class SubmitFeedbackInput:
    feedback_id: str | None = strawberry.field(
        default=None,
        description="Sending the same id again replaces what it said. One is made where left out.",
    )
    trace_id: str | None = strawberry.field(
        default=None, description="The trace it is given to, which may still be on its way."
    )
    span_id: str | None = strawberry.field(
        default=None, description="The span of that trace, where it is given to a span."
    )
    session_id: str | None = strawberry.field(
        default=None, description="The session it is given to, instead of a trace."
    )
    name: str = strawberry.field(
        description="What is judged, such as helpful: feedback of one name is summed up together."
    )
    value: float | None = strawberry.field(
        default=None, description="A number, on whatever scale; averages are of these."
    )
    boolean_value: bool | None = strawberry.field(
        default=None, description="Yes or no, such as a thumb up or down; averages take 1 and 0."
    )
    category: str | None = strawberry.field(
        default=None, description="One word of several, counted but never averaged."
    )
    comment: str | None = strawberry.field(
        default=None, description="What somebody wrote along with it."
    )
    metadata: JSON | None = strawberry.field(
        default=None, description="Whatever else is to be kept with it."
    )


@strawberry.input(description="Which feedback is to be deleted.")
class DeleteFeedbackInput:
    feedback_id: str = strawberry.field(description="The id it was sent with, or was given.")


@strawberry.input(
    description="Who a user is. What is left out stays as it was, an empty text or object takes it "
    "away; properties are replaced whole."
)
class IdentifyUserInput:
    user_id: str = strawberry.field(
        description="The identifier as the application sends it with traces."
    )
    name: str | None = strawberry.field(default=None, description="What people call the user.")
    email: str | None = strawberry.field(default=None, description="Where mail reaches the user.")
    properties: JSON | None = strawberry.field(
        default=None, description="A JSON object of whatever else is known, such as a plan."
    )


@strawberry.input(description="Which user is to be erased.")
class DeleteUserInput:
    user_id: str = strawberry.field(description="The identifier as the application sent it.")


@strawberry.input(description="What a new project is to be like.")
class CreateProjectInput:
    name: str = strawberry.field(
        description="What people call it, in 1 to 100 characters; projects may share one."
    )


@strawberry.input(description="How the project is to be called.")
class RenameProjectInput:
    name: str = strawberry.field(description="What people call it, in 1 to 100 characters.")


@strawberry.input(description="Whether visitors need a token.")
class RequireFeedbackTokenInput:
    is_required: bool = strawberry.field(
        description="Whether a public key alone gives feedback only with a signed token."
    )


@strawberry.input(description="What a new pair of keys is to be like.")
class CreateApiKeyInput:
    name: str = strawberry.field(
        description="What people call it, such as who uses it, in 1 to 100 characters."
    )


@strawberry.input(description="How a pair of keys is to be called.")
class RenameApiKeyInput:
    public_key: str = strawberry.field(description="The public half of the pair that is meant.")
    name: str = strawberry.field(description="What people call it, in 1 to 100 characters.")


@strawberry.input(description="Which pair of keys is to work no more.")
class RevokeApiKeyInput:
    public_key: str = strawberry.field(description="The public half of the pair that is meant.")


@strawberry.input(description="Which browser is to be signed out.")
class EndBrowserSessionInput:
    browser_session_id: str = strawberry.field(description="The id that the list gives.")


@strawberry.input(description="Which browsers are to be signed out.")
class EndBrowserSessionsInput:
    keep_this: bool = strawberry.field(
        description="Whether the one that asks stays signed in; if not, all are out."
    )


def given_name(argument: str, text: str) -> str:
    """A name that people read, on one line. Raises BadInput."""
    name = " ".join(text.split())
    if not 1 <= len(name) <= MOST_NAME or not name.isprintable():
        raise BadInput(f"{argument} must have 1 to {MOST_NAME} characters that can be seen.")
    return name


def given_id(argument: str, text: str) -> str:
    """An identifier that a mutation may write, as it is stored. Raises BadInput."""
    if not text:
        raise BadInput(f"{argument} must not be empty.")
    return storable_id(text)
