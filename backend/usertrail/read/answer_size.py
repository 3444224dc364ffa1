"""How many bytes one answer may hold: counted as they are read, and again as they are answered.

What is read once may be answered often, by aliases or by a trace's session's traces; and what is
read takes memory whether it is answered or not.
"""

import asyncio
from contextvars import ContextVar

from usertrail.errors import LimitExceeded

MAX_BYTES = 32 * 1024 * 1024
# One on a WebSocket or an event: it is written and sent without a pause.
MAX_OF_MESSAGE = 4 * 1024 * 1024
# Longer texts are left out of lists unless a length is asked for.
MAX_IN_LIST = 1024 * 1024
# More than a text in Postgres can have.
ANY_LENGTH = 2**31 - 1


_OTHERWISE = f", or by POST without events, which may answer {MAX_BYTES:,}"


class AnswerTooLong(LimitExceeded):
    """The answer would hold more than fits in memory many times over."""

    status = 413

    def __init__(self, most: int, value: int) -> None:
        super().__init__(
            f"The answer would hold {value:,} bytes or more, and at most {most:,} are allowed; ask "
            "for fewer rows at once or for less of each, as by maxBytes in GraphQL and by fields "
            f"where there is such a parameter{_OTHERWISE if most < MAX_BYTES else ''}.",
            limit=most,
            value=value,
        )


class AnswerBytes:
    """Of one answer: what was read for it so far, and what was put into it."""

    def __init__(self, most: int = MAX_BYTES) -> None:
        self._most = most
        self.read_count = 0
        self.given = 0
        # Reads that are counted come one after the other, so that each knows what is left.
        self.reading = asyncio.Lock()

    @property
    def left(self) -> int:
        """How many more may be read."""
        return self._most - self.read_count

    def read(self, count: int) -> None:
        """Raises AnswerTooLong."""
        self._check(self.read_count + count)
        self.read_count += count

    def give(self, count: int) -> None:
        """Raises AnswerTooLong."""
        self.given += count
        self._check(self.given)

    def _check(self, count: int) -> None:
        if count > self._most:
            raise AnswerTooLong(self._most, count)


# Of the answer that is being put together; where there is none, each statement counts alone.
answer_bytes: ContextVar[AnswerBytes | None] = ContextVar("answer_bytes", default=None)
