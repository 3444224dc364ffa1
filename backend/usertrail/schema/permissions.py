"""Who may ask for a field, where not everybody may who reaches the project."""

from typing import Any, ClassVar, NoReturn

from strawberry.permission import BasePermission

from usertrail.errors import Forbidden
from usertrail.schema.context import Info

# What descriptions of these fields say of it.
ONLY_PAGE = "Only for who is signed in to the page; keys are refused with the code FORBIDDEN."


class OnlyPage(BasePermission):
    """Not for keys: whoever has one must not make more of them."""

    what: ClassVar[str]

    def has_permission(self, source: Any, info: Info, **arguments: Any) -> bool:
        return info.context.caller.public_key is None

    def on_unauthorized(self) -> NoReturn:
        raise Forbidden(f"{self.what} only for who is signed in to the page, not for API keys.")


def _only_page(what: str) -> type[OnlyPage]:
    return type("OnlyPage", (OnlyPage,), {"what": what})


ListKeys = _only_page("API keys are listed")
ChangeKeys = _only_page("API keys are made, renamed and revoked")
ChangeProjects = _only_page("Projects are made and renamed")
RequireTokens = _only_page("Whether visitors need a token is decided")
ListBrowserSessions = _only_page("Signed-in browsers are listed")
EndBrowserSessions = _only_page("Sessions of browsers are ended")
ListUnknownKeys = _only_page("Refusals of unknown keys are listed")
