"""How many bytes of bodies may be held at once: in all, for one project, and by a public key."""

import threading
from collections import Counter
from typing import NamedTuple

from usertrail.access import Caller
from usertrail.errors import TooBusy, TooMany

MEBIBYTE = 1024 * 1024
MAX_IN_FLIGHT_BYTES = 64 * MEBIBYTE
# So much is left to others, whatever one project sends.
MAX_PROJECT_BYTES = 32 * MEBIBYTE
# So much a project may always hold, even while others together hold all there is.
RESERVED_BYTES = MEBIBYTE
# In all its requests together: every visitor's browser has it.
MAX_PUBLIC_KEY_BYTES = MEBIBYTE


class TooManyBytes(TooMany):
    """Visitors send more at once than they may together."""

    retry_after_seconds = 1


class Holder(NamedTuple):
    """Whose bytes they are. `public_key`: where it came alone."""

    project_id: str
    public_key: str | None

    @classmethod
    def of(cls, caller: Caller) -> "Holder":
        return cls(caller.project_id, caller.public_key if caller.scope == "feedback" else None)


class Budget:
    """Bytes of bodies that are being read or stored at this moment. May be used in any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._taken = 0
        self._by_project: Counter[str] = Counter()
        self._by_public_key: Counter[str] = Counter()

    def take(self, holder: Holder, size: int) -> None:
        """Raises TooBusy when it would be more than may be; TooManyBytes for a public key."""
        with self._lock:
            self._check(holder, size)
            self._add(holder, size)

    def give_back(self, holder: Holder, size: int) -> None:
        with self._lock:
            self._add(holder, -size)
            # What is zero is nobody's.
            self._by_project += Counter()
            self._by_public_key += Counter()

    def _check(self, holder: Holder, size: int) -> None:
        of_key = holder.public_key and self._by_public_key[holder.public_key] + size
        if of_key and of_key > MAX_PUBLIC_KEY_BYTES:
            raise TooManyBytes("Visitors send too much at this moment; send it again in a second.")
        of_project = self._by_project[holder.project_id] + size
        if of_project > MAX_PROJECT_BYTES:
            # Not 429: OpenTelemetry's exporter for Python sends again only what was answered 5xx.
            raise TooBusy(
                "This project sends too much at this moment; send it again in a second, in "
                "smaller parts or over fewer connections."
            )
        if self._taken + size > MAX_IN_FLIGHT_BYTES and of_project > RESERVED_BYTES:
            raise TooBusy("Too much is being stored at this moment; send it again in a second.")

    def _add(self, holder: Holder, size: int) -> None:
        self._taken += size
        self._by_project[holder.project_id] += size
        if holder.public_key:
            self._by_public_key[holder.public_key] += size
