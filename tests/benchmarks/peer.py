"""Spans stored per second, beside Arize Phoenix on the same Postgres, in the same run.

Run by hand: `python tests/benchmarks/peer.py`. It installs Phoenix from PyPI into a temporary
environment. Both get the same requests of OpenInference, and the time counts until all that was
accepted is stored, which Phoenix does after it answers.
"""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import click
import httpx
from bodies import OPENINFERENCE, SPANS_PER_REQUEST, Kind, protobuf
from load import send, written
from reads import create_database
from serving import PUBLIC_KEY, SECRET_KEY, running_postgres, running_server

KIND = Kind("OpenInference", OPENINFERENCE, protobuf)
START_SECONDS = 180
# Phoenix refuses more than it has room for, and then would be sent the same again and again.
PEER_CONNECTIONS = 2


@contextmanager
def running_phoenix(folder: Path, database_url: str) -> Iterator[str]:
    """Its URL, once it answers."""
    subprocess.run([sys.executable, "-m", "venv", folder / "env"], check=True)
    python = folder / "env/bin/python"
    subprocess.run([python, "-m", "pip", "install", "-qq", "arize-phoenix", "asyncpg"], check=True)
    port, grpc_port = free_port(), free_port()
    environment = {
        **os.environ,
        "PHOENIX_SQL_DATABASE_URL": database_url,
        "PHOENIX_WORKING_DIR": str(folder / "phoenix"),
        "PHOENIX_HOST": "127.0.0.1",
        "PHOENIX_PORT": str(port),
        "PHOENIX_GRPC_PORT": str(grpc_port),
    }
    with (
        (folder / "phoenix.log").open("w") as log,
        subprocess.Popen(
            [folder / "env/bin/phoenix", "serve"], env=environment, stdout=log, stderr=log
        ) as process,
    ):
        try:
            url = f"http://127.0.0.1:{port}"
            wait_for(url)
            yield url
        finally:
            process.terminate()


def free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port: int = bound.getsockname()[1]
        return port


def wait_for(url: str) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            if httpx.get(f"{url}/healthz", timeout=5).is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(1)
    raise SystemExit("Phoenix did not start.")


async def rate(
    url: str, path: str, database_url: str, table: str, count: int, connections: int
) -> float:
    """Spans stored per second, of so many requests."""
    requests = [
        written(request._replace(path=path), url, f"{PUBLIC_KEY}:{SECRET_KEY}")
        for request in KIND.requests(1, count)
    ]
    db = await asyncpg.connect(database_url)
    try:
        started = time.perf_counter()
        await send(url, iter(requests), connections)
        while await db.fetchval(f"SELECT count(*) FROM {table}") < count * SPANS_PER_REQUEST:  # noqa: ASYNC110  # another process cannot set an event
            await asyncio.sleep(0.1)
        return count * SPANS_PER_REQUEST / (time.perf_counter() - started)
    finally:
        await db.close()


async def run(server_url: str, folder: Path, requests: int, peer_requests: int) -> None:
    own_url = await create_database(server_url, "usertrail")
    with running_server(own_url) as server:
        own = await rate(server.url, "/v1/traces", own_url, "span", requests, 8)
    click.echo(f"Usertrail {own:>10,.0f} spans/s")
    peer_url = await create_database(server_url, "phoenix")
    with running_phoenix(folder, peer_url) as phoenix:
        path = "/v1/traces"
        peer = await rate(phoenix, path, peer_url, "spans", peer_requests, PEER_CONNECTIONS)
    click.echo(f"Phoenix   {peer:>10,.0f} spans/s\nratio     {own / peer:>10,.0f}")


@click.command()
@click.option("--requests", default=96, show_default=True, help="Of 512 spans, to Usertrail.")
@click.option("--peer-requests", default=6, show_default=True, help="Of 512 spans, to Phoenix.")
def main(requests: int, peer_requests: int) -> None:
    """Measure beside Arize Phoenix."""
    with running_postgres() as (url, folder):
        asyncio.run(run(url, folder, requests, peer_requests))


if __name__ == "__main__":
    main()
