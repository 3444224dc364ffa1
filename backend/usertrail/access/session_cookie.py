"""The session cookie of the page, named by scheme, base path and port, and whose session it is."""

from contextlib import suppress
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import Response

from usertrail.access.browser_sessions import (
    SESSION_SECONDS,
    KnownSession,
    find_browser_session,
    note_session_use,
)
from usertrail.access.keys import KEY_SECONDS
from usertrail.access.origin import origin_of
from usertrail.database.pool import acquire
from usertrail.errors import TooBusy
from usertrail.forwarded import base_path_of

NAME = "usertrail_session"
ENCRYPTED = ("https", "wss")
HTTP_PORT = 80


async def session_of(request: HTTPConnection) -> KnownSession | None:
    """The session, None without a valid one. Raises TooBusy."""
    token = read_cookie(request)
    if not token:
        return None
    state = request.app.state
    known = await find_browser_session(state.pool, token, state.sign_in.password_digest)
    if known and known.is_use_stale:
        # As with keys, the next request can record it.
        with suppress(TooBusy):
            async with acquire(state.pool, KEY_SECONDS) as db:
                await note_session_use(db, known.browser_session_id, origin_of(request))
    return known


def read_cookie(request: HTTPConnection) -> str | None:
    """Of several with one name, the first has the longest path (RFC 6265, 5.4)."""
    name = cookie_name(request)
    for pair in "; ".join(request.headers.getlist("cookie")).split(";"):
        given, _, value = pair.strip().partition("=")
        if given == name:
            return value
    return None


def set_cookie(request: HTTPConnection, response: Response, token: str) -> None:
    # In small letters, as ever: some who read them by hand do not know that case says nothing.
    path = base_path_of(request.scope) or "/"
    secure = "; secure" if _is_encrypted(request) else ""
    limits = f"httponly; max-age={SESSION_SECONDS if token else 0}; path={path}; samesite=lax"
    response.headers.append("set-cookie", f"{cookie_name(request)}={token}; {limits}{secure}")


def delete_cookie(request: HTTPConnection, response: Response) -> None:
    set_cookie(request, response, "")


def cookie_name(request: HTTPConnection) -> str:
    """With TLS, a prefix that lets only this host set it over TLS (RFC 6265bis, 4.1.3).

    The stricter prefix, __Host-, requires the path `/`.
    """
    if _is_encrypted(request):
        return f"__Secure-{NAME}" if base_path_of(request.scope) else f"__Host-{NAME}"
    # Cookies are shared by all ports of a host, on which other servers may run.
    return f"{NAME}_{_port(request)}"


def _is_encrypted(request: HTTPConnection) -> bool:
    return request.scope.get("scheme") in ENCRYPTED


def _port(request: HTTPConnection) -> int:
    try:
        return urlsplit(f"//{request.headers.get('host', '')}").port or HTTP_PORT
    except ValueError:
        return HTTP_PORT
