"""Sends to a server under watch, and judges what was seen of it."""

import httpx

from tests.attack.watched import KEYS, Seen, Watched

# Nothing may run on the event loop for longer.
MAX_BUSY_SECONDS = 0.02


def post(
    server: Watched, path: str, body: bytes, headers: dict[str, str], *, public: bool = False
) -> httpx.Response:
    key = {"authorization": f"Bearer {KEYS[0]}"} if public else {}
    auth = None if public else KEYS
    return httpx.post(
        server.url + path, content=body, headers=headers | key, auth=auth, timeout=120
    )


def assert_unharmed(seen: Seen, *, grown: int) -> None:
    assert seen.longest_busy_seconds < MAX_BUSY_SECONDS, seen.busy[:5]
    assert seen.grown_bytes < grown
    assert set(seen.neighbour_statuses) <= {207, 200}
    # A guard only: machines that run tests have other things to do.
    assert max(seen.neighbour_seconds, default=0) < 10
