"""How long GraphQL takes to answer, beside the bare SQL of each answer.

Run by hand: `python tests/benchmarks/reads.py`. Whole answers of a running server over a
connection that is kept, and the statements that the operation runs, over a pool as the server's:
in turns, on a small project and on a large one. Server, Postgres and this share the machine.
"""

import asyncio
import time
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple
from urllib.parse import urlsplit

import asyncpg
import click
from bare_reads import Bare, recorder
from cases import Case, cases_of, now
from history import make_history
from keeping import Connection
from serving import PUBLIC_KEY, SECRET_KEY, running_postgres, running_server

from usertrail.database.pool import Pool, create_pool
from usertrail.verify import verify

# An answer may take so many times its bare SQL, and so much more.
TIMES, MORE_MS = 3.0, 3.0
GROWTH = 1.5


class Project(NamedTuple):
    """A running server on a database of its own."""

    traces: int
    connection: Connection
    pool: Pool
    cases: list[tuple[Case, Bare]]


class Times(NamedTuple):
    """Milliseconds, one of each round."""

    http: list[float]
    bare: list[float]

    @property
    def bound(self) -> float:
        return TIMES * median(self.bare) + MORE_MS


async def open_project(
    pool: Pool, database_url: str, server_url: str, traces: int, check: bool
) -> Project:
    project_id = await pool.fetchval("SELECT project_id FROM project")
    if not await pool.fetchval("SELECT EXISTS (SELECT FROM trace)"):
        started = time.perf_counter()
        await make_history(pool, project_id, traces)
        click.echo(f"{traces:,} traces made in {time.perf_counter() - started:.0f} s")
    if check:
        differences = await verify(pool)
        assert not differences, differences[:5]
        click.echo(f"A recount of {traces:,} traces agrees with every total.")
    async with recorder(database_url, project_id) as recording:
        cases = [(case, await recording.record(case)) for case in await cases_of(pool, now())]
    return Project(traces, Connection(server_url, PUBLIC_KEY, SECRET_KEY), pool, cases)


async def measure(projects: list[Project], number: int, rounds: int) -> list[Times]:
    """One case, on each project."""
    times = [Times([], []) for _ in projects]
    for round_number in range(-2, rounds):
        for project, of_project in zip(projects, times, strict=True):
            case, bare = project.cases[number]
            http_seconds = project.connection.ask(case)
            bare_seconds = await bare.run(project.pool)
            # The first rounds warm up.
            if round_number >= 0:
                of_project.http.append(http_seconds * 1000)
                of_project.bare.append(bare_seconds * 1000)
    return times


def show(name: str, projects: list[Project], times: list[Times]) -> None:
    for project, one in zip(projects, times, strict=True):
        http, bare = median(one.http), median(one.bare)
        line = (
            f"{name:<36} {project.traces:>9,} {http:>9.1f} {p95(one.http):>9.1f} {bare:>9.1f} "
            f"{p95(one.bare):>9.1f} {http / bare:>6.1f} {http / one.bound:>9.2f}"
        )
        if one is not times[0]:
            line += f" {http / median(times[0].http):>7.2f} {http / times[0].bound:>9.2f}"
        click.echo(line)


def p95(values: list[float]) -> float:
    return quantiles(values, n=20, method="inclusive")[-1]


HEADER = (
    f"\n{'milliseconds':<36} {'traces':>9} {'HTTP':>9} {'p95':>9} {'bare SQL':>9} {'p95':>9} "
    f"{'ratio':>6} {'of bound':>9} {'growth':>7} {'of bound*':>9}"
)
FOOTER = (
    f"\nThe bound is {TIMES:g} times the bare SQL plus {MORE_MS:g} ms; the one with a star is that "
    f"of the\nsmallest project, of which a larger one may take {GROWTH:g} times."
)


async def create_database(server_url: str, name: str) -> str:
    """The URL of a database of the server, made where there is none yet."""
    db = await asyncpg.connect(server_url)
    try:
        if not await db.fetchval(
            "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", name
        ):
            await db.execute(f'CREATE DATABASE "{name}"')
    finally:
        await db.close()
    return urlsplit(server_url)._replace(path=f"/{name}").geturl()


async def run(server_url: str, sizes: tuple[int, ...], rounds: int, check: bool, only: str) -> None:
    async with AsyncExitStack() as stack:
        projects = []
        for traces in sizes:
            url = await create_database(server_url, f"traces_{traces}")
            server = stack.enter_context(running_server(url))
            pool = await stack.enter_async_context(create_pool(url))
            projects.append(await open_project(pool, url, server.url, traces, check))
        click.echo(HEADER)
        for number, (case, _) in enumerate(projects[0].cases):
            if only in case.name:
                show(case.name, projects, await measure(projects, number, rounds))
        click.echo(FOOTER)


@click.command()
@click.option("--rounds", default=40, show_default=True, type=click.IntRange(2))
@click.option("--traces", multiple=True, default=(10_000, 1_000_000), show_default=True)
@click.option("--verify", "check", is_flag=True, help="Recount every total before.")
@click.option("--only", default="", help="Cases whose name holds this.")
@click.option(
    "--data-dir",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the databases stay for the next run; a temporary folder where left out.",
)
def main(
    rounds: int, traces: tuple[int, ...], check: bool, only: str, data_dir: Path | None
) -> None:
    """Measure how fast GraphQL answers."""
    with running_postgres(data_dir) as (url, _):
        asyncio.run(run(url, traces, rounds, check, only))


if __name__ == "__main__":
    main()
