"""Requests for addresses that are none: told to the people of the project whose keys they bring."""

from contextlib import suppress
from functools import wraps

from starlette.requests import Request
from starlette.responses import Response

from usertrail.access import caller_of, sender_of
from usertrail.addresses import advice
from usertrail.errors import AppError, NotFound
from usertrail.langfuse_responses import Endpoint, MethodNotAllowed, UnknownPath
from usertrail.receive.ingest_stat_rows import Arrival, Why
from usertrail.receive.ingest_stats import Arrivals


def counting(endpoint: Endpoint) -> Endpoint:
    """Counts what the endpoint of no address refuses."""

    @wraps(endpoint)
    async def counted(request: Request) -> Response:
        try:
            return await endpoint(request)
        except (NotFound, MethodNotAllowed) as error:
            await note_astray(request, error)
            raise

    return counted


async def note_astray(request: Request, error: AppError) -> str:
    """What to tell about a request that no address answers; counted where its key is known."""
    match error:
        case MethodNotAllowed():
            reason = f"This address does not answer {request.method}."
        case UnknownPath():
            reason = advice(request.method, request.url.path)
        case _:
            reason = str(error)
    # Who may not come in, or is not known while the database is away, is told all the same.
    with suppress(AppError):
        await caller_of(request)
    if sender_of(request).project_id is not None:
        arrivals: Arrivals = request.app.state.arrivals
        arrivals.note(request, Arrival(), Why(error.status, error.code, reason))
    return reason
