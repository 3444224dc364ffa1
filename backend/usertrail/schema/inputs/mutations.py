"""Inputs of mutations on feedback, users, projects, keys and browser sessions."""

from usertrail.errors import BadInput
from usertrail.normalise.identifiers import MAX_BYTES, storable_id
from usertrail.responses.raw_json import JSON
from usertrail.schema.described import described, input_type, optional

MAX_NAME_LENGTH = 100


@input_type(
    "Feedback on a trace, a span of a trace, or a session, with exactly one of value, "
    "booleanValue and category."
)
class SubmitFeedbackInput:
    feedback_id: str | None = optional(
        "Submitting the same id again replaces the earlier feedback. Generated if omitted."
    )
    trace_id: str | None = optional(
        "The trace to give feedback on, which may not have arrived yet."
    )
    span_id: str | None = optional("The span of that trace to give feedback on.")
    session_id: str | None = optional("The session to give feedback on, instead of a trace.")
    name: str = described(
        "The name of the feedback, such as helpful. Feedback with the same name is aggregated."
    )
    value: float | None = optional("A number on any scale, which counts in averages.")
    boolean_value: bool | None = optional(
        "True or false, such as thumbs up or down; averaged as 1 and 0."
    )
    category: str | None = optional("One of several labels, which is counted but never averaged.")
    comment: str | None = optional("A comment on the feedback.")
    metadata: JSON | None = optional("Additional data to store with the feedback.")


@input_type("Identifies the feedback to delete.")
class DeleteFeedbackInput:
    feedback_id: str = described("The id sent with the feedback, or generated for it.")


@input_type(
    "Details of a user. Omitted fields stay unchanged; an empty string or object clears the "
    "field; properties are replaced as a whole."
)
class IdentifyUserInput:
    user_id: str = described("The identifier that the application sends with traces.")
    name: str | None = optional("The display name of the user.")
    email: str | None = optional("The email address of the user.")
    properties: JSON | None = optional("A JSON object with further details, such as a plan.")


@input_type("Identifies the session to delete.")
class DeleteSessionInput:
    session_id: str = described("The identifier sent by the application.")


@input_type("Identifies the user to delete.")
class DeleteUserInput:
    user_id: str = described("The identifier sent by the application.")


@input_type("Details of the project to create.")
class CreateProjectInput:
    name: str = described("The display name, 1 to 100 characters; need not be unique.")


@input_type("A new name for the project.")
class RenameProjectInput:
    name: str = described("The display name, 1 to 100 characters.")


@input_type("Whether visitor feedback requires a token.")
class RequireFeedbackTokenInput:
    is_required: bool = described(
        "Whether feedback sent with only a public key must carry a signed token."
    )


@input_type("The main feedback of the project.")
class SetMainFeedbackInput:
    name: str | None = optional(
        "The name of the feedback to show where there is room for one; the one that is rated most "
        "if omitted."
    )


@input_type("Details of the key pair to create.")
class CreateApiKeyInput:
    name: str = described(
        "A display name, 1 to 100 characters, such as the service that uses the keys."
    )


@input_type("A new name for a key pair.")
class RenameApiKeyInput:
    public_key: str = described("The public key that identifies the pair.")
    name: str = described("The display name, 1 to 100 characters.")


@input_type("The key pair to revoke.")
class RevokeApiKeyInput:
    public_key: str = described("The public key that identifies the pair.")


@input_type("Identifies the browser to sign out.")
class EndBrowserSessionInput:
    browser_session_id: str = described("The id returned by browserSessions.")


@input_type("Selects the browsers to sign out.")
class EndBrowserSessionsInput:
    keep_this: bool = described(
        "Whether to keep the current browser signed in; if false, all browsers are signed out."
    )


def parse_name(argument: str, text: str) -> str:
    """A display name, as a single line. Raises BadInput."""
    return printable(argument, " ".join(text.split()), MAX_NAME_LENGTH)


def printable(argument: str, text: str, most: int) -> str:
    """The text, if it has no more characters than that. Raises BadInput."""
    if not 1 <= len(text) <= most or not text.isprintable():
        raise BadInput(f"{argument} must have 1 to {most} characters, all printable.")
    return text


def parse_id(argument: str, text: str, max_bytes: int = MAX_BYTES) -> str:
    """An identifier that a mutation may write, as it is stored. Raises BadInput."""
    if not text:
        raise BadInput(f"{argument} must not be empty.")
    return storable_id(text, max_bytes)
