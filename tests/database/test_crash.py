"""What was acknowledged is there after kill -9 of the server and its Postgres, and counted once."""

import asyncio
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import orjson
import pytest

from wire import request, wire_span

BATCHES = 60
TRACES = 10
SPANS = 4
KEYS = ("pk-lf-crash", "sk-lf-crash")


@pytest.fixture
def data_dir() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="usertrail-crash-"))
    # The database's own user must reach what lies in it.
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@contextmanager
def serving(data_dir: Path) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """A server with an embedded Postgres: its URL and process."""
    environment = os.environ | {
        "USERTRAIL_DATA_DIR": str(data_dir),
        "USERTRAIL_INIT_PROJECT": "Crash",
        "USERTRAIL_INIT_PUBLIC_KEY": KEYS[0],
        "USERTRAIL_INIT_SECRET_KEY": KEYS[1],
    }
    command = [sys.executable, "-m", "usertrail", "serve", "--port", "0"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        links = (re.search(r"http://[^/\s]+", line) for line in process.stdout)
        yield next(link[0] for link in links if link), process
        process.terminate()
        process.wait(timeout=40)


def batch(number: int) -> bytes:
    """Spans of traces that several batches share."""
    spans = [
        wire_span(
            {"user.id": f"user-{trace % 3}", "langfuse.observation.type": "span"},
            traceId=f"{trace + 1:032x}",
            spanId=f"{number * 1000 + trace * 10 + place + 1:016x}",
        )
        for trace in range(number % 5, number % 5 + TRACES)
        for place in range(SPANS)
    ]
    return orjson.dumps(request(*spans))


async def send(url: str, numbers: list[int], acknowledged: set[int], enough: int) -> None:
    """Four senders; they stop once enough is acknowledged or the server is gone."""

    async def sender(queue: Iterator[int]) -> None:
        async with httpx.AsyncClient(base_url=url, auth=KEYS, timeout=20) as client:
            for number in queue:
                answer = await client.post(
                    "/v1/traces",
                    content=batch(number),
                    headers={"content-type": "application/json"},
                )
                if answer.status_code == 200:
                    acknowledged.add(number)
                if len(acknowledged) >= enough:
                    raise EnoughError

    queue = iter(numbers)
    await asyncio.gather(*(sender(queue) for _ in range(4)))


class EnoughError(Exception):
    """So much is acknowledged that the server may be killed."""


def kill_everything(process: "subprocess.Popen[str]", data_dir: Path) -> None:
    postmaster = next(data_dir.rglob("postmaster.pid")).read_text().split()[0]
    process.kill()
    os.kill(int(postmaster), signal.SIGKILL)
    process.wait()


def counts(url: str) -> dict[str, int]:
    query = "{ overview { metrics { traceCount spanCount } } }"
    answer = httpx.post(f"{url}/graphql", json={"query": query}, auth=KEYS, timeout=20)
    metrics: dict[str, int] = answer.json()["data"]["overview"]["metrics"]
    return metrics


def test_after_kill_9_every_acknowledged_span_is_there_and_a_resend_doubles_nothing(
    data_dir: Path,
) -> None:
    acknowledged: set[int] = set()
    with serving(data_dir) as (url, process):
        with pytest.raises(EnoughError):
            asyncio.run(send(url, list(range(BATCHES)), acknowledged, BATCHES // 2))
        kill_everything(process, data_dir)
    with serving(data_dir) as (url, _):
        assert counts(url)["spanCount"] >= len(acknowledged) * TRACES * SPANS
        asyncio.run(send(url, list(range(BATCHES)), set(), BATCHES + 1))
        expected = {"traceCount": TRACES + 4, "spanCount": BATCHES * TRACES * SPANS}
        assert counts(url) == expected
    verified = subprocess.run(
        [sys.executable, "-m", "usertrail", "verify"],
        env=os.environ | {"USERTRAIL_DATA_DIR": str(data_dir)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert verified.returncode == 0, verified.stdout + verified.stderr
