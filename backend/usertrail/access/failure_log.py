"""Logs failed sign-ins, rate-limited so that they cannot fill the disk."""

import asyncio
import logging

from usertrail.access.origin import Origin

MAX_LINES = 20
WINDOW_SECONDS = 60.0
MAX_AGENT_LENGTH = 80

log = logging.getLogger(__name__)


class FailureLog:
    def __init__(self) -> None:
        self._logged = 0
        self._suppressed = 0

    def record(self, what: str, origin: Origin) -> None:
        """Log what was wrong, never what was entered."""
        if self._logged == 0:
            asyncio.get_running_loop().call_later(WINDOW_SECONDS, self._reset)
        if self._logged == MAX_LINES:
            self._suppressed += 1
            return
        self._logged += 1
        # The User-Agent is untrusted: it must not forge another log line.
        agent = ascii(origin.user_agent[:MAX_AGENT_LENGTH])
        log.warning("A sign-in failed: %s, from %s, by %s.", what, origin.address or "?", agent)

    def _reset(self) -> None:
        if self._suppressed:
            log.warning("%d more sign-ins failed within a minute.", self._suppressed)
        self._logged = self._suppressed = 0
