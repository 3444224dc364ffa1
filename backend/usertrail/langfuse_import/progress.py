"""Shows the progress of an import: a bar on a terminal, else a line now and then."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

# Between two lines if the output is no terminal.
LOG_SECONDS = 30.0
WIDEST = len("Observations")


class Progress:
    """The progress of one list after the other."""

    def __init__(self) -> None:
        self._is_terminal = sys.stdout.isatty()
        self._label = ""
        self._bar: ProgressBar[int] | None = None
        self._printed_at = 0.0

    @contextmanager
    def through(self, kind: str, total: int | None, read: int) -> Iterator[None]:
        """Progress of a list with `total` items (None if unknown), of which `read` are done."""
        items: Iterator[int] | None = None if total is not None else iter(())
        self._label = kind.capitalize().ljust(WIDEST)
        with click.progressbar(
            items, total, self._label, show_pos=True, hidden=not self._is_terminal
        ) as bar:
            self._bar = bar
            bar.update(read)
            self._print()
            try:
                yield
            finally:
                self._bar = None

    def advance(self, items: int) -> None:
        if self._bar is not None:
            self._bar.update(items)
            if time.monotonic() - self._printed_at > LOG_SECONDS:
                self._print()

    def report(self, what: str) -> None:
        """Show why the import waits; "" when it continues."""
        if self._bar is not None and self._is_terminal:
            self._bar.label = f"{self._label} {what}" if what else self._label
            self._bar.render_progress()
        elif what:
            click.echo(f"{what[:1].upper()}{what[1:]}")

    def _print(self) -> None:
        """Print a line if the output is no terminal."""
        self._printed_at = time.monotonic()
        if self._bar is not None and not self._is_terminal:
            of = "" if self._bar.length is None else f" of {self._bar.length:,}"
            click.echo(f"{self._label} {self._bar.pos:,}{of}")
