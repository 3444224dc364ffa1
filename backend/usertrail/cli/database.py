"""migrate and verify: update the tables, and check the totals."""

import click

from usertrail.cli.options import database_options, with_pool
from usertrail.settings import Settings


@click.command()
@database_options
def migrate(settings: Settings) -> None:
    """Bring the tables of the database up to date, as serve does too."""
    from usertrail.ingest import refold_stale

    with_pool(settings, refold_stale)
    click.echo("The tables are up to date.")


@click.command()
@click.option("--repair", is_flag=True, help="Correct each difference.")
@database_options
def verify(settings: Settings, repair: bool) -> None:
    """Recount every total from the spans and feedback, and print each difference.

    Exits with 1 if there is any.
    """
    from usertrail.verify import verify as recount

    differences = with_pool(settings, lambda pool: recount(pool, repair))
    for difference in differences:
        click.echo(str(difference))
    repaired = " They are repaired." if repair and differences else ""
    click.echo(f"Differences: {len(differences)}.{repaired}")
    click.get_current_context().exit(1 if differences else 0)
