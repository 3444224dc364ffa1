"""Runs the programs beside it with the real SDKs against a running server."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from installing import NODE, install_all, python_of
from paths import TESTS

HERE = TESTS / "sdks"
PYTHON = HERE / "python"
JAVASCRIPT = HERE / "js"
SDKS = (
    *("python-2", "python-3", "python-4", "python-5"),
    *("javascript-3", "javascript-4", "javascript-5"),
)


class Door(NamedTuple):
    """Where a program sends to, and with which keys."""

    url: str
    public_key: str
    secret_key: str


def install_sdks() -> None:
    """All of SDKS, unless they are there."""
    install_all(
        PYTHON.glob("langfuse-*.txt"),
        (lock.parent for lock in JAVASCRIPT.glob("*/package-lock.json")),
    )


def run(door: Door, sdk: str, program: str, *arguments: str) -> str:
    """What the program printed, run with one of SDKS. It has flushed when this returns."""
    language, major = sdk.split("-")
    if language == "python":
        requirements = PYTHON / f"langfuse-{major}.txt"
        # The tests themselves need one of the majors.
        python = python_of(requirements) if requirements.is_file() else sys.executable
        command = [str(python), f"{program}.py", *arguments]
        return run_command(command, PYTHON, _settings(door, "LANGFUSE_HOST"))
    folder = JAVASCRIPT / major
    file = f"{program}.mts"
    # What majors share lies above them, and finds the packages in the folder it is run in.
    command = [str(NODE), file if (folder / file).is_file() else f"../{file}", *arguments]
    address = "LANGFUSE_BASEURL" if major == "3" else "LANGFUSE_BASE_URL"
    return run_command(command, folder, _settings(door, address))


def run_together(*runs: Callable[[], str]) -> list[str]:
    """What each of these printed; most SDKs wait for seconds before they end."""
    with ThreadPoolExecutor(len(runs)) as threads:
        return [run.result() for run in [threads.submit(run) for run in runs]]


def told(output: str) -> dict[str, Any]:
    """What a program says of itself in its last line."""
    says: dict[str, Any] = json.loads(output.splitlines()[-1])
    return says


def run_command(command: list[str], folder: Path, settings: Mapping[str, str]) -> str:
    """What it printed, run in the folder with these environment variables."""
    # Importing an SDK anew each time takes seconds; what was compiled is kept in its home.
    kept = {"PYTHONDONTWRITEBYTECODE": ""}
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **kept, **settings},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, f"{command}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


def _settings(door: Door, address: str) -> dict[str, str]:
    """`address` is the variable that the SDK reads it from."""
    return {
        "LANGFUSE_PUBLIC_KEY": door.public_key,
        "LANGFUSE_SECRET_KEY": door.secret_key,
        address: door.url,
    }
