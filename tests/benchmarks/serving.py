"""`usertrail serve`, as people start it."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import psutil

PUBLIC_KEY, SECRET_KEY = "pk-benchmark", "sk-benchmark"


class Server(NamedTuple):
    url: str
    process: psutil.Process


@contextmanager
def running_server(database_url: str) -> Iterator[Server]:
    """`usertrail serve`, as people start it, on a free port."""
    environment = {
        **os.environ,
        "USERTRAIL_DATABASE_URL": database_url,
        "USERTRAIL_INIT_PROJECT": "Benchmark",
        "USERTRAIL_INIT_PUBLIC_KEY": PUBLIC_KEY,
        "USERTRAIL_INIT_SECRET_KEY": SECRET_KEY,
    }
    command = [sys.executable, "-m", "usertrail", "serve", "--port", "0"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            found = (re.search(r"(http://\S+)/sign-in\?", line) for line in process.stdout)
            yield Server(next(match[1] for match in found if match), psutil.Process(process.pid))
        finally:
            process.terminate()
