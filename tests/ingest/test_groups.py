"""Requests that wait together are stored together, and each fares as if it came alone."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest

from environment import ProjectKeys
from make import START, feedback, span
from usertrail.database.pool import Pool
from usertrail.errors import TooBusy
from usertrail.ingest import Dropped, RecordChunks, delete_traces, groups, ingest
from usertrail.normalise.records import Records, Span, SpanEvent, TraceEvent, TraceFields

pytestmark = pytest.mark.usefixtures("exact")

# Postgres takes no text with it; normalise lets none pass.
UNSTORABLE = "\0"
# Of a request.
BYTES = 1_000


def requests(count: int) -> list[Records]:
    """Each with a trace of its own and a span of one that all share."""
    return [
        Records([span(f"own-{n}", "root", user_id="ada"), span("shared", f"{n}", user_id="ada")])
        for n in range(count)
    ]


async def stored_all(
    pool: Pool, requests: Sequence[Records], project_id: str = "p"
) -> list[Dropped | BaseException]:
    """What became of requests that come at once."""
    coming = (ingest(pool, project_id, RecordChunks(of, BYTES)) for of in requests)
    return await asyncio.gather(*coming, return_exceptions=True)


async def span_ids(pool: Pool, trace_id: str = "shared") -> list[str]:
    rows = await pool.fetch(
        "SELECT span_id FROM span WHERE trace_id = $1 ORDER BY length(span_id), span_id", trace_id
    )
    return [row["span_id"] for row in rows]


async def test_what_waits_together_is_one_transaction(pool: Pool, statements: list[str]) -> None:
    coming = (ingest(pool, "p", RecordChunks(records, BYTES)) for records in requests(40))
    assert await asyncio.gather(*coming) == [Dropped()] * 40
    assert sum("INSERT INTO span " in statement for statement in statements) == 1
    assert await span_ids(pool) == [str(n) for n in range(40)]


async def test_a_group_has_no_more_than_it_may(
    pool: Pool, statements: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(groups, "MAX_RECORDS", 20)
    monkeypatch.setattr(groups, "MAX_BYTES", 6_000)
    coming = (ingest(pool, "p", RecordChunks(records, BYTES)) for records in requests(31))
    await asyncio.gather(*coming)
    assert sum("INSERT INTO span " in statement for statement in statements) == 6
    assert await span_ids(pool) == [str(n) for n in range(31)]


async def test_one_that_cannot_be_stored_costs_no_neighbour(pool: Pool) -> None:
    bad = Records([span("shared", "bad", name=UNSTORABLE)])
    given = requests(12)
    results = await stored_all(pool, [*given[:6], bad, *given[6:]])
    assert [type(result) for result in results].count(Dropped) == 12
    assert not isinstance(results[6], Dropped | TooBusy)
    assert await span_ids(pool) == [str(n) for n in range(12)]


async def test_one_whose_sender_is_gone_costs_no_neighbour(pool: Pool) -> None:
    first, *others = requests(12)
    storing = asyncio.create_task(ingest(pool, "p", RecordChunks(first, BYTES)))
    await asyncio.sleep(0.001)
    waiting = [asyncio.create_task(ingest(pool, "p", RecordChunks(of, BYTES))) for of in others]
    await asyncio.sleep(0)
    storing.cancel()
    waiting[4].cancel()
    results = await asyncio.gather(storing, *waiting, return_exceptions=True)
    assert [type(result) for result in results].count(Dropped) == 10
    # The first was not to be stopped any more; the other had not begun.
    assert await span_ids(pool) == [str(n) for n in range(12) if n != 5]


async def test_of_what_comes_at_once_the_last_counts(pool: Pool) -> None:
    versions = [
        Records([span("t", "s", name=f"{n}")], [feedback("f", n, trace_id="t")]) for n in range(9)
    ]
    await stored_all(pool, versions)
    assert await pool.fetchval("SELECT name FROM span") == "8"
    assert await pool.fetchval("SELECT value FROM feedback") == 8


async def test_each_is_told_what_was_dropped_of_it(pool: Pool, project: ProjectKeys) -> None:
    project_id, kept, gone = project.project_id, span("kept", "a"), span("gone", "a")
    await ingest(pool, project_id, Records([gone]))
    await delete_traces(pool, project_id, ["gone"])
    on_gone, on_kept = feedback(trace_id="gone"), feedback(trace_id="kept")
    event = TraceEvent("gone", "e", START, None, TraceFields())
    given = [
        Records([kept]),
        Records([kept, gone]),
        Records([kept], [on_gone, on_kept]),
        Records([], [on_kept], [event]),
        Records([], [], [], [SpanEvent("gone", "a", "e", False, START, {})]),
        Records([gone]),
    ]
    assert await stored_all(pool, given, project_id) == [
        Dropped(),
        Dropped((gone,)),
        Dropped((), 1),
        Dropped((), 1),
        Dropped((), 1),
        Dropped((gone,)),
    ]


async def test_who_waits_for_a_lock_holds_up_no_other(pool: Pool) -> None:
    await ingest(pool, "p", Records([span("locked", "a"), span("free", "a")]))
    async with pool.acquire() as db, db.transaction():
        await db.execute("SELECT FROM trace WHERE trace_id = 'locked' FOR UPDATE")
        waiting = asyncio.create_task(ingest(pool, "p", Records([span("locked", "b")])))
        others = [Records([span("free", f"{n}")]) for n in range(5)]
        async with asyncio.timeout(8):
            assert await stored_all(pool, others) == [Dropped()] * 5
        assert not waiting.done()
    assert await waiting == Dropped()
    assert await span_ids(pool, "locked") == ["a", "b"]


async def test_who_waits_too_long_is_refused(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "WAIT_SECONDS", 0.1)
    await ingest(pool, "p", Records([span("locked", "a")]))
    async with pool.acquire() as db, db.transaction():
        await db.execute("SELECT FROM trace WHERE trace_id = 'locked' FOR UPDATE")
        waiting = asyncio.create_task(ingest(pool, "p", Records([span("locked", "b")])))
        await asyncio.sleep(0)
        with pytest.raises(TooBusy):
            await ingest(pool, "p", Records([span("free", "a")]))
    await waiting
    assert await span_ids(pool, "free") == []


async def test_more_than_may_wait_is_refused_at_once(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(groups, "MAX_WAITING", 10)
    results = await stored_all(pool, requests(30))
    assert [type(result) for result in results] == [Dropped] * 10 + [TooBusy] * 20
    assert await span_ids(pool) == [str(n) for n in range(10)]


async def test_many_at_once_of_the_same_users_traces_and_sessions(pool: Pool) -> None:
    def one(n: int) -> Span:
        later = timedelta(seconds=n * 7 % 30)
        return span(
            f"trace-{n % 5}",
            f"span-{n % 40}",
            parent_span_id=None if n % 4 else f"span-{n % 3}",
            user_id=f"user-{n % 3}" if n % 2 else None,
            session_id=f"session-{n % 4}",
            started_at=START + later,
            model="m" if n % 3 else None,
            input_tokens=n,
            trace_metadata={"same": n, f"key-{n}": n},
        )

    given = [
        Records(
            [one(n), one(n * 3)],
            [feedback(f"f-{n % 7}", n, trace_id=f"trace-{n % 5}")] if n % 6 == 0 else [],
        )
        for n in range(120)
    ]
    bad = Records([span("trace-0", "bad", name=UNSTORABLE)])
    results = await stored_all(pool, [*given[:50], bad, *given[50:]])
    assert [type(result) for result in results].count(Dropped) == 120
    assert await pool.fetchval("SELECT count(*) FROM trace") == 5
