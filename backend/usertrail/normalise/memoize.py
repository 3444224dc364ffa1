"""An LRU cache for functions of a short text: senders use the same few names again and again."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

# Longer texts are rarely repeated, and would hold memory for as long as the server runs.
MAX_KEY_LENGTH = 500

_Meaning = TypeVar("_Meaning")
_Read = Callable[[str], _Meaning]


def memoized(maxsize: int) -> Callable[[_Read[_Meaning]], _Read[_Meaning]]:
    """As `functools.lru_cache`, but texts over MAX_KEY_LENGTH are not cached."""

    def decorate(read: _Read[_Meaning]) -> _Read[_Meaning]:
        cached = lru_cache(maxsize=maxsize)(read)

        @wraps(read)
        def lookup(text: str) -> _Meaning:
            return cached(text) if len(text) <= MAX_KEY_LENGTH else read(text)

        return lookup

    return decorate
