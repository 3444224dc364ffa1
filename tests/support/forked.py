"""Starts servers as people do, but quickly: what they import is imported once, then they fork."""

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import forkserver, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess

from pytest import MonkeyPatch

from paths import ROOT, TESTS
from usertrail.cli import main

# Far more than it takes from the signal to the end.
STOPPED_SECONDS = 40


def fork_server() -> ForkServerContext:
    """Makes processes that have the server's modules from their start."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["preloaded"])
    # Python 3.11 does not hand on where modules are found, and leaves out what is not.
    with MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", f"{TESTS / 'support'}{os.pathsep}{ROOT}")
        forkserver.ensure_running()
    return context


@contextmanager
def running(
    context: ForkServerContext,
    settings: Mapping[str, str],
    prepare: Callable[[], None] | None = None,
) -> Iterator[tuple[str, BaseProcess]]:
    """`usertrail serve` on a free port; the link that it prints, and its process.

    `prepare` is called in the process, before all else.
    """
    said, printed = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(dict(settings), printed, prepare))
    process.start()
    printed.close()
    try:
        with os.fdopen(os.dup(said.fileno())) as lines:
            found = (re.search(r"http://\S+/sign-in\?token=\S+", line) for line in lines)
            yield next(match[0] for match in found if match), process
    finally:
        process.terminate()
        process.join(STOPPED_SECONDS)
        assert process.exitcode == 0


def _serve(
    settings: Mapping[str, str], printed: Connection, prepare: Callable[[], None] | None
) -> None:
    if prepare:
        prepare()
    os.environ.update(settings)
    os.dup2(printed.fileno(), 1)
    sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115  # open until the process ends
    main(["serve", "--port", "0"])
