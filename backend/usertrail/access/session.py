"""The page's session: GET says who is signed in, POST signs in, DELETE signs out."""

from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from usertrail.access.browser_sessions import (
    Method,
    create_browser_session,
    end_browser_session,
)
from usertrail.access.caller import chosen_project, comes_from_our_page, is_no_link_of_others
from usertrail.access.keys import select_public_key
from usertrail.access.origin import origin_of
from usertrail.access.projects import select_project
from usertrail.access.session_cookie import delete_cookie, session_of, set_cookie
from usertrail.access.sign_in import SignIn
from usertrail.access.sign_in_links import redeem_token
from usertrail.database.pool import acquire
from usertrail.database.writing import writing
from usertrail.errors import BadInput, Forbidden, NotFound

WRONG_TOKEN = (
    "This sign-in link was used before, or is too old: each works once. Run the command "
    "usertrail link where the server runs for a new one."
)
OTHER_ORIGIN = "Another site may not sign anybody in or out; send JSON from this one."


async def read_session(request: Request) -> Response:
    """200 with the project that the signed-in page is about; 401 for anybody else.

    Raises NotFound for a project that does not exist.
    """
    sign_in: SignIn = request.app.state.sign_in
    if await session_of(request) is None:
        refusal = {"message": "Sign in to see this.", "passwordSet": sign_in.password_set}
        return JSONResponse(refusal, status_code=401)
    project_id = await chosen_project(request)
    async with acquire(request.app.state.pool) as db:
        project = await select_project(db, project_id)
        public_key = await select_public_key(db, project_id)
    if project is None:
        raise NotFound(f"There is no project {project_id!r}.")
    shown = {"projectId": project.project_id, "name": project.name}
    return JSONResponse(
        {"project": shown, "publicKey": public_key, "passwordSet": sign_in.password_set}
    )


async def create_session(request: Request) -> Response:
    """204 and the cookie for the right password or token.

    Raises Unauthorized, TooManyFailures, Forbidden for other sites, and BadInput.
    """
    if not comes_from_our_page(request) or not is_no_link_of_others(request):
        raise Forbidden(OTHER_ORIGIN)
    match await _json_of(request):
        case {"password": str(password)}:
            request.app.state.sign_in.check_password(password, origin_of(request))
            return await _begin(request, "password")
        case {"token": str(token)}:
            return await _begin(request, "link", token)
    raise BadInput('Expected {"password": "..."} or {"token": "..."}.')


async def delete_session(request: Request) -> Response:
    """204, and the session is ended. Raises Forbidden for other sites."""
    if not is_no_link_of_others(request):
        raise Forbidden(OTHER_ORIGIN)
    known = await session_of(request)
    if known:
        async with writing(request.app.state.pool) as db:
            await end_browser_session(db, known.browser_session_id)
    response = Response(status_code=204)
    delete_cookie(request, response)
    return response


async def _begin(request: Request, method: Method, spent: str | None = None) -> Response:
    """Start a session that replaces the one the browser has, if any."""
    sign_in: SignIn = request.app.state.sign_in
    origin = origin_of(request)
    before = await session_of(request)
    response = Response(status_code=204)
    async with writing(request.app.state.pool) as db:
        if spent is not None and not await redeem_token(db, spent):
            if before:
                # A signed-in browser opens its sign-in link again.
                return response
            sign_in.refuse(WRONG_TOKEN, "a wrong link", origin)
        if before:
            await end_browser_session(db, before.browser_session_id)
        token = await create_browser_session(db, sign_in.password_digest, method, origin)
    set_cookie(request, response, token)
    return response


async def _json_of(request: Request) -> Any:
    try:
        return orjson.loads(await request.body())
    except orjson.JSONDecodeError:
        raise BadInput("The body is not JSON.") from None
