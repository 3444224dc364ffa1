"""A server with an embedded Postgres that is killed while it stores, and started again."""

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import httpx

KEYS = ("pk-lf-crash", "sk-lf-crash")


class Running(NamedTuple):
    url: str
    process: "subprocess.Popen[str]"
    data_dir: Path

    def kill_postgres(self) -> None:
        postmaster = next(self.data_dir.rglob("postmaster.pid")).read_text().split()[0]
        # It is gone already where the server told it to end.
        with suppress(ProcessLookupError):
            os.kill(int(postmaster), signal.SIGKILL)


@contextmanager
def serving(data_dir: Path, port: int = 0) -> Iterator[Running]:
    """`usertrail serve`, as people start it; it is told to end when the block is left."""
    environment = os.environ | {
        "USERTRAIL_DATA_DIR": str(data_dir),
        "USERTRAIL_INIT_PROJECT": "Crash",
        "USERTRAIL_INIT_PUBLIC_KEY": KEYS[0],
        "USERTRAIL_INIT_SECRET_KEY": KEYS[1],
    }
    command = [sys.executable, "-m", "usertrail", "serve", "--port", str(port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        links = (re.search(r"http://[^/\s]+", line) for line in process.stdout)
        yield Running(next(link[0] for link in links if link), process, data_dir)
        process.terminate()
        process.wait(timeout=40)


class Sent(NamedTuple):
    """A request, and which one it is."""

    number: int
    content_type: str
    body: bytes


async def acknowledged(
    url: str, requests: Iterable[Sent], connections: int = 4
) -> AsyncIterator[int]:
    """The numbers of the requests that are answered by 200, each as it is answered.

    Over so many connections, each of which ends with the requests or once the server is gone.
    """
    queue = iter(requests)
    answered: asyncio.Queue[int | None] = asyncio.Queue()

    async def send() -> None:
        try:
            async with httpx.AsyncClient(base_url=url, auth=KEYS, timeout=60) as client:
                for sent in queue:
                    headers = {"content-type": sent.content_type}
                    answer = await client.post("/v1/traces", content=sent.body, headers=headers)
                    if answer.status_code == 200:
                        answered.put_nowait(sent.number)
        except httpx.TransportError:
            pass
        finally:
            answered.put_nowait(None)

    tasks = [asyncio.create_task(send()) for _ in range(connections)]
    left = connections
    while left:
        number = await answered.get()
        if number is None:
            left -= 1
        else:
            yield number
    await asyncio.gather(*tasks)
