"""keys: create, list and revoke the API keys of projects."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from usertrail.cli.options import database_options, with_pool

if TYPE_CHECKING:
    from usertrail.access import Key, ListedKey, Project
    from usertrail.database.pool import Pool

HEADING = ("PUBLIC KEY", "NAME", "PROJECT", "CREATED", "REVOKED")


class CreatedPair(NamedTuple):
    project: "Project"
    key: "Key"


@click.group()
def keys() -> None:
    """Create, list and revoke the API keys of projects."""


@keys.command("create")
@click.option("--project", metavar="ID", help="The project's id; by default the oldest project.")
@click.option("--new-project", metavar="NAME", help="Create a project of this name for the keys.")
@database_options
def create_keys(
    project: str | None, new_project: str | None, database_url: str | None, data_dir: Path
) -> None:
    """Create a pair of keys and show its secret, this once."""
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
    for line in _table(with_pool(database_url, data_dir, select_keys)):
        click.echo(line)


@keys.command("revoke")
@click.argument("public_key")
@database_options
def revoke(public_key: str, database_url: str | None, data_dir: Path) -> None:
    """Revoke a pair of keys, at once."""
    with_pool(database_url, data_dir, lambda pool: revoke_pair(pool, public_key))
    click.echo(f"Revoked {public_key}.")


async def create_pair(pool: "Pool", project_id: str | None, new_project: str | None) -> CreatedPair:
    """A pair for the new project, the given one, or the oldest. Raises InvalidSetting."""
    from usertrail.access import Project, create_key, create_project, project_or_oldest
    from usertrail.database.writing import writing

    async with writing(pool) as db:
        if new_project is None:
            project = await project_or_oldest(db, project_id)
        else:
            project = Project(await create_project(db, new_project, project_id), new_project)
        return CreatedPair(project, await create_key(db, project.project_id))


async def select_keys(pool: "Pool") -> list["ListedKey"]:
    from usertrail.access import list_keys
    from usertrail.database.pool import acquire

    async with acquire(pool) as db:
        return await list_keys(db)


async def revoke_pair(pool: "Pool", public_key: str) -> None:
    """Raises InvalidSetting where there is no such key."""
    from usertrail.access import revoke_key
    from usertrail.database.pool import acquire
    from usertrail.settings import InvalidSetting

    async with acquire(pool) as db:
        if not await revoke_key(db, public_key):
            raise InvalidSetting(
                f"PUBLIC_KEY {public_key} does not exist; see usertrail keys list."
            )


def _table(listed: list["ListedKey"]) -> list[str]:
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
