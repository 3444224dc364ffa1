"""Limits on the number of connections, by the file descriptor limit, and on request heads."""

import resource
from contextlib import suppress
from typing import NamedTuple

# The request line, all headers, and trailer fields.
MAX_HEAD_BYTES = 64 * 1024
MAX_FIELDS = 128
# From accepting the connection, or from the first byte of a later request.
HEAD_SECONDS = 10.0

MAX_FILES = 65_536
# OPEN_MAX of macOS, which reports no limit but grants only this many.
FALLBACK_FILES = 10_240
MAX_CONNECTIONS = 4_096
# Enough for an office or a fleet behind one address.
MAX_PER_ADDRESS = 256
MAX_ACCEPTED_AT_ONCE = 256
MAX_BACKLOG = 1_024
# For the database, child processes, logs and Python itself.
RESERVED_FILES = 80
# The socket, and a file of the page that is being sent.
FILES_PER_CONNECTION = 2
# The event loop accepts many connections before it handles the first, and closes evicted ones a few
# iterations later.
ACCEPT_ROUNDS = 4


class Limits(NamedTuple):
    """The largest numbers of connections at once."""

    connections: int
    per_address: int
    # Accepted per iteration of the event loop; also rejected ones that get an error response.
    accepted_at_once: int
    # Waiting to be accepted (listen backlog).
    backlog: int

    @classmethod
    def of_files(cls, files: int) -> "Limits":
        """Limits with which accepting never fails for lack of file descriptors."""
        accepted_at_once = min(MAX_ACCEPTED_AT_ONCE, max(4, files // 16))
        free = files - RESERVED_FILES - (ACCEPT_ROUNDS + 1) * accepted_at_once
        connections = min(MAX_CONNECTIONS, max(16, free // FILES_PER_CONNECTION))
        backlog = min(MAX_BACKLOG, max(16, files // 4))
        return cls(connections, min(MAX_PER_ADDRESS, connections // 2), accepted_at_once, backlog)


def raise_file_limit() -> int:
    """Raise the soft limit of open files as far as useful, and return it."""
    allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    for wished in (MAX_FILES, FALLBACK_FILES):
        files = wished if most == resource.RLIM_INFINITY else min(wished, most)
        if allowed == resource.RLIM_INFINITY or allowed >= files:
            break
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (files, most))
            return files
    return MAX_FILES if allowed == resource.RLIM_INFINITY else allowed
