"""A user of very many traces, sessions, models and pieces of feedback is erased at once."""

from typing import Any

import httpx

import make
from tests.attack.judging import MAX_BUSY_SECONDS
from tests.attack.watched import KEYS, MEBIBYTE, Watched
from usertrail.aggregate.recount import rewrite
from usertrail.database.pool import Pool
from usertrail.ingest import ingest
from usertrail.normalise.records import Records
from usertrail.verify import verify

PROJECT = "attacked"
TRACES = 3_000
# What holds one of these is copied under other numbers.
ONE = "#0#"
COPIED = ("trace", "span", "feedback", "session")
COPY = """
    INSERT INTO {table} SELECT (jsonb_populate_record(
        one, replace(to_jsonb(one)::text, $1, '#' || number || '#')::jsonb
    )).* FROM {table} AS one, generate_series(1, $2) AS number WHERE one.project_id = $3
"""


async def store_much(pool: Pool) -> None:
    """One user's traces, each with a session, a model, an environment and feedback of its own."""
    environment = f"e{ONE}"
    span = make.span(
        ONE, user_id="ann", session_id=f"s{ONE}", model=f"m{ONE}", environment=environment
    )
    on = {"trace": {"trace_id": ONE}, "session": {"session_id": f"s{ONE}"}}
    given = [make.feedback(f"{of}{ONE}", name=f"n{ONE}", **target) for of, target in on.items()]
    await ingest(pool, PROJECT, Records([span], given))
    async with pool.acquire() as db, db.transaction():
        for table in COPIED:
            await db.execute(COPY.format(table=table), ONE, TRACES - 1, PROJECT)
        await rewrite(db)
    # Of others, who stay as they are.
    bert = make.span("bert", user_id="bert", session_id=f"s{ONE}")
    await ingest(pool, PROJECT, Records([bert], [make.feedback("f", trace_id="bert")]))


async def test_erasing_a_user_of_much_holds_nobody_up(attacked: Watched, pool: Pool) -> None:
    await store_much(pool)
    erase = 'mutation { deleteUser(input: { userId: "ann" }) { deletedTraceCount } }'
    async with httpx.AsyncClient(base_url=attacked.url, auth=KEYS, timeout=300) as client:

        async def asked(query: str) -> Any:
            return (await client.post("/graphql", json={"query": query})).json()["data"]

        await asked(erase.replace("ann", "nobody"))

        with attacked.watch() as seen:
            erased = await asked(erase)
        assert erased == {"deleteUser": {"deletedTraceCount": TRACES}}
        users = await asked("{ users { nodes { userId } } }")
    assert users == {"users": {"nodes": [{"userId": "bert"}]}}
    assert await pool.fetchval("SELECT count(*) FROM feedback") == 1
    assert await verify(pool) == []
    assert seen.longest_busy_seconds < MAX_BUSY_SECONDS, seen.busy[:5]
    assert seen.grown_bytes < 60 * MEBIBYTE
    assert set(seen.neighbour_statuses) == {207, 200}
