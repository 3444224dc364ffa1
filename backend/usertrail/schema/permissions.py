"""Permissions of fields that not every caller with access to the project may use."""

from typing import Any, ClassVar, NoReturn

from strawberry.permission import BasePermission

from usertrail.errors import Forbidden
from usertrail.schema.context import Info

# Appended to the descriptions of these fields.
SESSION_REQUIRED = "Requires a browser session; API keys get FORBIDDEN."


class BrowserSessionRequired(BasePermission):
    """Rejects API keys, so that a leaked key cannot create more keys."""

    what: ClassVar[str]

    def has_permission(self, source: Any, info: Info, **arguments: Any) -> bool:
        return info.context.caller.public_key is None

    def on_unauthorized(self) -> NoReturn:
        raise Forbidden(f"{self.what} requires a browser session; API keys are not accepted.")


def _browser_session_required(what: str) -> type[BrowserSessionRequired]:
    return type("BrowserSessionRequired", (BrowserSessionRequired,), {"what": what})


ListKeys = _browser_session_required("Listing API keys")
ChangeKeys = _browser_session_required("Changing API keys")
ChangeProjects = _browser_session_required("Creating or renaming projects")
RequireTokens = _browser_session_required("Setting whether feedback requires a token")
ListBrowserSessions = _browser_session_required("Listing browser sessions")
EndBrowserSessions = _browser_session_required("Ending browser sessions")
ListUnknownKeys = _browser_session_required("Listing requests with unknown keys")
