"""The examples of the README and of the guides do what they say, as they are written."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from browsing import score, send, span, trace_id
from documents import GUIDES, examples
from environment import RunningServer
from installing import NODE, install_all, python_of
from paths import TESTS

GQL = TESTS / "api" / "gql.txt"
API = GUIDES / "graphql.md"


@pytest.fixture(scope="session")
def gql() -> Path:
    """A Python that has what the guide says to install."""
    assert 'pip install "gql[httpx]"' in API.read_text()
    install_all([GQL], [])
    return python_of(GQL)


def run(server: RunningServer, command: list[str], folder: Path | None = None) -> str:
    settings = {
        "LANGFUSE_HOST": server.url,
        "LANGFUSE_PUBLIC_KEY": server.public_key,
        "LANGFUSE_SECRET_KEY": server.secret_key,
    }
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_example_in_the_shell(server: RunningServer) -> None:
    send(server, span(1, user="ann", cost=0.25), span(2, user="ben", cost=0.5))
    answer = json.loads(run(server, ["bash", "-euc", examples("Ask the API")["sh"]]))
    expected = {"userCount": 2, "metrics": {"traceCount": 2, "costUsd": "0.75"}}
    assert answer == {"data": {"overview": expected}}


def test_the_example_of_an_export(server: RunningServer, tmp_path: Path) -> None:
    production = {"langfuse.environment": "production"}
    send(
        server,
        span(1, user="ann", cost=2, named=production),
        span(2, user="ben", cost=0.5, named=production),
        span(3, user="cy", cost=2),
        span(4, user="dee", cost=3, named=production),
    )
    run(server, ["bash", "-euc", examples("Export")["sh"]], tmp_path)
    (downloaded,) = tmp_path.iterdir()
    with downloaded.open(newline="") as file:
        assert [user["userId"] for user in csv.DictReader(file)] == ["dee", "ann"]


def test_the_example_in_python(server: RunningServer, gql: Path) -> None:
    # More than a page of the discontent, one who is content, and one who said nothing.
    send(server, *(span(n, user=f"user-{n:02}", cost=100 - n) for n in range(62)))
    for number in range(61):
        score(server, number, "helpful", number == 60)
    printed = run(
        server, [str(gql), "-W", "error", "-c", examples("Ask, page by page", API)["python"]]
    ).splitlines()
    assert printed == [f"user-{number:02} {100 - number} 0.0" for number in range(60)]


def test_the_example_in_typescript(server: RunningServer, tmp_path: Path) -> None:
    send(server, span(1, user="ann"))
    program = tmp_path / "thumb.mts"
    program.write_text(examples("Give feedback", API)["ts"].replace("a-trace-id", trace_id(1)))
    assert [run(server, [str(NODE), str(program)]) for _ in range(2)] == ["1\n", "1\n"]
    program.write_text(examples("Give feedback", API)["ts"])
    # Its trace has not arrived, so it counts for nobody yet.
    assert run(server, [str(NODE), str(program)]) == "0\n"
    query = "{ feedback { nodes { feedbackId value } } }"
    answer = httpx.post(
        f"{server.url}/graphql",
        json={"query": query},
        auth=(server.public_key, server.secret_key),
    )
    assert answer.json()["data"]["feedback"]["nodes"] == [
        {"feedbackId": "thumb-a-trace-id", "value": 1.0},
        {"feedbackId": f"thumb-{trace_id(1)}", "value": 1.0},
    ]


def test_the_examples_that_sign_for_a_visitor(server: RunningServer, tmp_path: Path) -> None:
    signing = examples("With a signed token", GUIDES / "feedback.md")
    program = tmp_path / "sign.mts"
    program.write_text(f"{signing['ts']}\nconsole.log(feedbackKey('trace-1'))")
    python = f"{signing['python']}\nprint(feedback_key('trace-1'))"
    for command in ([sys.executable, "-c", python], [str(NODE), str(program)]):
        key = run(server, command).strip()
        for target, status in (("trace-1", 200), ("trace-2", 401)):
            answer = httpx.post(
                f"{server.url}/api/public/scores",
                headers={"authorization": f"Bearer {key}"},
                json={"traceId": target, "name": "helpful", "value": 1},
            )
            assert answer.status_code == status, answer.text
