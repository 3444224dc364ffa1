"""link: another way in to the page."""

from pathlib import Path

import click

from usertrail.cli.options import database_options, with_pool


@click.command()
@click.option(
    "--url",
    metavar="URL",
    help="Where people reach the page, as https://llm.example.com/usertrail; by default the "
    "address that the server itself listens on.",
)
@database_options
def link(url: str | None, database_url: str | None, data_dir: Path) -> None:
    """Print a link that signs in to the page once, within an hour.

    The server needs no restart, and need not even run yet.
    """
    from usertrail.access.links import create_link
    from usertrail.settings import check_address

    if url is not None:
        check_address("--url", url, "https://llm.example.com/usertrail")
    click.echo(with_pool(database_url, data_dir, lambda pool: create_link(pool, url)))
    click.echo("It signs in once, within an hour.", err=True)
