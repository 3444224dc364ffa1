"""The log of the embedded Postgres: what it complained of last, and no more than so much of it."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

# As much of the end of a log is looked at.
MAX_READ_BYTES = 256 * 1024
# What is longer goes to a second file, of which there is one; so the two stay below twice as much.
MAX_BYTES = 8 * 1024 * 1024
# How a server that starts, stops or recovers turns connections away.
NO_REASON = "FATAL:  the database system is"
# A file of the write-ahead log, which a server needs to start.
MIN_FREE_BYTES = 16 * 1024 * 1024


class ServerLog:
    """Programs append to it, and keep it open as long as they run."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.older = path.with_name(f"{path.name}.1")
        self._read_until = 0

    @property
    def is_long(self) -> bool:
        return self._size() > MAX_BYTES

    def skip(self) -> None:
        """What the log says up to now explains nothing that comes."""
        self._read_until = self._size()

    def rotate(self) -> None:
        """Keep the end in the second file, and go on with an empty one; one process at a time.

        Emptied, not renamed: who has it open appends to it. What comes in between is lost, and so
        is what a full disk has no room for.
        """
        with (
            suppress(OSError),
            self.path.open("rb") as log,
            open(self.older, "wb", opener=_only_for_us) as older,
        ):
            log.seek(max(0, self._size() - MAX_BYTES))
            shutil.copyfileobj(log, older)
        os.truncate(self.path, 0)

    def last_words(self) -> str:
        """The complaint that tells why a program failed."""
        lines = self._new_lines()
        for mark in ("PANIC:", "FATAL:", "error:"):
            complaints = [line for line in lines if mark in line and NO_REASON not in line]
            if complaints:
                return complaints[-1].strip()
        if shutil.disk_usage(self.path.parent).free < MIN_FREE_BYTES:
            return "there is no space left on the disk"
        return "no reason given"

    def _new_lines(self) -> list[str]:
        size = self._size()
        if not size:
            return []
        # One that is shorter than it was has been emptied.
        begin = self._read_until if self._read_until <= size else 0
        with self.path.open("rb") as log:
            log.seek(max(begin, size - MAX_READ_BYTES))
            return log.read().decode(errors="replace").splitlines()

    def _size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0


def _only_for_us(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
