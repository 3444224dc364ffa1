"""Runs the programs beside it, each with the packages it is about, against a running server."""

import base64
import sys

from installing import NODE, install_all, python_of
from paths import TESTS
from sdk_programs import PYTHON as SDKS
from sdk_programs import Door, run_command
from story import STORY

HERE = TESTS / "senders"
PYTHON = HERE / "python"
JAVASCRIPT = HERE / "js"


def install_senders() -> None:
    """Every set of packages that the programs here need, unless it is there."""
    install_all(
        PYTHON.glob("*.txt"),
        (lock.parent for lock in JAVASCRIPT.glob("*/package-lock.json")),
    )


def run_python(
    door: Door, environment: str, program: str, *arguments: str, openai_url: str = ""
) -> str:
    """What a Python program printed that runs with the packages of `environment`.txt.

    Where there is no such file, it runs with those of the tests, which have a Langfuse 3.
    It has sent everything when this returns. `openai_url` is where it finds OpenAI's API.
    """
    settings = {
        # The story as the SDKs' programs tell it.
        "PYTHONPATH": str(SDKS),
        "OPENAI_BASE_URL": openai_url,
        "OPENAI_API_KEY": "nobody asks for it",
    }
    requirements = PYTHON / f"{environment}.txt"
    python = python_of(requirements) if requirements.is_file() else sys.executable
    return run_command([str(python), program, *arguments], PYTHON, _settings(door) | settings)


def run_javascript(door: Door, environment: str, program: str, *arguments: str) -> str:
    """What a program in the folder `environment` printed. It has sent everything."""
    command = [str(NODE), program, *arguments]
    return run_command(command, JAVASCRIPT / environment, _settings(door))


def _settings(door: Door) -> dict[str, str]:
    """Where to send to and what every span says, for OpenTelemetry's SDKs and for Langfuse's."""
    keys = base64.b64encode(f"{door.public_key}:{door.secret_key}".encode()).decode()
    resource = {
        "deployment.environment.name": STORY["environment"],
        "service.version": STORY["version"],
    }
    return {
        "OTEL_EXPORTER_OTLP_ENDPOINT": door.url,
        "OTEL_EXPORTER_OTLP_HEADERS": f"Authorization=Basic {keys}",
        "OTEL_RESOURCE_ATTRIBUTES": ",".join(f"{name}={value}" for name, value in resource.items()),
        "LANGFUSE_PUBLIC_KEY": door.public_key,
        "LANGFUSE_SECRET_KEY": door.secret_key,
        "LANGFUSE_HOST": door.url,
        "LANGFUSE_OTEL_HOST": door.url,
        "LANGFUSE_TRACING_ENVIRONMENT": STORY["environment"],
        "LANGFUSE_RELEASE": STORY["release"],
    }
