"""What commands share: the options for the database, and work on a pool."""

import asyncio
import functools
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from usertrail.database.connect import Running, open_pool, running_database
from usertrail.database.pool import Pool
from usertrail.settings import Settings, default_data_dir

Result = TypeVar("Result")


class Folder(click.Path):
    """A path that is not empty: pathlib reads "" as the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("it is empty.", param, ctx)
        return super().convert(value, param, ctx)


def database_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options that name the database, which the command gets as its `settings`."""

    @click.option(
        "--database-url",
        envvar="USERTRAIL_DATABASE_URL",
        show_envvar=True,
        metavar="URL",
        help="A Postgres 15 or newer, as postgresql://user:password@host/database. "
        "Without it an embedded one is started.",
    )
    @click.option(
        "--data-dir",
        envvar="USERTRAIL_DATA_DIR",
        show_envvar=True,
        type=Folder(path_type=Path),
        default=default_data_dir,
        show_default=str(default_data_dir()),
        help="Where the embedded Postgres keeps its data.",
    )
    @functools.wraps(command)
    def with_settings(*, database_url: str | None, data_dir: Path, **options: Any) -> None:
        command(settings=Settings.of_database(database_url, data_dir), **options)

    return with_settings


def with_pool(settings: Settings, work: Callable[[Pool], Awaitable[Result]]) -> Result:
    """The result of the work on the migrated database."""

    async def run(database: Running) -> Result:
        async with open_pool(database) as pool:
            return await work(pool)

    with running_database(settings) as database:
        return asyncio.run(run(database))
