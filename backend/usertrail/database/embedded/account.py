"""Who runs the embedded Postgres where root may not: an account that nothing else runs as."""

import logging
import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path

log = logging.getLogger(__name__)

ACCOUNT = "usertrail-postgres"
# Whose processes anything on the machine may be, and that of versions before.
NOBODY = "nobody"
# Of Debian and most others, and of Alpine.
MAKERS = (
    ("useradd", "--system", "--user-group", "--no-create-home", "--shell", "/bin/false", ACCOUNT),
    ("adduser", "-S", "-D", "-H", "-s", "/bin/false", ACCOUNT),
)
# Another process may be making it.
PATIENCE_SECONDS = 5.0


def account_for(data: Path, is_running: bool) -> pwd.struct_passwd | None:
    """None for ourselves, and never root; whose the data is, unless that is nobody's.

    A server that runs goes on as whom it runs.
    """
    if os.geteuid() != 0:
        return None
    owner_id = data.stat().st_uid if data.exists() else 0
    owner = pwd.getpwuid(owner_id) if owner_id else None
    if owner and (is_running or owner.pw_name != NOBODY):
        return owner
    return _own_account() or _without_account()


def adopt(paths: Iterable[Path], account: pwd.struct_passwd) -> None:
    """Give what is nobody's in these files and folders to the account."""
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            adopt(path.iterdir(), account)
        # What was put there from elsewhere stays with whose it is.
        if is_nobodys(path) and account.pw_name != NOBODY:
            os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)


def is_nobodys(path: Path) -> bool:
    return os.path.lexists(path) and path.lstat().st_uid == pwd.getpwnam(NOBODY).pw_uid


def _own_account() -> pwd.struct_passwd | None:
    """The account, made now where there is none; None where it cannot be made."""
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        found = _account(ACCOUNT)
        maker = next((maker for maker in MAKERS if shutil.which(maker[0])), None)
        if found or maker is None or time.monotonic() > end:
            return found
        made = subprocess.run(maker, stdin=subprocess.DEVNULL, capture_output=True)
        if made.returncode:
            time.sleep(0.2)


def _without_account() -> pwd.struct_passwd:
    log.warning(
        "There is no account %s and none can be made, so the embedded Postgres runs as %s, like "
        "other programs may; make one that nothing else runs as.",
        *(ACCOUNT, NOBODY),
    )
    return pwd.getpwnam(NOBODY)


def _account(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None
