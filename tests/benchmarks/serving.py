"""A Postgres and `usertrail serve`, as people start them."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import psutil

from usertrail.database.embedded.server import EmbeddedPostgres

PUBLIC_KEY, SECRET_KEY = "pk-benchmark", "sk-benchmark"


class Server(NamedTuple):
    url: str
    process: psutil.Process


@contextmanager
def running_postgres(data_dir: Path | None = None) -> Iterator[tuple[str, Path]]:
    """Its URL, and the folder it lives in: a temporary one where none is given."""
    with tempfile.TemporaryDirectory(prefix="usertrail-benchmark-") as temporary:
        folder = data_dir or Path(temporary)
        folder.mkdir(exist_ok=True)
        # The account of the database has to enter it.
        folder.chmod(0o755)
        embedded = EmbeddedPostgres(folder)
        try:
            yield embedded.start(), folder
        finally:
            embedded.stop()


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
