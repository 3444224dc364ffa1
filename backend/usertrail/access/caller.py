"""Who sent a request: the pair of keys, the public key alone, or the page's signed-in session."""

import base64
import binascii
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from usertrail.access.keys import Key, KnownKeys
from usertrail.errors import Forbidden, Unauthorized

# A public key is in every visitor's browser: it may give feedback, and reads nothing.
OPEN_TO_PUBLIC_KEY = {"/api/public/ingestion", "/api/public/scores"}
OPEN_TO_SESSION = {"/graphql"}
# What the page links to. A browser opens a link with the cookie and no header of ours.
LINKED_BY_PAGE = {"/export/users.csv", "/export/users.jsonl"}

# No form and no link has one of these, and no script of another site may send one.
OWN_HEADERS = ("x-requested-with", "graphql-require-preflight", "apollo-require-preflight")

NO_HEADER = "No authorization header"
INVALID_HEADER = "Invalid authorization header"
FEEDBACK_ONLY = "A public key alone may only give feedback; send the secret key with it."
INVALID_CREDENTIALS = "Invalid credentials. Confirm that you've configured the correct host."


class Caller(NamedTuple):
    project_id: str
    scope: Literal["all", "feedback"]


async def caller_of(request: HTTPConnection) -> Caller:
    """Raises Unauthorized without valid credentials, Forbidden where valid ones do not reach."""
    header = request.headers.get("authorization")
    if header is None:
        return _caller_of_session(request)
    scheme, _, value = header.strip().partition(" ")
    keys: KnownKeys = request.app.state.keys
    match scheme.lower():
        case "basic":
            return await _caller_of_pair(keys, _decoded(value.strip()))
        case "bearer":
            return await _caller_of_public_key(keys, value.strip(), request.url.path)
        case _:
            raise Unauthorized(INVALID_HEADER)


async def reader_of(request: HTTPConnection) -> Caller:
    """Who may read. Raises Forbidden for a public key alone, else as `caller_of`."""
    caller = await caller_of(request)
    if caller.scope != "all":
        raise Forbidden(FEEDBACK_ONLY)
    return caller


def _decoded(value: str) -> Key:
    try:
        public_key, _, secret_key = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        raise Unauthorized(INVALID_HEADER) from None
    if not public_key or not secret_key:
        raise Unauthorized(INVALID_HEADER)
    return Key(public_key, secret_key)


async def _caller_of_pair(keys: KnownKeys, key: Key) -> Caller:
    # Postgres text cannot hold NUL, so no key has one.
    known = None if "\0" in key.public_key else await keys.find_pair(key)
    if known is None:
        raise Unauthorized(INVALID_CREDENTIALS)
    return Caller(known.project_id, "all")


async def _caller_of_public_key(keys: KnownKeys, public_key: str, path: str) -> Caller:
    if not public_key:
        raise Unauthorized(INVALID_HEADER)
    known = None if "\0" in public_key else await keys.find(public_key)
    if known is None:
        raise Unauthorized(INVALID_CREDENTIALS)
    if path not in OPEN_TO_PUBLIC_KEY:
        raise Forbidden(FEEDBACK_ONLY)
    return Caller(known.project_id, "feedback")


def _caller_of_session(request: HTTPConnection) -> Caller:
    project_id = request.session.get("project_id")
    path = request.url.path
    if project_id is None or path not in OPEN_TO_SESSION | LINKED_BY_PAGE:
        raise Unauthorized(NO_HEADER)
    if path in LINKED_BY_PAGE:
        if not _is_no_link_of_others(request):
            raise Forbidden("Another site may not link to this.")
        return Caller(project_id, "all")
    if not _comes_from_our_page(request):
        raise Forbidden(
            "A signed-in page may send only JSON, or the header X-Requested-With, and only from "
            "this address."
        )
    return Caller(project_id, "all")


def _comes_from_our_page(request: HTTPConnection) -> bool:
    """Browsers send the cookie for other sites too, but these can send neither of the two."""
    if request.scope["type"] == "websocket":
        origin = urlsplit(request.headers.get("origin", ""))
        return origin.netloc != "" and origin.netloc == request.headers.get("host")
    if any(name in request.headers for name in OWN_HEADERS):
        return True
    content_type = request.headers.get("content-type", "")
    return content_type.partition(";")[0].strip().lower() == "application/json"


def _is_no_link_of_others(request: HTTPConnection) -> bool:
    """Another site could not read the answer, but could have the server make it.

    Browsers that say nothing are let in: over plain HTTP they do not say, but on this machine.
    """
    return request.headers.get("sec-fetch-site", "none") in ("same-origin", "none")
