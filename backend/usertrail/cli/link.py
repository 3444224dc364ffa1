"""link: prints a link that signs in to the page."""

from pathlib import Path

import click

from usertrail.cli.options import database_options, with_pool


@click.command()
@click.option(
    "--url",
    metavar="URL",
    help="The public address of the page, such as https://llm.example.com/usertrail; by default "
    "the address that the server listens on.",
)
@database_options
def link(url: str | None, database_url: str | None, data_dir: Path) -> None:
    """Print a link that signs in to the page once, within an hour.

    The server need not be restarted, nor be running yet.
    """
    from usertrail.access.sign_in_links import create_link
    from usertrail.settings import check_address

    if url is not None:
        check_address("--url", url, "https://llm.example.com/usertrail")
    click.echo(with_pool(database_url, data_dir, lambda pool: create_link(pool, url)))
    click.echo("It signs in once, within an hour.", err=True)
