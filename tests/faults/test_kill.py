"""What was acknowledged is there after kill -9 of the server and its Postgres, and counted once."""

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import orjson
import pytest

from tests.faults.killing import KEYS, Running, Sent, acknowledged, serving
from wire import request, wire_span

BATCHES = 60
TRACES = 10
SPANS = 4


@pytest.fixture
def data_dir() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="usertrail-crash-"))
    # The database's own user must reach what lies in it.
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def batches() -> Iterator[Sent]:
    """Spans of traces that several batches share."""
    for number in range(BATCHES):
        spans = [
            wire_span(
                {"user.id": f"user-{trace % 3}", "langfuse.observation.type": "span"},
                traceId=f"{trace + 1:032x}",
                spanId=f"{number * 1000 + trace * 10 + place + 1:016x}",
            )
            for trace in range(number % 5, number % 5 + TRACES)
            for place in range(SPANS)
        ]
        yield Sent(number, "application/json", orjson.dumps(request(*spans)))


async def send_and_kill(running: Running) -> int:
    """How many batches were acknowledged; half of them are there before the killing."""
    count = 0
    async for _ in acknowledged(running.url, batches()):
        count += 1
        if count == BATCHES // 2:
            running.process.kill()
            running.kill_postgres()
            running.process.wait()
    return count


async def send_all(url: str) -> int:
    return len([number async for number in acknowledged(url, batches())])


def counts(url: str) -> dict[str, int]:
    query = "{ overview { metrics { traceCount spanCount } } }"
    answer = httpx.post(f"{url}/graphql", json={"query": query}, auth=KEYS, timeout=20)
    metrics: dict[str, int] = answer.json()["data"]["overview"]["metrics"]
    return metrics


def test_after_kill_9_every_acknowledged_span_is_there_and_a_resend_doubles_nothing(
    data_dir: Path,
) -> None:
    with serving(data_dir) as running:
        count = asyncio.run(send_and_kill(running))
    assert BATCHES // 2 <= count < BATCHES
    with serving(data_dir) as running:
        assert counts(running.url)["spanCount"] >= count * TRACES * SPANS
        assert asyncio.run(send_all(running.url)) == BATCHES
        expected = {"traceCount": TRACES + 4, "spanCount": BATCHES * TRACES * SPANS}
        assert counts(running.url) == expected
    verified = subprocess.run(
        [sys.executable, "-m", "usertrail", "verify"],
        env=os.environ | {"USERTRAIL_DATA_DIR": str(data_dir)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert verified.returncode == 0, verified.stdout + verified.stderr
