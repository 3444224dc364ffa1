"""Whether the same costs more where more is stored: it should not.

Run by hand: `python tests/benchmarks/growth.py`. Servers on projects of several sizes are asked and
sent the same, in turns. In each project a tenth of the traces are those of one user, and a tenth of
the spans of one trace. Servers, Postgres and this share the machine: seconds of CPU tell more than
those of the clock.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from itertools import islice
from pathlib import Path
from statistics import mean, median
from typing import NamedTuple

import click
import psutil
from bodies import OPENINFERENCE, SPANS_PER_TRACE, endless_spans, protobuf
from cases import Case, cases_of, now
from history import make_history
from ingest import cpu_seconds
from keeping import Connection
from load import send, written
from opentelemetry.proto.trace.v1.trace_pb2 import Span
from reads import create_database
from serving import PUBLIC_KEY, SECRET_KEY, Server, running_postgres, running_server

from usertrail.database.pool import Pool, create_pool
from usertrail.verify import verify

GROWTH = 1.3
SPANS_PER_BATCH = 85 * SPANS_PER_TRACE
BATCHES = ("of all users", "of the greatest user", "of the greatest trace")
ASKED = (
    "UserList by last seen, 30 days",
    "UserList with activity, 30 days",
    "UserList by tokens, all time",
    "Overview, 30 days",
    "Overview, all time",
)


class Giants(NamedTuple):
    user_id: str
    trace_id: str
    root_id: str


class Project(NamedTuple):
    """A running server on a database of its own."""

    traces: int
    server: Server
    connection: Connection
    cases: dict[str, Case]
    giants: Giants


class Cost(NamedTuple):
    """Of one request, in milliseconds."""

    wall: float
    cpu: float


Act = Callable[[Project, int], Awaitable[None]]


def batch(name: str, giants: Giants, number: int) -> list[Span]:
    """Spans that were not sent before: of all users, of one, or of one trace."""
    spans = list(islice(endless_spans(OPENINFERENCE, number), SPANS_PER_BATCH))
    for span in spans:
        said = {one.key: one.value for one in span.attributes}
        if name == BATCHES[1] and "user.id" in said:
            said["user.id"].string_value = giants.user_id
            said["session.id"].string_value = f"{giants.user_id} {number}"
        if name == BATCHES[2]:
            span.trace_id = bytes.fromhex(giants.trace_id)
            span.parent_span_id = bytes.fromhex(giants.root_id)
            kept = [one for one in span.attributes if one.key not in ("user.id", "session.id")]
            del span.attributes[:]
            span.attributes.extend(kept)
    return spans


def sending(name: str) -> Act:
    async def act(project: Project, number: int) -> None:
        request = protobuf(OPENINFERENCE, batch(name, project.giants, number))
        keys = f"{PUBLIC_KEY}:{SECRET_KEY}"
        await send(project.server.url, iter([written(request, project.server.url, keys)]), 1)

    return act


def asking(name: str) -> Act:
    async def act(project: Project, _: int) -> None:
        project.connection.ask(project.cases[name])

    return act


ACTS = {f"batch {name}": sending(name) for name in BATCHES} | {name: asking(name) for name in ASKED}


async def open_project(pool: Pool, server: Server, traces: int) -> Project:
    project_id = await pool.fetchval("SELECT project_id FROM project")
    if not await pool.fetchval("SELECT EXISTS (SELECT FROM trace)"):
        started = time.perf_counter()
        await make_history(pool, project_id, traces, has_giants=True)
        click.echo(f"{traces:,} traces made in {time.perf_counter() - started:.0f} s")
    row = await pool.fetchrow(
        "SELECT user_id, trace_id, input_span_id FROM trace ORDER BY span_count DESC LIMIT 1"
    )
    assert row is not None
    cases = {case.name: case for case in await cases_of(pool, now())}
    connection = Connection(server.url, PUBLIC_KEY, SECRET_KEY)
    return Project(traces, server, connection, cases, Giants(*row))


async def measure(
    act: Act, projects: list[Project], postgres: psutil.Process, rounds: int
) -> list[list[Cost]]:
    """Of each project. Postgres works for one of them at a time."""
    costs: list[list[Cost]] = [[] for _ in projects]
    # No two runs send the same.
    first = int(time.time()) % 2**31
    for round_number in range(-2, rounds):
        for project, of_project in zip(projects, costs, strict=True):
            processes = (project.server.process, postgres)
            cpu, started = sum(map(cpu_seconds, processes)), time.perf_counter()
            await act(project, first + round_number)
            wall = time.perf_counter() - started
            # The first rounds warm up.
            if round_number >= 0:
                used = sum(map(cpu_seconds, processes)) - cpu
                of_project.append(Cost(wall * 1000, used * 1000))
    return costs


def show(name: str, projects: list[Project], costs: list[list[Cost]]) -> None:
    smallest: tuple[float, float] | None = None
    for project, of_project in zip(projects, costs, strict=True):
        # The clock of CPU is coarse: only a mean tells.
        wall = median(cost.wall for cost in of_project)
        cpu = mean(cost.cpu for cost in of_project)
        line = f"{name:<36} {project.traces:>9,} {wall:>8.1f} {cpu:>8.1f}"
        if smallest:
            line += f" {wall / smallest[0]:>8.2f} {cpu / max(smallest[1], 0.1):>8.2f}"
        smallest = smallest or (wall, cpu)
        click.echo(line)


HEADER = f"\n{'milliseconds':<36} {'traces':>9} {'wall':>8} {'CPU':>8} {'growth':>8} {'of CPU':>8}"


async def run(
    server_url: str,
    postgres: psutil.Process,
    sizes: tuple[int, ...],
    rounds: int,
    check: bool,
    only: str,
) -> None:
    async with AsyncExitStack() as stack:
        projects, pools = [], []
        for traces in sizes:
            url = await create_database(server_url, f"giants_{traces}")
            server = stack.enter_context(running_server(url))
            pools.append(await stack.enter_async_context(create_pool(url, max_size=1)))
            projects.append(await open_project(pools[-1], server, traces))
        click.echo(HEADER)
        for name in (name for name in ACTS if only in name):
            show(name, projects, await measure(ACTS[name], projects, postgres, rounds))
        click.echo(f"\nIt may grow to {GROWTH:g} times that of the smallest project.")
        for pool in pools if check else ():
            differences = await verify(pool)
            assert not differences, differences[:5]
        if check:
            click.echo("A recount agrees with every total.")


@click.command()
@click.option("--rounds", default=20, show_default=True, type=click.IntRange(2))
@click.option("--traces", multiple=True, default=(10_000, 100_000, 1_000_000), show_default=True)
@click.option("--verify", "check", is_flag=True, help="Recount every total afterwards.")
@click.option("--only", default="", help="What has this in its name.")
@click.option(
    "--data-dir",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the databases stay for the next run; a temporary folder where left out.",
)
def main(
    rounds: int, traces: tuple[int, ...], check: bool, only: str, data_dir: Path | None
) -> None:
    """Measure what more traces cost."""
    with running_postgres(data_dir) as (url, folder):
        pid = next(folder.rglob("postmaster.pid")).read_text().split()[0]
        asyncio.run(run(url, psutil.Process(int(pid)), traces, rounds, check, only))


if __name__ == "__main__":
    main()
