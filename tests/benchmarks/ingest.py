"""What storing a span costs the server and Postgres, for each kind of sender.

Run by hand: `python tests/benchmarks/ingest.py`. Server, load and Postgres share the machine, so
seconds of CPU and ratios within a run tell more than spans a second do.
"""

import asyncio
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

import click
import psutil
from bare import Bare
from bodies import KINDS, SPANS_PER_TRACE, Kind
from load import Taken
from serving import PUBLIC_KEY, SECRET_KEY, Server, running_postgres, running_server

from usertrail.database.pool import Pool, create_pool
from usertrail.verify import verify

LOAD = Path(__file__).with_name("load.py")


class Round(NamedTuple):
    """CPU in seconds."""

    spans: int
    taken: Taken
    server_cpu: float
    postgres_cpu: float
    wal_bytes: int
    # What the quickest statements took for the same rows; None where no row is new.
    bare_seconds: float | None


class Column(NamedTuple):
    title: str
    value: Callable[[Round], float]
    format: str = ",.0f"


COLUMNS = (
    Column("spans/s", lambda one: one.spans / one.taken.seconds),
    Column("server us", lambda one: one.server_cpu / one.spans * 1e6),
    Column("Postgres us", lambda one: one.postgres_cpu / one.spans * 1e6),
    Column("p50 ms", lambda one: median(one.taken.accepted) * 1e3),
    Column("p99 ms", lambda one: quantiles(one.taken.accepted, n=100)[-1] * 1e3),
    Column("WAL bytes", lambda one: one.wal_bytes / one.spans),
    Column("of bare", lambda one: (one.bare_seconds or 0) / one.taken.seconds, ".2f"),
    Column("refused", lambda one: len(one.taken.refused)),
)


class Peak:
    """The most memory that a process held at once, in bytes, looked at every 20 ms."""

    def __init__(self, process: psutil.Process) -> None:
        self.bytes = 0
        self._process = process
        self._stopped = threading.Event()

    def __enter__(self) -> "Peak":
        threading.Thread(target=self._watch, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()

    def _watch(self) -> None:
        while not self._stopped.wait(0.02):
            self.bytes = max(self.bytes, self._process.memory_info().rss)


def cpu_seconds(process: psutil.Process) -> float:
    """Of a process and all its children, those that have ended included."""
    total = 0.0
    for one in (process, *process.children(recursive=True)):
        try:
            times = one.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total


class Bench(NamedTuple):
    """A running server on its database, and what is compared with it."""

    pool: Pool
    server: Server
    postgres: psutil.Process
    bare: Bare
    spans: int

    async def measure(self, kind: Kind, number: int) -> Round:
        """One round: the server stores spans, then the bare limit takes the same rows if new."""
        load = await self._prepared_load(kind, number)
        assert load.stdin is not None and load.stdout is not None
        await self.pool.execute("CHECKPOINT")
        before = await self._used()
        load.stdin.write(b"go\n")
        taken = Taken(*json.loads(await load.stdout.read()))
        after = await self._used()
        await load.wait()
        spans = self._count(kind) * kind.spans_per_request
        bare_seconds = None
        if not kind.is_again:
            stored, bare_seconds = await self.bare.measure(self.pool, number)
            assert stored == spans, f"{spans} spans were sent, {stored} are stored"
        used = (later - sooner for later, sooner in zip(after, before, strict=True))
        server_cpu, postgres_cpu, wal_bytes = used
        return Round(spans, taken, server_cpu, postgres_cpu, int(wal_bytes), bare_seconds)

    def _count(self, kind: Kind) -> int:
        return max(self.spans // kind.spans_per_request, 1)

    async def _prepared_load(self, kind: Kind, number: int) -> asyncio.subprocess.Process:
        keys = f"{PUBLIC_KEY}:{SECRET_KEY}"
        arguments = (self.server.url, keys, kind.name, str(number), str(self._count(kind)))
        load = await asyncio.create_subprocess_exec(
            sys.executable, LOAD, *arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert load.stdout is not None
        assert await load.stdout.readline() == b"ready\n"
        return load

    async def _used(self) -> tuple[float, float, int]:
        """CPU seconds of the server and of Postgres, and bytes of WAL, so far."""
        wal = await self.pool.fetchval("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn")
        return cpu_seconds(self.server.process), cpu_seconds(self.postgres), int(wal)


def show(name: str, rounds: list[Round]) -> None:
    medians = (
        f"{median(map(column.value, rounds)):>{len(column.title) + 2}{column.format}}"
        for column in COLUMNS
    )
    click.echo(f"{name:<25}{''.join(medians)}")


async def run(url: str, postgres: psutil.Process, rounds: int, spans: int, only: str) -> None:
    async with create_pool(url, max_size=2) as pool:
        with running_server(url) as server:
            bench = Bench(pool, server, postgres, await Bare.create(pool), spans)
            click.echo("Warming up ...")
            await bench.measure(KINDS[0], 0)
            titles = "".join(f"{column.title:>{len(column.title) + 2}}" for column in COLUMNS)
            click.echo(f"\n{f'medians of {rounds} rounds':<25}{titles}")
            number = 0
            with Peak(server.process) as peak:
                for kind in (kind for kind in KINDS if only in kind.name):
                    first = number + 1 - (rounds if kind.is_again else 0)
                    numbers = range(first, first + rounds)
                    show(kind.name, [await bench.measure(kind, number) for number in numbers])
                    number = numbers[-1]
        click.echo(f"\nThe server held {peak.bytes / 1e6:.0f} MB at most.")
        differences = await verify(pool)
        assert not differences, differences[:5]
        click.echo("Every span is stored, and a recount agrees with every total.")


@click.command()
@click.option("--rounds", default=5, show_default=True, type=click.IntRange(1))
@click.option(
    "--spans",
    default=48_000,
    show_default=True,
    type=click.IntRange(600),
    help=f"In a round; a trace has {SPANS_PER_TRACE}.",
)
@click.option("--only", default="", help="Kinds whose name holds this.")
def main(rounds: int, spans: int, only: str) -> None:
    """Measure what storing spans costs."""
    started = time.perf_counter()
    with running_postgres() as (url, folder):
        pid = next(folder.rglob("postmaster.pid")).read_text().split()[0]
        asyncio.run(run(url, psutil.Process(int(pid)), rounds, spans, only))
    click.echo(f"Took {time.perf_counter() - started:.0f} s in all.")


if __name__ == "__main__":
    main()
