"""How much one export may bring of whatever a sender can put into it many times."""

import time
from typing import Any

from usertrail.errors import TooLarge
from usertrail.normalise.text import size_of

MAX_SPANS = 100_000
# Resources and scopes together, each of which costs as much as a span.
MAX_GROUPS = 20_000
# What stands in the first three levels of a request in protobuf, known or not.
MAX_PARTS = 250_000
# Attributes, items of lists and the like that are kept; and those of one span, kept or not.
MAX_VALUES = 1_000_000
# Fields of large spans, kept or not, each of which takes a microsecond to count.
MAX_FIELDS = 2 * MAX_VALUES
# What a resource says is stored with every span that begins a trace.
MAX_COPIED_BYTES = 256 * 1024 * 1024
# Of CPU. 32 MiB of ordinary spans take three.
MAX_SECONDS = 20.0


class Counted:
    """What an export has brought so far. Everything raises TooLarge above its limit."""

    def __init__(self) -> None:
        self._groups = 0
        self._spans = 0
        self._parts = 0
        self._fields = 0
        self._values = 0
        self._copied_bytes = 0
        self._end = time.thread_time() + MAX_SECONDS

    def groups(self, more: int) -> None:
        self._groups += more
        _check(self._groups, MAX_GROUPS, "resources and scopes")

    def spans(self, more: int) -> None:
        self._spans += more
        _check(self._spans, MAX_SPANS, "spans")

    def part(self) -> None:
        self._parts += 1
        _check(self._parts, MAX_PARTS, "parts")

    def fields(self, more: int) -> None:
        self._fields += more
        _check(self._fields, MAX_FIELDS, "attributes, events and values")

    def kept(self, *values: Any) -> None:
        """What is kept of a span."""
        self._values += sum(map(size_of, values))
        _check(self._values, MAX_VALUES, "attributes and values")
        if time.thread_time() > self._end:
            raise TooLarge("The request takes too long to read; send fewer spans at once.")

    def copied(self, size: int) -> None:
        """Bytes that a span takes from its resource."""
        self._copied_bytes += size
        if self._copied_bytes > MAX_COPIED_BYTES:
            raise TooLarge(
                "What the resources say comes to more than "
                f"{MAX_COPIED_BYTES:,} bytes once it is stored with each trace; say less, or send "
                "fewer spans at once."
            )


def check_values_of_span(count: int) -> None:
    if count > MAX_VALUES:
        raise TooLarge(f"One span has more than {MAX_VALUES:,} attributes, events and values.")


def _check(count: int, most: int, what: str) -> None:
    if count > most:
        raise TooLarge(
            f"The request has more than {most:,} {what}, the most that may come at once; send "
            "several."
        )
