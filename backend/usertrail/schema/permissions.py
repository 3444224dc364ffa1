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


class ListKeys(OnlyPage):
    what = "API keys are listed"


class ChangeKeys(OnlyPage):
    what = "API keys are made, renamed and revoked"


class ChangeProjects(OnlyPage):
    what = "Projects are made and renamed"


class RequireTokens(OnlyPage):
    what = "Whether visitors need a token is decided"


class ListBrowserSessions(OnlyPage):
    what = "Signed-in browsers are listed"


class EndBrowserSessions(OnlyPage):
    what = "Sessions of browsers are ended"


class ListUnknownKeys(OnlyPage):
    what = "Refusals of unknown keys are listed"
