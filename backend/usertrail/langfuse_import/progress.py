"""Shows how far a copy is: a bar on a terminal, a line now and then elsewhere."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

# Between two lines where nobody looks at a terminal.
LINE_SECONDS = 30.0
WIDEST = len("Observations")


class Progress:
    """The way through one list after another."""

    def __init__(self) -> None:
        self._is_seen = sys.stdout.isatty()
        self._label = ""
        self._bar: ProgressBar[int] | None = None
        self._told_at = 0.0

    @contextmanager
    def through(self, kind: str, total: int | None, read: int) -> Iterator[None]:
        """A list of so many items (None: nobody knows), some of which were read before."""
        items: Iterator[int] | None = None if total is not None else iter(())
        self._label = kind.capitalize().ljust(WIDEST)
        with click.progressbar(
            items, total, self._label, show_pos=True, hidden=not self._is_seen
        ) as bar:
            self._bar = bar
            bar.update(read)
            self._tell()
            try:
                yield
            finally:
                self._bar = None

    def advance(self, items: int) -> None:
        if self._bar is not None:
            self._bar.update(items)
            if time.monotonic() - self._told_at > LINE_SECONDS:
                self._tell()

    def say(self, what: str) -> None:
        """Why it waits; "" when it goes on."""
        if self._bar is not None and self._is_seen:
            self._bar.label = f"{self._label} {what}" if what else self._label
            self._bar.render_progress()
        elif what:
            click.echo(f"{what[:1].upper()}{what[1:]}")

    def _tell(self) -> None:
        """In a line, where no bar is seen."""
        self._told_at = time.monotonic()
        if self._bar is not None and not self._is_seen:
            of = "" if self._bar.length is None else f" of {self._bar.length:,}"
            click.echo(f"{self._label} {self._bar.pos:,}{of}")
