"""Limits of a request that is read on the event loop, and the messages for exceeding them."""

from typing import NamedTuple

from usertrail.errors import LimitExceeded


class Limit(NamedTuple):
    """A limit, and a message template with {value} and {max}."""

    max: int
    sentence: str

    def check(self, value: int) -> None:
        """Raises LimitExceeded."""
        if value > self.max:
            sentence = self.sentence.format(value=value, max=self.max)
            raise LimitExceeded(sentence, limit=self.max, value=value)


BODY = Limit(1024 * 1024, "The body has {value} bytes or more; at most {max} are allowed.")
VALUES = Limit(10_000, "The request contains {value} values or more; at most {max} are allowed.")
# Two quotes for the key, two for the string.
QUOTES_PER_VALUE = 4


def check_values(body: bytes) -> None:
    """Raises LimitExceeded for JSON with too many values, since each is checked on the event loop.

    They are counted without parsing, by commas and opening brackets outside of strings.
    """
    if _count_values(body) <= VALUES.max:
        return
    unescaped = body.replace(b"\\\\", b"").replace(rb"\"", b"")
    VALUES.check(unescaped.count(b'"') // QUOTES_PER_VALUE)
    VALUES.check(_count_values(b"".join(unescaped.split(b'"')[::2])))


def _count_values(structure: bytes) -> int:
    return sum(map(structure.count, (b",", b"[", b"{")))
