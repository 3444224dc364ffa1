"""Batches, duplicates, late updates: what becomes of the rows."""

import asyncio
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from asyncpg import Record

from make import START, feedback, span
from usertrail import ingest as writing
from usertrail.database import pool as pools
from usertrail.database.pool import Pool, create_pool
from usertrail.errors import TooBusy
from usertrail.ingest import ingest
from usertrail.normalise.records import Feedback, Records, Span, TraceFields
from usertrail.verify import verify

LATER = START + timedelta(seconds=5)
LONG = timedelta(minutes=1)


async def send(pool: Pool, *items: Span | Feedback, project: str = "p") -> None:
    spans = [item for item in items if isinstance(item, Span)]
    given = [item for item in items if isinstance(item, Feedback)]
    await ingest(pool, project, Records(spans, given))


async def trace_row(pool: Pool, trace_id: str = "trace") -> Record:
    row = await pool.fetchrow("SELECT * FROM trace WHERE trace_id = $1", trace_id)
    assert row is not None
    return row


async def rows(pool: Pool, query: str, *args: Any) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in await pool.fetch(query, *args)]


async def test_a_trace_adds_up_its_spans(pool: Pool) -> None:
    await send(
        pool,
        span(span_id="root", user_id="ada"),
        span(
            span_id="call",
            parent_span_id="root",
            started_at=LATER,
            model="m",
            input_tokens=2**40,
            output_tokens=1,
            level="ERROR",
        ),
    )
    row = await trace_row(pool)
    assert (row["user_id"], row["span_count"], row["error_count"]) == ("ada", 2, 1)
    assert row["total_tokens"] == 2**40 + 1
    assert row["started_at"] == START
    assert row["ended_at"] == LATER + timedelta(seconds=1)
    assert await verify(pool) == []


async def test_the_same_batch_twice_changes_nothing(pool: Pool) -> None:
    batch: list[Span | Feedback] = [
        span(span_id="root", user_id="ada", session_id="s", input_tokens=3, model="m"),
        feedback("f", 4),
    ]
    await send(pool, *batch)
    before = await rows(pool, "SELECT * FROM user_total"), await rows(pool, "SELECT * FROM span")
    await send(pool, *batch)
    after = await rows(pool, "SELECT * FROM user_total"), await rows(pool, "SELECT * FROM span")
    assert after == before
    assert await verify(pool) == []


async def test_what_comes_again_as_it_is_stored_writes_no_row(pool: Pool) -> None:
    root = span(span_id="root", user_id="ada", metadata={"a": [1, {"b": 0.5}]}, model="m")
    child = span(span_id="child", parent_span_id="root", input="hi", cost_usd=Decimal("0.10"))

    async def versions() -> list[tuple[Any, ...]]:
        return [
            *await rows(pool, "SELECT span_id, xmin::text FROM span ORDER BY 1"),
            *await rows(pool, "SELECT trace_id, xmin::text FROM trace"),
            *await rows(pool, "SELECT user_id, xmin::text FROM user_total"),
        ]

    await send(pool, root, child)
    before = await versions()
    await send(pool, child, root, root)
    assert await versions() == before
    await send(pool, root, child._replace(output="ho"))
    after = await versions()
    assert [now == then for now, then in zip(after, before, strict=True)] == [
        *(False, True),
        *(False, True),
    ]
    assert await verify(pool) == []


async def test_a_child_before_its_root_gives_way_to_it(pool: Pool) -> None:
    child = span(
        span_id="child", parent_span_id="root", started_at=LATER, name="child", environment="x"
    )
    await send(pool, child)
    row = await trace_row(pool)
    assert (row["name"], row["environment"], row["started_at"]) == ("child", "x", LATER)
    await send(pool, span(span_id="root", name="root", user_id="ada", input="hi"))
    row = await trace_row(pool)
    assert (row["name"], row["environment"], row["started_at"]) == ("root", "default", START)
    assert (row["user_id"], row["input_span_id"]) == ("ada", "root")
    assert await verify(pool) == []


