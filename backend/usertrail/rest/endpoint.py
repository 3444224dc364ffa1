"""What every endpoint here has in common: the caller, and how it is told what is wrong."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from usertrail.access import reader_of
from usertrail.database.pool import Pool
from usertrail.errors import BadInput
from usertrail.query.answer import AnswerBytes, answer_bytes
from usertrail.sdk_answers import Endpoint, InvalidData, answering


class Reading(NamedTuple):
    """A request, and what it may read."""

    request: Request
    pool: Pool
    project_id: str


def reading(endpoint: Callable[[Reading], Awaitable[Response]]) -> Endpoint:
    """Only for callers with both keys, who are told of bad input as Langfuse's clients expect."""

    @answering
    @wraps(endpoint)
    async def answer(request: Request) -> Response:
        caller = await reader_of(request)
        answer_bytes.set(AnswerBytes())
        try:
            return await endpoint(Reading(request, request.app.state.pool, caller.project_id))
        except BadInput as error:
            raise InvalidData(str(error)) from error

    return answer
