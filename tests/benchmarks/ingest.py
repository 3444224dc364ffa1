"""Spans stored per second by one server process, beside what the same Postgres could take at best.

Run by hand: `python tests/benchmarks/ingest.py`. Server, load and Postgres share the machine.
"""

import asyncio
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

import click
import psutil
from bare import Bare
from bodies import SPANS_PER_REQUEST, SPANS_PER_TRACE, trace_prefix
from serving import PUBLIC_KEY, SECRET_KEY, Server, running_server

from usertrail.database.embedded import EmbeddedPostgres
from usertrail.database.pool import Pool, create_pool
from usertrail.verify import verify

LOAD = Path(__file__).with_name("load.py")
HEADER = "\nround     server/s       bare/s   ratio  server CPU  Postgres CPU  load CPU  again"


class Round(NamedTuple):
    spans: int
    server_seconds: float
    bare_seconds: float
    server_cpu: float
    postgres_cpu: float
    load_cpu: float
    # Requests that the server wanted again.
    again: int

    @property
    def server_rate(self) -> float:
        return self.spans / self.server_seconds

    @property
    def bare_rate(self) -> float:
        return self.spans / self.bare_seconds


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


async def measure(
    pool: Pool, server: Server, postgres: psutil.Process, bare: Bare, number: int, requests: int
) -> Round:
    """One round: the server stores new spans, then the bare limit takes the same rows."""
    arguments = (server.url, PUBLIC_KEY, SECRET_KEY, str(number), str(requests))
    load = await asyncio.create_subprocess_exec(
        sys.executable, LOAD, *arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert load.stdin is not None and load.stdout is not None
    assert await load.stdout.readline() == b"ready\n"
    await pool.execute("CHECKPOINT")
    before = cpu_seconds(server.process), cpu_seconds(postgres)
    load.stdin.write(b"go\n")
    took = json.loads(await load.stdout.readline())
    after = cpu_seconds(server.process), cpu_seconds(postgres)
    await load.wait()
    sent = requests * SPANS_PER_REQUEST
    stored, bare_seconds = await bare.measure(pool, number)
    assert stored == sent, f"{sent} spans were sent, {stored} are stored"
    return Round(
        spans=sent,
        server_seconds=took["seconds"],
        bare_seconds=bare_seconds,
        server_cpu=after[0] - before[0],
        postgres_cpu=after[1] - before[1],
        load_cpu=took["cpu_seconds"],
        again=took["again"],
    )


def show_round(number: int, one: Round) -> None:
    click.echo(
        f"{number:>5} {one.server_rate:>12,.0f} {one.bare_rate:>12,.0f} "
        f"{one.server_rate / one.bare_rate:>7.2f} {one.server_cpu:>11.2f} "
        f"{one.postgres_cpu:>13.2f} {one.load_cpu:>9.2f} {one.again:>6}"
    )


def show_result(rounds: list[Round], peak_bytes: int) -> None:
    server_rate = median(one.server_rate for one in rounds)
    bare_rate = median(one.bare_rate for one in rounds)
    click.echo(f"\nMedians of {len(rounds)} rounds of {rounds[0].spans:,} spans")
    for label, text in (
        ("server", f"{server_rate:,.0f} spans/s"),
        ("bare limit", f"{bare_rate:,.0f} spans/s"),
        ("ratio", f"{server_rate / bare_rate:.2f}"),
        ("server memory, peak", f"{peak_bytes / 1e6:.0f} MB"),
        ("CPU of the server", _cpu(one.server_cpu for one in rounds)),
        ("CPU of Postgres", _cpu(one.postgres_cpu for one in rounds)),
        ("CPU of the load", _cpu(one.load_cpu for one in rounds)),
    ):
        click.echo(f"  {label:<20} {text}")


def _cpu(seconds: Iterator[float]) -> str:
    return f"{median(seconds):.2f} s a round"


async def check_stored(pool: Pool, numbers: range, requests: int) -> None:
    """Every span that was sent is stored, and a recount finds every total right."""
    for number in numbers:
        prefix = f"{trace_prefix(number)}%"
        stored = await pool.fetchval("SELECT count(*) FROM span WHERE trace_id LIKE $1", prefix)
        assert stored == requests * SPANS_PER_REQUEST, f"round {number}: {stored} spans"
    differences = await verify(pool)
    assert not differences, differences[:5]
    click.echo("\nEvery span is stored, and a recount agrees with every total.")


async def run(url: str, postgres: psutil.Process, rounds: int, requests: int) -> None:
    async with create_pool(url, max_size=2) as pool:
        with running_server(url) as server:
            bare = await Bare.create(pool)
            click.echo("Warming up ...")
            await measure(pool, server, postgres, bare, 0, requests)
            click.echo(HEADER)
            done: list[Round] = []
            with Peak(server.process) as peak:
                for number in range(1, rounds + 1):
                    done.append(await measure(pool, server, postgres, bare, number, requests))
                    show_round(number, done[-1])
        show_result(done, peak.bytes)
        await check_stored(pool, range(rounds + 1), requests)


@click.command()
@click.option("--rounds", default=5, show_default=True, type=click.IntRange(1))
@click.option(
    "--requests",
    default=96,
    show_default=True,
    type=click.IntRange(1),
    help=f"In a round, each of {SPANS_PER_REQUEST} spans; a trace has {SPANS_PER_TRACE}.",
)
def main(rounds: int, requests: int) -> None:
    """Measure how fast spans are stored."""
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="usertrail-benchmark-") as folder:
        # The account of the database has to enter it.
        Path(folder).chmod(0o755)
        embedded = EmbeddedPostgres(Path(folder))
        url = embedded.start()
        try:
            pid = next(Path(folder).rglob("postmaster.pid")).read_text().split()[0]
            asyncio.run(run(url, psutil.Process(int(pid)), rounds, requests))
        finally:
            embedded.stop()
    click.echo(f"Took {time.perf_counter() - started:.0f} s in all.")


if __name__ == "__main__":
    main()
