"""A server under watch: what keeps its event loop busy, its memory, and its neighbours."""

import os
import resource
import threading
import time
from asyncio import events
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import NamedTuple

import httpx
import psutil

from forked import running

MEBIBYTE = 1024 * 1024
# Not told: what ends sooner holds nobody up.
TOLD_SECONDS = 0.005
MEMORY_SECONDS = 0.02
NEIGHBOUR_SECONDS = 0.05
KEYS = ("pk-lf-attacked", "sk-lf-attacked")
QUERY = "{ users { totalCount } }"
NEIGHBOUR = ("pk-lf-neighbour", "sk-lf-neighbour")


class Busy(NamedTuple):
    """One piece of work on the event loop."""

    # CPU time of the thread, on a processor that does nothing else beside it.
    seconds: float
    callback: str


class Watched:
    """The server and what was seen of it since `watch` began."""

    def __init__(self, url: str, pid: int, told: Path) -> None:
        self.url = url
        self.process = psutil.Process(pid)
        self._told = told

    @contextmanager
    def watch(self) -> Iterator["Seen"]:
        """Watches the loop, the memory and a neighbour until the block is left."""
        self._warm_up()
        seen = Seen(self.process.memory_info().rss)
        told_before = self._told.stat().st_size
        end = threading.Event()
        threads = [
            threading.Thread(target=self._watch_memory, args=(seen, end)),
            threading.Thread(target=self._be_neighbour, args=(seen, end)),
        ]
        for thread in threads:
            thread.start()
        try:
            yield seen
        finally:
            end.set()
            for thread in threads:
                thread.join()
            seen.busy = self._busy_since(told_before)

    def _warm_up(self) -> None:
        """What is read and compiled at first use only belongs to no attack."""
        with httpx.Client(base_url=self.url, auth=NEIGHBOUR, timeout=60) as client:
            client.post("/api/public/ingestion", json=one_trace(0)).raise_for_status()
            client.post("/graphql", json={"query": QUERY}).raise_for_status()

    def _busy_since(self, offset: int) -> list[Busy]:
        with self._told.open() as told:
            told.seek(offset)
            rows = [line.rstrip("\n").partition(" ") for line in told]
        return sorted((Busy(float(seconds), of) for seconds, _, of in rows), reverse=True)

    def _watch_memory(self, seen: "Seen", end: threading.Event) -> None:
        while not end.wait(MEMORY_SECONDS):
            seen.memory_bytes = max(seen.memory_bytes, self.process.memory_info().rss)

    def _be_neighbour(self, seen: "Seen", end: threading.Event) -> None:
        """Somebody of another project, who reads and writes meanwhile."""
        with httpx.Client(base_url=self.url, auth=NEIGHBOUR, timeout=60) as client:
            number = 0
            while not end.wait(NEIGHBOUR_SECONDS):
                number += 1
                begin = time.monotonic()
                wrote = answered(client, "/api/public/ingestion", one_trace(number))
                read = answered(client, "/graphql", {"query": QUERY})
                seen.neighbour_seconds.append(time.monotonic() - begin)
                seen.neighbour_statuses += [wrote.status_code, read.status_code]


class Seen:
    """What was seen while the watch lasted."""

    def __init__(self, memory_bytes: int) -> None:
        self.memory_before_bytes = memory_bytes
        self.memory_bytes = memory_bytes
        # The longest first; of those that are told at all.
        self.busy: list[Busy] = []
        # Of a batch stored and a list read, one after the other.
        self.neighbour_seconds: list[float] = []
        self.neighbour_statuses: list[int] = []

    @property
    def grown_bytes(self) -> int:
        return self.memory_bytes - self.memory_before_bytes

    @property
    def longest_busy_seconds(self) -> float:
        return self.busy[0].seconds if self.busy else 0.0


def answered(client: httpx.Client, path: str, body: dict[str, object]) -> httpx.Response:
    """What is answered; sent once again, on a fresh connection, if a kept one was closed meanwhile.

    So does every HTTP client (RFC 9112, 9.3.1), and here any number of times costs nothing.
    """
    try:
        return client.post(path, json=body)
    except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError):
        return httpx.post(client.base_url.join(path), json=body, auth=client.auth, timeout=60)


def one_trace(number: int) -> dict[str, object]:
    """A batch of one trace."""
    event = {
        "id": f"event-{number}",
        "type": "trace-create",
        "timestamp": "2026-11-20T12:00:00Z",
        "body": {"id": f"neighbour-{number}", "userId": "neighbour"},
    }
    return {"batch": [event]}


@contextmanager
def watched(
    context: ForkServerContext,
    settings: dict[str, str],
    told: Path,
    most_files: int | None = None,
) -> Iterator[Watched]:
    """`usertrail serve` with the given settings, and so many files at most, under watch."""
    told.touch()
    with running(context, settings, _Telling(told, most_files)) as (link, process):
        assert process.pid is not None
        yield Watched(link.partition("/sign-in")[0], process.pid, told)


class _Telling:
    """In the server's process: writes down what keeps its loop busy. Runs before all else."""

    def __init__(self, told: Path, most_files: int | None) -> None:
        self._told = told
        self._most_files = most_files

    def __call__(self) -> None:
        import asyncio

        import uvloop

        if self._most_files is not None:
            resource.setrlimit(resource.RLIMIT_NOFILE, (self._most_files, self._most_files))

        # The loop of the standard library runs each callback where it can be seen.
        setattr(uvloop, "run", asyncio.run)  # noqa: B010  # typed narrower
        run: Callable[[events.Handle], None] = events.Handle._run
        told = os.open(self._told, os.O_WRONLY | os.O_APPEND)
        pace = _Pace()

        def run_timed(self: events.Handle) -> None:
            begin = time.thread_time()
            run(self)
            seconds = time.thread_time() - begin
            if seconds > TOLD_SECONDS:
                line = f"{seconds / pace.slowness():.6f} {self!r}".replace("\n", " ")
                os.write(told, f"{line}\n".encode())

        setattr(events.Handle, "_run", run_timed)  # noqa: B010  # no hook tells it


class _Pace:
    """How fast the processor computes and reaches its memory, which it shares with other tests."""

    def __init__(self) -> None:
        self._best = min(_reference_seconds() for _ in range(20))

    def slowness(self) -> float:
        """How many times as long as at best the same work takes now."""
        return max(1.0, _reference_seconds() / self._best)


def _reference_seconds() -> float:
    begin = time.thread_time()
    for _ in range(20_000):
        pass
    bytes(2 * MEBIBYTE).count(b"x")
    return time.thread_time() - begin
