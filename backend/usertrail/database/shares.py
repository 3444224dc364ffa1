"""Places that many ask for at once: how many there are, how many one project may have, whose turn.

A share is what keeps one project from taking what all of them need: connections, the time of the
database's processors, memory of answers.
"""

import asyncio
import os
from collections import Counter, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple

from usertrail.errors import TooBusy, TooMany

# Of one project; who comes after them is refused at once.
MAX_WAITING = 200
# Who waits longer for others is told to come again.
PATIENCE_SECONDS = 10.0


class Turn(NamedTuple):
    """Somebody who waits for a place."""

    came: "asyncio.Future[None]"
    size: int


class Share:
    """`most` places, of which one owner has at most `max_per_owner`.

    Owners who wait get the next place in turn, so that whoever asks for much waits for himself.
    """

    def __init__(
        self,
        what: str,
        most: int,
        max_per_owner: int,
        max_waiting: int = MAX_WAITING,
        refusal: type[TooBusy] = TooMany,
    ) -> None:
        # In the plural, as in: 4 exports run already.
        self._what = what
        self._most = most
        self._most_of_owner = min(most, max_per_owner)
        self._most_waiting = max_waiting
        # Of an owner who has all it may have.
        self._refusal_of_owner = refusal
        self._taken: Counter[str] = Counter()
        # The owner who waits longest for a turn is the first.
        self._waiting: dict[str, deque[Turn]] = {}

    @property
    def taken(self) -> int:
        return self._taken.total()

    @asynccontextmanager
    async def place(
        self, owner: str, size: int = 1, patience: float | None = PATIENCE_SECONDS
    ) -> AsyncIterator[None]:
        """A place as long as the block lasts; a large one counts as several.

        Raises TooMany, or what else is said where the owner has all it may have, and TooBusy where
        others have, once it was waited for so many seconds (None: for ever) or where too many wait
        already.
        """
        size = min(size, self._most_of_owner)
        if owner in self._waiting or not self._is_free(owner, size):
            await self._wait(owner, size, patience)
        else:
            self._taken[owner] += size
        try:
            yield
        finally:
            self._give_back(owner, size)

    def _is_free(self, owner: str, size: int) -> bool:
        of_owner = self._taken[owner] + size <= self._most_of_owner
        return of_owner and self._taken.total() + size <= self._most

    async def _wait(self, owner: str, size: int, seconds: float | None) -> None:
        turns = self._waiting.setdefault(owner, deque())
        if len(turns) >= self._most_waiting:
            self._forget_if_none_waits(owner)
            raise self._refusal(owner, size)
        turn = Turn(asyncio.get_running_loop().create_future(), size)
        turns.append(turn)
        try:
            async with asyncio.timeout(seconds):
                await turn.came
        except BaseException as error:
            self._give_up(owner, turn)
            if isinstance(error, TimeoutError):
                raise self._refusal(owner, size) from None
            raise

    def _give_up(self, owner: str, turn: "Turn") -> None:
        if turn.came.done() and not turn.came.cancelled():
            # It came at the very moment that it was given up.
            self._give_back(owner, turn.size)
            return
        turns = self._waiting.get(owner, ())
        if turn in turns:
            self._waiting[owner].remove(turn)
            self._forget_if_none_waits(owner)
        # It may have been a large place that smaller ones waited behind.
        self._pass_on()

    def _give_back(self, owner: str, size: int) -> None:
        self._taken[owner] -= size
        if not self._taken[owner]:
            del self._taken[owner]
        self._pass_on()

    def _pass_on(self) -> None:
        """Give what is free to those who wait, one to each owner in turn."""
        given = True
        while given:
            given = False
            for owner in list(self._waiting):
                given = self._serve(owner) or given

    def _serve(self, owner: str) -> bool:
        """Whether the first who waits there got a place. The owner is then behind the others."""
        turns = self._waiting[owner]
        while turns and turns[0].came.cancelled():
            turns.popleft()
        is_served = bool(turns) and self._is_free(owner, turns[0].size)
        if is_served:
            turn = turns.popleft()
            self._taken[owner] += turn.size
            turn.came.set_result(None)
            del self._waiting[owner]
            self._waiting[owner] = turns
        self._forget_if_none_waits(owner)
        return is_served

    def _forget_if_none_waits(self, owner: str) -> None:
        if not self._waiting.get(owner, True):
            del self._waiting[owner]

    def _refusal(self, owner: str, size: int) -> TooBusy:
        is_full = self._taken.total() + size > self._most
        if not is_full or self._taken[owner] + size > self._most_of_owner:
            return self._refusal_of_owner(
                f"{self._most_of_owner} {self._what} of this project run already, and no more may "
                "at once."
            )
        return TooBusy(f"{self._most} {self._what} run already, and no more may at once.")


class Shares:
    """Of one pool of so many connections, and of what is read and written by it.

    A third of the connections is for writes, half is for reads; nobody has a share of the rest,
    which look-ups of keys and other short work find free.
    """

    def __init__(self, connections: int) -> None:
        reads = max(1, connections // 2)
        writes = max(1, connections // 3)
        # Where the database is on this machine, one processor is left to who writes meanwhile.
        scans = max(2, (os.cpu_count() or 1) - 1)
        self.reads = Share("reads", reads, reads - reads // 5)
        # Senders try again after a 503, some not after a 429.
        most = writes - writes // 3
        self.writes = Share("writes", writes, most, max_waiting=1_000, refusal=TooBusy)
        self.scans = Share("scans of many rows", scans, scans)
        self.operations = Share("operations", 32, 8)
        # Each holds a connection for minutes.
        self.exports = Share("exports", 4, 2, max_waiting=0)
        self.subscriptions = Share("subscriptions", 2_000, 100, max_waiting=0)
