"""schema.graphql is current and holds the contract; imports point one way."""

import ast
from collections import Counter
from pathlib import Path

import pytest
from graphql import build_schema, parse, validate
from graphql.utilities import find_breaking_changes

from asking import OPERATIONS
from paths import ROOT, TESTS
from usertrail.schema.executable import schema

CONTRACT = TESTS / "contract"
PACKAGE = ROOT / "backend" / "usertrail"

# What each room may import of the others. `records`, `database` and `errors` are open to all. The
# feed of changed traces listens to the write path; some reads erase, and do so by it. Identifiers,
# numbers and texts of a question mean what they mean in a record.
ROOMS = {
    "access": set(),
    "normalise": set(),
    "store": {"normalise.precedence"},
    "aggregate": {"store"},
    "ingest": {"normalise", "store", "aggregate"},
    "rules": {"access", "normalise", "ingest"},
    "receive": {"access", "normalise", "ingest", "rules"},
    "langfuse_import": {"access", "normalise", "ingest", "rules"},
    "read": {"access", "ingest.TRACE_CHANNEL", "normalise.numbers", "normalise.text"},
    "responses": {"normalise.text"},
    "graphql": {"access", "read", "responses", "schema", "page", "normalise.numbers"},
    "schema": {"access", "read", "responses", "graphql", "ingest", "rules", "normalise"},
    "rest": {
        "access",
        "read",
        "responses",
        "graphql.limits",
        "ingest",
        "normalise.identifiers",
        "normalise.text",
    },
    "export": {
        "access",
        "read",
        "responses",
        "schema.executable",
        "schema.inputs",
        "schema.types",
        "graphql.error_masking",
        "graphql.input_checks",
    },
    "page": set(),
    "cli": {"access", "ingest", "langfuse_import", "schema.executable"},
}
# Libraries of those who ask, which what is asked knows nothing of.
OF_WHO_ASKS = {"strawberry", "graphql", "starlette"}
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


@pytest.mark.parametrize("room", ROOMS)
def test_imports_point_one_way(room: str) -> None:
    allowed = ROOMS[room] | OPEN_TO_ALL | {room}
    others = {name for name in ROOMS if name != room}
    wrong = {
        f"{file.relative_to(PACKAGE)}: {name}"
        for file in _files(room)
        for name in _imported(file)
        if name.split(".")[0] in others
        and not any(name == may or name.startswith(f"{may}.") for may in allowed)
    }
    assert wrong == set()


@pytest.mark.parametrize("room", ["read", "store", "aggregate", "ingest", "normalise"])
def test_what_is_asked_knows_no_protocol(room: str) -> None:
    wrong = {
        f"{file.relative_to(PACKAGE)}: {name}"
        for file in _files(room)
        for name in _imports(file)
        if name.split(".")[0] in OF_WHO_ASKS
    }
    assert wrong == set()


def test_what_is_open_to_all_imports_none_of_them() -> None:
    files = [PACKAGE / "normalise" / "records.py", PACKAGE / "errors.py", *_files("database")]
    wrong = {
        f"{file.relative_to(PACKAGE)}: {name}"
        for file in files
        for name in _imported(file)
        if name.split(".")[0] in ROOMS
    }
    assert wrong == set()


def test_no_two_modules_are_named_alike_but_for_their_case() -> None:
    # Most Macs cannot tell them apart, and the page is built where it is installed.
    source = ROOT / "frontend" / "src"
    files = [file for file in source.rglob("*") if file.suffix in {".ts", ".tsx"}]
    named = Counter(str(file.with_suffix("")).lower() for file in files)
    assert files and [name for name, count in named.items() if count > 1] == []


def _files(room: str) -> list[Path]:
    module = PACKAGE / f"{room}.py"
    found = [module] if module.is_file() else sorted((PACKAGE / room).rglob("*.py"))
    assert found
    return found


def _imported(file: Path) -> set[str]:
    """The modules of the package that a file imports, without the package's name."""
    ours = {name for name in _imports(file) if name.startswith("usertrail.")}
    return {name.removeprefix("usertrail.") for name in ours}


def _imports(file: Path) -> set[str]:
    """The modules that a file imports, and what it imports from them."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} imports relatively"
            # `from usertrail.normalise import records` names a module too.
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names
