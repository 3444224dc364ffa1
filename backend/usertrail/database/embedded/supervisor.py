"""Starts a server again that ended without having been stopped, for as long as it is used."""

import logging
import threading
from collections.abc import Callable

from usertrail.database.embedded.programs import EmbeddedPostgresError

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.5
# A full disk may be cleared at any time, and a start that fails costs a few lines in a log.
LONGEST_PAUSE_SECONDS = 3.0


class Supervisor:
    """A thread that looks after one server until it is told to stop.

    `has_ended` is cheap, and gives the reason; `revive` starts the server unless somebody else did,
    and raises EmbeddedPostgresError or OSError where that fails.
    """

    def __init__(self, has_ended: Callable[[], str | None], revive: Callable[[], None]) -> None:
        self._has_ended = has_ended
        self._revive = revive
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="embedded-postgres", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.wait(LOOK_SECONDS):
            if reason := self._has_ended():
                log.warning("The embedded Postgres has ended, and is started again: %s.", reason)
                self._revive_patiently()

    def _revive_patiently(self) -> None:
        pause = LOOK_SECONDS
        is_told = False
        while not self._stopping.is_set():
            try:
                self._revive()
            except (EmbeddedPostgresError, OSError) as error:
                if not is_told:
                    log.warning("It is tried again until it succeeds. %s", error)
                is_told = True
                self._stopping.wait(pause)
                pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
            else:
                log.warning("The embedded Postgres runs again.")
                return
