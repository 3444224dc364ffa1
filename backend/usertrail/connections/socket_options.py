"""Options of the listening socket, which accepted connections inherit."""

import socket

IDLE_SECONDS = 60
PROBE_SECONDS = 15
PROBES = 4
# Sent data must be acknowledged within this time (TCP_USER_TIMEOUT).
WRITE_SECONDS = 60
# By default the kernel buffers megabytes for slow readers, and reports progress in large steps.
SEND_BYTES = 128 * 1024

# Options that do not exist on a platform are skipped.
OPTIONS = {
    "TCP_KEEPIDLE": IDLE_SECONDS,
    "TCP_KEEPALIVE": IDLE_SECONDS,  # The same on macOS.
    "TCP_KEEPINTVL": PROBE_SECONDS,
    "TCP_KEEPCNT": PROBES,
    "TCP_USER_TIMEOUT": WRITE_SECONDS * 1_000,
}


def set_socket_options(listener: socket.socket) -> None:
    """Enable TCP keepalive, so that the kernel closes connections whose peer has vanished."""
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BYTES)
    for name, value in OPTIONS.items():
        option = getattr(socket, name, None)
        if option is not None:
            listener.setsockopt(socket.IPPROTO_TCP, option, value)
