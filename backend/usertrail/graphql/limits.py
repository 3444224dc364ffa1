"""The limits of a single request, and the messages for exceeding them."""

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


def _of_document(max: int, what: str) -> Limit:
    return Limit(max, f"The document has {{value}} {what}; at most {{max}} are allowed.")


# All example operations together have 610 tokens; the largest has 114 fields and a depth of 5, and
# the most expensive costs 21,550. The standard introspection query has 220 fields.
BODY = Limit(1024 * 1024, "The body has {value} bytes or more; at most {max} are allowed.")
VALUES = Limit(10_000, "The request contains {value} values or more; at most {max} are allowed.")
# Two quotes for the key, two for the string.
QUOTES_PER_VALUE = 4
CHARACTERS = Limit(
    100_000,
    "The document has {value} characters; at most {max} are allowed. "
    "Send long values as variables.",
)
TOKENS = _of_document(4_000, "tokens")
BRACKETS = _of_document(64, "levels of brackets")
ALIASES = _of_document(50, "aliases")
DIRECTIVES = _of_document(50, "directives")
FRAGMENTS = _of_document(200, "fragments and fragment spreads")
REPEATS = _of_document(50, "repeated fields in one selection set")
FIELDS = Limit(
    2_000,
    "The operation has {value} fields with all fragments expanded; at most {max} are allowed.",
)
DEPTH = Limit(15, "The operation has a depth of {value} fields; at most {max} are allowed.")
COST = Limit(
    250_000,
    "The operation has a cost of {value}; at most {max} is allowed. Request smaller pages or "
    "shorter periods.",
)


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
