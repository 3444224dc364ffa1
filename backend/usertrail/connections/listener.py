"""The listening socket, made before anything takes time, and the options of its connections."""

import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from usertrail.settings import InvalidSetting, Settings

IDLE_SECONDS = 60
PROBE_SECONDS = 15
PROBES = 4
# Sent data must be acknowledged within this time (TCP_USER_TIMEOUT).
WRITE_SECONDS = 60
# By default the kernel buffers megabytes for slow readers, and reports progress in large steps.
SEND_BYTES = 128 * 1024
# Until the server accepts: senders that came meanwhile then need not come again.
BACKLOG = 1024

# Options that do not exist on a platform are skipped.
OPTIONS = {
    "TCP_KEEPIDLE": IDLE_SECONDS,
    "TCP_KEEPALIVE": IDLE_SECONDS,  # The same on macOS.
    "TCP_KEEPINTVL": PROBE_SECONDS,
    "TCP_KEEPCNT": PROBES,
    "TCP_USER_TIMEOUT": WRITE_SECONDS * 1_000,
}


@contextmanager
def listening(settings: Settings) -> Iterator[socket.socket]:
    """The socket of the server, on which connections may wait already. Raises InvalidSetting."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError as error:
        raise InvalidSetting(
            f"--host (USERTRAIL_HOST) {settings.host} is no address of this machine: "
            f"{error.strerror}."
        ) from error
    with socket.socket(family, kind, protocol) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(address)
            set_options(listener)
            listener.listen(BACKLOG)
        except OSError as error:
            raise _not_bound(settings, error) from error
        yield listener


def _not_bound(settings: Settings, error: OSError) -> InvalidSetting:
    if error.errno == errno.EADDRINUSE:
        return InvalidSetting(
            f"--port (USERTRAIL_PORT) {settings.port} is in use by another program; choose another."
        )
    if error.errno == errno.EACCES:
        return InvalidSetting(
            f"--port (USERTRAIL_PORT) {settings.port} may not be used by this account; "
            "choose one from 1024 on."
        )
    return InvalidSetting(
        f"--host (USERTRAIL_HOST) {settings.host} is no address of this machine: {error.strerror}."
    )


def set_options(listener: socket.socket) -> None:
    """Enable TCP keepalive, so that the kernel closes connections whose peer has vanished."""
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BYTES)
    for name, value in OPTIONS.items():
        option = getattr(socket, name, None)
        if option is not None:
            listener.setsockopt(socket.IPPROTO_TCP, option, value)
