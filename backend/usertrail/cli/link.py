"""link: prints a link that signs in to the page."""

import click

from usertrail.access.sign_in_links import create_link
from usertrail.cli.options import database_options, with_pool
from usertrail.settings import Settings, check_address


@click.command()
@click.option(
    "--url",
    metavar="URL",
    help="The public address of the page, such as https://llm.example.com/usertrail; by default "
    "the address that the server listens on.",
)
@database_options
def link(settings: Settings, url: str | None) -> None:
    """Print a link that signs in to the page once, within an hour.

    The server need not be restarted, nor be running yet.
    """
    if url is not None:
        check_address("--url", url, "https://llm.example.com/usertrail")
    click.echo(with_pool(settings, lambda pool: create_link(pool, url)))
    click.echo("It signs in once, within an hour.", err=True)
