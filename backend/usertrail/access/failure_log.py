"""Tells the log of sign-ins that failed, in so few lines that these fill no disk."""

import asyncio
import logging

from usertrail.access.origin import Origin

MAX_LINES = 20
WITHIN_SECONDS = 60.0
MAX_AGENT_LENGTH = 80

log = logging.getLogger(__name__)


class FailureLog:
    def __init__(self) -> None:
        self._told = 0
        self._untold = 0

    def tell(self, what: str, origin: Origin) -> None:
        """What was wrong, and never what was given."""
        if self._told == 0:
            asyncio.get_running_loop().call_later(WITHIN_SECONDS, self._begin_anew)
        if self._told == MAX_LINES:
            self._untold += 1
            return
        self._told += 1
        # A program says what it likes of itself: nothing of it may look like another line.
        agent = ascii(origin.user_agent[:MAX_AGENT_LENGTH])
        log.warning("A sign-in failed: %s, from %s, by %s.", what, origin.address or "?", agent)

    def _begin_anew(self) -> None:
        if self._untold:
            log.warning("%d more sign-ins failed within a minute.", self._untold)
        self._told = self._untold = 0
