"""The audits of the GraphQL over HTTP specification, as npm's graphql-http has them."""

import base64
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from environment import RunningServer
from installing import NODE, install_all

AUDITS = Path(__file__).parent / "audits"
COUNT = 61


@pytest.fixture(scope="session")
def auditor() -> None:
    """graphql-http is installed."""
    install_all([], [AUDITS])


def audit(server: RunningServer) -> list[dict[str, Any]]:
    """Of each audit: id, name, status (ok, notice, warn or error), and the reason if not ok."""
    pair = f"{server.public_key}:{server.secret_key}"
    settings = {
        "AUDITED_URL": f"{server.url}/graphql",
        "AUDITED_AUTHORIZATION": "Basic " + base64.b64encode(pair.encode()).decode(),
    }
    done = subprocess.run(
        [str(NODE), "run.mjs"],
        cwd=AUDITS,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    results: list[dict[str, Any]] = json.loads(done.stdout)
    return results


@pytest.mark.usefixtures("auditor")
def test_every_audit_of_graphql_over_http_passes(server: RunningServer) -> None:
    results = audit(server)
    failed = [
        f"{result['id']} {result['name']}: {result['status']}, {result['reason']}"
        for result in results
        if result["status"] != "ok"
    ]
    assert not failed, "\n".join(failed)
    assert len(results) == COUNT