async def test_a_user_id_that_comes_last_moves_the_whole_trace(pool: Pool) -> None:
    await send(pool, span(span_id="root", input_tokens=7), feedback("f", True))
    await send(pool, span(span_id="late", parent_span_id="root", started_at=LATER, user_id="ada"))
    totals = await rows(
        pool, "SELECT user_id, trace_count, total_tokens, feedback_count FROM user_total"
    )
    assert totals == [("ada", 1, 7, 1)]
    assert await verify(pool) == []


async def test_of_two_user_ids_the_later_span_counts_in_any_order(pool: Pool) -> None:
    first = span("a", "1", user_id="ada")
    second = span("a", "2", user_id="bob", started_at=LATER, parent_span_id="1")
    await send(pool, first)
    await send(pool, second)
    await send(pool, second._replace(trace_id="b"))
    await send(pool, first._replace(trace_id="b"))
    assert await rows(pool, "SELECT user_id FROM trace") == [("bob",), ("bob",)]
    assert await rows(pool, "SELECT user_id FROM user_total") == [("bob",)]
    assert await verify(pool) == []


async def test_a_span_that_takes_its_user_back_gives_the_trace_to_the_one_before(
    pool: Pool,
) -> None:
    await send(
        pool,
        span(span_id="1", user_id="ada"),
        span(span_id="2", user_id="bob", started_at=LATER, parent_span_id="1"),
    )
    await send(pool, span(span_id="2", started_at=LATER, parent_span_id="1"))
    assert (await trace_row(pool))["user_id"] == "ada"
    assert await verify(pool) == []


async def test_the_version_of_a_span_that_ends_last_counts(pool: Pool) -> None:
    pending = span(span_id="1", user_id="ada", ended_at=START, input_tokens=1)
    done = span(span_id="1", user_id="ada", ended_at=LATER, input_tokens=10)
    await send(pool, done)
    await send(pool, pending)
    assert (await trace_row(pool))["total_tokens"] == 10
    await send(pool, done._replace(input_tokens=12, total_tokens=12), pending)
    assert (await trace_row(pool))["total_tokens"] == 12
    assert await verify(pool) == []


async def test_metadata_merges_deeply_whatever_the_order(pool: Pool) -> None:
    spans = [
        span(span_id="1", trace_metadata={"a": {"x": 1, "y": 1}, "b": 1}),
        span(span_id="2", trace_metadata={"a": {"x": 2}}, started_at=LATER, parent_span_id="1"),
        span(
            span_id="3", trace_metadata={"a": {"x": 3}}, started_at=START + LONG, parent_span_id="1"
        ),
    ]
    for order, name in (((0, 1, 2), "p"), ((2, 0, 1), "q"), ((2, 1, 0), "r")):
        for place in order:
            await send(pool, spans[place]._replace(trace_id=name))
        assert (await trace_row(pool, name))["metadata"] == {"a": {"x": 3, "y": 1}, "b": 1}
    assert await verify(pool) == []


async def test_tags_are_united_and_sorted(pool: Pool) -> None:
    await send(pool, span(span_id="1", trace_tags=("b", "c")))
    await send(pool, span(span_id="2", trace_tags=("a", "b"), parent_span_id="1"))
    assert (await trace_row(pool))["tags"] == ["a", "b", "c"]
    assert await verify(pool) == []


async def test_metadata_of_feedback_is_any_json(pool: Pool) -> None:
    kinds: list[Any] = [[1, [2]], [], {"a": None}, "text", 0, False]
    await send(pool, *(feedback(str(place), metadata=kind) for place, kind in enumerate(kinds)))
    stored = await rows(pool, "SELECT metadata FROM feedback ORDER BY feedback_id")
    assert [row[0] for row in stored] == kinds


async def test_feedback_before_its_trace_counts_once_the_trace_comes(pool: Pool) -> None:
    await send(pool, feedback("f", 5, environment="web"))
    assert await rows(pool, "SELECT count(*) FROM trace") == [(0,)]
    assert await rows(pool, "SELECT user_id, environment FROM feedback") == [("", "web")]
    await send(pool, span(user_id="ada"))
    assert await rows(pool, "SELECT user_id, environment FROM feedback") == [("ada", "default")]
    assert await verify(pool) == []


