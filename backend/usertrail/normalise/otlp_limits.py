"""Limits of one export request, for everything that may be repeated in it."""

import time
from typing import Any

from usertrail.errors import TooLarge
from usertrail.normalise.text import size_of

MAX_SPANS = 100_000
# Resources and scopes together, each of which costs as much as a span.
MAX_GROUPS = 20_000
# Fields in the first three levels of a protobuf request, known or not.
MAX_PARTS = 250_000
# Attributes, list items and the like that are stored; also those of one span, stored or not.
MAX_VALUES = 1_000_000
# Fields of large spans, stored or not; counting one takes a microsecond.
MAX_FIELDS = 2 * MAX_VALUES
# Resource attributes are stored with the root span of every trace.
MAX_COPIED_BYTES = 256 * 1024 * 1024
# CPU time. 32 MiB of ordinary spans take three seconds.
MAX_SECONDS = 20.0
# Spans and their values between two looks at the clock, each of which takes a microsecond.
_UNTIMED = 64


class ExportCounter:
    """Counts what an export has brought so far; every method raises TooLarge over its limit."""

    def __init__(self) -> None:
        self._groups = 0
        self._spans = 0
        self._parts = 0
        self._fields = 0
        self._values = 0
        self.copied_bytes = 0
        self._end = time.thread_time() + MAX_SECONDS
        self._untimed = 0

    def add_groups(self, more: int) -> None:
        self._groups += more
        _check(self._groups, MAX_GROUPS, "resources and scopes")

    def add_spans(self, more: int) -> None:
        self._spans += more
        _check(self._spans, MAX_SPANS, "spans")

    def add_part(self) -> None:
        self._parts += 1
        # Called for every part, so it calls nothing.
        if self._parts > MAX_PARTS:
            _check(self._parts, MAX_PARTS, "parts")

    def add_fields(self, more: int) -> None:
        self._fields += more
        _check(self._fields, MAX_FIELDS, "attributes, events and values")

    def add_stored(self, *values: Any) -> int:
        """Values stored of a span; returns their number."""
        count = sum(map(size_of, filter(None, values)))
        self._values += count
        # Called for every span, so it calls little.
        if self._values > MAX_VALUES:
            _check(self._values, MAX_VALUES, "attributes and values")
        self._untimed += 1 + count
        if self._untimed > _UNTIMED:
            self._untimed = 0
            if time.thread_time() > self._end:
                raise TooLarge("The request takes too long to parse; send fewer spans at once.")
        return count

    def add_copied(self, size: int) -> None:
        """Bytes that a span copies from its resource and scope."""
        self.copied_bytes += size
        if self.copied_bytes > MAX_COPIED_BYTES:
            raise TooLarge(
                "The resource attributes come to more than "
                f"{MAX_COPIED_BYTES:,} bytes once they are stored with each trace; send fewer "
                "attributes, or fewer spans at once."
            )


def check_values_of_span(count: int) -> None:
    if count > MAX_VALUES:
        raise TooLarge(f"One span has more than {MAX_VALUES:,} attributes, events and values.")


def _check(count: int, limit: int, what: str) -> None:
    if count > limit:
        raise TooLarge(
            f"The request has more than {limit:,} {what}, the most that may come at once; send "
            "several."
        )
