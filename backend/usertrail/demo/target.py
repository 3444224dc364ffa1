"""The server that the demo is sent to, and a pair of keys for it."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import NamedTuple

import httpx

from usertrail.access.keys import Key, temporary_key
from usertrail.access.projects import select_first_project
from usertrail.database.connect import Running, open_pool, running_database
from usertrail.database.pool import acquire
from usertrail.settings import InvalidSetting, Settings, check_address

TIMEOUT_SECONDS = 10


class DemoTarget(NamedTuple):
    """The server, and a pair of keys or else the project to create one for."""

    url: str
    public_key: str | None
    secret_key: str | None
    project_id: str | None


def check_target(target: DemoTarget) -> None:
    """Raises InvalidSetting if no server answers, or only one of the keys is given."""
    if (target.public_key is None) != (target.secret_key is None):
        raise InvalidSetting("--public-key and --secret-key belong together; give both or neither.")
    check_address("--url (USERTRAIL_URL)", target.url, "http://127.0.0.1:3000")
    try:
        httpx.get(f"{target.url}/health", timeout=TIMEOUT_SECONDS).raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise InvalidSetting(
            f"--url {target.url} does not answer as Usertrail ({error}); start it first with "
            "usertrail serve."
        ) from error


@contextmanager
def keys_for(target: DemoTarget, settings: Settings) -> Iterator[Key]:
    """The given pair, or a temporary one for the block. Raises InvalidSetting."""
    if target.public_key is not None and target.secret_key is not None:
        key = Key(target.public_key, target.secret_key)
        if not _is_known(target, key):
            raise InvalidSetting(f"--public-key and --secret-key are not known at {target.url}.")
        yield key
        return
    # Opening an embedded database that does not exist would create one.
    if settings.database_url is None and not settings.data_dir.exists():
        raise _other_database(target)
    with running_database(settings) as database, asyncio.Runner() as runner:
        made = _temporary_key(database, target)
        key = runner.run(made.__aenter__())
        try:
            yield key
        finally:
            runner.run(made.__aexit__(None, None, None))


@asynccontextmanager
async def _temporary_key(database: Running, target: DemoTarget) -> AsyncIterator[Key]:
    async with open_pool(database) as pool:
        async with acquire(pool) as db:
            first = await select_first_project(db)
        project_id = target.project_id or (first and first.project_id)
        if project_id is None:
            raise _other_database(target)
        async with temporary_key(pool, project_id) as key:
            # It is the server's database if the server knows the new key.
            if not await asyncio.to_thread(_is_known, target, key):
                raise _other_database(target)
            yield key


def _is_known(target: DemoTarget, key: Key) -> bool:
    response = httpx.get(f"{target.url}/api/public/projects", auth=key, timeout=TIMEOUT_SECONDS)
    return response.status_code == 200


def _other_database(target: DemoTarget) -> InvalidSetting:
    return InvalidSetting(
        f"The server at {target.url} uses another database: name it with --database-url or "
        "--data-dir, or give --public-key and --secret-key."
    )
