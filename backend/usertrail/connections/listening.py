"""What the socket to listen on hands down to each connection."""

import socket

IDLE_SECONDS = 60
PROBE_SECONDS = 15
PROBES = 4
# What was sent must be taken by then, whether or not the other side still answers.
TAKEN_SECONDS = 60
# Else the system keeps megabytes for who reads nothing, and tells of what is read in large steps.
SEND_BYTES = 128 * 1024

# Not every system has all of them.
OPTIONS = {
    "TCP_KEEPIDLE": IDLE_SECONDS,
    "TCP_KEEPALIVE": IDLE_SECONDS,  # The same on macOS.
    "TCP_KEEPINTVL": PROBE_SECONDS,
    "TCP_KEEPCNT": PROBES,
    "TCP_USER_TIMEOUT": TAKEN_SECONDS * 1_000,
}


def notice_absence(listener: socket.socket) -> None:
    """Have the system close connections whose other side has vanished without a word."""
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BYTES)
    for name, value in OPTIONS.items():
        option = getattr(socket, name, None)
        if option is not None:
            listener.setsockopt(socket.IPPROTO_TCP, option, value)
