"""The input that sets a project's attribute names for user and session ids."""

from usertrail.errors import BadInput
from usertrail.normalise.rules import Rules
from usertrail.rules.rows import MAX_NAMES
from usertrail.schema.described import described, input_type
from usertrail.schema.inputs.mutations import printable

MAX_NAME_LENGTH = 200
NAMES = (
    "0 to 5 names, in order of precedence: each is a span or resource attribute such as "
    "acme.account.login, or a metadata key of a trace or span such as metadata.tenant_user."
)


@input_type("The attributes that name users and sessions. They replace those set before.")
class SetNamesInput:
    user_id: list[str] = described(f"Attributes that hold the user id. {NAMES}")
    session_id: list[str] = described(f"Attributes that hold the session id. {NAMES}")


def parse_names(input: SetNamesInput) -> Rules:
    """Rules with attribute names only. Raises BadInput."""
    return Rules(
        user_id_names=_parse_names("input.userId", input.user_id),
        session_id_names=_parse_names("input.sessionId", input.session_id),
    )


def _parse_names(argument: str, texts: list[str]) -> tuple[str, ...]:
    names = tuple(text.strip() for text in texts)
    if len(names) > MAX_NAMES:
        raise BadInput(f"{argument} must have at most {MAX_NAMES} names, not {len(names)}.")
    for place, name in enumerate(names):
        printable(f"{argument}[{place}]", name, MAX_NAME_LENGTH)
        if name in names[:place]:
            raise BadInput(f"{argument} contains {name!r} twice.")
    return names
