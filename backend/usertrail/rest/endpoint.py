"""What all endpoints have in common: authentication, limits, errors, and how they read rows."""

from collections.abc import Awaitable, Callable, Sequence
from functools import wraps
from typing import Any, NamedTuple

from asyncpg import Record
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from usertrail.access.caller import reader_of
from usertrail.client_disconnect import cancel_on_disconnect
from usertrail.database.operation import operating
from usertrail.database.pool import Pool
from usertrail.database.scope import ScopedPool
from usertrail.errors import BadInput, NotFound
from usertrail.langfuse_responses import Endpoint, InvalidData
from usertrail.normalise.identifiers import storable_id
from usertrail.read.answer_size import AnswerBytes, answer_bytes
from usertrail.read.conditions import Column, Condition, equals
from usertrail.read.lists import Listing, Rows, count_rows, select_rows
from usertrail.read.paging import Page, Sort
from usertrail.rest.parameters import meta_of, page_of


class ProjectRequest(NamedTuple):
    """A request, and the project that it may read."""

    request: Request
    pool: ScopedPool

    @property
    def project_id(self) -> str:
        return self.pool.project_id

    @property
    def connections(self) -> Pool:
        """The unscoped pool, not for reading."""
        return self.pool.pool

    @property
    def query(self) -> QueryParams:
        return self.request.query_params

    @property
    def id(self) -> str:
        """What the path names."""
        return str(self.request.path_params["id"])

    async def page(self, listing: Listing) -> tuple[list[Record], dict[str, Any]]:
        """The rows of the page that is asked for, and which of how many pages it is.

        Raises BadInput.
        """
        page = page_of(self.query)
        rows = await select_rows(self.pool, listing, page)
        return rows, meta_of(page, await count_rows(self.pool, listing))

    async def one(
        self, name: str, rows: Rows, key: Column, sort: Sort, conditions: Sequence[Condition] = ()
    ) -> Record:
        """The first row whose key is the id of the path. Raises NotFound, which has the name."""
        these = [equals(key, storable_id(self.id)), *conditions]
        found = await self.first(1, Listing(rows, sort, these))
        if not found:
            raise NotFound(f"{name} {self.id} not found within authorized project")
        return found[0]

    async def first(self, count: int, listing: Listing) -> list[Record]:
        """So many rows, if there are as many."""
        return await select_rows(self.pool, listing, Page(count, offset=0))


def project_endpoint(read: Callable[[ProjectRequest], Awaitable[Response]]) -> Endpoint:
    """Requires both keys, and converts BadInput into the error that Langfuse's clients expect."""

    @wraps(read)
    async def answer(request: Request) -> Response:
        caller = await reader_of(request)
        answer_bytes.set(AnswerBytes())
        state = request.app.state
        asked = ProjectRequest(request, state.pool.of(caller.project_id))

        async def read_in_time() -> Response:
            """With the limits of a GraphQL operation."""
            seconds = state.settings.query_seconds
            async with operating(asked.connections, asked.project_id, seconds):
                return await read(asked)

        try:
            if request.method == "DELETE":
                return await read(asked)
            return await cancel_on_disconnect(request.receive, read_in_time())
        except BadInput as error:
            raise InvalidData(str(error)) from error

    return answer
