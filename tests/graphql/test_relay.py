"""Relay's compiler takes the schema, and lists of it that grow by pages in both directions."""

import shutil
import subprocess
from pathlib import Path

import pytest

from installing import NODE, install_all
from paths import ROOT

RELAY = Path(__file__).parent / "relay"


@pytest.fixture(scope="session")
def compiler() -> Path:
    """Relay's compiler, installed."""
    install_all([], [RELAY])
    return RELAY / "node_modules" / "relay-compiler" / "cli.js"


def test_the_compiler_accepts_the_schema_and_paginated_fragments(
    compiler: Path, tmp_path: Path
) -> None:
    shutil.copy(RELAY / "relay.config.json", tmp_path)
    shutil.copytree(RELAY / "src", tmp_path / "src")
    shutil.copy(ROOT / "schema.graphql", tmp_path)
    (tmp_path / "generated").mkdir()
    done = subprocess.run(
        [str(NODE), str(compiler)], cwd=tmp_path, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    generated = {file.name: file.read_text() for file in (tmp_path / "generated").iterdir()}
    assert set(generated) == {
        f"{name}.graphql.ts"
        for name in (
            *("UsersQuery", "Users_list", "UsersPageQuery"),
            *("Users_traces", "UsersTracesQuery"),
        )
    }
    # The next pages of a user's traces are asked for by the user's global id.
    assert "node(id: $id)" in generated["UsersTracesQuery.graphql.ts"].replace("\\n", "\n")
