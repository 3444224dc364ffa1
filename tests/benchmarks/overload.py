"""What senders and readers notice while far more spans come than can be stored.

Run by hand: `python tests/benchmarks/overload.py`. Many connections send requests of 510 spans as
quickly as they may; beside them an SDK sends small ones, somebody reads the list of users, and a
load balancer asks whether the server is ready.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from itertools import cycle
from statistics import median, quantiles

import click
import httpx
from bodies import OPENINFERENCE, Kind, protobuf
from ingest import Peak
from load import Taken, send, written
from serving import PUBLIC_KEY, SECRET_KEY, Server, running_postgres, running_server

from usertrail.database.pool import create_pool
from usertrail.verify import verify

SPANS = 510
LARGE = Kind("large", OPENINFERENCE, protobuf, SPANS)
SMALL = Kind("small", OPENINFERENCE, protobuf, 12)
PAUSE_SECONDS = 0.2
LIST = """
    { users(first: 50, orderBy: {field: COST}) {
        nodes { userId metrics { traceCount totalTokens costUsd } }
    } }
"""


def until(end: float, requests: Iterator[bytes]) -> Iterator[bytes]:
    for request in requests:
        if time.perf_counter() > end:
            return
        yield request


async def repeated(end: float, ask: Callable[[], Awaitable[httpx.Response]]) -> Taken:
    """How long the answers took, one after the other."""
    taken = Taken(0, 0, [], [])
    while time.perf_counter() < end:
        started = time.perf_counter()
        response = await ask()
        (taken.accepted if response.is_success else taken.refused).append(
            time.perf_counter() - started
        )
        await asyncio.sleep(PAUSE_SECONDS)
    return taken


def show(name: str, taken: Taken) -> None:
    for outcome, seconds in (("answered", taken.accepted), ("refused", taken.refused)):
        if len(seconds) > 1:
            percentiles = quantiles(seconds, n=100, method="inclusive")
            click.echo(
                f"{name:<22}{outcome:<10}{len(seconds):>7,}  p50 {median(seconds):>6.2f} s"
                f"  p95 {percentiles[94]:>6.2f} s  p99 {percentiles[98]:>6.2f} s"
            )


async def run(server: Server, seconds: float, connections: int) -> None:
    keys = f"{PUBLIC_KEY}:{SECRET_KEY}"
    large, small = (
        [written(request, server.url, keys) for request in kind.requests(number, count)]
        for number, (kind, count) in enumerate(((LARGE, 200), (SMALL, 1_000)), start=1)
    )
    end = time.perf_counter() + seconds
    async with httpx.AsyncClient(
        base_url=server.url, auth=(PUBLIC_KEY, SECRET_KEY), timeout=60
    ) as client:
        with Peak(server.process) as peak:
            of_large, of_small, of_list, of_ready = await asyncio.gather(
                send(server.url, until(end, cycle(large)), connections),
                send(server.url, until(end, iter(small)), 1),
                repeated(end, lambda: client.post("/graphql", json={"query": LIST})),
                repeated(end, lambda: client.get("/ready")),
            )
    show(f"{SPANS} spans", of_large)
    show("12 spans", of_small)
    show("list of users", of_list)
    show("/ready", of_ready)
    stored = len(of_large.accepted) * SPANS / of_large.seconds
    click.echo(
        f"\n{stored:,.0f} spans/s stored; the server held {peak.bytes / 1e6:.0f} MB at most."
    )


@click.command()
@click.option("--seconds", default=30.0, show_default=True)
@click.option("--connections", default=64, show_default=True, type=click.IntRange(1))
def main(seconds: float, connections: int) -> None:
    """Measure what is noticed under overload."""
    with running_postgres() as (url, _):
        with running_server(url) as server:
            asyncio.run(run(server, seconds, connections))
        asyncio.run(check(url))


async def check(url: str) -> None:
    async with create_pool(url, max_size=2) as pool:
        differences = await verify(pool)
        assert not differences, differences[:5]
    click.echo("A recount agrees with every total.")


if __name__ == "__main__":
    main()
