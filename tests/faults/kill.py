"""Kills the server and its Postgres under load, many times, and looks for what was lost.

Run by hand: `PYTHONPATH=tests/benchmarks python -m tests.faults.kill --times 100`. Each time a
server is loaded over eight connections and, at a random moment, the server, its Postgres or both
get kill -9. Whatever was acknowledged must then be stored, and at the end a recount must agree with
every total.
"""

import asyncio
import random
import time
from collections.abc import Generator
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from bodies import KINDS, trace_prefix
from serving import running_postgres

from tests.faults.killing import Running, Sent, acknowledged, serving
from usertrail.database.pool import create_pool
from usertrail.verify import verify

CONNECTIONS = 8
# Of the load before the killing.
MIN_SECONDS, MAX_SECONDS = 0.2, 4.0
MANY = 1_000_000
WAYS = ("server", "postgres", "both")
LARGE, SMALL = (
    next(kind for kind in KINDS if kind.name == name)
    for name in ("OpenInference", "OpenInference, 12 spans")
)


def requests(round_number: int) -> Generator[Sent]:
    """Without end: nine small ones for each large one; their numbers are their spans."""
    large, small = (
        kind.requests(round_number * 2 + place, MANY) for place, kind in enumerate((LARGE, SMALL))
    )
    while True:
        yield Sent(LARGE.spans_per_request, "application/x-protobuf", next(large).body)
        for _ in range(9):
            yield Sent(SMALL.spans_per_request, "application/x-protobuf", next(small).body)


async def load_and_kill(running: Running, round_number: int, way: str) -> int:
    """How many spans were acknowledged."""
    end = time.monotonic() + random.uniform(MIN_SECONDS, MAX_SECONDS)
    count, is_alive = 0, True
    prepared = requests(round_number)
    async for spans in acknowledged(running.url, prepared, CONNECTIONS):
        count += spans
        if is_alive and time.monotonic() > end:
            is_alive = False
            kill(running, way)
            prepared.close()
    return count


def kill(running: Running, way: str) -> None:
    if way != "postgres":
        running.process.kill()
    if way != "server":
        running.kill_postgres()
    if way != "postgres":
        running.process.wait()


async def stored(url: str, round_number: int) -> int:
    """The spans of a round that are stored."""
    prefixes = [trace_prefix(round_number * 2 + place) for place in range(2)]
    async with create_pool(url, max_size=1) as pool:
        count: int = await pool.fetchval(
            "SELECT count(*) FROM span WHERE left(trace_id, $2) = ANY($1::text[])",
            prefixes,
            len(prefixes[0]),
        )
    return count


async def differences(url: str) -> int:
    async with create_pool(url, max_size=2) as pool:
        return len(await verify(pool))


def kill_and_look(folder: Path, times: int) -> None:
    # The account of the database has to enter it.
    folder.chmod(0o755)
    acknowledged_count = 0
    for number in range(times):
        way = WAYS[number % len(WAYS)]
        with serving(folder) as running:
            count = asyncio.run(load_and_kill(running, number, way))
        acknowledged_count += count
        with running_postgres(folder) as (url, _):
            found = asyncio.run(stored(url, number))
        click.echo(f"{number + 1:>4} {way:<9}{count:>8,} acknowledged {found:>8,} stored")
        if found < count:
            raise SystemExit("Something acknowledged was lost.")
    with running_postgres(folder) as (url, _):
        found = asyncio.run(differences(url))
    click.echo(f"\n{acknowledged_count:,} spans acknowledged, none lost; {found} differences.")
    if found:
        raise SystemExit(1)


@click.command()
@click.option("--times", default=100, show_default=True, type=click.IntRange(1))
def main(times: int) -> None:
    """Kill under load, and look for what was lost."""
    with TemporaryDirectory(prefix="usertrail-kill-") as folder:
        kill_and_look(Path(folder), times)


if __name__ == "__main__":
    main()
