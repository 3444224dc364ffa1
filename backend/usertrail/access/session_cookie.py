"""The browser session of a request, by its cookie."""

from contextlib import suppress

from starlette.requests import HTTPConnection

from usertrail.access.browser_sessions import (
    KnownSession,
    find_browser_session,
    note_session_use,
)
from usertrail.access.cookie import read_cookie
from usertrail.access.keys import KEY_SECONDS
from usertrail.access.origin import origin_of
from usertrail.database.pool import acquire
from usertrail.errors import TooBusy


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
