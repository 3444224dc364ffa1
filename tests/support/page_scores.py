"""What Lighthouse gives the page of users with example data: python tests/support/page_scores.py"""

import json
import os
import subprocess

import httpx

from browsing import CHROMIUM
from installing import NODE, install_all
from paths import TESTS
from screenshots import running

LIGHTHOUSE = TESTS / "lighthouse"


def main() -> None:
    install_all([], [LIGHTHOUSE])
    with running() as example:
        example.fill()
        token = example.link.partition("?token=")[2]
        cookies = httpx.post(f"{example.url}/session", json={"token": token}).cookies
        settings = {
            "SCORED_URL": f"{example.url}/users",
            "SCORED_COOKIE": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "CHROMIUM": str(CHROMIUM),
        }
        done = subprocess.run(
            [str(NODE), "run.mjs"],
            cwd=LIGHTHOUSE,
            env={**os.environ, **settings},
            stdout=subprocess.PIPE,
            check=True,
        )
    for form, scores in json.loads(done.stdout).items():
        print(f"{form}:", ", ".join(f"{name} {score}" for name, score in scores.items()))


if __name__ == "__main__":
    main()
