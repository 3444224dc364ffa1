"""migrate and verify: the tables, and whether they agree."""

from pathlib import Path

import click

from usertrail.cli.options import database_options, with_pool


@click.command()
@database_options
def migrate(database_url: str | None, data_dir: Path) -> None:
    """Bring the tables of the database up to date, as serve does too."""
    # Opening it is all.
    with_pool(database_url, data_dir, nothing)
    click.echo("The tables are up to date.")


async def nothing(pool: object) -> None:
    """What is left to do once the tables are up to date."""


@click.command()
@click.option("--repair", is_flag=True, help="Mend each difference.")
@database_options
@click.pass_context
def verify(context: click.Context, repair: bool, database_url: str | None, data_dir: Path) -> None:
    """Recount every total from the spans and feedback, and print each difference.

    Exits with 1 if there is any.
    """
    from usertrail.verify import verify as recount

    differences = with_pool(database_url, data_dir, lambda pool: recount(pool, repair))
    for difference in differences:
        click.echo(str(difference))
    mended = " They are mended." if repair and differences else ""
    click.echo(f"Differences: {len(differences)}.{mended}")
    context.exit(1 if differences else 0)
