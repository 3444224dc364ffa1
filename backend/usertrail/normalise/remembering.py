"""Remembers what names mean: senders use the same few again and again."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

# A longer one is none that a program repeats, and would be kept for as long as the server runs.
MAX_KEY_LENGTH = 500

_Meaning = TypeVar("_Meaning")
_Read = Callable[[str], _Meaning]


def remembered(most: int) -> Callable[[_Read[_Meaning]], _Read[_Meaning]]:
    """A function of a text that remembers the last so many short ones."""

    def remembering(read: _Read[_Meaning]) -> _Read[_Meaning]:
        known = lru_cache(maxsize=most)(read)

        @wraps(read)
        def ask(text: str) -> _Meaning:
            return known(text) if len(text) <= MAX_KEY_LENGTH else read(text)

        return ask

    return remembering
