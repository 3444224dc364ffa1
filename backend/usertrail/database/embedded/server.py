"""Start, adopt and stop the embedded Postgres.

It runs beside Python, not under it: killing Python leaves the server and its data whole, and the
next start adopts it. Processes that share a data folder share one server; the last one stops it.
It listens on a Unix socket only, so there is no port to be taken and nothing for others to reach.
"""

import fcntl
import hashlib
import os
import secrets
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psutil

from usertrail.database.embedded.programs import EmbeddedPostgresError, Programs

PATIENCE_SECONDS = 300

# The system's limit for the path of a socket is 103 bytes on macOS and 107 on Linux.
LONGEST_SOCKET_PATH = 103
SOCKET_NAME = ".s.PGSQL.5432"

OPTIONS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    # Batches of spans write a lot at once: fewer checkpoints, smaller full-page images.
    "max_wal_size": "2GB",
    "wal_compression": "pglz",
    "wal_buffers": "16MB",
    # An accepted trace is a stored trace.
    "synchronous_commit": "on",
    "random_page_cost": "1.1",
    "autovacuum_vacuum_scale_factor": "0.05",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


class EmbeddedPostgres:
    """A Postgres whose data, password and log live in one folder."""

    def __init__(self, data_dir: Path, options: Mapping[str, str] | None = None) -> None:
        self._home = data_dir.resolve() / "postgres"
        self._data = self._home / "data"
        self._password = self._home / "password"
        self.socket_dir = _socket_dir(self._home)
        self._options = OPTIONS | dict(options or {})
        self._programs = Programs(self._home)
        self._users: IO[str] | None = None

    def start(self) -> str:
        """Start the server or adopt the one that runs; its URL once it answers.

        Raises EmbeddedPostgresError, and OSError when the folder cannot be written.
        """
        self._programs.prepare()
        with self._gate() as gate:
            if not self._data.exists():
                self._create_data(gate)
            if not self._await_running():
                self._launch()
            # Held as long as this process uses the server; even kill -9 releases it.
            self._users = (self._home / "users.lock").open("a")
            fcntl.flock(self._users, fcntl.LOCK_SH)
        return self._url()

    def stop(self) -> None:
        """Give the server up, and stop it if nobody else uses it."""
        if self._users is None:
            return
        with self._gate(), self._users:
            try:
                fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass
            else:
                self._programs.run("pg_ctl", "-D", self._data, "-w", "-m", "fast", "stop")
        self._users = None

    def _url(self) -> str:
        password = quote(self._password.read_text(), safe="")
        socket_dir = quote(str(self.socket_dir), safe="/")
        return f"postgresql://postgres:{password}@/postgres?host={socket_dir}"

    @contextmanager
    def _gate(self) -> Iterator[IO[str]]:
        """One start or stop at a time, over all processes."""
        with (self._home / "gate.lock").open("a") as gate:
            fcntl.flock(gate, fcntl.LOCK_EX)
            yield gate

    def _create_data(self, gate: IO[str]) -> None:
        # Made aside and renamed, so that an interrupted initdb is never taken for data.
        for left in self._home.glob("initdb.*"):
            shutil.rmtree(left, ignore_errors=True)
        new = Path(tempfile.mkdtemp(prefix="initdb.", dir=self._home))
        self._programs.own(new)
        self._password.touch(0o600)
        self._password.write_text(secrets.token_urlsafe(24))
        self._programs.own(self._password)
        failed = self._programs.run(
            *("initdb", "-D", new, "-U", "postgres", "-A", "scram-sha-256"),
            *(f"--pwfile={self._password}", "-E", "UTF8", "--locale-provider=builtin"),
            *("--builtin-locale=C.UTF-8", "--lc-collate=C", "--lc-ctype=C.UTF-8"),
            # Outlives a killed Python: the next start waits for its end before it clears up.
            keeps=gate,
        )
        if failed:
            raise self._failure("could not create its data")
        with (new / "postgresql.conf").open("a") as file:
            file.write("\ninclude 'embedded.conf'\n")
        new.rename(self._data)

    def _launch(self) -> None:
        self._make_socket_dir()
        # Left by a server that is dead, whose process id may since belong to another program.
        for left in (self._data / "postmaster.pid", *self.socket_dir.glob(".s.PGSQL*")):
            left.unlink(missing_ok=True)
        self._write_options()
        start = ("-D", self._data, "-w", "-t", PATIENCE_SECONDS, "-l", self._programs.log, "start")
        for _ in range(10):
            if not self._programs.run("pg_ctl", *start):
                return
            # The children of a killed server may hold its shared memory a moment longer.
            if "shared memory" not in self._programs.last_words():
                break
            time.sleep(0.5)
        raise self._failure("did not start")

    def _make_socket_dir(self) -> None:
        self.socket_dir.mkdir(mode=0o700, exist_ok=True)
        # In /tmp somebody else may have made a folder, or a link, of that name first.
        found = self.socket_dir.lstat()
        ours = found.st_uid in (self._programs.uid, os.geteuid())
        if not (stat.S_ISDIR(found.st_mode) and ours):
            raise EmbeddedPostgresError(f"The folder {self.socket_dir} belongs to somebody else.")
        self._programs.own(self.socket_dir)

    def _write_options(self) -> None:
        options = self._options | {"unix_socket_directories": str(self.socket_dir)}
        conf = self._data / "embedded.conf"
        conf.write_text("".join(f"{name} = {_quoted(v)}\n" for name, v in options.items()))
        self._programs.own(conf)

    def _await_running(self) -> bool:
        """Whether a server runs on the data; one that is starting or stopping is waited for."""
        end = time.monotonic() + PATIENCE_SECONDS
        while (status := self._status()) not in (None, "ready"):
            if time.monotonic() > end:
                raise self._failure(f"is {status} and does not get further")
            time.sleep(0.05)
        return status == "ready"

    def _status(self) -> str | None:
        """What a live server says of itself ("starting", "ready", "stopping"), or None."""
        try:
            lines = (self._data / "postmaster.pid").read_text().splitlines()
            process = psutil.Process(int(lines[0]))
            if process.status() == psutil.STATUS_ZOMBIE or str(self._data) not in process.cmdline():
                return None
        except (OSError, ValueError, IndexError, psutil.Error):
            return None
        return lines[7].strip() if len(lines) > 7 else "starting"

    def _failure(self, what: str) -> EmbeddedPostgresError:
        return EmbeddedPostgresError(
            f"The embedded Postgres in {self._home} {what}: {self._programs.last_words()} "
            f"(log: {self._programs.log}); another Postgres can be named with --database-url."
        )


def _socket_dir(home: Path) -> Path:
    """Where the socket lies: with the data, or in /tmp when that path is too long."""
    near = home / "run"
    if len(os.fsencode(near / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
        return near
    return Path("/tmp") / f"usertrail-{hashlib.sha256(os.fsencode(home)).hexdigest()[:16]}"


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"
