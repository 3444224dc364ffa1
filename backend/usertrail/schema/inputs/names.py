"""What a caller says of where users and sessions are named."""

import strawberry

from usertrail.errors import BadInput
from usertrail.rules import MAX_NAMES, Rules

MOST_NAME = 200
NAMES = (
    "0 to 5 names, the first that says something counts: of attributes of spans or of their "
    "resource, such as acme.account.login, or of keys of the metadata of traces or spans, such as "
    "metadata.tenant_user."
)


@strawberry.input(
    description="Where users and sessions are named, instead of what was said before."
)
class SetNamesInput:
    user_id: list[str] = strawberry.field(description=f"For the user: {NAMES}")
    session_id: list[str] = strawberry.field(description=f"For the session: {NAMES}")


def given_names(given: SetNamesInput) -> Rules:
    """Rules of which only the names are given. Raises BadInput."""
    return Rules(
        user_id_names=_given("input.userId", given.user_id),
        session_id_names=_given("input.sessionId", given.session_id),
    )


def _given(argument: str, texts: list[str]) -> tuple[str, ...]:
    names = tuple(text.strip() for text in texts)
    if len(names) > MAX_NAMES:
        raise BadInput(f"{argument} must be at most {MAX_NAMES} names, not {len(names)}.")
    for place, name in enumerate(names):
        if not 1 <= len(name) <= MOST_NAME or not name.isprintable():
            raise BadInput(
                f"{argument}[{place}] must have 1 to {MOST_NAME} characters that can be seen."
            )
        if name in names[:place]:
            raise BadInput(f"{argument} has {name!r} twice.")
    return names
