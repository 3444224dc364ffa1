"""The memory budget of request bodies: bytes held in all, per project and per public key."""

import threading
from collections import Counter
from typing import NamedTuple

from usertrail.access.caller import Caller
from usertrail.errors import TooBusy, TooMany

MEBIBYTE = 1024 * 1024
MAX_IN_FLIGHT_BYTES = 64 * MEBIBYTE
# The rest stays free for others, whatever one project sends.
MAX_PROJECT_BYTES = 32 * MEBIBYTE
# What every project may hold even while others use up the whole budget.
RESERVED_BYTES = MEBIBYTE
# Of all requests with the public key alone, which every visitor's browser has.
MAX_PUBLIC_KEY_BYTES = MEBIBYTE


class TooManyBytes(TooMany):
    """The visitors of a project together send more at once than they may."""

    retry_after_seconds = 1


class BudgetOwner(NamedTuple):
    """Whose budget bytes count against; `public_key` is set where it came without the secret."""

    project_id: str
    public_key: str | None

    @classmethod
    def of(cls, caller: Caller) -> "BudgetOwner":
        return cls(caller.project_id, caller.public_key if caller.scope == "feedback" else None)


class Budget:
    """Bytes of bodies that are being received or stored now. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._used = 0
        self._by_project: Counter[str] = Counter()
        self._by_public_key: Counter[str] = Counter()

    def acquire(self, owner: BudgetOwner, size: int) -> None:
        """Raises TooBusy over a limit, TooManyBytes over that of a public key."""
        with self._lock:
            self._check(owner, size)
            self._add(owner, size)

    def release(self, owner: BudgetOwner, size: int) -> None:
        with self._lock:
            self._add(owner, -size)
            # Drops the keys whose count is zero.
            self._by_project += Counter()
            self._by_public_key += Counter()

    def _check(self, owner: BudgetOwner, size: int) -> None:
        of_key = owner.public_key and self._by_public_key[owner.public_key] + size
        if of_key and of_key > MAX_PUBLIC_KEY_BYTES:
            raise TooManyBytes("Visitors send too much at this moment; send it again in a second.")
        of_project = self._by_project[owner.project_id] + size
        if of_project > MAX_PROJECT_BYTES:
            # Not 429: OpenTelemetry's exporter for Python sends again only what was answered 5xx.
            raise TooBusy(
                "This project sends too much at this moment; send it again in a second, in "
                "smaller parts or over fewer connections."
            )
        if self._used + size > MAX_IN_FLIGHT_BYTES and of_project > RESERVED_BYTES:
            raise TooBusy("Too much is being stored at this moment; send it again in a second.")

    def _add(self, owner: BudgetOwner, size: int) -> None:
        self._used += size
        self._by_project[owner.project_id] += size
        if owner.public_key:
            self._by_public_key[owner.public_key] += size
