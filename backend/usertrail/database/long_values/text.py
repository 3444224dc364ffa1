"""A text of the database that is too long to be joined, decoded or encoded on end."""

import codecs
from collections.abc import Iterator

SLICE_BYTES = 64 * 1024


class LongText:
    """Its UTF-8 in slices, which may end within a character."""

    __slots__ = ("slices",)

    def __init__(self, slices: list[bytes]) -> None:
        self.slices = slices

    @classmethod
    def of(cls, text: bytes) -> "LongText":
        return cls(
            [text[start : start + SLICE_BYTES] for start in range(0, len(text), SLICE_BYTES)]
        )

    @property
    def bytes(self) -> int:
        return sum(map(len, self.slices))

    @property
    def start(self) -> str:
        """Some of the first of it."""
        return self.slices[0].decode(errors="ignore")

    def parts(self) -> Iterator[str]:
        """The text, part by part."""
        return codecs.iterdecode(self.slices, "utf-8")

    def whole(self) -> str:
        """The text on end, which takes long: not for the event loop."""
        return b"".join(self.slices).decode()
