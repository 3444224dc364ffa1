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
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psutil

from usertrail.database.embedded.programs import EmbeddedPostgresError, Programs
from usertrail.database.embedded.supervisor import Supervisor

PATIENCE_SECONDS = 300
# How long a stop may have to wait for a start that is under way.
REVIVAL_SECONDS = 10
ORPHANS_SECONDS = 3

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
        self.home = data_dir.resolve() / "postgres"
        self.password_file = self.home / "password"
        self._server_password_file = self.home / "server-password"
        self.socket_dir = _socket_dir(self.home)
        self._data = self.home / "data"
        self._options = OPTIONS | dict(options or {})
        self._programs = Programs(self.home)
        self._users: IO[str] | None = None
        self._supervisor: Supervisor | None = None

    def start(self) -> str:
        """Start the server or adopt the one that runs; its URL once it answers.

        From then on it is started again whenever it ends. Raises EmbeddedPostgresError, and
        OSError when the folder cannot be written.
        """
        self._programs.make_home()
        with self._gate() as gate:
            self._programs.prepare(self._status() is not None, self.socket_dir)
            if not self._data.exists():
                self._create_data(gate)
            self._check_version()
            url = self._url("postgres", self.password_file.read_text())
            if not self._await_running():
                self._launch()
            # Held as long as this process uses the server; even kill -9 releases it.
            self._users = _lock_file(self.home / "users.lock")
            fcntl.flock(self._users, fcntl.LOCK_SH)
        self._programs.log.skip()
        self._supervisor = Supervisor(self._has_ended, self._revive)
        self._supervisor.start()
        return url

    def stop(self) -> None:
        """Give the server up, and stop it if nobody else uses it."""
        if self._users is None or self._supervisor is None:
            return
        self._supervisor.stop()
        with self._gate(), self._users:
            try:
                fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass
            else:
                self._programs.run("pg_ctl", "-D", self._data, "-w", "-m", "fast", "stop")
        self._users = None

    def login_of(self, role: str) -> tuple[str, str]:
        """URL and password by which the server is to work; the role is not made here."""
        with self._gate():
            if not self._server_password_file.exists():
                self._write_password(self._server_password_file)
        password = self._server_password_file.read_text()
        return self._url(role, password), password

    def _url(self, role: str, password: str) -> str:
        socket_dir = quote(str(self.socket_dir), safe="/")
        return f"postgresql://{role}:{quote(password, safe='')}@/postgres?host={socket_dir}"

    def _write_password(self, file: Path) -> None:
        # Made aside, so that half of one is never taken for it.
        new = file.with_suffix(".new")
        new.touch(0o600)
        new.write_text(secrets.token_urlsafe(24))
        self._programs.own(new)
        new.rename(file)

    @contextmanager
    def _gate(self) -> Iterator[IO[str]]:
        """One start or stop at a time, over all processes."""
        with _lock_file(self.home / "gate.lock") as gate:
            fcntl.flock(gate, fcntl.LOCK_EX)
            yield gate

    def _create_data(self, gate: IO[str]) -> None:
        # Made aside and renamed, so that an interrupted initdb is never taken for data.
        for left in self.home.glob("initdb.*"):
            shutil.rmtree(left, ignore_errors=True)
        new = Path(tempfile.mkdtemp(prefix="initdb.", dir=self.home))
        self._programs.own(new)
        self._write_password(self.password_file)
        failed = self._programs.run(
            *("initdb", "-D", new, "-U", "postgres", "-A", "scram-sha-256"),
            *(f"--pwfile={self.password_file}", "-E", "UTF8", "--locale-provider=builtin"),
            *("--builtin-locale=C.UTF-8", "--lc-collate=C", "--lc-ctype=C.UTF-8"),
            # Outlives a killed Python: the next start waits for its end before it clears up.
            keeps=gate,
        )
        if failed:
            raise self._failure("could not create its data")
        with (new / "postgresql.conf").open("a") as file:
            file.write("\ninclude 'embedded.conf'\n")
        new.rename(self._data)

    def _has_ended(self) -> str | None:
        """Why the server ended, if it did. Looks after the log of one that runs, too."""
        if self._programs.log.is_long:
            with self._gate():
                if self._programs.log.is_long:
                    self._programs.log.rotate()
        return None if self._status() else self._programs.log.last_words()

    def _revive(self) -> None:
        """Start the server again, unless another process that uses it was faster."""
        with self._gate():
            if not self._status():
                self._programs.log.skip()
                self._launch(REVIVAL_SECONDS)
        self._programs.log.skip()

    def _launch(self, patience_seconds: int = PATIENCE_SECONDS) -> None:
        self._make_socket_dir()
        self._end_orphans()
        # Left by a server that is dead, whose process id may since belong to another program.
        for left in (self._data / "postmaster.pid", *self.socket_dir.glob(".s.PGSQL*")):
            left.unlink(missing_ok=True)
        self._write_options()
        log = self._programs.log
        start = ("-D", self._data, "-w", "-t", patience_seconds, "-l", log.path, "start")
        for _ in range(10):
            # One that recovers for longer is waited for by whoever connects to it.
            if not self._programs.run("pg_ctl", *start) or self._status():
                return
            # The children of a killed server may hold its shared memory a moment longer.
            if "shared memory" not in log.last_words():
                break
            time.sleep(0.5)
        raise self._failure("did not start")

    def _make_socket_dir(self) -> None:
        self.socket_dir.mkdir(mode=0o700, exist_ok=True)
        # In /tmp somebody else may have made a folder, or a link, of that name first.
        found = self.socket_dir.lstat()
        ours = found.st_uid in (self._programs.uid, os.geteuid())
        if not (stat.S_ISDIR(found.st_mode) and ours):
            raise EmbeddedPostgresError(
                f"The folder {self.socket_dir} belongs to somebody else: remove it, or choose a "
                "data folder (--data-dir) with a shorter path, which needs none there."
            )
        self.socket_dir.chmod(0o700)
        self._programs.own(self.socket_dir)

    def _write_options(self) -> None:
        options = self._options | {"unix_socket_directories": str(self.socket_dir)}
        conf = self._data / "embedded.conf"
        content = "".join(f"{name} = {_quoted(v)}\n" for name, v in options.items())
        # On a full disk, what is there already could not be written again.
        if not conf.exists() or conf.read_text() != content:
            conf.write_text(content)
            self._programs.own(conf)

    def _end_orphans(self) -> None:
        """The children of a killed server hold its memory until they find out, at times for long.

        What they did not commit is lost either way.
        """
        orphans = [process for process in psutil.process_iter() if self._is_child(process)]
        for process in orphans:
            with suppress(psutil.Error):
                process.kill()
        psutil.wait_procs(orphans, ORPHANS_SECONDS)

    def _is_child(self, process: psutil.Process) -> bool:
        try:
            is_child = process.cmdline()[0].startswith("postgres: ")
            return is_child and process.cwd() == str(self._data)
        except (psutil.Error, IndexError):
            return False

    def _check_version(self) -> None:
        """Raises EmbeddedPostgresError for data of another Postgres, which cannot read it."""
        made_by = (self._data / "PG_VERSION").read_text().strip()
        if made_by != (ours := self._programs.major_version()):
            raise EmbeddedPostgresError(
                f"The data in {self.home} is of Postgres {made_by}, and the embedded one is "
                f"{ours}: use the Usertrail that made it, or carry it over with pg_dump."
            )

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
            f"The embedded Postgres in {self.home} {what}: {self._programs.log.last_words()} "
            f"(log: {self._programs.log.path}); another Postgres can be named with --database-url."
        )


def _socket_dir(home: Path) -> Path:
    """Where the socket lies: with the data, or in /tmp when that path is too long."""
    near = home / "run"
    if len(os.fsencode(near / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
        return near
    return Path("/tmp") / f"usertrail-{hashlib.sha256(os.fsencode(home)).hexdigest()[:16]}"


def _lock_file(path: Path) -> IO[str]:
    """Open, for us alone: whoever may open it may hold the lock."""
    path.touch(0o600)
    path.chmod(0o600)
    return path.open("a")


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"
