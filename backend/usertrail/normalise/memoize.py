"""An LRU cache for functions of short texts: senders use the same few names again and again."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar, cast

# Longer texts are rarely repeated, and would hold memory for as long as the server runs.
MAX_KEY_LENGTH = 500
_MAX_TEXTS = 64

_Read = TypeVar("_Read", bound=Callable[..., Any])


def memoized(maxsize: int, max_length: int = MAX_KEY_LENGTH) -> Callable[[_Read], _Read]:
    """As `functools.lru_cache`, for positional arguments that are text or None.

    Calls with more than `max_length` characters in all, or more than 64 texts, are not cached.
    """

    def decorate(read: _Read) -> _Read:
        cached = lru_cache(maxsize=maxsize)(read)

        @wraps(read)
        def lookup(*texts: str | None) -> Any:
            length = sum(map(len, filter(None, texts)))
            is_short = length <= max_length and len(texts) <= _MAX_TEXTS
            return cached(*texts) if is_short else read(*texts)

        return cast(_Read, lookup)

    return decorate
