"""The session cookie of the page, named by scheme, base path and port."""

from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import Response

from usertrail.access.browser_sessions import SESSION_SECONDS
from usertrail.forwarded import base_path_of

NAME = "usertrail_session"
ENCRYPTED = ("https", "wss")
HTTP_PORT = 80


def read_cookie(request: HTTPConnection) -> str | None:
    """Of several with one name, the first has the longest path (RFC 6265, 5.4)."""
    name = cookie_name(request)
    for pair in "; ".join(request.headers.getlist("cookie")).split(";"):
        given, _, value = pair.strip().partition("=")
        if given == name:
            return value
    return None


def set_cookie(request: HTTPConnection, response: Response, token: str) -> None:
    _write(request, response, token, SESSION_SECONDS)


def delete_cookie(request: HTTPConnection, response: Response) -> None:
    _write(request, response, "", 0)


def _write(request: HTTPConnection, response: Response, value: str, seconds: int) -> None:
    path = base_path_of(request.scope) or "/"
    secure = "; secure" if _is_encrypted(request) else ""
    limits = f"httponly; max-age={seconds}; path={path}; samesite=lax{secure}"
    response.headers.append("set-cookie", f"{cookie_name(request)}={value}; {limits}")


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
