"""GET /export/users.csv and /export/users.jsonl: who may have them, and how many at once."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, aclosing
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from usertrail.access import reader_of
from usertrail.database.pool import Pool
from usertrail.query.export.arguments import arguments_of
from usertrail.query.export.download import Download
from usertrail.query.export.formats import CSV, JSON_LINES, Format
from usertrail.query.export.rows import ExportedUser, read_users

METHODS = ["GET", "HEAD", "OPTIONS"]


def export_routes() -> list[BaseRoute]:
    return [
        Route(f"/export/users.{format.suffix}", _endpoint(format), methods=METHODS)
        for format in (CSV, JSON_LINES)
    ]


def _endpoint(format: Format) -> Callable[[Request], Awaitable[Response]]:
    async def export_users(request: Request) -> Response:
        """Raises Unauthorized, Forbidden, BadInput; TooMany and TooBusy before the first byte."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"allow": ", ".join(METHODS)})
        caller = await reader_of(request)
        arguments = arguments_of(request.query_params)
        headers = _headers(format)
        if request.method == "HEAD":
            return Response(headers=headers)
        pool: Pool = request.app.state.pool
        users = read_users(pool, caller.project_id, **arguments)
        place = pool.shares.exports.place(caller.project_id)
        return Download(_written(users, format, place), headers)

    return export_users


async def _written(
    users: AsyncGenerator[list[ExportedUser]],
    format: Format,
    place: AbstractAsyncContextManager[None],
) -> AsyncGenerator[bytes]:
    async with place, aclosing(users):
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
