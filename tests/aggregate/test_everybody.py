"""The totals of everybody: as exact as those of each user, and nobody waits for another at them."""

import asyncio
from contextlib import AsyncExitStack
from datetime import timedelta
from random import Random

from asking import Ask
from environment import ProjectKeys
from make import START, feedback, span
from traffic import store, traffic
from usertrail import aggregate
from usertrail.aggregate.everybody import SHARED_TABLES, SHARES, share_of
from usertrail.database.pool import Database, Pool
from usertrail.ingest import delete_feedback, delete_traces, delete_user, ingest
from usertrail.ingest.transaction import transaction
from usertrail.normalise.records import Records
from usertrail.store.changes import TraceChange, TraceFacts
from usertrail.verify import verify

USERS = """
    SELECT unit, begin::text, environment, sum(user_count)::int AS users FROM distinct_count
    WHERE project_id = 'p' GROUP BY 1, 2, 3 HAVING sum(user_count) <> 0
"""
QUERY = """
{ overview { userCount metrics { traceCount sessionCount feedbackCount } }
  project { environments models feedbackNames } }
"""


async def users_there(pool: Pool, unit: str) -> dict[tuple[str, str], int]:
    """By first day and environment."""
    rows = await pool.fetch(USERS)
    return {(row["begin"], row["environment"]): row["users"] for row in rows if row["unit"] == unit}


def trace_of(user_id: str) -> TraceChange:
    facts = TraceFacts(user_id, "", "default", START, START, {"span_count": 1}, {})
    return TraceChange(f"trace of {user_id}", None, facts)


async def test_one_who_has_not_committed_keeps_nobody_waiting(pool: Pool) -> None:
    async with AsyncExitStack() as stack:
        by_share: dict[int, Database] = {}
        while len(by_share) < 2:
            db = await stack.enter_async_context(transaction(pool, "p"))
            by_share.setdefault(share_of(db), db)
        async with asyncio.timeout(5):
            for share, db in by_share.items():
                await aggregate.move_totals(db, "p", [trace_of(f"user-{share}")], [])
    rows = await pool.fetch("SELECT share, trace_count, span_count FROM everybody_total")
    assert {tuple(row) for row in rows} == {(share, 1, 1) for share in by_share}
    assert by_share.keys() <= {*range(SHARES)}


async def test_users_count_once_a_day_a_week_and_a_month_in_each_environment_and_in_any(
    pool: Pool,
) -> None:
    # A Sunday, the last day of its week and month.
    sunday = START.replace(year=2026, month=5, day=31)
    monday = sunday + timedelta(days=1)
    spans = [
        span("a", "a", user_id="ada", environment="web", started_at=sunday, ended_at=sunday),
        span("b", "b", user_id="ada", environment="app", started_at=sunday, ended_at=sunday),
        span("c", "c", user_id="ada", environment="web", started_at=monday, ended_at=monday),
        span("d", "d", user_id="bob", environment="web", started_at=monday, ended_at=monday),
        span("e", "e", environment="web", started_at=monday, ended_at=monday),
    ]
    for one in spans:
        await ingest(pool, "p", Records([one]))
    assert await users_there(pool, "day") == {
        ("2026-05-31", "web"): 1,
        ("2026-05-31", "app"): 1,
        ("2026-05-31", ""): 1,
        ("2026-06-01", "web"): 2,
        ("2026-06-01", ""): 2,
    }
    of_weeks = await users_there(pool, "week")
    assert (of_weeks["2026-05-25", ""], of_weeks["2026-06-01", ""]) == (1, 2)
    of_months = await users_there(pool, "month")
    assert (of_months["2026-05-01", "app"], of_months["2026-06-01", ""]) == (1, 2)
    # Earlier than what was known of the trace: it leaves the month, and both of its users do.
    early = {"started_at": sunday, "ended_at": monday + timedelta(hours=1), "environment": "web"}
    await ingest(pool, "p", Records([span("d", "d", user_id="eve", **early)]))
    await delete_traces(pool, "p", ["c"])
    assert await users_there(pool, "month") == {
        ("2026-05-01", "web"): 2,
        ("2026-05-01", "app"): 1,
        ("2026-05-01", ""): 2,
    }
    assert await verify(pool) == []


async def test_what_is_erased_is_counted_for_nobody(
    ask: Ask, pool: Pool, project: ProjectKeys
) -> None:
    project_id = project.project_id
    await ingest(
        pool,
        project_id,
        Records(
            [
                span("a", "a", user_id="ada", session_id="s", model="m", total_tokens=3),
                span("b", "b", user_id="bob", session_id="s", environment="web"),
                span("c", "c", user_id="bob", session_id="t"),
            ],
            [
                feedback("f", 1, trace_id="a", name="stars"),
                feedback("g", 2, session_id="t", name="thumbs"),
                feedback("h", 3, trace_id="unseen", name="thumbs"),
            ],
        ),
    )
    await delete_user(pool, project_id, "ada")
    await delete_feedback(pool, project_id, "g")
    await delete_traces(pool, project_id, ["c"])
    assert await ask(QUERY) == {
        "overview": {
            "userCount": 1,
            "metrics": {"traceCount": 1, "sessionCount": 1, "feedbackCount": 1},
        },
        "project": {
            "environments": ["default", "web"],
            "models": [],
            "feedbackNames": ["thumbs"],
        },
    }
    assert await verify(pool) == []


async def test_random_traffic_that_is_partly_erased_by_several_at_once(
    pool: Pool, project: ProjectKeys
) -> None:
    project_id, sent = project.project_id, traffic(Random(31))
    await store(pool, project_id, sent)
    ids = sorted({of.trace_id for of in sent.spans})
    again = [of._replace(trace_fields=of.trace_fields._replace(user_id="new")) for of in sent.spans]
    await asyncio.gather(
        delete_traces(pool, project_id, ids[::7]),
        delete_user(pool, project_id, "user-03"),
        *(ingest(pool, project_id, Records(again[place::20])) for place in range(5)),
        *(delete_feedback(pool, project_id, of.feedback_id) for of in sent.feedback[::9]),
    )
    assert await verify(pool) == []


async def test_verify_names_what_is_wrong_of_everybody_and_repairs_it(
    pool: Pool, project: ProjectKeys
) -> None:
    await store(pool, project.project_id, traffic(Random(32), traces=40))
    for statement in (
        "UPDATE everybody_total SET total_tokens = total_tokens + 1",
        "DELETE FROM everybody_model",
        "UPDATE everybody_feedback SET rating_sum = 0",
        "UPDATE everybody_latency SET n07 = n07 + 1 WHERE unit = 'hour'",
        "UPDATE distinct_count SET user_count = user_count + 1 WHERE unit = 'week'",
        "UPDATE session SET started_at = started_at - interval '1 day'",
    ):
        await pool.execute(statement)
    found = {difference.table for difference in await verify(pool)}
    assert found == {"session", *(table.name for table in SHARED_TABLES)}
    await verify(pool, repair=True)
    assert await verify(pool) == []
