"""GET /export/users.csv and /export/users.jsonl: who may have them, and how many at once."""

from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import aclosing, contextmanager
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from usertrail.access import reader_of
from usertrail.errors import TooBusy, TooMany
from usertrail.query.export.arguments import arguments_of
from usertrail.query.export.download import Download
from usertrail.query.export.formats import CSV, JSON_LINES, Format
from usertrail.query.export.rows import ExportedUser, read_users

# Each holds a connection of the pool for minutes, and the pool has 20.
MOST_AT_ONCE = 4
MOST_OF_PROJECT = 2
METHODS = ["GET", "HEAD", "OPTIONS"]


def export_routes() -> list[BaseRoute]:
    running = Running()
    return [
        Route(f"/export/users.{format.suffix}", _endpoint(format, running), methods=METHODS)
        for format in (CSV, JSON_LINES)
    ]


class Running:
    """How many exports run now, and whose."""

    def __init__(self) -> None:
        self._by_project: Counter[str] = Counter()

    @contextmanager
    def one_more(self, project_id: str) -> Iterator[None]:
        """Raises TooMany for a project with its share, TooBusy where all may not be more."""
        if self._by_project[project_id] >= MOST_OF_PROJECT:
            raise TooMany(
                f"{MOST_OF_PROJECT} exports of this project run already, and no more may at once."
            )
        if self._by_project.total() >= MOST_AT_ONCE:
            raise TooBusy(f"{MOST_AT_ONCE} exports run already, and no more may at once.")
        self._by_project[project_id] += 1
        try:
            yield
        finally:
            self._by_project[project_id] -= 1
            if not self._by_project[project_id]:
                del self._by_project[project_id]


def _endpoint(format: Format, running: Running) -> Callable[[Request], Awaitable[Response]]:
    async def export_users(request: Request) -> Response:
        """Raises Unauthorized, Forbidden, BadInput; TooMany and TooBusy before the first byte."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"allow": ", ".join(METHODS)})
        caller = await reader_of(request)
        arguments = arguments_of(request.query_params)
        headers = _headers(format)
        if request.method == "HEAD":
            return Response(headers=headers)
        pool = request.app.state.pool.of(caller.project_id)
        users = read_users(pool, caller.project_id, **arguments)
        return Download(_written(users, format, running, caller.project_id), headers)

    return export_users


async def _written(
    users: AsyncGenerator[list[ExportedUser]], format: Format, running: Running, project_id: str
) -> AsyncGenerator[bytes]:
    with running.one_more(project_id):
        async with aclosing(users):
            head = format.head
            async for some in users:
                yield head + format.write(some)
                head = b""
            # Even without a row there is an answer to begin.
            yield head


def _headers(format: Format) -> dict[str, str]:
    name = f"users-{datetime.now(UTC):%Y-%m-%d}.{format.suffix}"
    return {
        "content-type": format.media_type,
        "content-disposition": f'attachment; filename="{name}"',
        "cache-control": "no-store",
    }
