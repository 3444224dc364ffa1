"""A cache for functions of short texts: senders use the same few names again and again."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

# Longer texts are rarely repeated, and would hold memory for as long as the server runs.
MAX_KEY_LENGTH = 500
_MAX_TEXTS = 64

_UNKNOWN = object()

_Read = TypeVar("_Read", bound=Callable[..., Any])


def memoized(maxsize: int, max_length: int = MAX_KEY_LENGTH) -> Callable[[_Read], _Read]:
    """Remembers results, for positional arguments that are text or None.

    Calls with more than `max_length` characters in all, or more than 64 texts, are not cached. A
    full cache is emptied: to keep an order of use would cost as much as most of these functions.
    """

    def decorate(read: _Read) -> _Read:
        known: dict[tuple[str | None, ...], Any] = {}

        @wraps(read)
        def lookup(*texts: str | None) -> Any:
            found = known.get(texts, _UNKNOWN)
            if found is _UNKNOWN:
                found = read(*texts)
                length = sum(map(len, filter(None, texts)))
                if length <= max_length and len(texts) <= _MAX_TEXTS:
                    if len(known) >= maxsize:
                        known.clear()
                    known[texts] = found
            return found

        return cast(_Read, lookup)

    return decorate
