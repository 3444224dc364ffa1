"""TCP connections: limits on their number, on the size of requests, and on time."""
