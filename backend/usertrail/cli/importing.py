"""import: copies the data of another system into a project."""

from datetime import UTC, datetime
from typing import Any

import click

from usertrail.access.keys import Key
from usertrail.cli.options import database_options, with_pool
from usertrail.errors import TooBusy
from usertrail.settings import Settings

STOPPED = "Stopped. What was copied is stored; run the same command again to continue."


class Moment(click.ParamType[datetime]):
    """A date (its first instant) or a date and time, in UTC by default."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no date like 2026-03-01 or 2026-03-01T12:30:00+01:00.")
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@click.group("import")
def import_() -> None:
    """Copy the data of another system into a project."""


@import_.command()
@click.option(
    "--host",
    envvar=["LANGFUSE_HOST", "LANGFUSE_BASE_URL"],
    show_envvar=True,
    required=True,
    metavar="URL",
    help="The Langfuse to copy from, such as https://cloud.langfuse.com.",
)
@click.option(
    "--public-key",
    envvar="LANGFUSE_PUBLIC_KEY",
    show_envvar=True,
    required=True,
    help="The keys of the project to copy.",
)
@click.option("--secret-key", envvar="LANGFUSE_SECRET_KEY", show_envvar=True, required=True)
@click.option("--from", "since", type=Moment(), help="Copy only what began since this time; UTC.")
@click.option("--to", "before", type=Moment(), help="Copy only what began before this time; UTC.")
@click.option("--project", metavar="ID", help="The project to copy into; by default the oldest.")
@click.option(
    "--restart",
    is_flag=True,
    help="Copy everything again, also what an interrupted run has copied.",
)
@database_options
def langfuse(
    settings: Settings,
    host: str,
    public_key: str,
    secret_key: str,
    since: datetime | None,
    before: datetime | None,
    project: str | None,
    restart: bool,
) -> None:
    """Copy traces, observations and scores from a Langfuse, over its public API.

    An interrupted run is continued by the next one. Nothing is duplicated: what is copied again is
    replaced. The server may run meanwhile, and applications may send to it.

    Exits with 1 if it was interrupted, with 2 if a setting is invalid.
    """
    from usertrail.langfuse_import import ImportRequest, import_langfuse

    import_request = ImportRequest(
        host, Key(public_key, secret_key), since, before, project, restart
    )
    try:
        with_pool(settings, lambda pool: import_langfuse(pool, import_request))
    except TooBusy as error:
        raise click.ClickException(str(error)) from error
    except KeyboardInterrupt:
        click.echo(f"\n{STOPPED}", err=True)
        click.get_current_context().exit(130)
