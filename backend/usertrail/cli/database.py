"""migrate and verify: update the tables, and check the totals."""

from pathlib import Path

import click

from usertrail.cli.options import database_options, with_pool


@click.command()
@database_options
def migrate(database_url: str | None, data_dir: Path) -> None:
    """Bring the tables of the database up to date, as serve does too."""
    from usertrail.ingest import refold_stale

    with_pool(database_url, data_dir, refold_stale)
    click.echo("The tables are up to date.")


@click.command()
@click.option("--repair", is_flag=True, help="Correct each difference.")
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
    repaired = " They are repaired." if repair and differences else ""
    click.echo(f"Differences: {len(differences)}.{repaired}")
    context.exit(1 if differences else 0)
