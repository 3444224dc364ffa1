"""What every agent here is given, whichever framework runs it: a question and two tools.

One tool finds, the other fails, and then the agent answers. Importing this first keeps frameworks
that would fetch prices or report their use to somebody from reaching the network.
"""

import os
import sys

os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"

from the_story import FAILURE, GENERATION, STORY, TOOL

HERE = ("127.0.0.1", b"127.0.0.1", "localhost", None)
QUESTION = STORY["input"]["question"]
INSTRUCTIONS = "Answer in one sentence."
MODEL = GENERATION["model"]


def _stay_here(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.getaddrinfo" and arguments[0] not in HERE:
        print(f"It asks for {arguments[0]}", file=sys.stderr, flush=True)
        os._exit(1)


sys.addaudithook(_stay_here)


def search(query: str) -> list[str]:
    """Find documents.

    Args:
        query: What to look for.
    """
    return TOOL["output"]


def look_up_prices() -> str:
    """Find prices."""
    raise RuntimeError(FAILURE["statusMessage"])
