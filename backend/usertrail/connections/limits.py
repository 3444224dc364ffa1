"""How many connections there may be, by the files a process may open, and what each may send."""

import resource
from contextlib import suppress
from typing import NamedTuple

# The request line, all headers, and what follows a body as trailers.
MAX_HEAD_BYTES = 64 * 1024
MAX_FIELDS = 128
# From when the connection is opened, or from the first byte of a later request.
HEAD_SECONDS = 10.0

MAX_FILES = 65_536
# As many as macOS gives where it promises any number.
PLENTY_OF_FILES = 10_240
MAX_CONNECTIONS = 4_096
# Of an office or a fleet behind one address; those it does not use give way to new ones.
MAX_PER_ADDRESS = 256
MAX_ACCEPTED_AT_ONCE = 256
MAX_BACKLOG = 1_024
# For the database, children, logs and what Python itself holds.
FILES_KEPT = 80
# A connection, and a file of the page on its way through it.
FILES_OF_CONNECTION = 2
# An event loop accepts so many at once before it looks at the first of them, and closes those who
# give way a few rounds later.
ROUNDS = 4


class Limits(NamedTuple):
    """At most so many at once."""

    connections: int
    of_address: int
    # Who are accepted in one go; also who are told that there is no place.
    at_once: int
    # Who wait to be accepted.
    waiting: int

    @classmethod
    def of_files(cls, files: int) -> "Limits":
        """With so many, accepting one more connection never fails for want of a file."""
        at_once = min(MAX_ACCEPTED_AT_ONCE, max(4, files // 16))
        free = files - FILES_KEPT - (ROUNDS + 1) * at_once
        connections = min(MAX_CONNECTIONS, max(16, free // FILES_OF_CONNECTION))
        waiting = min(MAX_BACKLOG, max(16, files // 4))
        return cls(connections, min(MAX_PER_ADDRESS, connections // 2), at_once, waiting)


def allow_files() -> int:
    """How many files the process may open, after asking for as many as are of use."""
    allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    for wished in (MAX_FILES, PLENTY_OF_FILES):
        files = wished if most == resource.RLIM_INFINITY else min(wished, most)
        if allowed == resource.RLIM_INFINITY or allowed >= files:
            break
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (files, most))
            return files
    return MAX_FILES if allowed == resource.RLIM_INFINITY else allowed
