"""Connections: how many there may be, what each may ask for, and how long it may take."""

from usertrail.connections.http import http_connection
from usertrail.connections.limits import Limits, allow_files
from usertrail.connections.listening import notice_absence
from usertrail.connections.places import Places
from usertrail.connections.sockets import SocketConnection, State

__all__ = [
    "Limits",
    "Places",
    "SocketConnection",
    "State",
    "allow_files",
    "http_connection",
    "notice_absence",
]
