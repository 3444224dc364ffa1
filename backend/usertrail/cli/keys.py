"""keys: make, list and revoke the API keys of projects."""

from pathlib import Path

import click

from usertrail.cli.options import database_options, with_pool


@click.group()
def keys() -> None:
    """Make, list and revoke the API keys of projects."""


@keys.command("create")
@click.option("--project", metavar="ID", help="The project's id; by default the oldest project.")
@click.option("--new-project", metavar="NAME", help="Make a project of this name for the keys.")
@database_options
def create_keys(
    project: str | None, new_project: str | None, database_url: str | None, data_dir: Path
) -> None:
    """Make a pair of keys and show its secret, this once."""
    from usertrail.access.commands import create_pair

    created = with_pool(
        database_url, data_dir, lambda pool: create_pair(pool, project, new_project)
    )
    click.echo(f"Project       {created.project.name} ({created.project.project_id})")
    click.echo(f"Public key    {created.key.public_key}")
    click.echo(f"Secret key    {created.key.secret_key}")
    click.echo("              Keep it: it is not shown again.")


@keys.command("list")
@database_options
def list_all_keys(database_url: str | None, data_dir: Path) -> None:
    """List the public keys of all projects."""
    from usertrail.access.commands import list_lines

    for line in with_pool(database_url, data_dir, list_lines):
        click.echo(line)


@keys.command("revoke")
@click.argument("public_key")
@database_options
def revoke(public_key: str, database_url: str | None, data_dir: Path) -> None:
    """Make a pair of keys stop working, at once."""
    from usertrail.access.commands import revoke_pair

    with_pool(database_url, data_dir, lambda pool: revoke_pair(pool, public_key))
    click.echo(f"Revoked {public_key}.")
