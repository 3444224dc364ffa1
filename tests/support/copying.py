"""Runs the command that copies a Langfuse, and reads what it copied."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import httpx

from environment import ProjectKeys, RunningServer
from proxy import Answer, Asked
from usertrail.access.keys import create_key
from usertrail.access.projects import create_project
from usertrail.database.pool import create_pool
from usertrail.demo import run as run_demo
from usertrail.verify import verify

Result = subprocess.CompletedProcess[str]
Told = dict[str, Any]

END = datetime(2026, 3, 18, 15, 20, tzinfo=UTC)
FEEDBACK = "feedbackId name dataType value stringValue comment source metadata createdAt"
SUMS = "spanCount errorCount inputTokens outputTokens totalTokens costUsd"
METRICS = f"traceCount sessionCount {SUMS} feedbackCount feedbackAverage"
TRACES = f"""query ($after: String) {{ traces(first: 40, after: $after) {{
  pageInfo {{ hasNextPage endCursor }}
  nodes {{
    traceId name environment release version tags metadata input output startedAt endedAt {SUMS}
    user {{ userId }}
    session {{ sessionId user {{ userId }} metrics {{ {METRICS} }} feedback {{ {FEEDBACK} }} }}
    feedback {{ {FEEDBACK} span {{ spanId }} }}
    spans {{ nodes {{
      spanId parentSpanId type name startedAt endedAt latencyMs timeToFirstTokenMs level
      statusMessage environment version model modelParameters promptName promptVersion
      usageDetails costDetails inputTokens outputTokens totalTokens costUsd input output metadata
    }} }}
  }}
}} }}"""
OTHERS = f"""{{
  overview {{ metrics {{ {METRICS} }} models {{ model generationCount costUsd }} }}
  users(first: 100) {{ nodes {{ userId environments metrics {{ {METRICS} }} }} }}
  feedback(first: 100) {{ nodes {{
    {FEEDBACK} trace {{ traceId }} span {{ spanId }} session {{ sessionId }} user {{ userId }}
  }} }}
}}"""

V1 = (
    "/api/public/traces",
    "/api/public/observations",
    "/api/public/scores",
    "/api/public/v2/scores",
)
# They count what was sent, be it stored already or not.
DELIVERIES = {"arrival", "refusal"}
NOT_FOUND = Answer(404, {"content-type": "application/json"}, b'{"error": "LangfuseNotFoundError"}')


def crowd(server: RunningServer, keys: ProjectKeys | RunningServer | None = None) -> None:
    """Send some hundred traces over OTLP."""
    public_key, secret_key = (keys or server).public_key, (keys or server).secret_key
    run_demo(server.url, public_key, secret_key, users=25, days=10, end=END, progress=False)


def new_target(server: RunningServer) -> ProjectKeys:
    """A project to copy into."""
    return asyncio.run(_make_project(server.database_url))


async def _make_project(database_url: str) -> ProjectKeys:
    async with create_pool(database_url) as pool, pool.acquire() as db:
        project_id = await create_project(db, "Target")
        return ProjectKeys(project_id, *await create_key(db, project_id))


def send(server: RunningServer, events: list[Told]) -> None:
    answer = httpx.post(
        f"{server.url}/api/public/ingestion",
        json={"batch": events},
        auth=(server.public_key, server.secret_key),
    )
    assert answer.json()["errors"] == []


def command(server: RunningServer, target: ProjectKeys, *more: str, url: str = "") -> list[str]:
    return [
        *(sys.executable, "-m", "usertrail", "import", "langfuse", "--host", url or server.url),
        *("--database-url", server.database_url, "--project", target.project_id, *more),
    ]


def environment(server: RunningServer, **given: str) -> dict[str, str]:
    keys = {
        "LANGFUSE_PUBLIC_KEY": server.public_key,
        "LANGFUSE_SECRET_KEY": server.secret_key,
    }
    return os.environ | keys | given


def run_import(
    server: RunningServer, target: ProjectKeys, *more: str, url: str = "", **given: str
) -> Result:
    return subprocess.run(
        command(server, target, *more, url=url),
        env=environment(server, **given),
        capture_output=True,
        text=True,
        timeout=120,
    )


def copied(
    server: RunningServer, target: ProjectKeys, *more: str, url: str = "", **given: str
) -> str:
    """What an import that came to its end printed."""
    result = run_import(server, target, *more, url=url, **given)
    assert (result.returncode, result.stderr) == (0, "")
    assert server.secret_key not in result.stdout
    return result.stdout


def read_all(server: RunningServer, keys: ProjectKeys | RunningServer) -> Told:
    """Everything that GraphQL says of the project."""
    everything: Told = ask(server, keys, OTHERS)
    everything["traces"] = []
    after = None
    while True:
        page = ask(server, keys, TRACES, after=after)["traces"]
        everything["traces"] += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            return everything
        after = page["pageInfo"]["endCursor"]


def differences(one: object, other: object, path: str = "") -> Iterator[str]:
    """Where two things that were told differ, and how."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        for key in one:
            yield from differences(one[key], other[key], f"{path}.{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, pair in enumerate(zip(one, other, strict=True)):
            yield from differences(*pair, f"{path}[{index}]")
    elif one != other:
        yield f"{path}: {one} is not {other}"


def assert_same(one: Told, other: Told) -> None:
    found = list(differences(one, other))
    assert not found, "\n".join(found[:20])


def ask(server: RunningServer, keys: ProjectKeys | RunningServer, query: str, **given: Any) -> Any:
    answer = httpx.post(
        f"{server.url}/graphql",
        json={"query": query, "variables": given},
        auth=(keys.public_key, keys.secret_key),
        timeout=30,
    ).json()
    assert "errors" not in answer, answer
    return answer["data"]


def assert_recounted(server: RunningServer) -> None:
    async def recount() -> None:
        async with create_pool(server.database_url) as pool:
            assert await verify(pool) == []
            assert await pool.fetchval("SELECT count(*) FROM import_state") == 0

    asyncio.run(recount())


def count_rows(server: RunningServer) -> dict[str, int]:
    """Of every table, over all projects, but those that count what was delivered."""

    async def count() -> dict[str, int]:
        async with create_pool(server.database_url) as pool:
            tables = await pool.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            names = {table["tablename"] for table in tables} - DELIVERIES
            return {name: await pool.fetchval(f'SELECT count(*) FROM "{name}"') for name in names}

    return asyncio.run(count())


def newest(asked: Asked) -> Answer | None:
    """The rule of a server that has left the lists of the first version behind."""
    return NOT_FOUND if asked.path.startswith(V1) else None
