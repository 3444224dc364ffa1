"""Inputs of mutations on feedback, users, projects, keys and browser sessions."""

import strawberry

from usertrail.errors import BadInput
from usertrail.normalise.identifiers import storable_id
from usertrail.responses.raw_json import JSON

MAX_NAME_LENGTH = 100


@strawberry.input(
    description="Feedback on a trace, a span of a trace, or a session, with exactly one of "
    "value, booleanValue and category."
)
class SubmitFeedbackInput:
    feedback_id: str | None = strawberry.field(
        default=None,
        description="Submitting the same id again replaces the earlier feedback. Generated if "
        "omitted.",
    )
    trace_id: str | None = strawberry.field(
        default=None, description="The trace to give feedback on, which may not have arrived yet."
    )
    span_id: str | None = strawberry.field(
        default=None, description="The span of that trace to give feedback on."
    )
    session_id: str | None = strawberry.field(
        default=None, description="The session to give feedback on, instead of a trace."
    )
    name: str = strawberry.field(
        description="The name of the feedback, such as helpful. Feedback with the same name is "
        "aggregated."
    )
    value: float | None = strawberry.field(
        default=None, description="A number on any scale, which counts in averages."
    )
    boolean_value: bool | None = strawberry.field(
        default=None, description="True or false, such as thumbs up or down; averaged as 1 and 0."
    )
    category: str | None = strawberry.field(
        default=None, description="One of several labels, which is counted but never averaged."
    )
    comment: str | None = strawberry.field(default=None, description="A comment on the feedback.")
    metadata: JSON | None = strawberry.field(
        default=None, description="Additional data to store with the feedback."
    )


@strawberry.input(description="Identifies the feedback to delete.")
class DeleteFeedbackInput:
    feedback_id: str = strawberry.field(
        description="The id sent with the feedback, or generated for it."
    )


@strawberry.input(
    description="Details of a user. Omitted fields stay unchanged; an empty string or object "
    "clears the field; properties are replaced as a whole."
)
class IdentifyUserInput:
    user_id: str = strawberry.field(
        description="The identifier that the application sends with traces."
    )
    name: str | None = strawberry.field(default=None, description="The display name of the user.")
    email: str | None = strawberry.field(default=None, description="The email address of the user.")
    properties: JSON | None = strawberry.field(
        default=None, description="A JSON object with further details, such as a plan."
    )


@strawberry.input(description="Identifies the user to delete.")
class DeleteUserInput:
    user_id: str = strawberry.field(description="The identifier sent by the application.")


@strawberry.input(description="Details of the project to create.")
class CreateProjectInput:
    name: str = strawberry.field(
        description="The display name, 1 to 100 characters; need not be unique."
    )


@strawberry.input(description="A new name for the project.")
class RenameProjectInput:
    name: str = strawberry.field(description="The display name, 1 to 100 characters.")


@strawberry.input(description="Whether visitor feedback requires a token.")
class RequireFeedbackTokenInput:
    is_required: bool = strawberry.field(
        description="Whether feedback sent with only a public key must carry a signed token."
    )


@strawberry.input(description="Details of the key pair to create.")
class CreateApiKeyInput:
    name: str = strawberry.field(
        description="A display name, 1 to 100 characters, such as the service that uses the keys."
    )


@strawberry.input(description="A new name for a key pair.")
class RenameApiKeyInput:
    public_key: str = strawberry.field(description="The public key that identifies the pair.")
    name: str = strawberry.field(description="The display name, 1 to 100 characters.")


@strawberry.input(description="The key pair to revoke.")
class RevokeApiKeyInput:
    public_key: str = strawberry.field(description="The public key that identifies the pair.")


@strawberry.input(description="Identifies the browser to sign out.")
class EndBrowserSessionInput:
    browser_session_id: str = strawberry.field(description="The id returned by browserSessions.")


@strawberry.input(description="Selects the browsers to sign out.")
class EndBrowserSessionsInput:
    keep_this: bool = strawberry.field(
        description="Whether to keep the current browser signed in; if false, all browsers are "
        "signed out."
    )


def parse_name(argument: str, text: str) -> str:
    """A display name, as a single line. Raises BadInput."""
    name = " ".join(text.split())
    if not 1 <= len(name) <= MAX_NAME_LENGTH or not name.isprintable():
        raise BadInput(f"{argument} must have 1 to {MAX_NAME_LENGTH} characters, all printable.")
    return name


def parse_id(argument: str, text: str) -> str:
    """An identifier that a mutation may write, as it is stored. Raises BadInput."""
    if not text:
        raise BadInput(f"{argument} must not be empty.")
    return storable_id(text)
