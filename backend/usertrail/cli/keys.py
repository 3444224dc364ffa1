"""keys: create, list and revoke the API keys of projects."""

import click

from usertrail.access.keys import Key, ListedKey, create_key, list_keys, revoke_key
from usertrail.access.projects import Project, create_project, project_or_oldest
from usertrail.cli.options import database_options, with_pool
from usertrail.database.pool import Pool, acquire
from usertrail.database.writing import writing
from usertrail.settings import InvalidSetting, Settings

HEADING = ("PUBLIC KEY", "NAME", "PROJECT", "CREATED", "REVOKED")


@click.group()
def keys() -> None:
    """Create, list and revoke the API keys of projects."""


@keys.command("create")
@click.option("--project", metavar="ID", help="The project's id; by default the oldest project.")
@click.option("--new-project", metavar="NAME", help="Create a project of this name for the keys.")
@database_options
def create_keys(settings: Settings, project: str | None, new_project: str | None) -> None:
    """Create a pair of keys and show its secret, this once."""

    async def create(pool: Pool) -> tuple[Project, Key]:
        async with writing(pool) as db:
            if new_project is None:
                owner = await project_or_oldest(db, project)
            else:
                owner = Project(await create_project(db, new_project, project), new_project)
            return owner, await create_key(db, owner.project_id)

    owner, key = with_pool(settings, create)
    click.echo(f"Project       {owner.name} ({owner.project_id})")
    click.echo(f"Public key    {key.public_key}")
    click.echo(f"Secret key    {key.secret_key}")
    click.echo("              Keep it: it is not shown again.")


@keys.command("list")
@database_options
def list_all_keys(settings: Settings) -> None:
    """List the public keys of all projects."""

    async def select(pool: Pool) -> list[ListedKey]:
        async with acquire(pool) as db:
            return await list_keys(db)

    for line in _table(with_pool(settings, select)):
        click.echo(line)


@keys.command("revoke")
@click.argument("public_key")
@database_options
def revoke(settings: Settings, public_key: str) -> None:
    """Revoke a pair of keys, at once."""

    async def revoke_pair(pool: Pool) -> bool:
        async with acquire(pool) as db:
            return await revoke_key(db, public_key)

    if not with_pool(settings, revoke_pair):
        raise InvalidSetting(f"PUBLIC_KEY {public_key} does not exist; see usertrail keys list.")
    click.echo(f"Revoked {public_key}.")


def _table(listed: list[ListedKey]) -> list[str]:
    """One line per key, under a heading."""
    rows = [HEADING]
    for key in listed:
        revoked = f"{key.revoked_at:%Y-%m-%d %H:%M} UTC" if key.revoked_at else ""
        project = f"{key.project_name} ({key.project_id})"
        created = f"{key.created_at:%Y-%m-%d %H:%M} UTC"
        rows.append((key.public_key, key.name, project, created, revoked))
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
