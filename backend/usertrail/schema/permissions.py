"""Permissions of fields that not every caller with access to the project may use."""

from typing import Any, ClassVar, NoReturn

from strawberry.permission import BasePermission

from usertrail.errors import Forbidden
from usertrail.schema.context import Info
from usertrail.schema.described import described

# Appended to the descriptions of these fields.
SESSION_REQUIRED = "Requires a browser session; API keys get FORBIDDEN."


class BrowserSessionRequired(BasePermission):
    """Rejects API keys, so that a leaked key cannot create more keys."""

    what: ClassVar[str]

    def has_permission(self, source: Any, info: Info, **arguments: Any) -> bool:
        return info.context.caller.public_key is None

    def on_unauthorized(self) -> NoReturn:
        raise Forbidden(f"{self.what} requires a browser session; API keys are not accepted.")


def session_only(description: str, what: str) -> Any:
    """A field that only a browser session may use, to do what the refusal names."""
    permission = type("BrowserSessionRequired", (BrowserSessionRequired,), {"what": what})
    return described(f"{description} {SESSION_REQUIRED}", permission_classes=[permission])


CHANGING_KEYS = "Changing API keys"
CHANGING_PROJECTS = "Creating or renaming projects"
ENDING_SESSIONS = "Ending browser sessions"
