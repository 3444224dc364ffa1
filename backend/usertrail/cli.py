"""The commands: serve, migrate, demo, keys, verify, schema. One function each."""

import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from usertrail.settings import Settings, WrongSetting, default_data_dir

if TYPE_CHECKING:
    from usertrail.database.pool import Pool

# Whatever takes long to import is imported by the command that needs it.

Result = TypeVar("Result")
Command = TypeVar("Command", bound=Callable[..., Any])


class Commands(click.Group):
    """Shows a wrong setting as one sentence, with exit status 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (WrongSetting, click.BadParameter) as error:
            told = error.format_message() if isinstance(error, click.BadParameter) else str(error)
            click.echo(f"Error: {told}", err=True)
            ctx.exit(2)


@click.group(cls=Commands, context_settings={"max_content_width": 100})
@click.version_option(package_name="usertrail")
def main() -> None:
    """User tracking for LLM applications: every trace of a user, and what all users do.

    Start with: usertrail serve
    """
    signal.signal(signal.SIGTERM, _stop)


def _stop(*_: object) -> NoReturn:
    # So that whatever was started is stopped on the way out.
    sys.exit(128 + signal.SIGTERM)


def _database_options(command: Command) -> Command:
    for option in (
        click.option(
            "--data-dir",
            envvar="USERTRAIL_DATA_DIR",
            show_envvar=True,
            type=click.Path(path_type=Path),
            default=default_data_dir,
            show_default=str(default_data_dir()),
            help="Where the embedded Postgres keeps its data.",
        ),
        click.option(
            "--database-url",
            envvar="USERTRAIL_DATABASE_URL",
            show_envvar=True,
            metavar="URL",
            help="A Postgres from 15 on, as postgresql://user:password@host/database. "
            "Without it an embedded one is started.",
        ),
    ):
        command = option(command)
    return command


@main.command()
@click.option(
    "--host",
    envvar="USERTRAIL_HOST",
    show_envvar=True,
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on; 0.0.0.0 for every network of this machine.",
)
@click.option(
    "--port",
    envvar="USERTRAIL_PORT",
    show_envvar=True,
    type=int,
    default=3000,
    show_default=True,
    help="The port to listen on; 0 for any that is free.",
)
@_database_options
@click.option("--demo", is_flag=True, help="Fill the project with example data after the start.")
def serve(host: str, port: int, database_url: str | None, data_dir: Path, demo: bool) -> None:
    """Serve the page and the API.

    \b
    More settings, as environment variables:
      USERTRAIL_PASSWORD          signs in to the page; needed when --host is not this machine only
      USERTRAIL_INIT_PROJECT      the name of the project made at the first start
      USERTRAIL_INIT_PROJECT_ID   its id
      USERTRAIL_INIT_PUBLIC_KEY   a pair of keys that works after the start
      USERTRAIL_INIT_SECRET_KEY
    """
    settings = Settings.from_environment(host, port, database_url, data_dir)
    from usertrail.serve import serve as run_server

    run_server(settings, lambda welcome: click.echo(welcome.as_text()), demo=demo)


@main.command()
@_database_options
def migrate(database_url: str | None, data_dir: Path) -> None:
    """Bring the tables of the database up to date, as serve does too."""
    from usertrail.database.migrate import is_current

    _with_pool(database_url, data_dir, is_current)
    click.echo("The tables are up to date.")


@main.command()
@click.option(
    "--url",
    envvar="USERTRAIL_URL",
    show_envvar=True,
    default="http://127.0.0.1:3000",
    show_default=True,
    help="The server to send to.",
)
@click.option("--public-key", envvar="USERTRAIL_PUBLIC_KEY", show_envvar=True)
@click.option(
    "--secret-key",
    envvar="USERTRAIL_SECRET_KEY",
    show_envvar=True,
    help="Without a pair of keys, one is made for the time of sending.",
)
@click.option("--project", metavar="ID", help="The project to fill; by default the oldest.")
@click.option("--users", type=click.IntRange(1, 10_000), default=200, show_default=True)
@click.option("--days", type=click.IntRange(1, 365), default=60, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="Same seed, same data.")
@_database_options
def demo(
    url: str,
    public_key: str | None,
    secret_key: str | None,
    project: str | None,
    users: int,
    days: int,
    seed: int,
    database_url: str | None,
    data_dir: Path,
) -> None:
    """Fill a running server with example data.

    It is sent through the same door as everybody's. The keys for it come from the database of
    the server, if that is the embedded one or is named here.
    """
    from usertrail.demo import run
    from usertrail.demo.target import Target, check_target, keys_for

    target = Target(url.rstrip("/"), public_key, secret_key, project)
    check_target(target)
    with keys_for(target, Settings.of_database(database_url, data_dir)) as key:
        run(target.url, key.public_key, key.secret_key, seed=seed, users=users, days=days)


@main.group()
def keys() -> None:
    """Make, list and revoke the API keys of projects."""


@keys.command("create")
@click.option("--project", metavar="ID", help="The project's id; by default the oldest project.")
@click.option("--new-project", metavar="NAME", help="Make a project of this name for the keys.")
@_database_options
def create_keys(
    project: str | None, new_project: str | None, database_url: str | None, data_dir: Path
) -> None:
    """Make a pair of keys and show its secret, this once."""
    from usertrail.access.commands import create_pair

    created = _with_pool(
        database_url, data_dir, lambda pool: create_pair(pool, project, new_project)
    )
    click.echo(f"Project       {created.project.name} ({created.project.project_id})")
    click.echo(f"Public key    {created.key.public_key}")
    click.echo(f"Secret key    {created.key.secret_key}")
    click.echo("              Keep it: it is not shown again.")


@keys.command("list")
@_database_options
def list_all_keys(database_url: str | None, data_dir: Path) -> None:
    """List the public keys of all projects."""
    from usertrail.access.commands import list_lines

    for line in _with_pool(database_url, data_dir, list_lines):
        click.echo(line)


@keys.command("revoke")
@click.argument("public_key")
@_database_options
def revoke(public_key: str, database_url: str | None, data_dir: Path) -> None:
    """Make a pair of keys stop working, within seconds."""
    from usertrail.access.commands import revoke_pair

    _with_pool(database_url, data_dir, lambda pool: revoke_pair(pool, public_key))
    click.echo(f"Revoked {public_key}.")


@main.command()
@click.option("--repair", is_flag=True, help="Mend each difference.")
@_database_options
@click.pass_context
def verify(context: click.Context, repair: bool, database_url: str | None, data_dir: Path) -> None:
    """Recount every total from the spans and feedback, and print each difference.

    Exits with 1 if there is any.
    """
    from usertrail.verify import verify as recount

    differences = _with_pool(database_url, data_dir, lambda pool: recount(pool, repair))
    for difference in differences:
        click.echo(str(difference))
    mended = " They are mended." if repair and differences else ""
    click.echo(f"Differences: {len(differences)}.{mended}")
    context.exit(1 if differences else 0)


@main.command()
def schema() -> None:
    """Print the GraphQL schema."""
    from usertrail.query.schema import schema as graphql_schema

    click.echo(graphql_schema.as_str())


def _with_pool(
    database_url: str | None, data_dir: Path, work: Callable[["Pool"], Awaitable[Result]]
) -> Result:
    """What the work on the open and migrated database gives."""
    from usertrail.database.opened import open_pool, running_database

    async def run(url: str) -> Result:
        async with open_pool(url) as pool:
            return await work(pool)

    with running_database(Settings.of_database(database_url, data_dir)) as url:
        return asyncio.run(run(url))
