"""What real exporters lose while far more comes than can be stored, and the server is restarted.

Run by hand, with tests/benchmarks and tests/support in PYTHONPATH:
`python -m tests.faults.exporters --minutes 10`. Beside connections that send 510 spans each as
quickly as they may, the SDKs of Langfuse and OpenTelemetry send traces of two spans with the
settings that they have of themselves. In the middle the server is told to end and started again. It
is said how many of their traces are stored, of how many.
"""

import asyncio
import base64
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import click
import httpx
from bodies import KINDS
from load import Connection, Taken, written
from overload import until
from peer import free_port

from installing import python_of
from sdk_programs import PYTHON as SDK_FOLDER
from sdk_programs import install_sdks
from tests.faults.killing import KEYS, serving

PROGRAMS = Path(__file__).parent / "programs"
# Of each SDK, in traces a second: nothing that its queue could not hold while a server restarts.
RATE = 20.0
CONNECTIONS = 64
LARGE = next(kind for kind in KINDS if kind.name == "OpenInference")
QUESTION = """query ($id: String!) {
    user(userId: $id) { metrics { traceCount spanCount } }
}"""


def programs() -> dict[str, tuple[str, str]]:
    """Interpreter and program by the name of the SDK."""
    turns = str(PROGRAMS / "langfuse_turns.py")
    others = (SDK_FOLDER / f"langfuse-{major}.txt" for major in (4, 5))
    return {
        "OpenTelemetry": (sys.executable, str(PROGRAMS / "otel_turns.py")),
        "Langfuse 3": (sys.executable, turns),
        **{
            f"Langfuse {path.stem.removeprefix('langfuse-')}": (str(python_of(path)), turns)
            for path in others
        },
    }


def started(url: str, seconds: float) -> "dict[str, subprocess.Popen[str]]":
    """All programs, which run for so long; by the name that each gives its user."""
    signed = base64.b64encode(":".join(KEYS).encode()).decode()
    environment = os.environ | {
        "LANGFUSE_HOST": url,
        "LANGFUSE_PUBLIC_KEY": KEYS[0],
        "LANGFUSE_SECRET_KEY": KEYS[1],
        "OTEL_EXPORTER_OTLP_ENDPOINT": url,
        "OTEL_EXPORTER_OTLP_HEADERS": f"Authorization=Basic%20{signed}",
    }
    return {
        name: subprocess.Popen(
            [*command, name, str(seconds), str(RATE)],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name, command in programs().items()
    }


async def flood(url: str, end: float) -> Taken:
    """As quickly as it may until then, whatever becomes of the server meanwhile."""
    parts = urlsplit(url)
    assert parts.hostname is not None and parts.port is not None
    address, taken = (parts.hostname, parts.port), Taken(0, 0, [], [])
    prepared = cycle([written(one, url, ":".join(KEYS)) for one in LARGE.requests(1, 100)])

    async def keep_sending() -> None:
        while time.perf_counter() < end:
            with suppress(OSError, asyncio.IncompleteReadError):
                await Connection(address, taken).send_all(until(end, prepared))
            await asyncio.sleep(0.2)

    await asyncio.gather(*(keep_sending() for _ in range(CONNECTIONS)))
    return taken


def stored(url: str, user_id: str) -> dict[str, int]:
    variables = {"id": user_id}
    answer = httpx.post(
        f"{url}/graphql", json={"query": QUESTION, "variables": variables}, auth=KEYS, timeout=60
    ).json()
    user = answer["data"]["user"]
    return user["metrics"] if user else {"traceCount": 0, "spanCount": 0}


def run(folder: Path, seconds: float) -> bool:
    """Whether all that the SDKs sent is stored."""
    port = free_port()
    end = time.perf_counter() + seconds
    with ThreadPoolExecutor(1) as threads:
        with serving(folder, port) as running:
            sending = started(running.url, seconds)
            flooding = threads.submit(asyncio.run, flood(running.url, end))
            time.sleep(seconds / 2)
        click.echo("The server has ended, and is started again.")
        with serving(folder, port) as running:
            made = {name: int(process.communicate()[0]) for name, process in sending.items()}
            taken = flooding.result()
            found = {name: stored(running.url, name) for name in made}
    click.echo(f"{len(taken.accepted):,} large requests stored, {len(taken.refused):,} refused\n")
    for name, count in made.items():
        click.echo(f"{name:<16}{count:>8,} traces {found[name]['traceCount']:>8,} stored")
    return all(
        found[name] == {"traceCount": count, "spanCount": 2 * count} for name, count in made.items()
    )


@click.command()
@click.option("--minutes", default=10.0, show_default=True)
def main(minutes: float) -> None:
    """Send by real exporters under overload, with a restart in the middle."""
    install_sdks()
    with TemporaryDirectory(prefix="usertrail-exporters-") as folder:
        # The account of the database has to enter it.
        Path(folder).chmod(0o755)
        if not run(Path(folder), 60 * minutes):
            raise SystemExit("Something was lost.")


if __name__ == "__main__":
    main()
