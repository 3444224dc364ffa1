"""Permissions of fields that not every caller with access to the project may use."""

from typing import Any, ClassVar, NoReturn

from strawberry.permission import BasePermission

from usertrail.errors import Forbidden
from usertrail.schema.context import Info

# Appended to the descriptions of these fields.
ONLY_PAGE = "Requires a browser session; API keys get FORBIDDEN."


class OnlyPage(BasePermission):
    """Rejects API keys, so that a leaked key cannot create more keys."""

    what: ClassVar[str]

    def has_permission(self, source: Any, info: Info, **arguments: Any) -> bool:
        return info.context.caller.public_key is None

    def on_unauthorized(self) -> NoReturn:
        raise Forbidden(f"{self.what} requires a browser session; API keys are not accepted.")


def _only_page(what: str) -> type[OnlyPage]:
    return type("OnlyPage", (OnlyPage,), {"what": what})


ListKeys = _only_page("Listing API keys")
ChangeKeys = _only_page("Changing API keys")
ChangeProjects = _only_page("Creating or renaming projects")
RequireTokens = _only_page("Setting whether feedback requires a token")
ListBrowserSessions = _only_page("Listing browser sessions")
EndBrowserSessions = _only_page("Ending browser sessions")
ListUnknownKeys = _only_page("Listing requests with unknown keys")
