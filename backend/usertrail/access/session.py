"""The page's session: GET says who is signed in, POST signs in, DELETE signs out."""

from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from usertrail.access.caller import chosen_project
from usertrail.access.keys import select_public_key
from usertrail.access.projects import select_project
from usertrail.access.sign_in import SignIn
from usertrail.database.pool import Database, acquire
from usertrail.errors import BadInput, Unauthorized

WRONG_TOKEN = (
    "This sign-in link was used before, or belongs to an earlier start of the server: "
    "each start prints one that works once."
)
WRONG_PASSWORD = "This is not the password."


async def read_session(request: Request) -> Response:
    """200 with the project that the signed-in page is about; 401 for anybody else.

    Raises NotFound for a project that does not exist.
    """
    sign_in: SignIn = request.app.state.sign_in
    home = request.session.get("project_id")
    if home is not None:
        project_id = await chosen_project(request, home)
        async with acquire(request.app.state.pool) as db:
            shown = await _shown_project(db, project_id)
        if shown is not None:
            return JSONResponse({**shown, "passwordSet": sign_in.password_set})
        request.session.clear()
    refusal = {"message": "Sign in to see this.", "passwordSet": sign_in.password_set}
    return JSONResponse(refusal, status_code=401)


async def create_session(request: Request) -> Response:
    """204 and the cookie for the right password or token.

    Raises Unauthorized, BadInput, and TooBusy while many try.
    """
    sign_in: SignIn = request.app.state.sign_in
    match await _json_of(request):
        case {"password": str(password)}:
            if not await sign_in.is_password(password):
                raise Unauthorized(WRONG_PASSWORD)
        case {"token": str(token)}:
            if not sign_in.spend_token(token):
                raise Unauthorized(WRONG_TOKEN)
        case _:
            raise BadInput('Expected {"password": "..."} or {"token": "..."}.')
    remember(request)
    return Response(status_code=204)


async def delete_session(request: Request) -> Response:
    request.session.clear()
    return Response(status_code=204)


def remember(request: Request) -> None:
    """Sign the page in, with a cookie."""
    request.session["project_id"] = request.app.state.project_id


async def _shown_project(db: Database, project_id: str) -> dict[str, Any] | None:
    project = await select_project(db, project_id)
    if project is None:
        return None
    return {
        "project": {"projectId": project.project_id, "name": project.name},
        "publicKey": await select_public_key(db, project_id),
    }


async def _json_of(request: Request) -> Any:
    try:
        return orjson.loads(await request.body())
    except orjson.JSONDecodeError:
        raise BadInput("The body is not JSON.") from None
