"""Runs the programs beside it with the real SDKs against a running server."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

from sdks.installing import NODE, install_all, python_of

HERE = Path(__file__).parent
PYTHON = HERE / "python"
JAVASCRIPT = HERE / "js"


class Door(NamedTuple):
    """Where a program sends to, and with which keys."""

    url: str
    public_key: str
    secret_key: str


def install_sdks() -> None:
    """Every major of the Langfuse SDKs, unless they are there."""
    install_all(
        PYTHON.glob("langfuse-*.txt"),
        (lock.parent for lock in JAVASCRIPT.glob("*/package-lock.json")),
    )


def run_python(door: Door, major: int, name: str, *arguments: str) -> str:
    """What the Python program printed, run with that major. It has flushed when this returns."""
    python = python_of(PYTHON / f"langfuse-{major}.txt")
    return _run([str(python), name, *arguments], PYTHON, door, "LANGFUSE_HOST")


def run_javascript(door: Door, major: int, name: str) -> str:
    """What the TypeScript program of that major printed. It has flushed when this returns."""
    address = "LANGFUSE_BASEURL" if major == 3 else "LANGFUSE_BASE_URL"
    return _run([str(NODE), name], JAVASCRIPT / str(major), door, address)


def told(output: str) -> dict[str, Any]:
    """What a program says of itself in its last line."""
    says: dict[str, Any] = json.loads(output.splitlines()[-1])
    return says


def _run(command: list[str], folder: Path, door: Door, address: str) -> str:
    """`address` is the variable that the SDK reads it from."""
    settings = {
        "LANGFUSE_PUBLIC_KEY": door.public_key,
        "LANGFUSE_SECRET_KEY": door.secret_key,
        address: door.url,
        # Importing an SDK anew each time takes seconds; what was compiled is kept in its home.
        "PYTHONDONTWRITEBYTECODE": "",
    }
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, f"{command}:\n{done.stdout}\n{done.stderr}"
    return done.stdout
