"""Take pictures of every page with example data, in both themes, at a desk and on a phone.

python tests/support/screenshots.py FOLDER; without a folder, the README's three pictures anew.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, get_args

import httpx
from playwright.sync_api import Browser, Page, StorageState

from browsing import Theme, browsing
from environment import make_data_dir
from paths import ROOT

README_PICTURES = ROOT / "frontend" / "docs"
PUBLIC_KEY, SECRET_KEY = "pk-ut-pictures", "sk-ut-pictures"
SETTLED_MS = 2500
WIDTHS = {"desk": 1280, "phone": 375}
# Somebody who talks a lot, and a trace that shows much.
FIND = """{
  users(first: 1, orderBy: { field: TRACE_COUNT }) {
    nodes { userId sessions(first: 20) { nodes { sessionId metrics { traceCount } } } }
  }
  traces(first: 1, filter: { hasError: true, hasFeedback: true }) {
    nodes { traceId spans { nodes { spanId type } } }
  }
}"""


class Example(NamedTuple):
    url: str
    # Signs in once.
    link: str

    def fill(self) -> None:
        keys = ["--public-key", PUBLIC_KEY, "--secret-key", SECRET_KEY]
        command = [sys.executable, "-m", "usertrail", "demo", "--url", self.url, *keys]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)


def main(folder: Path | None) -> None:
    with running() as example, browsing() as browser:
        session = sign_in(browser, example)
        if folder is None:
            example.fill()
            take_readme_pictures(browser, session, example.url)
        else:
            take_all(browser, session, example.url, folder, {"nothing-yet": "/users"})
            example.fill()
            take_all(browser, session, example.url, folder, paths_of(example.url))


@contextmanager
def running() -> Iterator[Example]:
    """A server with a database of its own."""
    environment = {
        **os.environ,
        "USERTRAIL_INIT_PROJECT": "Bicycle shop",
        "USERTRAIL_INIT_PUBLIC_KEY": PUBLIC_KEY,
        "USERTRAIL_INIT_SECRET_KEY": SECRET_KEY,
    }
    command = [sys.executable, "-m", "usertrail", "serve", "--port", "0", "--data-dir"]
    with (
        make_data_dir() as data,
        subprocess.Popen(
            [*command, str(data)], env=environment, stdout=subprocess.PIPE, text=True
        ) as process,
    ):
        try:
            assert process.stdout is not None
            found = (re.search(r"(http://\S+)/sign-in\?token=\S+", line) for line in process.stdout)
            yield next(Example(url=match[1], link=match[0]) for match in found if match)
        finally:
            process.terminate()


def sign_in(browser: Browser, example: Example) -> StorageState:
    context = browser.new_context()
    page = context.new_page()
    page.goto(example.link)
    page.wait_for_url(f"{example.url}/users")
    return context.storage_state()


def paths_of(url: str) -> dict[str, str]:
    """Every page by the name of its picture."""
    answer = httpx.post(f"{url}/graphql", json={"query": FIND}, auth=(PUBLIC_KEY, SECRET_KEY))
    found: dict[str, Any] = answer.json()["data"]
    somebody = found["users"]["nodes"][0]
    user = f"/users/{somebody['userId']}"
    talk = max(somebody["sessions"]["nodes"], key=lambda of: int(of["metrics"]["traceCount"]))
    trace = found["traces"]["nodes"][0]
    spans = trace["spans"]["nodes"]
    generation = next(span["spanId"] for span in spans if span["type"] == "GENERATION")
    return {
        "overview": "/overview",
        "users": "/users",
        "users-filtered": "/users?sort=-cost&cost=0.2..&errors=1..",
        "users-none": "/users?cost=9999..",
        "user": user,
        "user-sessions": f"{user}?tab=sessions",
        "session": f"/sessions/{talk['sessionId']}",
        "user-feedback": f"{user}?tab=feedback",
        "trace": f"/traces/{trace['traceId']}",
        "span": f"/traces/{trace['traceId']}?span={generation}",
        "setup": "/setup",
        "settings": "/settings",
        "explorer": "/graphql",
    }


def take_readme_pictures(browser: Browser, session: StorageState, url: str) -> None:
    README_PICTURES.mkdir(exist_ok=True)
    paths = paths_of(url)
    chosen = {"users": paths["users"], "user": paths["user"], "trace": paths["span"]}
    context = browser.new_context(
        locale="en-US",
        storage_state=session,
        viewport={"width": 1280, "height": 760},
        device_scale_factor=1.5,
    )
    page = context.new_page()
    for name, path in chosen.items():
        show(page, url + path)
        # Cursor and fades would differ from picture to picture.
        page.screenshot(path=README_PICTURES / f"{name}.png", animations="disabled", caret="hide")


def take_all(
    browser: Browser, session: StorageState, url: str, folder: Path, paths: dict[str, str]
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    themes: tuple[Theme, ...] = get_args(Theme)
    for theme in themes:
        for form, width in WIDTHS.items():
            context = browser.new_context(
                locale="en-US",
                storage_state=session,
                color_scheme=theme,
                viewport={"width": width, "height": 900},
            )
            page = context.new_page()
            for name, path in paths.items():
                show(page, url + path)
                page.screenshot(path=folder / f"{name}-{theme}-{form}.png", full_page=True)
            context.close()


def show(page: Page, address: str) -> None:
    page.goto(address)
    # What goes on asking for news is never idle.
    page.wait_for_timeout(SETTLED_MS)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else None)
