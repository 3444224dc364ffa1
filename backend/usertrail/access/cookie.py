"""The cookie of the page's session: of the path and the scheme by which the reader came."""

from starlette.middleware.sessions import SessionMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from usertrail.access.sign_in import SESSION_SECONDS
from usertrail.forwarded import base_path_of

ENCRYPTED = ("https", "wss")


class SessionCookie:
    def __init__(self, app: ASGIApp, secret: str) -> None:
        self.app = app
        self._secret = secret

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        session = SessionMiddleware(
            self.app,
            secret_key=self._secret,
            session_cookie="usertrail_session",
            max_age=SESSION_SECONDS,
            path=base_path_of(scope) or "/",
            same_site="lax",
            https_only=scope.get("scheme") in ENCRYPTED,
        )
        await session(scope, receive, send)
