"""What each part of the executor is worth: CPU time of answers with all, without one, and bare.

Run by hand: `python tests/benchmarks/executor.py`. One app in this process answers the same queries
in turns, and the least time of each counts, since the machine may be doing other things. Postgres
is another process, whose time is not in it.
"""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click
import httpx
from history import make_history
from serving import running_postgres

from usertrail.access.keys import create_key
from usertrail.access.projects import create_project
from usertrail.app import create_app
from usertrail.database.migrate import migrate
from usertrail.database.pool import create_pool
from usertrail.graphql.batched_fields import BatchedFields
from usertrail.graphql.bounded_executor import BoundedExecutor
from usertrail.graphql.executor import Executor
from usertrail.graphql.plain_fields import PlainFields
from usertrail.graphql.plain_rows import PlainRows
from usertrail.schema.executable import schema
from usertrail.settings import Settings


class WithoutPlainRows(PlainFields, BatchedFields):
    """As it would be with fields alone."""


EXECUTORS: dict[str, type[BoundedExecutor]] = {
    "all parts": Executor,
    "no plain rows": WithoutPlainRows,
    "no plain fields": BatchedFields,
    "no batched fields": PlainRows,
    "none": BoundedExecutor,
}
METRICS = "metrics { traceCount inputTokens outputTokens totalTokens costUsd errorCount }"
USER = "userId name email firstSeenAt lastSeenAt"
SPAN = "spanId name type startedAt endedAt model totalTokens costUsd"
ACTIVITY = "activity(interval: DAY, period: $month) { at metrics { totalTokens costUsd } }"
QUERIES = {
    "500 users": f"{{ users(first: 500) {{ nodes {{ {USER} }} }} }}",
    "500 users, metrics": f"{{ users(first: 500) {{ nodes {{ {USER} {METRICS} }} }} }}",
    "50 users, metrics": f"{{ users(first: 50) {{ nodes {{ {USER} {METRICS} }} }} }}",
    "50 users, activity": "query Q($month: Period) "
    f"{{ users(first: 50) {{ nodes {{ {USER} {METRICS} {ACTIVITY} }} }} }}",
    "500 traces": "{ traces(first: 500) { nodes { traceId name startedAt latencyMs costUsd } } }",
    "100 traces, spans": "{ traces(first: 100) { nodes { traceId name "
    f"spans(first: 10) {{ nodes {{ {SPAN} }} }} }} }} }}",
    "overview, a year": f"{{ overview {{ {METRICS} activity(interval: DAY) "
    f"{{ at {METRICS} }} }} }}",
}


async def cpu_seconds(client: httpx.AsyncClient, request: dict[str, Any]) -> float:
    started = time.process_time()
    answer = await client.post("/graphql", json=request)
    took = time.process_time() - started
    assert "errors" not in answer.json(), answer.text[:500]
    return took


async def measure(client: httpx.AsyncClient, query: str, rounds: int) -> list[float]:
    """The least CPU time of an answer, by each of the executors."""
    now = datetime.now(UTC)
    month = {"from": (now - timedelta(days=30)).isoformat(), "to": now.isoformat()}
    request = {"query": query, "variables": {"month": month}}
    least = [float("inf")] * len(EXECUTORS)
    for _ in range(rounds):
        for number, executor in enumerate(EXECUTORS.values()):
            schema.execution_context_class = executor
            # The first one warms up, and may be the one that collects garbage of the others.
            times = [await cpu_seconds(client, request) for _ in range(2)]
            least[number] = min(least[number], *times)
    return least


async def run(url: str, traces: int, rounds: int, only: str) -> None:
    async with create_pool(url) as pool:
        await migrate(pool)
        async with pool.acquire() as db:
            project_id = await create_project(db, "Benchmark")
            key = await create_key(db, project_id)
        await make_history(pool, project_id, traces)
        settings = Settings("127.0.0.1", 0, url, Path("unused"))
        app = create_app(settings, pool, "a digest", project_id)
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app),
            base_url="http://benchmark",
            auth=(key.public_key, key.secret_key),
        ) as client:
            columns = "".join(f"{name:>19}" for name in list(EXECUTORS)[1:])
            click.echo(f"{'CPU time':<20} {'all parts':>12}{columns}")
            for name in (name for name in QUERIES if only in name):
                both, *others = await measure(client, QUERIES[name], rounds)
                ratios = "".join(f"{other / both:>18.2f}x" for other in others)
                click.echo(f"{name:<20} {both * 1000:>9.1f} ms{ratios}")


@click.command()
@click.option("--rounds", default=15, show_default=True, type=click.IntRange(1))
@click.option("--traces", default=20_000, show_default=True, type=click.IntRange(1))
@click.option("--only", default="", help="Queries whose name holds this.")
def main(rounds: int, traces: int, only: str) -> None:
    """Measure what the parts of the executor gain."""
    with running_postgres() as (url, _):
        asyncio.run(run(url, traces, rounds, only))


if __name__ == "__main__":
    main()
