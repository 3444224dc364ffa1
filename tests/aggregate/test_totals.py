"""Totals after resends, late and changed spans, and concurrent batches, against a plain recount."""

import asyncio
from datetime import timedelta
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from make import START, feedback, span
from recount import Totals, counted_traces, recount, session_owners
from usertrail.aggregate.tables import TOTAL_TABLES
from usertrail.database.pool import Pool, create_pool
from usertrail.ingest import ingest
from usertrail.normalise.records import Feedback, Records, Span
from usertrail.verify import verify

Item = Span | Feedback
Batch = list[Item]

TRACES = ("t1", "t2", "t3", "t4")
SESSIONS = ("s1", "s2")
MIDNIGHT = START.replace(hour=0)

users = st.sampled_from([None, None, "ada", "bob", "eve"])
instants = st.integers(-90, 90).map(lambda minutes: MIDNIGHT + timedelta(minutes=minutes))
costs = st.decimals(0, 10, places=9, allow_nan=False, allow_infinity=False)


@st.composite
def span_versions(draw: st.DrawFn, trace_id: str, place: int) -> list[Span]:
    """One to three versions of a span, each ending later than the one before.

    Its parent is a span before it, or one that never comes; it may repeat what lies below it.
    """
    span_id = f"{trace_id}-{place}"
    parents = [None, "p", *(f"{trace_id}-{before}" for before in range(place))]
    versions = []
    for number in range(draw(st.sampled_from([1, 1, 1, 2, 3]))):
        tokens = draw(st.sampled_from([0, 1, 1, 2]) | st.integers(0, 2**33))
        started_at = draw(instants)
        versions.append(
            span(
                trace_id,
                span_id,
                parent_span_id=draw(st.sampled_from(parents)),
                type=draw(st.sampled_from(["SPAN", "AGENT", "GENERATION", "GENERATION"])),
                started_at=started_at,
                ended_at=MIDNIGHT + timedelta(hours=3, minutes=number, seconds=len(span_id)),
                level=draw(st.sampled_from(["DEFAULT", "ERROR"])),
                environment=draw(st.sampled_from(["web", "app"])),
                model=draw(st.sampled_from([None, "m1", "m2"])),
                input_tokens=tokens,
                cost_usd=draw(st.one_of(st.none(), costs)),
                user_id=draw(users),
                trace_user_id_name=draw(st.sampled_from(["user.id", "gen_ai.user", None])),
                session_id=draw(st.sampled_from([None, None, *SESSIONS])),
                trace_session_id_name=draw(
                    st.sampled_from(["langfuse.session.id", "gen_ai.conversation.id", None])
                ),
                trace_metadata=draw(
                    st.dictionaries(st.sampled_from("ab"), st.integers(0, 1), max_size=2)
                ),
            )
        )
    return versions


@st.composite
def feedback_versions(draw: st.DrawFn, feedback_id: str) -> list[Feedback]:
    """One or two versions of a piece of feedback on a trace or a session, known or not."""
    on_trace = draw(st.booleans())
    target = draw(st.sampled_from([*TRACES, "unseen"] if on_trace else [*SESSIONS, "unseen"]))
    values = st.one_of(st.booleans(), st.floats(-5, 5), st.sampled_from(["good", "bad"]))
    return [
        feedback(
            feedback_id,
            draw(values),
            name=draw(st.sampled_from(["thumb", "stars"])),
            trace_id=target if on_trace else None,
            session_id=None if on_trace else target,
            created_at=draw(instants) + timedelta(hours=4 * number),
        )
        for number in range(draw(st.sampled_from([1, 1, 2])))
    ]


@st.composite
def traffic(draw: st.DrawFn) -> tuple[list[Item], list[list[Batch]]]:
    """What is said, and the batches that several senders bring: shuffled, split, repeated."""
    items: list[Item] = []
    for trace_id in TRACES[: draw(st.integers(1, len(TRACES)))]:
        for number in range(draw(st.integers(1, 5))):
            items += draw(span_versions(trace_id, number))
    for number in range(draw(st.integers(0, 4))):
        items += draw(feedback_versions(f"f{number}"))
    repeated = draw(st.lists(st.sampled_from(items), max_size=len(items)))
    sent = draw(st.permutations(items + repeated))
    senders: list[list[Batch]] = [[] for _ in range(draw(st.integers(1, 8)))]
    while sent:
        size = draw(st.integers(1, 6))
        senders[draw(st.integers(0, len(senders) - 1))].append(sent[:size])
        sent = sent[size:]
    return items, senders


async def send(pool: Pool, project: str, batches: list[Batch]) -> None:
    for batch in batches:
        spans = [item for item in batch if isinstance(item, Span)]
        given = [item for item in batch if isinstance(item, Feedback)]
        await ingest(pool, project, Records(spans, given))


