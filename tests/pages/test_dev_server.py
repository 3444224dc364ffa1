"""The page's dev server, as CONTRIBUTING says to start it, shows the page of a running server."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, expect

from browsing import open_window, send, span
from environment import RunningServer
from installing import NODE
from paths import ROOT

FRONTEND = ROOT / "frontend"
VITE = FRONTEND / "node_modules" / "vite" / "bin" / "vite.js"
ADDRESS = re.compile(r"(http://localhost:\d+)/")

needs_packages = pytest.mark.skipif(not VITE.exists(), reason="npm ci has not run in frontend/")


@contextmanager
def dev_server(backend: str) -> Iterator[str]:
    """Its address. What it prepares for the browser, it keeps in node_modules."""
    environment = {
        **os.environ,
        "USERTRAIL_URL": backend,
        # Else it ends with its standard input, and colours the address.
        "CI": "true",
        "NO_COLOR": "1",
    }
    with subprocess.Popen(
        [str(NODE), str(VITE)], cwd=FRONTEND, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            yield next(found[1] for line in process.stdout if (found := ADDRESS.search(line)))
        finally:
            process.terminate()


@needs_packages
def test_the_dev_server_signs_in_and_shows_users(server: RunningServer, browser: Browser) -> None:
    send(server, span(1, user="ann"))
    with dev_server(server.url) as url, open_window(browser, url) as page:
        page.goto(server.sign_in_url.replace(server.url, url))
        expect(page.get_by_role("link", name="ann")).to_be_visible(timeout=60_000)
