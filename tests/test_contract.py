"""schema.graphql is current and holds the contract; imports point one way."""

import ast
from collections import Counter
from pathlib import Path

import pytest
from graphql import build_schema, parse, validate
from graphql.utilities import find_breaking_changes

from asking import OPERATIONS
from paths import ROOT, TESTS
from usertrail.schema.query import schema

CONTRACT = TESTS / "contract"
PACKAGE = ROOT / "backend" / "usertrail"

# What each step of a trace's way may import of the others. `records`, `database` and `errors` are
# open to all. Reads that write feedback or erase a user do so by the write path; identifiers and
# texts of a question mean what they mean in a record.
STEPS = {
    "normalise": set(),
    "store": {"normalise.precedence"},
    "aggregate": {"store"},
    "ingest": {"normalise", "store", "aggregate"},
    "rules": {"normalise", "ingest"},
    "receive": {"normalise", "ingest", "rules"},
    "langfuse_import": {"normalise", "ingest", "rules"},
    "read": {"schema", "ingest", "normalise.identifiers", "normalise.rating", "normalise.text"},
    "graphql": {"read", "schema", "normalise.numbers"},
    "schema": {"read", "graphql", "ingest", "rules", "normalise"},
    "rest": {
        "read",
        "schema",
        "graphql.limits",
        "ingest",
        "normalise.identifiers",
        "normalise.text",
    },
    "export": {"read", "schema", "graphql"},
}
OPEN_TO_ALL = {"normalise.records", "errors", "database"}


def test_schema_graphql_is_what_the_types_say() -> None:
    assert (ROOT / "schema.graphql").read_text() == schema.as_str() + "\n", (
        "run: usertrail schema > schema.graphql"
    )


def test_the_schema_holds_the_contract() -> None:
    contract = build_schema((CONTRACT / "contract.graphql").read_text())
    served = build_schema((ROOT / "schema.graphql").read_text())
    breaks = find_breaking_changes(contract, served)
    assert [change.description for change in breaks] == []


def test_the_example_operations_are_valid() -> None:
    served = build_schema((ROOT / "schema.graphql").read_text())
    assert [error.message for error in validate(served, parse(OPERATIONS))] == []


@pytest.mark.parametrize("step", STEPS)
def test_imports_point_one_way(step: str) -> None:
    allowed = STEPS[step] | OPEN_TO_ALL | {step}
    others = {name for name in STEPS if name != step}
    wrong = {
        f"{file.relative_to(PACKAGE)}: {name}"
        for file in _files(step)
        for name in _imported(file)
        if name.split(".")[0] in others
        and not any(name == may or name.startswith(f"{may}.") for may in allowed)
    }
    assert wrong == set()


def test_what_is_open_to_all_imports_none_of_them() -> None:
    files = [PACKAGE / "normalise" / "records.py", PACKAGE / "errors.py", *_files("database")]
    wrong = {
        f"{file.relative_to(PACKAGE)}: {name}"
        for file in files
        for name in _imported(file)
        if name.split(".")[0] in STEPS
    }
    assert wrong == set()


def test_no_two_modules_are_named_alike_but_for_their_case() -> None:
    # Most Macs cannot tell them apart, and the page is built where it is installed.
    source = ROOT / "frontend" / "src"
    files = [file for file in source.rglob("*") if file.suffix in {".ts", ".tsx"}]
    named = Counter(str(file.with_suffix("")).lower() for file in files)
    assert files and [name for name, count in named.items() if count > 1] == []


def _files(step: str) -> list[Path]:
    module = PACKAGE / f"{step}.py"
    found = [module] if module.is_file() else sorted((PACKAGE / step).rglob("*.py"))
    assert found
    return found


def _imported(file: Path) -> set[str]:
    """The modules of the package that a file imports, without the package's name."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} imports relatively"
            # `from usertrail.normalise import records` names a module too.
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name.removeprefix("usertrail.") for name in names if name.startswith("usertrail.")}