async def test_the_newest_version_of_feedback_counts_and_keeps_its_target_and_time(
    pool: Pool,
) -> None:
    old = feedback("f", 1, comment="old", metadata={"a": 1})
    new = feedback("f", False, name="thumb", trace_id="other", created_at=LATER)
    await send(pool, span(user_id="ada"))
    await send(pool, new._replace(trace_id="trace"))
    await send(pool, old)
    await send(pool, new)
    query = "SELECT name, value, comment, metadata, trace_id, created_at FROM feedback"
    assert await rows(pool, query) == [("thumb", 0, "old", {"a": 1}, "trace", START)]
    assert await verify(pool) == []


async def test_feedback_on_a_session_counts_for_the_user_of_its_first_trace(pool: Pool) -> None:
    await send(pool, feedback("f", 3, session_id="s"))
    await send(pool, span("nobody", session_id="s", started_at=START - LONG))
    await send(pool, span("b", session_id="s", user_id="bob", started_at=LATER))
    assert await rows(pool, "SELECT user_id FROM feedback") == [("bob",)]
    await send(pool, span("a", session_id="s", user_id="ada"))
    assert await rows(pool, "SELECT user_id FROM feedback") == [("ada",)]
    assert await verify(pool) == []


async def test_a_trace_and_a_session_of_one_id_keep_their_feedback_apart(pool: Pool) -> None:
    await send(pool, feedback("on-session", 3, session_id="x"))
    await send(pool, feedback("on-trace", 3, trace_id="x"))
    await send(pool, span("x", user_id="ada"), span("y", user_id="bob", session_id="x"))
    owners = await rows(pool, "SELECT feedback_id, user_id FROM feedback ORDER BY 1")
    assert owners == [("on-session", "bob"), ("on-trace", "ada")]
    assert await verify(pool) == []


async def test_a_trace_that_starts_earlier_after_all_moves_days_and_last_seen(pool: Pool) -> None:
    midnight = START.replace(hour=0)
    child = span(span_id="2", parent_span_id="1", started_at=midnight, user_id="ada")
    await send(pool, span("other", user_id="ada", started_at=midnight - LONG))
    await send(pool, child)
    await send(pool, span(span_id="1", started_at=midnight - timedelta(seconds=1)))
    seen = await rows(pool, "SELECT first_seen_at, last_seen_at FROM user_total")
    assert seen == [(midnight - LONG, midnight - timedelta(seconds=1))]
    days = await rows(pool, "SELECT day, trace_count FROM user_day")
    assert days == [((midnight - LONG).date(), 2)]
    assert await verify(pool) == []


async def test_a_deleted_piece_of_feedback_counts_no_more(pool: Pool) -> None:
    await send(pool, span(user_id="ada"), feedback("f", 3), feedback("s", 1, session_id="x"))
    assert await writing.delete_feedback(pool, "p", "f")
    assert await writing.delete_feedback(pool, "p", "s")
    assert not await writing.delete_feedback(pool, "p", "f")
    assert await rows(pool, "SELECT feedback_count FROM user_total") == [(0,)]
    assert await verify(pool) == []


async def test_an_erased_user_leaves_nothing_and_others_untouched(pool: Pool) -> None:
    await send(
        pool,
        span("a1", user_id="ada", session_id="shared", model="m"),
        span("a2", user_id="ada", session_id="own"),
        span("b", user_id="bob", session_id="shared", started_at=LATER),
        feedback("1", 1, trace_id="a1"),
        feedback("2", 1, session_id="own"),
        feedback("3", 1, session_id="shared"),
        feedback("4", 1, trace_id="b"),
    )
    await send(pool, span("a1", user_id="ada"), project="q")
    await writing.identify_user(pool, "p", "ada", "Ada", None, None)
    assert await writing.delete_user(pool, "p", "ada") == 2
    for table in ("trace", "user_total", "user_day", "user_session", "feedback", "session"):
        assert await rows(pool, f"SELECT DISTINCT user_id FROM {table} WHERE project_id = 'p'") == [
            ("bob",)
        ], table
    assert await rows(pool, "SELECT count(*) FROM user_profile") == [(0,)]
    assert await rows(pool, "SELECT project_id, trace_id FROM span ORDER BY 1") == [
        ("p", "b"),
        ("q", "a1"),
    ]
    assert await verify(pool) == []


