"""schema.graphql is current and holds the contract; imports point one way."""

import ast
from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from graphql import build_schema, parse, validate
from graphql.utilities import find_breaking_changes

from asking import OPERATIONS
from paths import ROOT, TESTS
from usertrail.schema.executable import schema

CONTRACT = TESTS / "contract"
PACKAGE = ROOT / "backend" / "usertrail"

# What each room may import of the others, by the prefix of a module. A room is a folder or a module
# of the package. Reads that write feedback or erase a user do so by the write path; identifiers and
# texts of a question mean what they mean in a record.
ROOMS = {
    # The way of a trace.
    "normalise": set(),
    "store": {"normalise.precedence"},
    "aggregate": {"store"},
    "ingest": {"normalise", "store", "aggregate"},
    "rules": {"normalise", "ingest", "access"},
    "receive": {
        "normalise",
        "ingest",
        "rules",
        "access",
        "addresses",
        "request_bodies",
        "budget",
        "langfuse_responses",
        "rate_limit",
    },
    "langfuse_import": {"normalise", "ingest", "rules", "access"},
    "read": {
        "ingest.TRACE_CHANNEL",
        "access.revocations.ENDED_CHANNEL",
        "normalise.numbers",
        "normalise.text",
    },
    # The ways out. The protocol knows no schema: it is handed one.
    "graphql": {"read.answer_size", "responses", "normalise.numbers"},
    "schema": {
        "read",
        "graphql",
        "ingest",
        "rules",
        "normalise",
        "access",
        "export_addresses",
        "responses",
    },
    "rest": {
        "read",
        "ingest",
        "normalise.identifiers",
        "normalise.text",
        "access",
        "addresses.diagnosis",
        "langfuse_responses",
        "responses",
    },
    "export": {"read", "schema", "graphql", "access", "export_addresses", "responses"},
    "responses": {"normalise.text"},
    "langfuse_responses": set(),
    "page": {"compression"},
    # Who asks, and what is taken in at once.
    "access": set(),
    "export_addresses": {"access.caller.PROJECT"},
    "addresses": set(),
    "budget": {"access.caller.Caller"},
    "request_bodies": {"access.caller.Caller", "budget"},
    "connections": set(),
    "compression": set(),
    "rate_limit": set(),
    "garbage": set(),
    # What puts them together.
    "error_answers": {"langfuse_responses", "receive.unmatched_routes"},
    "app": {
        "access",
        "addresses",
        "request_bodies",
        "compression",
        "error_answers",
        "export",
        "export_addresses",
        "graphql.http",
        "langfuse_responses",
        "page",
        "read.trace_feed",
        "receive",
        "rest",
        "rules",
        "schema",
    },
    "serve": {
        "access",
        "app",
        "request_bodies",
        "connections",
        "garbage",
        "ingest",
        "startup_message",
    },
    "startup_message": {"access"},
    "verify": {"store", "aggregate", "ingest"},
    "demo": {"access"},
    "cli": {
        "connections.listener",
        "access",
        "demo",
        "ingest",
        "langfuse_import",
        "schema.executable",
        "serve",
        "verify",
    },
    "__main__": {"cli"},
}
# They import none of the rooms.
OPEN_TO_ALL = {
    "counted_feedback",
    "latency",
    "measures",
    "normalise.records",
    "request_limits",
    "worker_threads",
    "database",
    "errors",
    "forwarded",
    "client_disconnect",
    "retries",
    "routing",
    "settings",
    "cooperative",
}
# Libraries of those who ask, which what is asked knows nothing of.
OF_WHO_ASKS = {"strawberry", "graphql", "starlette"}


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


def test_every_room_is_known() -> None:
    files = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py"}
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert (files | folders) - {"__init__"} == ROOMS.keys() | OPEN_TO_ALL - {"normalise.records"}


@pytest.mark.parametrize("room", ROOMS)
def test_imports_point_one_way(room: str) -> None:
    allowed = ROOMS[room] | OPEN_TO_ALL | {room}
    wrong = {
        f"{file.relative_to(PACKAGE)}: {name}"
        for file in _files(room)
        for name in _imported(file)
        if not any(name == may or name.startswith(f"{may}.") for may in allowed)
    }
    assert wrong == set()


def test_nothing_more_is_allowed_than_is_imported() -> None:
    unused = {
        f"{room}: {may}"
        for room, allowed in ROOMS.items()
        for may in allowed
        if not any(
            name == may or name.startswith(f"{may}.")
            for file in _files(room)
            for name in _imported(file)
        )
    }
    assert unused == set()


@pytest.mark.parametrize("room", ["read", "store", "aggregate", "ingest", "normalise"])
def test_what_is_asked_knows_no_protocol(room: str) -> None:
    wrong = {
        f"{file.relative_to(PACKAGE)}: {name}"
        for file in _files(room)
        for name in _imports(file)
        if name.split(".")[0] in OF_WHO_ASKS
    }
    assert wrong == set()


def test_what_is_open_to_all_imports_none_of_the_rooms() -> None:
    records = PACKAGE / "normalise" / "records.py"
    files = [
        records,
        *(file for room in OPEN_TO_ALL - {"normalise.records"} for file in _files(room)),
    ]
    wrong = {
        f"{file.relative_to(PACKAGE)}: {name}"
        for file in files
        for name in _imported(file)
        if name.split(".")[0] in ROOMS
    }
    assert wrong == set()


def test_no_rooms_import_each_other_in_a_circle() -> None:
    imported = {
        room: {name.split(".")[0] for file in _files(room) for name in _imported(file)} - {room}
        for room in ROOMS
    }
    TopologicalSorter(imported).prepare()


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


def _imports(file: Path) -> set[str]:
    """The modules that a file imports."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} imports relatively"
            # `from usertrail.normalise import records` names a module too.
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def _imported(file: Path) -> set[str]:
    """Those of the package, without the package's name."""
    return {
        name.removeprefix("usertrail.") for name in _imports(file) if name.startswith("usertrail.")
    }
