"""What all endpoints have in common: authentication, limits, and the shape of errors."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from usertrail.access import reader_of
from usertrail.client_disconnect import cancel_on_disconnect
from usertrail.database.operation import operating
from usertrail.database.pool import Pool
from usertrail.database.scope import ScopedPool
from usertrail.errors import BadInput
from usertrail.langfuse_responses import Endpoint, InvalidData
from usertrail.read.answer_size import AnswerBytes, answer_bytes


class Reading(NamedTuple):
    """A request, and the project that it may read."""

    request: Request
    pool: ScopedPool
    project_id: str

    @property
    def connections(self) -> Pool:
        """The unscoped pool, not for reading."""
        return self.pool.pool


def reading(endpoint: Callable[[Reading], Awaitable[Response]]) -> Endpoint:
    """Requires both keys, and converts BadInput into the error that Langfuse's clients expect."""

    @wraps(endpoint)
    async def answer(request: Request) -> Response:
        caller = await reader_of(request)
        answer_bytes.set(AnswerBytes())
        state = request.app.state
        asked = Reading(request, state.pool.of(caller.project_id), caller.project_id)
        try:
            if request.method == "DELETE":
                return await endpoint(asked)
            work = _run(endpoint, asked, state.settings.query_seconds)
            return await cancel_on_disconnect(request.receive, work)
        except BadInput as error:
            raise InvalidData(str(error)) from error

    return answer


async def _run(
    endpoint: Callable[[Reading], Awaitable[Response]], asked: Reading, seconds: float
) -> Response:
    """Runs it with the limits of a GraphQL operation."""
    async with operating(asked.pool.pool, asked.project_id, seconds):
        return await endpoint(asked)
