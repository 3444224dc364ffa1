"""Usage that one span says once more than the spans below it: counted once, in any order."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import permutations
from typing import Any

import asyncpg
import pytest

from make import span
from usertrail.aggregate.recount import rewrite
from usertrail.database.migrate import migrate
from usertrail.database.pool import Pool
from usertrail.database.roles import role_to_take_on
from usertrail.ingest import ingest, refold_stale
from usertrail.normalise.records import Records, Span
from usertrail.store.nesting import MAX_AWAITED
from usertrail.store.traces import TRACE
from usertrail.verify import verify

BEFORE_NESTING = """
    ALTER TABLE trace DROP COLUMN nesting;
    DROP TABLE stale_trace;
    DELETE FROM migration WHERE number = 8
"""


def used(id: str, below: str | None, type: str, *tokens: int, **given: Any) -> Span:
    """A span of so many input and output tokens, at a cent each where `model` is given."""
    cost = Decimal(sum(tokens)) / 100 if "model" in given else None
    sides = dict(zip(("input_tokens", "output_tokens"), tokens, strict=False))
    return span(span_id=id, parent_span_id=below, type=type, **({"cost_usd": cost} | sides | given))


async def send(pool: Pool, batches: Iterable[list[Span]], project: str = "p") -> None:
    for batch in batches:
        await ingest(pool, project, Records(batch))


async def sums(pool: Pool, project: str = "p") -> tuple[int, int, Decimal]:
    row = await pool.fetchrow(
        "SELECT input_tokens, output_tokens, cost_usd FROM user_total WHERE project_id = $1",
        project,
    )
    assert row is not None
    return row["input_tokens"], row["output_tokens"], row["cost_usd"].normalize()


# What instrumentations are known to send, each with the usage that a person would call right.
CASES = {
    # OpenInference's instrumentors of agents, and smolagents: the run adds up its calls.
    "an agent over two calls": (
        [
            used("run", None, "AGENT", 300, 30, model="m"),
            used("a", "run", "GENERATION", 100, 10, model="m"),
            used("b", "run", "GENERATION", 200, 20, model="m"),
        ],
        (300, 30, "3.3"),
    ),
    # A remote agent (Bedrock Agents, A2A) of whose calls nothing is seen.
    "an agent that alone says it": (
        [used("run", None, "AGENT", 300, 30, model="m"), used("tool", "run", "TOOL")],
        (300, 30, "3.3"),
    ),
    "an agent over a chain over a step over a call": (
        [
            used("run", None, "AGENT", 7, 7),
            used("chain", "run", "CHAIN", 7, 7),
            used("step", "chain", "SPAN"),
            used("a", "step", "GENERATION", 5, 5, model="m"),
        ],
        (5, 5, "0.1"),
    ),
    # Google's ADK around Google's own client, and a client around an HTTP one: three say the same.
    "a call in a call in a call": (
        [
            used("outer", None, "GENERATION", 120, 12, model="m"),
            used("middle", "outer", "GENERATION", 120, 12, model="m"),
            used("inner", "middle", "GENERATION", 120, 12, model="m"),
        ],
        (120, 12, "1.32"),
    ),
    "a call around two that make up its usage": (
        [
            used("outer", None, "GENERATION", 30, 3, model="m"),
            used("a", "outer", "GENERATION", 10, 1, model="m"),
            used("b", "outer", "GENERATION", 20, 2, model="m"),
        ],
        (30, 3, "0.33"),
    ),
    "a call that truly calls another": (
        [
            used("outer", None, "GENERATION", 100, 10, model="m"),
            used("tool", "outer", "TOOL"),
            used("inner", "tool", "GENERATION", 40, 4, model="m"),
        ],
        (140, 14, "1.54"),
    ),
    "an agent in an agent, one with calls and one without": (
        [
            used("crew", None, "AGENT", 90, 9, model="m"),
            used("seen", "crew", "AGENT", 50, 5, model="m"),
            used("call", "seen", "GENERATION", 50, 5, model="m"),
            used("remote", "crew", "AGENT", 40, 4, model="m"),
        ],
        (90, 9, "0.99"),
    ),
    # Nobody has a price for the model; the run knows what it cost.
    "an agent that knows the cost of calls that do not": (
        [
            used("run", None, "AGENT", 100, 10, cost_usd=Decimal("0.5")),
            used("call", "run", "GENERATION", 100, 10),
        ],
        (100, 10, "0.5"),
    ),
    "a cost alone, above calls that have one": (
        [
            used("run", None, "CHAIN", cost_usd=Decimal("0.5")),
            used("call", "run", "GENERATION", 100, 10, model="m"),
        ],
        (100, 10, "1.1"),
    ),
}


@pytest.mark.parametrize("name", CASES)
async def test_what_is_said_twice_counts_once_in_any_order(pool: Pool, name: str) -> None:
    spans, (input_tokens, output_tokens, cost) = CASES[name]
    orders = list(permutations(spans))
    batches = [[[one] for one in order] for order in orders]
    batches += [[list(order)] for order in orders[:2]] + [[list(orders[0][:2]), [*orders[0]]]]
    for number, of_order in enumerate(batches):
        await send(pool, of_order, f"p{number}")
        found = await sums(pool, f"p{number}")
        assert found == (input_tokens, output_tokens, Decimal(cost)), of_order
    assert await verify(pool) == []


async def test_a_wrapper_is_no_call_of_its_model(pool: Pool) -> None:
    await send(
        pool,
        [
            [used("inner", "outer", "GENERATION", 9, model="inner")],
            [used("outer", "run", "GENERATION", 9, model="outer")],
            [used("run", None, "AGENT", 9, model="run")],
            [used("idle", "run", "AGENT", model="idle")],
        ],
    )
    models = await pool.fetch("SELECT model, generation_count, total_tokens FROM model_day")
    assert [tuple(row) for row in models] == [("inner", 1, 9)]
    assert await verify(pool) == []


async def test_a_cost_that_only_the_wrapper_knows_is_of_its_model(pool: Pool) -> None:
    await send(
        pool,
        [
            [used("outer", None, "GENERATION", 9, model="dear", cost_usd=Decimal(2))],
            [used("inner", "outer", "GENERATION", 9, model="free", cost_usd=None)],
        ],
    )
    models = await pool.fetch(
        "SELECT model, generation_count, total_tokens, cost_usd FROM model_day ORDER BY model"
    )
    assert [tuple(row) for row in models] == [("dear", 0, 0, 2), ("free", 1, 9, 0)]
    await send(pool, [[used("later", "inner", "TOOL", cost_usd=Decimal(3))]])
    assert await sums(pool) == (9, 0, Decimal(3))
    assert await verify(pool) == []


async def test_a_span_that_says_its_usage_late_takes_that_of_those_above_it_out(pool: Pool) -> None:
    run = used("run", None, "AGENT", 50, model="m")
    step = used("step", "run", "CHAIN")
    await send(pool, [[run], [step]])
    assert await sums(pool) == (50, 0, Decimal("0.5"))
    await send(pool, [[step._replace(input_tokens=40, total_tokens=40)]])
    assert await sums(pool) == (40, 0, Decimal("0.5"))
    await send(pool, [[step._replace(parent_span_id=None)]])
    assert await sums(pool) == (50, 0, Decimal("0.5"))
    assert await verify(pool) == []


async def test_parents_in_a_circle_count_the_same_in_any_order(pool: Pool) -> None:
    circle = [
        used("a", "c", "GENERATION", 5, model="m"),
        used("b", "a", "GENERATION", 5, model="m"),
        used("c", "b", "AGENT", 5, model="m"),
        used("self", "self", "AGENT", 7),
    ]
    for number, order in enumerate(permutations(circle)):
        await send(pool, [[one] for one in order], f"p{number}")
    totals = await pool.fetch("SELECT DISTINCT input_tokens, cost_usd FROM user_total")
    assert [tuple(row) for row in totals] == [(17, Decimal("0.10"))]
    assert await verify(pool) == []


async def test_a_trace_that_waits_for_very_many_parents_stays_exact_and_small(pool: Pool) -> None:
    orphans = [
        used(f"call-{number:04}", f"run-{number:04}", "GENERATION", 1)
        for number in range(MAX_AWAITED + 20)
    ]
    await send(pool, [orphans[:MAX_AWAITED], orphans[MAX_AWAITED:]])
    assert (await pool.fetchval("SELECT pg_column_size(nesting) FROM trace")) < 100
    parents = [used(f"run-{number:04}", None, "AGENT", 1) for number in range(len(orphans))]
    await send(pool, [parents[:40], parents[40:]])
    assert (await sums(pool))[0] == len(orphans)
    assert await verify(pool) == []


async def test_most_traces_remember_nothing_of_their_tree(pool: Pool) -> None:
    await send(
        pool,
        [
            [used("call", "step", "GENERATION", 5, model="m")],
            [used("step", "root", "CHAIN"), used("other", "root", "GENERATION", 5, model="m")],
        ],
    )
    assert await pool.fetchval("SELECT nesting FROM trace") == {"awaited": ["root"]}
    await send(pool, [[used("root", None, "SPAN")]])
    assert await pool.fetchval("SELECT nesting FROM trace") is None


async def test_what_an_older_version_counted_twice_is_counted_anew(pool: Pool) -> None:
    for number, (spans, _) in enumerate(CASES.values()):
        await send(pool, [spans], f"p{number}")
    await send(pool, [[used("a", "later", "GENERATION", 5)]], "open")
    counted = "SELECT project_id, input_tokens, models, nesting FROM trace ORDER BY project_id"
    kept = await pool.fetch(counted)
    await pool.execute("UPDATE trace SET input_tokens = 99 WHERE project_id <> 'open'")
    async with pool.acquire() as db, db.transaction():
        await rewrite(db)
    await pool.execute(BEFORE_NESTING)
    await migrate(pool)
    await role_to_take_on(pool)
    assert await refold_stale(pool) == len(CASES)
    assert await pool.fetch(counted) == kept
    assert await refold_stale(pool) == 0
    assert await verify(pool) == []


async def test_a_server_that_does_not_know_the_tree_writes_nothing(pool: Pool) -> None:
    """Its statements name no such column; the error is one that every version calls passing."""
    await send(pool, [[used("root", None, "SPAN")]])
    named = ", ".join(name for name in ("project_id", *TRACE.columns) if name != "nesting")
    with pytest.raises(asyncpg.CannotConnectNowError):
        await pool.execute(
            f"""
            INSERT INTO trace ({named}) SELECT {named} FROM trace
            ON CONFLICT (project_id, trace_id) DO UPDATE SET revision = trace.revision + 1
            """
        )
    assert await verify(pool) == []
