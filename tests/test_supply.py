"""What image and CI install is fixed by hashes, within the ranges that the package asks for."""

import json
import re
import tomllib
from importlib.metadata import requires
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from paths import ROOT

LOCKS = ROOT / "backend" / "locks"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PROJECT = PYPROJECT["project"]
RUN: list[str] = PROJECT["dependencies"]
TEST: list[str] = PROJECT["optional-dependencies"]["test"]
BUILD: list[str] = PYPROJECT["dependency-groups"]["build"]
# A comment, or a version with its hashes, each on a line of its own.
PINNED = re.compile(r"([a-z0-9-]+)==(\S+)(?: ; (.+?))?((?: \\\n    --hash=sha256:[0-9a-f]{64})+)\n")


def locked(name: str) -> dict[str, set[str]]:
    """The versions of each package; several where platforms or Pythons differ."""
    text = re.sub(r"^#.*\n", "", (LOCKS / f"{name}.txt").read_text(), flags=re.MULTILINE)
    assert PINNED.sub("", text) == "", "not a version with its hashes"
    versions: dict[str, set[str]] = {}
    for package, version, _, _ in PINNED.findall(text):
        versions.setdefault(package, set()).add(version)
    return versions


@pytest.mark.parametrize(("name", "ranges"), [("run", RUN), ("test", RUN + TEST), ("build", BUILD)])
def test_what_is_locked_is_in_range_and_all_there(name: str, ranges: list[str]) -> None:
    versions = locked(name)
    wrong = {
        text: found
        for text in ranges
        if not (found := versions.get(canonicalize_name(Requirement(text).name), set()))
        or not all(Requirement(text).specifier.contains(version) for version in found)
    }
    assert wrong == {}, "run: .ci/lock"


def test_nothing_that_runs_comes_from_outside_the_lock() -> None:
    versions = locked("run")
    waiting, seen = [Requirement(text) for text in RUN], set[str]()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        extras = requirement.extras or {""}
        applies = requirement.marker is None or requirement.marker.evaluate()
        if name in seen or not applies:
            continue
        seen.add(name)
        waiting += [
            inner
            for text in requires(name) or ()
            if (inner := Requirement(text)).marker is None
            or any(inner.marker.evaluate({"extra": extra}) for extra in extras)
        ]
    assert seen - versions.keys() == set(), "run: .ci/lock"


def test_what_runs_and_builds_is_what_is_tested() -> None:
    tested = locked("test")
    for name in ("run", "build"):
        assert {
            package: versions
            for package, versions in locked(name).items()
            if package in tested and tested[package] != versions
        } == {}
    assert locked("run").keys() <= tested.keys()


def test_the_page_is_built_from_packages_with_hashes_and_runs_no_scripts_of_theirs() -> None:
    lock: dict[str, Any] = json.loads((ROOT / "frontend" / "package-lock.json").read_text())
    packages = {name: of for name, of in lock["packages"].items() if name and not of.get("link")}
    assert packages
    # What comes within another has that one's hash.
    assert [
        name for name, of in packages.items() if "integrity" not in of and not of.get("inBundle")
    ] == []
    hook = (ROOT / "backend" / "hatch_build.py").read_text()
    assert '"ci", "--omit=dev", "--ignore-scripts"' in hook
    (node,) = re.findall(r'NODE = "(.+)"', hook)
    assert {node, *PYPROJECT["build-system"]["requires"]} <= set(BUILD)


def test_the_image_is_made_from_one_fixed_image_and_locked_packages() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    images = re.findall(r"^FROM (\S+)", dockerfile, re.MULTILINE)
    assert len(images) == 2
    assert len(set(images)) == 1
    assert re.fullmatch(r"python:3\.11-slim-bookworm@sha256:[0-9a-f]{64}", images[0])
    installs = re.findall(r"pip (?:install|wheel) .*", dockerfile)
    assert len(installs) == 4
    assert all("--require-hashes" in line or "--no-deps" in line for line in installs)
