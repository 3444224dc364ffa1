"""Who sent a request: the pair of keys, the public key alone, or the page's signed-in session."""

import base64
import binascii
from contextlib import suppress
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from usertrail.access import feedback_token
from usertrail.access.feedback_token import FeedbackToken
from usertrail.access.keys import KEY_SECONDS, Key, KnownKey, find_key, is_secret, note_use
from usertrail.access.projects import select_project
from usertrail.access.session_cookie import session_of
from usertrail.database.pool import Pool, acquire
from usertrail.errors import Forbidden, NotFound, TooBusy, Unauthorized
from usertrail.routing import Callers, stated_by

OF_PAGE = Callers.PAGE | Callers.LINK

# The parameter of the address by which the page says which project it is about. It is no header:
# neither a link nor a WebSocket has one of ours.
PROJECT = "project"

# No form and no link has one of these, and no script of another site may send one.
OWN_HEADERS = ("x-requested-with", "graphql-require-preflight", "apollo-require-preflight")

NO_HEADER = "No authorization header"
INVALID_HEADER = "Invalid authorization header"
FEEDBACK_ONLY = "A public key alone may only give feedback; send the secret key with it."
INVALID_CREDENTIALS = "Invalid credentials. Confirm that you've configured the correct host."


class Caller(NamedTuple):
    project_id: str
    scope: Literal["all", "feedback"]
    # None for the page's session.
    public_key: str | None = None
    # How often the rules of the project were changed, where the request read its key.
    rules_revision: int = 0
    # None for keys.
    browser_session_id: str | None = None
    # Beside a public key alone: all feedback must be on what it was signed for.
    token: FeedbackToken | None = None


class Sender(NamedTuple):
    """Whose key a request named, be it let in or not."""

    public_key: str = ""
    # None where the key is of no project.
    project_id: str | None = None
    # What is wrong with the key, as only the project's own people may know it.
    flaw: str | None = None
    # Whether the secret came with it. A public key is known to anybody.
    is_proven: bool = False


def sender_of(request: HTTPConnection) -> Sender:
    """As far as `caller_of` found out."""
    sender: Sender = getattr(request.state, "sender", Sender())
    return sender


async def caller_of(request: HTTPConnection) -> Caller:
    """Raises Unauthorized without valid credentials, Forbidden where valid ones do not reach.

    Raises NotFound for a project that does not exist, and TooBusy.
    """
    # Whoever reads the body holds it in the caller's name.
    caller = request.state.caller = await _caller_of(request)
    return caller


async def _caller_of(request: HTTPConnection) -> Caller:
    header = request.headers.get("authorization")
    if header is None:
        return await _caller_of_session(request)
    scheme, _, value = header.strip().partition(" ")
    match scheme.lower():
        case "basic":
            caller = await _caller_of_pair(request, _decoded(value.strip()))
        case "bearer":
            caller = await _caller_of_public_key(request, value.strip())
        case _:
            raise Unauthorized(INVALID_HEADER)
    is_ours = stated_by(request.scope).callers & OF_PAGE
    asked = request.query_params.get(PROJECT) if is_ours else None
    if asked not in (None, caller.project_id):
        raise Forbidden(f"These keys reach only the project {caller.project_id!r}.")
    return caller


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


async def _caller_of_pair(request: HTTPConnection, key: Key) -> Caller:
    known = await _known_key(request, key.public_key)
    if not is_secret(known, key):
        flaw = "The secret key is not the one of this public key."
        request.state.sender = sender_of(request)._replace(flaw=flaw)
        raise Unauthorized(INVALID_CREDENTIALS)
    request.state.sender = sender_of(request)._replace(is_proven=True)
    await _note_use(request, known, key.public_key)
    return Caller(known.project_id, "all", key.public_key, known.rules_revision)


async def _caller_of_public_key(request: HTTPConnection, bearer: str) -> Caller:
    if not bearer:
        raise Unauthorized(INVALID_HEADER)
    public_key, sent = feedback_token.parse(bearer)
    known = await _known_key(request, public_key)
    if Callers.PUBLIC_KEY not in stated_by(request.scope).callers:
        raise Forbidden(FEEDBACK_ONLY)
    if known.requires_feedback_token and sent is None:
        raise Forbidden(feedback_token.TOKEN_REQUIRED)
    token = feedback_token.check(sent, known.secret_hash) if sent else None
    await _note_use(request, known, public_key)
    return Caller(known.project_id, "feedback", public_key, token=token)


async def _note_use(request: HTTPConnection, known: KnownKey, public_key: str) -> None:
    if known.is_use_stale:
        # It can be noted the next time, and to read needs no database that takes writes.
        with suppress(TooBusy):
            async with acquire(_pool_of(request), KEY_SECONDS) as db:
                await note_use(db, public_key)


async def _known_key(request: HTTPConnection, public_key: str) -> KnownKey:
    """The key if it works. Notes whose it is either way. Raises Unauthorized."""
    known = await find_key(_pool_of(request), public_key)
    if known is None:
        request.state.sender = Sender(public_key, None, "No key of any project has this name.")
        raise Unauthorized(INVALID_CREDENTIALS)
    flaw = "This key was revoked." if known.is_revoked else None
    request.state.sender = Sender(public_key, known.project_id, flaw)
    if known.is_revoked:
        raise Unauthorized(INVALID_CREDENTIALS)
    return known


async def _caller_of_session(request: HTTPConnection) -> Caller:
    callers = stated_by(request.scope).callers
    known = await session_of(request) if callers & OF_PAGE else None
    if known is None:
        raise Unauthorized(NO_HEADER)
    if Callers.LINK in callers and not is_no_link_of_others(request):
        raise Forbidden("Another site may not link to this.")
    if Callers.PAGE in callers and not comes_from_our_page(request):
        raise Forbidden(
            "A signed-in page may send only JSON, or the header X-Requested-With, and only from "
            "this address."
        )
    project_id = await chosen_project(request)
    return Caller(project_id, "all", browser_session_id=known.browser_session_id)


async def chosen_project(request: HTTPConnection) -> str:
    """The project that the page is about: whoever is signed in may see every one.

    Raises NotFound where there is none of that id.
    """
    home: str = request.app.state.project_id
    asked = request.query_params.get(PROJECT)
    if asked in (None, home):
        return home
    async with acquire(_pool_of(request)) as db:
        found = None if "\0" in asked else await select_project(db, asked)
    if found is None:
        raise NotFound(f"There is no project {asked[:100]!r}.")
    return found.project_id


def _pool_of(request: HTTPConnection) -> Pool:
    pool: Pool = request.app.state.pool
    return pool


def comes_from_our_page(request: HTTPConnection) -> bool:
    """Browsers send the cookie for other sites too, but these can send neither of the two."""
    if request.scope["type"] == "websocket":
        origin = urlsplit(request.headers.get("origin", ""))
        return origin.netloc != "" and origin.netloc == request.headers.get("host")
    if any(name in request.headers for name in OWN_HEADERS):
        return True
    content_type = request.headers.get("content-type", "")
    return content_type.partition(";")[0].strip().lower() == "application/json"


def is_no_link_of_others(request: HTTPConnection) -> bool:
    """Another site could not read the answer, but could have the server make it.

    Browsers that say nothing are let in: over plain HTTP they do not say, but on this machine.
    """
    return request.headers.get("sec-fetch-site", "none") in ("same-origin", "none")
