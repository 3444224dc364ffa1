"""GET /export/users.csv, users.jsonl and user.json: who may have them, and how many at once."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from typing import NamedTuple

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from usertrail.access.caller import reader_of
from usertrail.database.scope import ScopedPool
from usertrail.export.arguments import arguments_of, user_id_of
from usertrail.export.download import Download
from usertrail.export.everything import read_everything
from usertrail.export.formats import CSV, JSON_LINES, Format
from usertrail.export.rows import ExportedUser, read_users
from usertrail.export_addresses import USER_EXPORT, name_of_user, name_of_users
from usertrail.routing import Address

METHODS = ["GET", "HEAD", "OPTIONS"]


class Export(NamedTuple):
    """One download."""

    file_name: str
    media_type: str
    pieces: AsyncGenerator[bytes]


def export_routes() -> list[BaseRoute]:
    """Below the address of exports."""
    return [
        Address(USER_EXPORT, _endpoint(_of_user), methods=METHODS),
        *(
            Address(f"/users.{format.suffix}", _endpoint(_of_users(format)), methods=METHODS)
            for format in (CSV, JSON_LINES)
        ),
    ]


Reader = Callable[[ScopedPool, QueryParams], Export]


def _endpoint(read: Reader) -> Callable[[Request], Awaitable[Response]]:
    async def export(request: Request) -> Response:
        """Raises Unauthorized, Forbidden, BadInput; TooMany and TooBusy before the first byte."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"allow": ", ".join(METHODS)})
        caller = await reader_of(request)
        pool = request.app.state.pool.of(caller.project_id)
        export = read(pool, request.query_params)
        headers = {
            "content-type": export.media_type,
            "content-disposition": f'attachment; filename="{export.file_name}"',
            "cache-control": "no-store",
        }
        if request.method == "HEAD":
            return Response(headers=headers)
        return Download(_in_turn(export.pieces, pool), headers)

    return export


def _of_user(pool: ScopedPool, parameters: QueryParams) -> Export:
    user_id = user_id_of(parameters)
    pieces = read_everything(pool, user_id)
    return Export(name_of_user(user_id), "application/json", pieces)


def _of_users(format: Format) -> Reader:
    def read(pool: ScopedPool, parameters: QueryParams) -> Export:
        users = read_users(pool, **arguments_of(parameters))
        return Export(name_of_users(format.suffix), format.media_type, _written(users, format))

    return read


async def _in_turn(pieces: AsyncGenerator[bytes], pool: ScopedPool) -> AsyncGenerator[bytes]:
    async with pool.pool.shares.exports.slot(pool.project_id), aclosing(pieces):
        async for piece in pieces:
            yield piece


async def _written(
    users: AsyncGenerator[list[ExportedUser]], format: Format
) -> AsyncGenerator[bytes]:
    async with aclosing(users):
        head = format.head
        async for some in users:
            yield head + format.write(some)
            head = b""
        # Even without a row there is an answer to begin.
        yield head
