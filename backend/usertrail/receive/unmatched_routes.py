"""Requests that match no route, recorded in the ingest statistics of their key's project."""

from contextlib import suppress
from functools import wraps

from starlette.requests import Request
from starlette.responses import Response

from usertrail.access.caller import caller_of, sender_of
from usertrail.addresses import advice
from usertrail.errors import AppError, NotFound
from usertrail.langfuse_responses import Endpoint, MethodNotAllowed, UnknownPath
from usertrail.receive.ingest_stat_rows import RefusalReason, RequestStats
from usertrail.receive.ingest_stats import IngestStats


def counting_unmatched(endpoint: Endpoint) -> Endpoint:
    """Record what this catch-all endpoint refuses."""

    @wraps(endpoint)
    async def counted(request: Request) -> Response:
        try:
            return await endpoint(request)
        except (NotFound, MethodNotAllowed) as error:
            await record_unmatched(request, error)
            raise

    return counted


async def record_unmatched(request: Request, error: AppError) -> str:
    """The sentence to answer with; recorded too, where the request's key is known."""
    match error:
        case MethodNotAllowed():
            reason = f"This address does not support {request.method}."
        case UnknownPath():
            reason = advice(request.method, request.url.path)
        case _:
            reason = str(error)
    # Callers without access, or unknown while the database is away, get the sentence as well.
    with suppress(AppError):
        await caller_of(request)
    if sender_of(request).project_id is not None:
        ingest_stats: IngestStats = request.app.state.ingest_stats
        ingest_stats.record(
            request, RequestStats(), RefusalReason(error.status, error.code, reason)
        )
    return reason
