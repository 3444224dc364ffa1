"""Senders of the README and of the guide to SDKs, pasted as they are written there."""

from decimal import Decimal
from pathlib import Path

import pytest

from documents import GUIDES, examples
from installing import python_of
from sdk_programs import Door, run_command
from sender_programs import PYTHON, run_python
from story import ask

pytestmark = pytest.mark.usefixtures("senders")

TRACES = """
{ traces { nodes {
  user { userId } session { sessionId } costUsd spans { nodes { name model totalTokens } }
} } }
"""


def test_openai_s_client_wrapped_by_the_langfuse_sdk(
    door: Door, openai_url: str, tmp_path: Path
) -> None:
    program = tmp_path / "program.py"
    program.write_text(examples("OpenAI's client", GUIDES / "sdks.md")["python"])
    run_python(door, "langfuse", str(program), openai_url=openai_url)
    (trace,) = ask(door, TRACES)["traces"]["nodes"]
    assert trace["user"] == {"userId": "user_12345"}
    assert trace["session"] == {"sessionId": "session-7"}
    (span,) = trace["spans"]["nodes"]
    assert span["model"] == "gpt-4o"
    assert span["totalTokens"] > 0
    assert Decimal(trace["costUsd"]) > 0


def test_opentelemetry(door: Door, tmp_path: Path) -> None:
    pasted = examples("OpenTelemetry")
    program = tmp_path / "program.py"
    program.write_text(pasted["python"])
    python = python_of(PYTHON / "opentelemetry.txt")
    settings = {
        "LANGFUSE_HOST": door.url,
        "LANGFUSE_PUBLIC_KEY": door.public_key,
        "LANGFUSE_SECRET_KEY": door.secret_key,
    }
    command = ["bash", "-euc", f'{pasted["sh"]}\n"$@"', "bash", str(python), str(program)]
    run_command(command, tmp_path, settings)
    (trace,) = ask(door, TRACES)["traces"]["nodes"]
    assert trace["user"] == {"userId": "user_12345"}
    assert trace["session"] == {"sessionId": "session-7"}
    assert [span["name"] for span in trace["spans"]["nodes"]] == ["hello"]