async def stored_totals(pool: Pool, project: str) -> Totals:
    totals: Totals = {}
    for table in TOTAL_TABLES:
        rows = await pool.fetch(
            f"SELECT {', '.join(table.columns)} FROM {table.name} WHERE project_id = $1", project
        )
        place = len(table.keys)
        totals[table.name] = {tuple(row)[:place]: tuple(row)[place:] for row in rows}
    return totals


async def stored_owners(pool: Pool, project: str) -> dict[str, tuple[str, str]]:
    rows = await pool.fetch(
        "SELECT session_id, user_id, environment FROM session WHERE project_id = $1", project
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def test_totals_are_a_plain_recount_whatever_the_order_repetition_and_concurrency(
    database_url: str,
) -> None:
    with asyncio.Runner() as runner:
        pool: Pool = runner.run(_open(database_url))
        numbers = iter(range(1_000_000))

        @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
        @given(traffic())
        def check(drawn: tuple[list[Item], list[list[Batch]]]) -> None:
            items, senders = drawn
            project = f"project-{next(numbers)}"
            runner.run(_send_all(pool, project, senders))
            spans = [item for item in items if isinstance(item, Span)]
            given = [item for item in items if isinstance(item, Feedback)]
            assert runner.run(stored_totals(pool, project)) == recount(spans, given)
            owners = session_owners(counted_traces(spans))
            assert runner.run(stored_owners(pool, project)) == owners

        try:
            check()
            assert runner.run(verify(pool)) == []
        finally:
            runner.run(pool.close())


async def _open(url: str) -> Pool:
    return await create_pool(url, max_size=10)


async def _send_all(pool: Pool, project: str, senders: list[list[Batch]]) -> None:
    await asyncio.gather(*(send(pool, project, batches) for batches in senders))


async def test_eight_writers_on_the_same_traces_and_users_lose_nothing(pool: Pool) -> None:
    def batch(writer: int, number: int) -> Batch:
        started_at = START + timedelta(seconds=number)
        spans = [
            span(
                f"trace-{(writer + place + number) % 20}",
                f"{writer}-{number}-{place}",
                parent_span_id=None if place == 0 else "parent",
                started_at=started_at,
                user_id=f"user-{(number + place) % 3}" if place % 2 else None,
                session_id="session",
                model="m",
                input_tokens=1,
                cost_usd=Decimal("0.1"),
            )
            for place in range(10)
        ]
        return [*spans, feedback(f"{writer}-{number}", 1, trace_id=f"trace-{number % 25}")]

    writers = [[batch(writer, number) for number in range(25)] for writer in range(8)]
    await asyncio.gather(*(send(pool, "p", [*batches, *batches[::5]]) for batches in writers))
    items = [item for batches in writers for batch in batches for item in batch]
    spans = [item for item in items if isinstance(item, Span)]
    given = [item for item in items if isinstance(item, Feedback)]
    assert await stored_totals(pool, "p") == recount(spans, given)
    assert await pool.fetchval("SELECT sum(total_tokens) FROM user_total") == 2_000
    assert await verify(pool) == []


async def test_verify_names_what_is_wrong_and_repairs_it(pool: Pool) -> None:
    batch: Batch = [
        span("a", "1", user_id="ada", session_id="s", model="m", input_tokens=5),
        span("b", "1", user_id="bob"),
        feedback("f", 1, trace_id="a"),
        feedback("g", 1, session_id="s"),
    ]
    await send(pool, "p", [batch])
    damage: list[Any] = [
        "UPDATE user_day SET total_tokens = 99 WHERE user_id = 'ada'",
        "DELETE FROM user_total WHERE user_id = 'bob'",
        "UPDATE user_ever SET last_seen_at = first_seen_at - interval '1 day'",
        "UPDATE user_session SET ended_at = ended_at + interval '1 day'",
        "INSERT INTO model_day VALUES ('p', 'x', '2026-01-01', 'default', 'm', 1, 1, 1, 1, 1)",
        "UPDATE feedback SET user_id = 'bob' WHERE feedback_id = 'f'",
        "UPDATE session SET user_id = 'bob'",
        "UPDATE trace SET span_count = 7 WHERE trace_id = 'b'",
        "DELETE FROM trace WHERE trace_id = 'a'",
    ]
    for statement in damage:
        await pool.execute(statement)
    found = [str(difference) for difference in await verify(pool)]
    assert (
        "model_day p / x / 2026-01-01 / default / m: stored, but there is nothing to count" in found
    )
    assert "trace p / b: span_count is 7, recounted 1" in found
    assert {line.split()[0] for line in found} >= {
        "trace",
        "session",
        "feedback",
        "user_total",
        "user_ever",
    }
    await verify(pool, repair=True)
    assert await verify(pool) == []
    assert await pool.fetchval("SELECT total_tokens FROM user_day WHERE user_id = 'ada'") == 5
