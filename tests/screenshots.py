"""Make the README's picture of the users list from example data: python tests/screenshots.py"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

from browsing import browsing
from conftest import make_data_dir
from usertrail import demo

PICTURES = Path(__file__).parents[1] / "frontend" / "docs"
PUBLIC_KEY, SECRET_KEY = "pk-ut-pictures", "sk-ut-pictures"


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with make_data_dir() as folder, running(folder) as link:
        demo.run(link.partition("/sign-in")[0], PUBLIC_KEY, SECRET_KEY)
        with browsing() as browser:
            page = browser.new_page(
                viewport={"width": 1280, "height": 760}, device_scale_factor=1.5, locale="en-US"
            )
            page.goto(link)
            take(page, "users.png")


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """A server with a database of its own; the link that signs in."""
    environment = {
        **os.environ,
        "USERTRAIL_INIT_PROJECT": "Bicycle shop",
        "USERTRAIL_INIT_PUBLIC_KEY": PUBLIC_KEY,
        "USERTRAIL_INIT_SECRET_KEY": SECRET_KEY,
    }
    command = [sys.executable, "-m", "usertrail", "serve", "--port", "0", "--data-dir", str(folder)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            found = (re.search(r"http://\S+/sign-in\?token=\S+", line) for line in process.stdout)
            yield next(match[0] for match in found if match)
        finally:
            process.terminate()


def take(page: Page, name: str) -> None:
    expect(page.get_by_role("table")).to_be_visible()
    # Cursor and fades would differ from picture to picture.
    page.screenshot(path=PICTURES / name, animations="disabled", caret="hide")


if __name__ == "__main__":
    main()
