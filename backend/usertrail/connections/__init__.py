"""TCP connections: limits on their number, on the size of requests, and on time."""

from typing import Any

from usertrail.connections.http import HttpConnection
from usertrail.connections.read_throttle import ReadThrottle


def http_connection(**kwargs: Any) -> ReadThrottle:
    """The protocol factory of the server, called per connection."""
    connection = HttpConnection(**kwargs)
    return ReadThrottle(connection, connection.loop)
