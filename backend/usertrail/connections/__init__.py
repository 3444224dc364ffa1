"""TCP connections: limits on their number, on the size of requests, and on time."""

from usertrail.connections.http import http_connection
from usertrail.connections.limits import Limits, raise_file_limit
from usertrail.connections.slots import ConnectionSlots
from usertrail.connections.socket_options import set_socket_options
from usertrail.connections.websocket import SharedState, WebSocketConnection