async def test_one_project_never_touches_another_with_the_same_ids(pool: Pool) -> None:
    await send(pool, span(span_id="1", user_id="ada"), feedback("f", 1), project="p")
    await send(pool, span(span_id="1", user_id="bob"), feedback("f", 2), project="q")
    assert not await writing.delete_feedback(pool, "r", "f")
    totals = await rows(pool, "SELECT project_id, user_id, rating_sum FROM user_total ORDER BY 1")
    assert totals == [("p", "ada", 1), ("q", "bob", 2)]


async def test_a_request_without_a_free_connection_is_told_to_come_again(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pools, "WAIT_FOR_CONNECTION_SECONDS", 0.05)
    async with create_pool(database_url, max_size=1) as pool, pool.acquire():
        with pytest.raises(TooBusy):
            await send(pool, span())


async def test_a_request_whose_connection_dies_is_told_to_come_again_and_stores_nothing(
    pool: Pool,
) -> None:
    await send(pool, span("before"))
    async with pool.acquire() as db:
        await db.execute("BEGIN; LOCK TABLE span IN ACCESS EXCLUSIVE MODE")
        sending = asyncio.create_task(send(pool, span("during", user_id="ada")))
        kill = """
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE wait_event_type = 'Lock' AND datname = current_database()
        """
        while not await pool.fetchval(kill):  # noqa: ASYNC110, Postgres sends no event of it
            await asyncio.sleep(0.01)
        with pytest.raises(TooBusy):
            await sending
        await db.execute("ROLLBACK")
    await send(pool, span("after"))
    assert await rows(pool, "SELECT trace_id FROM trace ORDER BY 1") == [("after",), ("before",)]
    assert await verify(pool) == []


async def test_a_batch_costs_the_same_statements_whatever_is_stored(
    pool: Pool, statements: list[str]
) -> None:
    async def count_for(number: int) -> int:
        seen = len(statements)
        await send(
            pool,
            *(
                span("long", f"{number}-{place}", user_id="ada", session_id="s", started_at=LATER)
                for place in range(50)
            ),
            feedback(f"{number}", 1, trace_id="long"),
        )
        return len(statements) - seen

    await count_for(0)
    assert await count_for(1) == await count_for(2) == await count_for(3)


# The order of names is that of the conventions: what the Langfuse SDKs and OpenTelemetry's
# `user.id` and `session.id` say comes before what a call to a model happened to carry.
@pytest.mark.parametrize("reverse", [False, True])
async def test_the_more_specific_name_of_user_and_session_wins_across_a_trace(
    pool: Pool, reverse: bool
) -> None:
    root = span(
        span_id="root",
        user_id="alice",
        trace_user_id_name="user.id",
        session_id="chat",
        trace_session_id_name="session.id",
    )
    call = span(
        span_id="call",
        parent_span_id="root",
        started_at=LATER,
        user_id="u-991",
        trace_user_id_name="gen_ai.user",
        session_id="run-1",
        trace_session_id_name="gen_ai.conversation.id",
    )
    for item in (call, root) if reverse else (root, call):
        await send(pool, item)
    row = await trace_row(pool)
    assert (row["user_id"], row["session_id"]) == ("alice", "chat")
    assert row["sources"]["user_id"][1:] == ["root", "user.id"]
    await send(pool, root._replace(trace_fields=TraceFields(), ended_at=LATER + LONG))
    row = await trace_row(pool)
    assert (row["user_id"], row["session_id"]) == ("u-991", "run-1")
    assert await verify(pool) == []


async def test_of_a_trace_without_names_the_last_word_counts_and_outweighs_plain_ones(
    pool: Pool,
) -> None:
    """So it is with what was stored before names were kept."""
    await send(pool, span(span_id="a", user_id="ada"))
    await send(pool, span(span_id="b", user_id="bob", started_at=LATER))
    await send(
        pool,
        span(span_id="c", user_id="eve", trace_user_id_name="llm.user", started_at=LATER + LONG),
    )
    assert (await trace_row(pool))["user_id"] == "bob"
    assert await verify(pool) == []
