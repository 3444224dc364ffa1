"""What Lighthouse gives the users page with the example data: python tests/page_scores.py"""

import json
import os
import subprocess
from pathlib import Path

import httpx

from browsing import CHROMIUM
from screenshots import running
from sdks.installing import NODE, install_all

LIGHTHOUSE = Path(__file__).parent / "lighthouse"


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
